package dev.dovetail.fix;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rows for a table, one for each value of one of its columns; the rest is made up by type. */
final class MadeUpRows {

  private MadeUpRows() {}

  /**
   * INSERTs; none where something that must be there cannot be made up. Foreign keys are passed by.
   */
  static List<String> of(Schema schema, Schema.Table table, String column, List<String> values) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Map<String, String> row = new TreeMap<>();
      for (Schema.Column other : table.columns()) {
        boolean needed =
            other.notNull()
                && other.defaultText().isEmpty()
                && other.identity().isEmpty()
                && other.generated().isEmpty();
        if (needed && !other.name().equals(column)) {
          Optional<String> value = value(schema, other, i + 1);
          if (value.isEmpty()) {
            return List.of();
          }
          row.put(Identifiers.quote(other.name()), value.get());
        }
      }
      row.put(Identifiers.quote(column), Identifiers.quoteLiteral(values.get(i)));
      rows.add(
          "SET session_replication_role = replica; INSERT INTO %s (%s) VALUES (%s)"
              .formatted(
                  table.name().quoted(),
                  String.join(", ", row.keySet()),
                  String.join(", ", row.values())));
    }
    return rows;
  }

  private static Optional<String> value(Schema schema, Schema.Column column, int number) {
    String type = column.type().replaceFirst("\\(.*\\)", "");
    if (type.endsWith("[]")) {
      return Optional.of("'{}'");
    }
    if (column.enumType().isPresent()) {
      return Optional.ofNullable(schema.enums().get(column.enumType().get()))
          .flatMap(found -> found.texts().stream().findFirst())
          .map(Identifiers::quoteLiteral);
    }
    return switch (type) {
      case "smallint", "integer", "bigint", "numeric", "real", "double precision" ->
          Optional.of(Integer.toString(number));
      case "text", "character varying", "character", "citext" -> Optional.of("'" + number + "'");
      case "boolean" -> Optional.of("true");
      case "date", "timestamp without time zone", "timestamp with time zone" ->
          Optional.of("now()");
      case "time without time zone", "time with time zone" -> Optional.of("'12:00'");
      case "interval" -> Optional.of("'1 day'");
      case "json", "jsonb" -> Optional.of("'{}'");
      case "bytea" -> Optional.of("''");
      case "uuid" -> Optional.of("'00000000-0000-0000-0000-%012d'".formatted(number));
      default -> Optional.empty();
    };
  }

  /** What stands in a column, to be asked whatever its type is. */
  static String question(Schema.Table table, String column) {
    return "SELECT %s::text FROM %s ORDER BY 1"
        .formatted(Identifiers.quote(column), table.name().quoted());
  }
}
