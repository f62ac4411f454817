package dev.dovetail.core.compare;

import dev.dovetail.core.compare.SchemaDifference.Measure;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A thing in a schema that can be compared by itself.
 *
 * @param kind as people call it: {@code type}, {@code table}, {@code column}
 * @param name with its schema, and its table where it has one
 * @param owner the table that it goes with
 */
public record SchemaPart(String kind, String name, Optional<SchemaPart> owner)
    implements Comparable<SchemaPart> {

  private static final Comparator<SchemaPart> ORDER =
      Comparator.comparing(SchemaPart::kind).thenComparing(SchemaPart::name);

  /** Every part, and what it is like. */
  static SortedMap<SchemaPart, String> of(Schema schema, Measure measure) {
    SortedMap<SchemaPart, String> parts = new TreeMap<>();
    boolean exact = measure == Measure.SERVER;
    schema
        .enums()
        .values()
        .forEach(type -> parts.put(free("type", type.name()), String.join(", ", type.texts())));
    schema.tables().values().forEach(table -> table(parts, table, exact));
    schema
        .sequences()
        .forEach((name, owner) ->
            parts.put(
                new SchemaPart("sequence", name.toString(), owner.map(SchemaPart::tableOf)),
                owner.map(column -> "owned by " + column).orElse("")));
    schema
        .views()
        .values()
        .forEach(view ->
            parts.put(
                free(view.materialized() ? "materialized view" : "view", view.name()),
                exact ? view.source() : ""));
    if (exact) {
      onlyOnServers(parts, schema);
    }
    return parts;
  }

  private static void onlyOnServers(SortedMap<SchemaPart, String> parts, Schema schema) {
    schema
        .schemas()
        .forEach(name -> parts.put(new SchemaPart("schema", name, Optional.empty()), ""));
    schema
        .domains()
        .values()
        .forEach(domain ->
            parts.put(
                free("domain", domain.name()),
                domain.base()
                    + (domain.notNull() ? " NOT NULL" : "")
                    + domain.defaultText().map(text -> " DEFAULT " + text).orElse("")
                    + String.join(
                        "", domain.checks().stream().map(check -> " " + check).toList())));
    schema
        .routines()
        .values()
        .forEach(routine ->
            parts.put(new SchemaPart("function", routine.signature(), Optional.empty()), ""));
    schema
        .triggers()
        .values()
        .forEach(trigger ->
            parts.put(
                new SchemaPart(
                    "trigger",
                    trigger.table() + "." + trigger.name(),
                    Optional.of(free("table", trigger.table()))),
                trigger.source()));
  }

  private static void table(
      SortedMap<SchemaPart, String> parts, Schema.Table table, boolean exact) {
    SchemaPart self = free("table", table.name());
    parts.put(
        self,
        table.partitionKey().map(key -> "partitioned by " + key).orElse("")
            + table.partitionOf().map(parent -> "partition of " + parent).orElse(""));
    for (Schema.Column column : table.columns()) {
      parts.put(
          self.inside("column", column.name()),
          column.type()
              + column.defaultText().map(text -> " DEFAULT " + text).orElse("")
              + (column.notNull() ? " NOT NULL" : "")
              + column.identity().map(kind -> " IDENTITY " + kind).orElse("")
              + column
                  .generated()
                  .map(text -> " GENERATED" + (exact ? " AS " + text : ""))
                  .orElse(""));
    }
    if (!exact) {
      parts.put(
          self.inside("order of columns", "*"),
          String.join(", ", table.columns().stream().map(Schema.Column::name).toList()));
    }
    for (Schema.Constraint constraint : table.constraints().values()) {
      boolean comparable =
          switch (constraint.kind()) {
            case PRIMARY_KEY, UNIQUE, FOREIGN_KEY -> true;
            case CHECK, EXCLUSION -> exact;
          };
      parts.put(
          self.inside("constraint", constraint.name()), comparable ? constraint.definition() : "");
    }
    for (Schema.Index index : table.indexes().values()) {
      parts.put(
          self.inside("index", index.name()),
          exact || isPlain(index.definition()) ? index.definition() : "");
    }
  }

  /** Predicates and expressions are foretold by name only. */
  private static boolean isPlain(String definition) {
    return !definition.contains(" WHERE ")
        && definition.indexOf('(') == definition.lastIndexOf('(');
  }

  private static SchemaPart free(String kind, ObjectName name) {
    return new SchemaPart(kind, name.toString(), Optional.empty());
  }

  private SchemaPart inside(String inner, String own) {
    return new SchemaPart(inner, name + "." + own, Optional.of(this));
  }

  /** {@code schema.table} of {@code schema.table.column}. */
  private static SchemaPart tableOf(String column) {
    int end = column.lastIndexOf('.');
    String table = end < 0 ? column : column.substring(0, end);
    return new SchemaPart("table", table, Optional.empty());
  }

  @Override
  public int compareTo(SchemaPart other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
