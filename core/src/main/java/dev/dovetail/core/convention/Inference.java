package dev.dovetail.core.convention;

import dev.dovetail.core.convention.Convention.Part;
import dev.dovetail.core.convention.Convention.Written;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads conventions off schemas: tables that at least half of the services have, with what most of
 * those agree on.
 */
public final class Inference {

  /** The books that migration tools keep. */
  private static final Set<String> BOOKS =
      Set.of(
          "alembic_version",
          "schema_migrations",
          "goose_db_version",
          "flyway_schema_history",
          "__diesel_schema_migrations");

  private final Map<String, Schema> services;

  private Inference(Map<String, Schema> services) {
    this.services = services;
  }

  /**
   * @param services names to schemas
   */
  public static List<Convention> of(Map<String, Schema> services) {
    return new Inference(new TreeMap<>(services)).conventions();
  }

  private List<Convention> conventions() {
    Map<String, List<Schema.Table>> shared = new TreeMap<>();
    for (Schema schema : services.values()) {
      for (Schema.Table table : schema.tables().values()) {
        ObjectName name = table.name();
        if (table.partitionOf().isEmpty() && !BOOKS.contains(name.name())) {
          shared.computeIfAbsent(name.name(), key -> new ArrayList<>()).add(table);
        }
      }
    }
    shared.values().removeIf(tables -> tables.size() < 2 || tables.size() * 2 < services.size());
    List<Convention> conventions = new ArrayList<>();
    shared.forEach((table, own) ->
        conventions.add(
            new Convention(
                called(table, shared.keySet()),
                List.of(table),
                List.of(),
                List.of(),
                false,
                agreed(own))));
    return conventions;
  }

  /** The last word of the table's name, where no other table ends so. */
  private static String called(String table, Collection<String> all) {
    String word = lastWord(table);
    boolean alone = all.stream().filter(other -> lastWord(other).equals(word)).count() == 1;
    return alone ? word : table;
  }

  private static String lastWord(String table) {
    return table.substring(table.lastIndexOf('_') + 1);
  }

  private static Written agreed(List<Schema.Table> tables) {
    return new Written(
        most(tables, Schema.Table::columns, Inference::column),
        most(tables, table -> table.indexes().values(), IndexText::read),
        most(tables, table -> table.constraints().values(), Inference::constraint));
  }

  /** What more than half of the tables have, in the order in which it is met. */
  private static <T, W> List<W> most(
      List<Schema.Table> tables,
      Function<Schema.Table, Collection<T>> parts,
      Function<T, Optional<W>> written) {
    Map<W, Integer> counts = new LinkedHashMap<>();
    for (Schema.Table table : tables) {
      for (T part : parts.apply(table)) {
        written.apply(part).ifPresent(it -> counts.merge(it, 1, Integer::sum));
      }
    }
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() * 2 > tables.size())
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  private static Optional<Convention.Column> column(Schema.Column column) {
    Optional<String> serial =
        column
            .defaultText()
            .filter(text -> text.startsWith("nextval("))
            .map(text -> serial(column));
    String type = serial.orElse(column.type());
    StringBuilder sql = new StringBuilder(type);
    if (column.notNull()) {
      sql.append(" NOT NULL");
    }
    column
        .defaultText()
        .filter(text -> serial.isEmpty())
        .ifPresent(text -> sql.append(" DEFAULT ").append(text));
    column
        .identity()
        .ifPresent(letter ->
            sql.append(" GENERATED ")
                .append(letter.equals("a") ? "ALWAYS" : "BY DEFAULT")
                .append(" AS IDENTITY"));
    column
        .generated()
        .ifPresent(text -> sql.append(" GENERATED ALWAYS AS (").append(text).append(") STORED"));
    return Optional.of(
        new Convention.Column(
            column.name(), Optional.of(sql.toString()), "", EnumSet.allOf(Part.class)));
  }

  private static String serial(Schema.Column column) {
    return switch (column.type()) {
      case "bigint" -> "bigserial";
      case "smallint" -> "smallserial";
      default -> "serial";
    };
  }

  /** What is held by its text alone is left to people. */
  private static Optional<Convention.Constraint> constraint(Schema.Constraint constraint) {
    return constraint.exact()
        ? Optional.of(
            new Convention.Constraint(Optional.of(constraint.name()), constraint.definition()))
        : Optional.empty();
  }
}
