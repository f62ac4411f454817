package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.migrations.Draft;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A migration uses a type that no migration makes: it fails on every database, so it cannot have
 * run on any, and may be edited. The type is made before its first use, with the labels of the code
 * but for those that later migrations add, and dropped at the end of the way back.
 */
record CreateFirst(Revision revision, ObjectName type, List<String> labels, Origin.InFile use)
    implements Remedy {

  private static final String RULE = "type-used-before-it-exists";
  private static final String NO_SUCH_TYPE = "42704";
  private static final Pattern MISSING =
      Pattern.compile("type \"(\\w+)(?:\\[\\])?\" does not exist");

  CreateFirst {
    labels = List.copyOf(labels);
  }

  /** Where one command fails as one revision at a time does, and the code says which labels. */
  static Optional<CreateFirst> of(ServiceFacts facts, Told told) {
    if (told.fails().isEmpty() || told.failsEach().isEmpty()) {
      return Optional.empty();
    }
    Problem problem = told.fails().get();
    Matcher missing = MISSING.matcher(problem.message());
    if (!problem.sqlstate().equals(Optional.of(NO_SUCH_TYPE))
        || !told.failsEach().get().origin().equals(problem.origin())
        || told.midway().isPresent()
        || !missing.find()
        || !(problem.origin() instanceof Origin.InFile use)) {
      return Optional.empty();
    }
    ObjectName type = new ObjectName("public", missing.group(1));
    if (told.schema().enums().containsKey(type)) {
      return Optional.empty();
    }
    return labels(facts, told, type.name())
        .flatMap(labels ->
            told.revisions().stream()
                .filter(revision -> problem.revision().equals(Optional.of(revision.id())))
                .filter(revision -> revision.file().equals(use.path()))
                .findFirst()
                .map(revision -> new CreateFirst(revision, type, labels, use)));
  }

  /** Those of the code, where all of it says the same; without what is added later. */
  private static Optional<List<String>> labels(ServiceFacts facts, Told told, String type) {
    List<EnumColumn> columns =
        facts.columns().stream()
            .filter(column -> column.typeName().equals(Optional.of(type)))
            .toList();
    List<List<String>> lists =
        columns.stream()
            .map(column -> column.labels().stream().map(Label::text).distinct().toList())
            .distinct()
            .toList();
    boolean sure =
        columns.stream()
            .allMatch(column ->
                column.unknown().isEmpty()
                    && column.storage() == EnumColumn.Storage.NATIVE
                    && column.typeSchema().filter(schema -> !schema.equals("public")).isEmpty());
    if (lists.size() != 1 || !sure) {
      return Optional.empty();
    }
    Set<String> labels = new LinkedHashSet<>(lists.getFirst());
    told.trail().up().stream()
        .flatMap(deed -> deed.statements().stream())
        .forEach(statement -> {
          if (statement instanceof Statement.AddValue add && add.type().name().equals(type)) {
            labels.remove(add.label());
          }
        });
    return labels.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(labels));
  }

  @Override
  public String title() {
    return "create %s before its first use in %s, which cannot have run anywhere"
        .formatted(type.name(), revision.id());
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE)
        && finding.subject().equals(revision.id() + " " + NO_SUCH_TYPE);
  }

  @Override
  public List<String> names() {
    return List.of(type.name(), type.toString());
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    List<String> drops = List.of("DROP TYPE " + Names.sql(type));
    boolean python = revision.file().endsWith(".py");
    Optional<String> created = python ? inPython(desk) : inSql(desk);
    if (created.isEmpty()) {
      return List.of();
    }
    SortedMap<String, String> files = new TreeMap<>(Map.of(revision.file(), created.get()));
    Desk edited = desk.with(files);
    Optional<Map.Entry<String, String>> down =
        python
            ? EndDowngrades.ofPython(edited, revision.file(), drops)
            : EndDowngrades.ofSql(edited, revision.file(), drops);
    down.ifPresent(file -> files.put(file.getKey(), file.getValue()));
    return List.of(new Draft(revision.id(), files));
  }

  @Override
  public String unwritten() {
    return "its use does not stand by itself in `upgrade`: make the type before it by hand";
  }

  private String creation() {
    return "CREATE TYPE %s AS ENUM (%s)"
        .formatted(
            Names.sql(type), String.join(", ", labels.stream().map(Identifiers::literal).toList()));
  }

  /** Before the statement of {@code upgrade} that uses it. */
  private Optional<String> inPython(Desk desk) {
    String text = desk.text(revision.file());
    if (!text.contains("import op")) {
      return Optional.empty();
    }
    String sql = creation().replace("\\", "\\\\").replace("\"", "\\\"");
    return new Modules(desk.files())
        .parse(revision.file()).map(PythonFile::body).orElse(List.of()).stream()
            .filter(Node.FunctionDef.class::isInstance)
            .map(Node.FunctionDef.class::cast)
            .filter(function -> function.name().equals("upgrade"))
            .flatMap(function -> function.body().stream())
            .map(Node.Stmt::span)
            .filter(span -> holds(span, use.span()))
            .findFirst()
            .flatMap(span -> before(text, span, "op.execute(\"" + sql + "\")"));
  }

  private Optional<String> inSql(Desk desk) {
    return before(desk.text(revision.file()), use.span(), creation() + ";");
  }

  private static boolean holds(Span outer, Span inner) {
    return outer.line() <= inner.line() && inner.endLine() <= outer.endLine();
  }

  /** A line of its own above, where nothing else stands before it on its line. */
  private static Optional<String> before(String text, Span span, String line) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (span.line() > lines.size()) {
      return Optional.empty();
    }
    String at = lines.get(span.line() - 1);
    String indent = at.substring(0, Math.min(at.length(), span.column() - 1));
    if (!indent.isBlank()) {
      return Optional.empty();
    }
    lines.add(span.line() - 1, indent + line);
    return Optional.of(String.join("\n", lines));
  }

  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    return Optional.of(Scenes.after(desk, revision.parents(), draft));
  }

  @Override
  public boolean leavesTheRest() {
    return false;
  }

  @Override
  public String failsWith() {
    return NO_SUCH_TYPE;
  }

  /** What the refused statement was to make is not told before: all else has to stay as it was. */
  @Override
  public boolean wasMeant(List<SchemaDifference> differences) {
    return differences.stream()
        .allMatch(difference ->
            difference.before().isEmpty()
                || difference.part().kind().equals("order of columns")
                    && isMore(difference.before().get(), difference.after().orElse("")));
  }

  private static boolean isMore(String columns, String then) {
    return then.startsWith(columns + ",");
  }

  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    boolean there =
        Optional.ofNullable(after.enums().get(type))
            .map(EnumType::texts)
            .equals(Optional.of(labels));
    return there ? Optional.empty() : Optional.of("the type is not there then");
  }
}
