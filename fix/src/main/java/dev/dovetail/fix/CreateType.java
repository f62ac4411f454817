package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.Draft;
import dev.dovetail.verify.Rehearsal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type that the code names and no migration makes is made, and the columns of text that are meant
 * to be of it become so. Rows that hold something else make the migration fail, and stay.
 */
record CreateType(ObjectName type, List<String> labels, List<Column> columns) implements Remedy {

  private static final String RULE = "type-missing-in-database";
  private static final Pattern TEXT = Pattern.compile("text|character varying(\\(\\d+\\))?");
  private static final Pattern CONSTANT =
      Pattern.compile("'((?:[^']|'')*)'::(?:text|character varying)");

  CreateType {
    labels = List.copyOf(labels);
    columns = List.copyOf(columns);
  }

  /** A column of text that is meant to be of the type. */
  record Column(
      Comparison comparison, Schema.Table table, Schema.Column column, Drift.TypeMissing drift) {

    /** The label in its default; empty where it has none. */
    Optional<String> label() {
      return column
          .defaultText()
          .map(CONSTANT::matcher)
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1).replace("''", "'"));
    }

    boolean isPlain() {
      return TEXT.matcher(column.type()).matches()
          && column.generated().isEmpty()
          && column.defaultText().isPresent() == label().isPresent();
    }

    String alter() {
      return "ALTER TABLE %s ALTER COLUMN %s"
          .formatted(Names.sql(table.name()), Identifiers.quote(column.name()));
    }
  }

  static List<CreateType> among(List<Comparison> all, Schema schema) {
    Map<ObjectName, List<Column>> byType = new LinkedHashMap<>();
    for (Comparison comparison : all) {
      for (Drift drift : comparison.drifts()) {
        if (drift instanceof Drift.TypeMissing missing && missing.instead().isEmpty()) {
          column(comparison, schema, missing)
              .ifPresent(column ->
                  name(comparison)
                      .ifPresent(name ->
                          byType.computeIfAbsent(name, key -> new ArrayList<>()).add(column)));
        }
      }
    }
    List<CreateType> remedies = new ArrayList<>();
    byType.forEach((name, columns) -> {
      List<List<String>> lists =
          columns.stream()
              .map(column ->
                  column.comparison().labels().stream().map(Label::text).distinct().toList())
              .distinct()
              .toList();
      if (lists.size() == 1
          && !lists.getFirst().isEmpty()
          && !schema.enums().containsKey(name)
          && columns.stream().allMatch(Column::isPlain)) {
        remedies.add(new CreateType(name, lists.getFirst(), columns));
      }
    });
    return remedies;
  }

  private static Optional<ObjectName> name(Comparison comparison) {
    return comparison
        .source()
        .filter(source -> source.storage() == EnumColumn.Storage.NATIVE && !source.array())
        .flatMap(source ->
            source
                .typeName()
                .map(name -> new ObjectName(source.typeSchema().orElse("public"), name)));
  }

  private static Optional<Column> column(
      Comparison comparison, Schema schema, Drift.TypeMissing missing) {
    return comparison
        .column()
        .flatMap(place ->
            Optional.ofNullable(schema.tables().get(place.table()))
                .flatMap(table ->
                    table
                        .column(place.name())
                        .map(column -> new Column(comparison, table, column, missing))));
  }

  @Override
  public String title() {
    return "create %s, and store %s in it".formatted(type.name(), places());
  }

  private String places() {
    return String.join(
        ", ",
        columns.stream()
            .flatMap(it -> it.comparison().column().stream())
            .map(Object::toString)
            .toList());
  }

  @Override
  public List<String> rules() {
    return List.of(RULE);
  }

  @Override
  public boolean mends(Finding finding) {
    return finding.rule().equals(RULE)
        && columns.stream()
            .anyMatch(column ->
                finding
                    .subject()
                    .equals(
                        column.drift().type()
                            + column.comparison().column().map(it -> " " + it).orElse("")));
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(type.name(), type.toString()));
    columns.forEach(column -> column.comparison().name().ifPresent(names::add));
    return names;
  }

  @Override
  public List<Draft> drafts(Desk desk) {
    return desk.onlyHead().flatMap(head -> desk.write(change(desk, head))).stream().toList();
  }

  private Change change(Desk desk, List<String> head) {
    String name = Names.sql(type);
    List<Change.Step> up = new ArrayList<>();
    List<Change.Step> down = new ArrayList<>();
    up.add(
        new Change.Step.Sql(
            "CREATE TYPE %s AS ENUM (%s)"
                .formatted(
                    name, String.join(", ", labels.stream().map(Identifiers::literal).toList()))));
    for (Column column : columns) {
      String own = Identifiers.quote(column.column().name());
      column
          .label()
          .ifPresent(label -> {
            up.add(new Change.Step.Sql(column.alter() + " DROP DEFAULT"));
            down.add(new Change.Step.Sql(column.alter() + " DROP DEFAULT"));
          });
      up.add(
          new Change.Step.Sql(
              "%s TYPE %s USING %s::text::%s".formatted(column.alter(), name, own, name)));
      down.add(
          new Change.Step.Sql(
              "%s TYPE %s USING %s::text".formatted(column.alter(), column.column().type(), own)));
      column
          .label()
          .ifPresent(label -> {
            up.add(
                new Change.Step.Sql(
                    "%s SET DEFAULT %s".formatted(column.alter(), Identifiers.literal(label))));
            down.add(
                new Change.Step.Sql(
                    "%s SET DEFAULT %s".formatted(column.alter(), Identifiers.literal(label))));
          });
    }
    down.add(new Change.Step.Sql("DROP TYPE " + name));
    return new Change(
        "Create %s and store %s in it".formatted(type.name(), places()),
        about(desk),
        head,
        up,
        down,
        Optional.empty());
  }

  private List<String> about(Desk desk) {
    List<String> about = new ArrayList<>();
    columns.stream()
        .flatMap(column -> column.comparison().declared().stream())
        .map(declared -> sentence(desk, declared))
        .distinct()
        .forEach(about::add);
    about.add("Its labels:");
    about.add("");
    labels.forEach(label -> about.add("    " + label));
    about.add("");
    about.add(
        "The table is written anew under a lock. Rows that hold anything else make this fail, and");
    about.add("nothing is changed then; these are they:");
    about.add("");
    for (Column column : columns) {
      about.add(
          "    SELECT DISTINCT %s FROM %s WHERE %s NOT IN (%s)"
              .formatted(
                  Identifiers.quote(column.column().name()),
                  Names.sql(column.table().name()),
                  Identifiers.quote(column.column().name()),
                  String.join(", ", labels.stream().map(Identifiers::literal).toList())));
    }
    return about;
  }

  private static String sentence(Desk desk, DeclaredEnum declared) {
    return declared.name() + desk.purpose(declared.origin()).map(words -> ": " + words).orElse(".");
  }

  @Override
  public Optional<Rehearsal.Scene> scene(Desk desk, Draft draft) {
    Column first = columns.getFirst();
    String name = first.column().name();
    return Optional.of(
        new Rehearsal.Scene(
            draft.revision(),
            List.of(desk.heads()),
            Scenes.below(desk, desk.heads(), draft),
            Optional.of(new Rehearsal.Seeds(first.table().name(), name, labels)),
            Optional.of(Scenes.question(first.table().name(), name))));
  }

  @Override
  public Optional<String> objection(
      List<SchemaDifference> made, Schema after, List<Comparison> enums) {
    Optional<SchemaDifference> other = made.stream().filter(change -> !isOwn(change)).findFirst();
    if (other.isPresent()) {
      return Optional.of("it changes more than it should: " + other.get().words());
    }
    boolean there =
        Optional.ofNullable(after.enums().get(type))
            .map(EnumType::texts)
            .equals(Optional.of(labels));
    return there ? Optional.empty() : Optional.of("the type is not there then");
  }

  private boolean isOwn(SchemaDifference change) {
    String name = change.part().name();
    return switch (change.part().kind()) {
      case "type" -> name.equals(type.toString());
      case "column" ->
          columns.stream()
              .anyMatch(
                  column -> name.equals(column.table().name() + "." + column.column().name()));
      default -> false;
    };
  }
}
