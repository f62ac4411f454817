package dev.dovetail.report;

import dev.dovetail.core.history.Problem;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Column;
import dev.dovetail.core.schema.Schema.Table;
import dev.dovetail.core.statement.Touches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** A schema for machines, in the shape in which recorded histories are kept. */
public final class JsonSchema {

  private JsonSchema() {}

  /**
   * @param undecided what makes an exact part or the outcome unknown
   */
  public static String write(Schema schema, Optional<Problem> problem, List<Doubt> undecided) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("enums", byName(schema.enums(), Schema.EnumType::texts));
    out.put("domains", byName(schema.domains(), JsonSchema::domain));
    out.put("tables", byName(schema.tables(), JsonSchema::table));
    out.put("views", byName(schema.views(), JsonSchema::view));
    out.put("sequences", byName(schema.sequences(), owner -> owner));
    out.put(
        "functions", schema.routines().values().stream().map(Schema.Routine::signature).toList());
    SortedMap<String, Object> triggers = new TreeMap<>();
    schema.triggers().forEach((name, trigger) -> triggers.put(name, trigger(trigger)));
    out.put("triggers", triggers);
    out.put("schemas", schema.schemas());
    out.put("problem", problem.map(JsonSchema::problem));
    out.put("unverifiable", undecided.stream().map(JsonSchema::doubt).toList());
    return Json.write(out);
  }

  private static <T> Map<String, Object> byName(
      SortedMap<ObjectName, T> objects, Function<T, Object> shown) {
    Map<String, Object> out = new LinkedHashMap<>();
    objects.forEach((name, object) -> out.put(name.toString(), shown.apply(object)));
    return out;
  }

  private static Map<String, Object> domain(Schema.Domain domain) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("base", domain.base());
    domain.enumType().ifPresent(name -> out.put("enum", name.toString()));
    out.put("not_null", domain.notNull());
    domain.defaultText().ifPresent(text -> out.put("default", text));
    out.put("checks", domain.checks());
    return out;
  }

  private static Map<String, Object> table(Table table) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("columns", table.columns().stream().map(JsonSchema::column).toList());
    Map<String, Object> constraints = new LinkedHashMap<>();
    table
        .constraints()
        .forEach((name, constraint) -> constraints.put(name, constraint.definition()));
    if (!constraints.isEmpty()) {
      out.put("constraints", constraints);
    }
    Map<String, Object> indexes = new LinkedHashMap<>();
    table.indexes().forEach((name, index) -> indexes.put(name, index.definition()));
    if (!indexes.isEmpty()) {
      out.put("indexes", indexes);
    }
    table.partitionKey().ifPresent(key -> out.put("partition_key", key));
    table.partitionOf().ifPresent(parent -> out.put("partition_of", parent.toString()));
    table.partitionBound().ifPresent(bound -> out.put("partition_bound", bound));
    return out;
  }

  private static Map<String, Object> column(Column column) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", column.name());
    out.put("type", column.type());
    out.put("not_null", column.notNull());
    column.defaultText().ifPresent(text -> out.put("default", text));
    column.generated().ifPresent(text -> out.put("generated", text));
    column.identity().ifPresent(kind -> out.put("identity", kind));
    column.enumType().ifPresent(name -> out.put("enum", name.toString()));
    return out;
  }

  private static Map<String, Object> view(Schema.View view) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("kind", view.materialized() ? "materialized view" : "view");
    out.put("source", view.source());
    return out;
  }

  private static Map<String, Object> trigger(Schema.Trigger trigger) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("table", trigger.table().toString());
    out.put("source", trigger.source());
    return out;
  }

  private static Map<String, Object> problem(Problem problem) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("kind", problem.kind().name().toLowerCase(Locale.ROOT));
    out.put("sqlstate", problem.sqlstate());
    out.put("message", problem.message());
    out.put("revision", problem.revision());
    return out;
  }

  static Map<String, Object> doubt(Doubt doubt) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("reason", doubt.reason());
    out.put("file", Place.file(doubt.origin()));
    out.put("line", Place.line(doubt.origin()));
    out.put(
        "touches",
        switch (doubt.touches()) {
          case Touches.Anything anything -> List.of("*");
          case Touches.Named named -> named.names();
          case Touches.Column column -> List.of(column.table() + "." + column.column());
          case Touches.Rows rows -> rows.tables();
          case Touches.Acceptance acceptance -> acceptance.tables();
        });
    return out;
  }
}
