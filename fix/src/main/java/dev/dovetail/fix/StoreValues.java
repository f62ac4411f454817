package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.migrations.Draft;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The code stores the names of members where the database has their values: the column is told to
 * store values, in the code.
 */
record StoreValues(EnumType type, Comparison comparison, String name, Origin.InFile column)
    implements Remedy {

  private static final String RULE = "names-persisted-where-values-were-meant";
  private static final String KEYWORD = "values_callable";
  private static final String USUAL = "lambda enum: [member.value for member in enum]";
  private static final Pattern OWN = Pattern.compile(KEYWORD + "=(\\w+)\\s*[,)\\n]");

  static List<StoreValues> among(List<Comparison> all) {
    List<StoreValues> remedies = new ArrayList<>();
    for (Comparison comparison : all) {
      for (Drift drift : comparison.drifts()) {
        if (drift instanceof Drift.NamesForValues names
            && comparison.source().isPresent()
            && comparison.source().get().origin() instanceof Origin.InFile place
            && place.path().endsWith(".py")) {
          remedies.add(new StoreValues(names.type(), comparison, names.declared().name(), place));
        }
      }
    }
    return remedies;
  }

  @Override
  public String title() {
    return "store the values of %s in %s".formatted(name, place());
  }

  private String place() {
    return comparison.column().map(Comparison.Column::toString).orElse("its column");
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE)
        && finding.at() instanceof Origin.InFile at
        && at.path().equals(column.path())
        && at.span().line() == column.span().line();
  }

  @Override
  public List<String> names() {
    return List.of(name, type.name().name(), type.name().toString());
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    return call(desk).stream()
        .map(call ->
            new Draft(
                "", new TreeMap<>(Map.of(column.path(), told(desk.text(column.path()), call)))))
        .toList();
  }

  @Override
  public String unwritten() {
    return "the column has no `Enum(%s, ...)` of its own: give it one with `%s=%s`"
        .formatted(name, KEYWORD, USUAL);
  }

  /** The call that makes the column's type. */
  private Optional<Node.Call> call(Desk desk) {
    return new Modules(desk.files())
        .parse(column.path()).stream()
            .flatMap(file -> file.body().stream())
            .flatMap(this::calls)
            .findFirst();
  }

  private Stream<Node.Call> calls(Node.Stmt statement) {
    return switch (statement) {
      case Node.ClassDef definition -> definition.body().stream().flatMap(this::calls);
      case Node.AnnAssign assign when holds(assign.span()) ->
          assign.value().stream().flatMap(this::calls);
      case Node.Assign assign when holds(assign.span()) -> calls(assign.value());
      default -> Stream.empty();
    };
  }

  private Stream<Node.Call> calls(Node.Expr value) {
    if (!(value instanceof Node.Call call)) {
      return Stream.empty();
    }
    return isType(call) ? Stream.of(call) : call.arguments().stream().flatMap(this::calls);
  }

  private boolean holds(Span span) {
    return span.line() <= column.span().line() && column.span().line() <= span.endLine();
  }

  /** {@code Enum(Status, ...)}, by whatever name, that says nothing of values. */
  private boolean isType(Node.Call call) {
    String own = name.substring(name.lastIndexOf('.') + 1);
    return !call.arguments().isEmpty()
        && CallText.lastName(call.arguments().getFirst()).equals(own)
        && CallText.lastName(call.function()).toLowerCase(Locale.ROOT).endsWith("enum")
        && call.keywords().stream().noneMatch(it -> it.name().equals(Optional.of(KEYWORD)));
  }

  /** In the words that the file has for it already. */
  private static String told(String text, Node.Call call) {
    Matcher own = OWN.matcher(text);
    return CallText.with(text, call, KEYWORD + "=" + (own.find() ? own.group(1) : USUAL));
  }

  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    return Optional.empty();
  }

  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    return enums.stream()
        .filter(other -> other.column().equals(comparison.column()))
        .flatMap(other -> other.drifts().stream())
        .filter(Drift.NamesForValues.class::isInstance)
        .findFirst()
        .map(drift -> "the code still stores names");
  }
}
