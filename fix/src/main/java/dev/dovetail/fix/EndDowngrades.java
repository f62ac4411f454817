package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.Draft;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Enum types that stay when everything is taken back are dropped at the end of the downgrade of the
 * migration that makes them. No later migration can do that: its way back runs while tables still
 * use them. The way up stays as it is, to the letter, so no database that has it is otherwise.
 *
 * @param types by the file of the migration that makes them
 */
record EndDowngrades(List<Revision> revisions, SortedMap<String, List<ObjectName>> types)
    implements Remedy {

  private static final String RULE = "leftover-type-after-downgrade";

  static Optional<EndDowngrades> of(Told told) {
    SortedMap<String, List<ObjectName>> types = new TreeMap<>();
    for (EnumType type : told.leftover()) {
      if (type.origin() instanceof Origin.InFile place
          && told.revisions().stream().anyMatch(it -> it.file().equals(place.path()))) {
        types.computeIfAbsent(place.path(), path -> new ArrayList<>()).add(type.name());
      }
    }
    List<Revision> revisions =
        told.revisions().stream().filter(it -> types.containsKey(it.file())).toList();
    return types.isEmpty() ? Optional.empty() : Optional.of(new EndDowngrades(revisions, types));
  }

  @Override
  public String title() {
    return "drop %s at the end of the downgrade of %s"
        .formatted(
            String.join(", ", all().stream().map(ObjectName::name).toList()),
            String.join(", ", revisions.stream().map(Revision::id).toList()));
  }

  private List<ObjectName> all() {
    return types.values().stream().flatMap(List::stream).sorted().toList();
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE)
        && all().stream().anyMatch(name -> finding.subject().equals(name.toString()));
  }

  @Override
  public List<String> names() {
    return all().stream().flatMap(name -> List.of(name.name(), name.toString()).stream()).toList();
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    SortedMap<String, String> files = new TreeMap<>();
    for (Map.Entry<String, List<ObjectName>> one : types.entrySet()) {
      List<String> drops = one.getValue().stream().sorted().map(EndDowngrades::drop).toList();
      Optional<Map.Entry<String, String>> edited =
          one.getKey().endsWith(".py")
              ? ofPython(desk, one.getKey(), drops)
              : ofSql(desk, one.getKey(), drops);
      if (edited.isEmpty()) {
        return List.of();
      }
      files.put(edited.get().getKey(), edited.get().getValue());
    }
    return desk.heads().size() == 1
        ? List.of(new Draft(desk.heads().getFirst(), files))
        : List.of();
  }

  private static String drop(ObjectName type) {
    return "DROP TYPE " + Names.sql(type);
  }

  @Override
  public String unwritten() {
    return "where these downgrades end is not plain: end them with `DROP TYPE` by hand";
  }

  /** After the last statement of {@code downgrade}, or instead of its {@code pass}. */
  static Optional<Map.Entry<String, String>> ofPython(Desk desk, String path, List<String> drops) {
    Optional<Node.FunctionDef> found =
        new Modules(desk.files())
            .parse(path).map(PythonFile::body).orElse(List.of()).stream()
                .filter(Node.FunctionDef.class::isInstance)
                .map(Node.FunctionDef.class::cast)
                .filter(function -> function.name().equals("downgrade"))
                .reduce((one, other) -> other);
    String text = desk.text(path);
    if (found.isEmpty() || !text.contains("import op")) {
      return Optional.empty();
    }
    Node.Stmt last = found.get().body().getLast();
    boolean nothing = last instanceof Node.Pass;
    boolean plain =
        last instanceof Node.ExprStmt || last instanceof Node.Assign || last instanceof Node.With;
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    String line = lines.get(last.span().line() - 1);
    String indent = line.substring(0, Math.min(line.length(), last.span().column() - 1));
    if (!nothing && !plain || !indent.isBlank()) {
      return Optional.empty();
    }
    if (nothing) {
      lines.remove(last.span().line() - 1);
    }
    List<String> added =
        drops.stream()
            .map(sql -> indent + "op.execute(\"" + sql.replace("\"", "\\\"") + "\")")
            .toList();
    lines.addAll(nothing ? last.span().line() - 1 : last.span().endLine(), added);
    return Optional.of(Map.entry(path, String.join("\n", lines)));
  }

  /** In the file of the way back, or after the mark that begins it. */
  static Optional<Map.Entry<String, String>> ofSql(Desk desk, String path, List<String> drops) {
    String below = path.replaceFirst("up\\.sql$", "down.sql");
    String text = desk.text(below);
    String lower = text.toLowerCase(Locale.ROOT);
    boolean own = !below.equals(path) && desk.files().has(below);
    boolean marked =
        lower.indexOf("-- +goose down") > lower.indexOf("-- +goose up")
            || lower.indexOf("-- migrate:down") > lower.indexOf("-- migrate:up");
    if (!own && !marked) {
      return Optional.empty();
    }
    String ended = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    return Optional.of(Map.entry(below, ended + String.join(";\n", drops) + ";\n"));
  }

  /** All the way up, down and up again. */
  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    return Optional.of(
        new Rehearsal.Scene(
            draft.revision(),
            List.of(List.of()),
            Optional.of("base"),
            Optional.empty(),
            Optional.empty()));
  }

  @Override
  public boolean editsWayBackAlone() {
    return true;
  }

  @Override
  public boolean leavesTheRest() {
    return false;
  }

  /** What it makes is held against what the migrations made before; this is only the way back. */
  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    return Optional.empty();
  }
}
