package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parts of a schema that must be equal to the letter, in a common form. */
final class Exactness {

  private Exactness() {}

  /** The first difference, told before recorded; empty where there is none. */
  static Optional<String> difference(Schema told, JsonNode recorded) {
    return difference(of(told), of(recorded));
  }

  /** The first difference between what was told and what a server has. */
  static Optional<String> difference(Schema told, Schema replayed) {
    return difference(of(told), replayed(replayed));
  }

  /** The first difference between what a server has and what one was recorded to have. */
  static Optional<String> again(Schema replayed, JsonNode recorded) {
    return difference(replayed(replayed), of(recorded));
  }

  /** The tool's own book-keeping is no part of what the migrations make. */
  private static Map<String, String> replayed(Schema schema) {
    Map<String, String> parts = of(schema);
    parts.keySet().removeIf(key -> key.startsWith("table public.alembic_version"));
    return parts;
  }

  private static Optional<String> difference(Map<String, String> ours, Map<String, String> theirs) {
    for (Map.Entry<String, String> entry : theirs.entrySet()) {
      String there = ours.get(entry.getKey());
      if (!entry.getValue().equals(there)) {
        return Optional.of(
            entry.getKey()
                + ": "
                + (there == null ? "nothing" : there)
                + " instead of "
                + entry.getValue());
      }
    }
    return ours.keySet().stream()
        .filter(key -> !theirs.containsKey(key))
        .findFirst()
        .map(key -> key + ": " + ours.get(key) + " instead of nothing");
  }

  private static Map<String, String> of(Schema schema) {
    Map<String, String> parts = new TreeMap<>();
    schema.enums().values().forEach(e -> parts.put("enum " + e.name(), e.texts().toString()));
    schema
        .sequences()
        .forEach((name, owner) -> parts.put("sequence " + name, owner.orElse("nobody")));
    for (Schema.Table table : schema.tables().values()) {
      String name = "table " + table.name();
      List<String> columns = new ArrayList<>();
      table
          .columns()
          .forEach(c ->
              columns.add(column(c.name(), c.type(), c.notNull(), c.defaultText().orElse("none"))));
      parts.put(name, columns.toString());
      table.constraints().values().forEach(c -> constraint(parts, name, c.name(), c.definition()));
      table.indexes().values().forEach(i -> index(parts, name, i.name(), i.definition()));
    }
    return parts;
  }

  private static Map<String, String> of(JsonNode schema) {
    Map<String, String> parts = new TreeMap<>();
    schema
        .path("enums")
        .properties()
        .forEach(e -> {
          List<String> labels = new ArrayList<>();
          e.getValue().forEach(label -> labels.add(label.asText()));
          parts.put("enum " + e.getKey(), labels.toString());
        });
    schema
        .path("sequences")
        .properties()
        .forEach(e ->
            parts.put(
                "sequence " + e.getKey(),
                e.getValue().isNull() ? "nobody" : e.getValue().asText()));
    schema
        .path("tables")
        .properties()
        .forEach(t -> {
          String name = "table " + t.getKey();
          List<String> columns = new ArrayList<>();
          t.getValue()
              .path("columns")
              .forEach(c ->
                  columns.add(
                      column(
                          c.path("name").asText(),
                          c.path("type").asText(),
                          c.path("not_null").asBoolean(),
                          c.path("default").asText("none"))));
          parts.put(name, columns.toString());
          t.getValue()
              .path("constraints")
              .properties()
              .forEach(c -> constraint(parts, name, c.getKey(), c.getValue().asText()));
          t.getValue()
              .path("indexes")
              .properties()
              .forEach(i -> index(parts, name, i.getKey(), i.getValue().asText()));
        });
    return parts;
  }

  private static String column(String name, String type, boolean notNull, String defaultText) {
    return name + " " + type + (notNull ? " not null" : "") + " default " + defaultText;
  }

  /** Keys are exact; of checks only the name is. */
  private static void constraint(
      Map<String, String> parts, String table, String name, String definition) {
    boolean exact =
        definition.startsWith("PRIMARY KEY")
            || definition.startsWith("UNIQUE")
            || definition.startsWith("FOREIGN KEY");
    parts.put(table + " constraint " + name, exact ? definition : "by name");
  }

  /** Plain indexes are exact; of those with predicates and expressions only the name is. */
  private static void index(
      Map<String, String> parts, String table, String name, String definition) {
    boolean plain =
        !definition.contains(" WHERE ") && definition.indexOf('(') == definition.lastIndexOf('(');
    parts.put(table + " index " + name, plain ? definition : "by name");
  }
}
