package dev.dovetail.migrations.alembic;

import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.statement.Name;
import dev.dovetail.python.value.Value;
import dev.dovetail.sql.SqlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code op.sync_enum_values} of alembic-postgresql-enum: the old type is renamed, a new one
 * created, each column moved over with its default, and the old type dropped.
 */
final class EnumSync {

  private final Connection connection;

  EnumSync(Connection connection) {
    this.connection = connection;
  }

  private record Rename(String from, String to) {}

  private record Place(String schema, String table, String column, boolean array) {
    String sql() {
      return Sql.name(Optional.of(schema), table);
    }
  }

  void run(Given given) {
    String schema = given.text(0, "enum_schema");
    String name = given.text(1, "enum_name");
    List<String> labels = given.texts(2, "new_values");
    if (given.get("old_values").isPresent()
        || given.list(3, "affected_columns").stream().anyMatch(Value.Str.class::isInstance)) {
      throw new Unreadable("this op.sync_enum_values works on a connection of its own", given.at());
    }
    List<Place> places = new ArrayList<>();
    for (Value place : given.list(3, "affected_columns")) {
      places.add(place(place, schema, given));
    }
    List<Rename> renames = new ArrayList<>();
    for (Value pair : given.list(4, "enum_values_to_rename")) {
      List<Value> both = Given.elements(pair, given.at());
      if (both.size() != 2) {
        throw new Unreadable("a renamed value is not known", given.at());
      }
      renames.add(
          new Rename(
              Given.text(both.getFirst(), given.at()), Given.text(both.getLast(), given.at())));
    }
    String type = Sql.name(Optional.of(schema), name);
    String old = name + "_old";
    List<String> all = new ArrayList<>();
    all.add("ALTER TYPE " + type + " RENAME TO " + Sql.name(old));
    all.add(
        "CREATE TYPE "
            + type
            + " AS ENUM ("
            + String.join(", ", labels.stream().map(Sql::literal).toList())
            + ")");
    places.forEach(place -> all.addAll(moved(place, type, renames)));
    all.add("DROP TYPE " + Sql.name(Optional.of(schema), old));
    if (wantsOperator(all, given)) {
      throw new Unreadable(
          "op.sync_enum_values makes operators for a CHECK or an index that compares the column,"
              + " and what is left of it then is not followed",
          given.at());
    }
    all.forEach(sql -> connection.execute(sql, given.at()));
  }

  /** Whether the old type would have to be compared with the new one on the way. */
  private boolean wantsOperator(List<String> all, Given given) {
    Session session = connection.session();
    for (String sql : all) {
      for (SqlReader.Read read : SqlReader.statements(sql)) {
        switch (session.apply(read.statement(), given.at())) {
          case Session after -> session = after;
          case Refusal refusal -> {
            return refusal.sqlstate().equals("42883");
          }
        }
      }
    }
    return false;
  }

  private static Place place(Value value, String enumSchema, Given given) {
    if (value instanceof Value.Constructed made && made.callee().endsWith("TableReference")) {
      Given of = new Given(made.arguments(), made.at());
      return new Place(
          of.maybeText(2, "table_schema").orElse(enumSchema),
          of.text(0, "table_name"),
          of.text(1, "column_name"),
          of.get("column_type").filter(EnumSync::isArray).isPresent());
    }
    List<Value> parts = Given.elements(value, given.at());
    if (parts.size() < 2) {
      throw new Unreadable("an affected column is not known", given.at());
    }
    return new Place(
        enumSchema,
        Given.text(parts.getFirst(), given.at()),
        Given.text(parts.get(1), given.at()),
        parts.size() > 2 && isArray(parts.get(2)));
  }

  private static boolean isArray(Value value) {
    return switch (value) {
      case Value.Library library -> library.path().endsWith(".ARRAY");
      case Value.Constructed made -> made.callee().endsWith(".ARRAY");
      case Value.Str text -> text.text().equals("array");
      default -> false;
    };
  }

  private List<String> moved(Place place, String type, List<Rename> renames) {
    List<String> all = new ArrayList<>();
    String alter = "ALTER TABLE " + place.sql() + " ALTER COLUMN " + Sql.name(place.column());
    Optional<String> written = currentDefault(place);
    if (written.isPresent()) {
      all.add(alter + " DROP DEFAULT");
    }
    all.add(
        alter
            + " TYPE "
            + type
            + (place.array() ? "[]" : "")
            + " USING "
            + cast(place, type, renames));
    written.ifPresent(text -> {
      String value = text.contains("::") ? text.substring(0, text.indexOf("::")) : text;
      for (Rename rename : renames) {
        value = value.replace("'" + rename.from() + "'", "'" + rename.to() + "'");
      }
      all.add(alter + " SET DEFAULT " + value + "::" + type + (place.array() ? "[]" : ""));
    });
    return all;
  }

  private static String cast(Place place, String type, List<Rename> renames) {
    String column = Sql.name(place.column());
    if (place.array()) {
      String cast = column + "::text[]";
      for (Rename rename : renames) {
        cast =
            "array_replace("
                + cast
                + ", "
                + Sql.literal(rename.from())
                + ", "
                + Sql.literal(rename.to())
                + ")";
      }
      return cast + "::" + type + "[]";
    }
    if (renames.isEmpty()) {
      return column + "::text::" + type;
    }
    StringBuilder cases = new StringBuilder("CASE ");
    for (Rename rename : renames) {
      cases
          .append("WHEN ")
          .append(column)
          .append("::text = ")
          .append(Sql.literal(rename.from()))
          .append(" THEN ")
          .append(Sql.literal(rename.to()))
          .append("::")
          .append(type)
          .append(' ');
    }
    return cases + "ELSE " + column + "::text::" + type + " END";
  }

  private Optional<String> currentDefault(Place place) {
    return connection
        .session()
        .tableNamed(Name.of(place.schema(), place.table()))
        .flatMap(table -> table.column(place.column()))
        .flatMap(Schema.Column::defaultText);
  }
}
