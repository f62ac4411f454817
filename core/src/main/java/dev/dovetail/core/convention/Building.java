package dev.dovetail.core.convention;

import dev.dovetail.core.convention.Convention.Written;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes a written convention into a table, so that a catalog says what it comes to. What a catalog
 * refuses stays as it was written.
 */
final class Building {

  private final Written written;
  private final Schema.Table table;
  private final ObjectName place;

  private Building(Written written, Schema.Table table, ObjectName place) {
    this.written = written;
    this.table = table;
    this.place = place;
  }

  /**
   * @param table the table to be compared; it lends its columns where the convention names none
   */
  static Shape shape(Written written, Schema.Table table, Scratch scratch) {
    ObjectName place = scratch.place(table.name().name());
    Building building = new Building(written, table, place);
    return building.shape(scratch.build(place, building.statements()));
  }

  private List<String> statements() {
    String target = place.quoted();
    List<String> statements = new ArrayList<>();
    statements.add("CREATE TABLE " + target + " ()");
    Set<String> named = new HashSet<>();
    for (Convention.Column column : written.columns()) {
      named.add(column.name());
      String type = column.type().or(() -> lent(column.name())).orElse("text");
      statements.add(
          "ALTER TABLE %s ADD COLUMN %s %s %s"
              .formatted(target, Identifiers.quote(column.name()), type, column.rest())
              .strip());
    }
    for (Schema.Column column : table.columns()) {
      if (!named.contains(column.name())) {
        statements.add(
            "ALTER TABLE %s ADD COLUMN %s %s"
                .formatted(target, Identifiers.quote(column.name()), column.type()));
      }
    }
    for (int i = 0; i < written.indexes().size(); i++) {
      Convention.Index index = written.indexes().get(i);
      statements.add(
          "CREATE %sINDEX %s ON %s %s"
              .formatted(
                  index.unique() ? "UNIQUE " : "",
                  Identifiers.quote(name(index, i)),
                  target,
                  tail(index)));
    }
    for (int i = 0; i < written.constraints().size(); i++) {
      Convention.Constraint constraint = written.constraints().get(i);
      statements.add(
          "ALTER TABLE %s ADD CONSTRAINT %s %s"
              .formatted(target, Identifiers.quote(name(constraint, i)), constraint.definition()));
    }
    return statements;
  }

  private Optional<String> lent(String column) {
    return table.column(column).map(Schema.Column::type);
  }

  private static String name(Convention.Index index, int place) {
    return index.name().orElse("dovetail_index_" + place);
  }

  private static String name(Convention.Constraint constraint, int place) {
    return constraint.name().orElse("dovetail_constraint_" + place);
  }

  private static String tail(Convention.Index index) {
    return "USING %s (%s)%s%s"
        .formatted(
            index.method().orElse("btree"),
            String.join(", ", index.keys()),
            index.include().isEmpty()
                ? ""
                : " INCLUDE (" + String.join(", ", index.include()) + ")",
            index.where().map(text -> " WHERE (" + text + ")").orElse(""));
  }

  private Shape shape(Optional<Schema.Table> made) {
    return new Shape(
        written.columns().stream().map(column -> column(column, made)).toList(),
        IntStream.range(0, written.indexes().size()).mapToObj(i -> index(i, made)).toList(),
        constraints(made));
  }

  private static Shape.Column column(Convention.Column column, Optional<Schema.Table> made) {
    return made.flatMap(built -> built.column(column.name()))
        .map(built -> Shape.Column.of(built, column.said()))
        .orElseGet(() ->
            new Shape.Column(
                column.name(),
                (column.type().orElse("") + " " + column.rest()).strip(),
                false,
                Optional.empty(),
                Set.of(Convention.Part.TYPE)));
  }

  private Shape.Index index(int place, Optional<Schema.Table> made) {
    Convention.Index index = written.indexes().get(place);
    return made.flatMap(built -> Optional.ofNullable(built.indexes().get(name(index, place))))
        .map(built -> Shape.Index.of(built, index.name()))
        .orElseGet(() ->
            new Shape.Index(
                index.name(), index.unique(), tail(index).substring("USING ".length()), false));
  }

  private List<Shape.Constraint> constraints(Optional<Schema.Table> made) {
    List<Shape.Constraint> constraints = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (int i = 0; i < written.constraints().size(); i++) {
      Convention.Constraint constraint = written.constraints().get(i);
      String name = name(constraint, i);
      named.add(name);
      constraints.add(
          made.flatMap(built -> Optional.ofNullable(built.constraints().get(name)))
              .map(built ->
                  new Shape.Constraint(constraint.name(), built.definition(), built.exact()))
              .orElseGet(
                  () -> new Shape.Constraint(constraint.name(), constraint.definition(), false)));
    }
    // What columns say beside their type: PRIMARY KEY, REFERENCES.
    for (Schema.Constraint other :
        made.map(built -> List.copyOf(built.constraints().values())).orElse(List.of())) {
      if (!named.contains(other.name())) {
        constraints.add(new Shape.Constraint(Optional.empty(), other.definition(), other.exact()));
      }
    }
    return constraints;
  }
}
