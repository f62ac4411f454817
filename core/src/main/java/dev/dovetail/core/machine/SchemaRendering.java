package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.statement.Statement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Shows a catalog in the words of {@code pg_get_expr}, {@code format_type} and their kin. */
final class SchemaRendering {

  private final Catalog catalog;
  private final SortedMap<ObjectName, Schema.EnumType> enums = new TreeMap<>();
  private final SortedMap<ObjectName, Schema.Domain> domains = new TreeMap<>();
  private final SortedMap<ObjectName, Schema.Table> tables = new TreeMap<>();
  private final SortedMap<ObjectName, Schema.View> views = new TreeMap<>();
  private final SortedMap<ObjectName, Optional<String>> sequences = new TreeMap<>();
  private final SortedMap<ObjectName, Schema.Routine> routines = new TreeMap<>();
  private final SortedMap<String, Schema.Trigger> triggers = new TreeMap<>();
  private final SortedSet<String> schemas = new TreeSet<>();
  private final SortedMap<Integer, SortedMap<String, Schema.Index>> indexes = new TreeMap<>();

  SchemaRendering(Catalog catalog) {
    this.catalog = catalog;
  }

  Schema schema() {
    for (Thing.Index index : catalog.all(Thing.Index.class)) {
      if (index.constraint() == 0) {
        indexes
            .computeIfAbsent(index.table(), key -> new TreeMap<>())
            .put(index.name(), index(index));
      }
    }
    for (Thing thing : catalog.snapshot().things().values()) {
      if (!(thing instanceof Thing.Housed housed) || !catalog.temporary(housed)) {
        add(thing);
      }
    }
    return new Schema(enums, domains, tables, views, sequences, routines, triggers, schemas);
  }

  private ObjectName name(Thing.Housed housed) {
    return new ObjectName(catalog.schemaName(housed.schema()), housed.name());
  }

  private void add(Thing thing) {
    switch (thing) {
      case Thing.Namespace namespace -> schemas.add(namespace.name());
      case Thing.EnumType type -> enums.put(name(type), enumType(type));
      case Thing.DomainType domain -> domains.put(name(domain), domain(domain));
      case Thing.Table table -> tables.put(name(table), table(table));
      case Thing.View view ->
          views.put(
              name(view),
              new Schema.View(name(view), view.materialized(), view.source(), view.origin()));
      case Thing.Sequence sequence ->
          sequences.put(name(sequence), sequence.owner().flatMap(this::owner));
      case Thing.Routine routine -> {
        String signature = signature(routine);
        routines.put(
            new ObjectName(catalog.schemaName(routine.schema()), signature),
            new Schema.Routine(name(routine), signature, routine.origin()));
      }
      case Thing.Attached attached -> {
        if (attached.kind() == Kind.TRIGGER) {
          catalog
              .thing(attached.table(), Thing.Housed.class)
              .ifPresent(table ->
                  triggers.put(
                      attached.name(),
                      new Schema.Trigger(
                          attached.name(), name(table), attached.source(), attached.origin())));
        }
      }
      case Thing.CompositeType other -> {}
      case Thing.RangeType other -> {}
      case Thing.ExtensionType other -> {}
      case Thing.Index other -> {}
      case Thing.Cast other -> {}
      case Thing.Extension other -> {}
    }
  }

  Schema.EnumType enumType(Thing.EnumType type) {
    return new Schema.EnumType(
        name(type),
        type.labels().stream()
            .map(label -> new Schema.Label(label.text(), label.origin()))
            .toList(),
        type.origin());
  }

  private String signature(Thing.Routine routine) {
    List<String> types = new ArrayList<>();
    routine.inputs().forEach(type -> types.add(catalog.qualified(type.plain())));
    return routine.name() + "(" + String.join(", ", types) + ")";
  }

  private Optional<String> owner(ColumnId owner) {
    return catalog
        .thing(owner.relation(), Thing.Table.class)
        .flatMap(table ->
            table
                .column(owner.number())
                .map(column -> catalog.qualified(table) + "." + column.name()));
  }

  private Schema.Domain domain(Thing.DomainType domain) {
    return new Schema.Domain(
        name(domain),
        catalog.qualified(domain.base()),
        catalog.enumBehind(TypeRef.of(domain.oid())).map(this::name),
        domain.notNull(),
        domain.value().map(stored -> new Deparse(catalog).text(stored.node())),
        domain.checks().stream()
            .map(check -> check.name() + " CHECK (" + source(check) + ")")
            .sorted()
            .toList(),
        domain.origin());
  }

  private static String source(Thing.Constraint check) {
    return check.check().map(Thing.Stored::source).orElse("");
  }

  // ---- tables

  Schema.Table table(Thing.Table table) {
    SortedMap<String, Schema.Constraint> constraints = new TreeMap<>();
    for (Thing.Constraint constraint : table.constraints()) {
      constraints.put(
          constraint.name(),
          new Schema.Constraint(
              constraint.name(),
              constraint.kind(),
              definition(table, constraint),
              constraint.kind() != ConstraintKind.CHECK
                  && constraint.kind() != ConstraintKind.EXCLUSION,
              constraint.origin()));
    }
    return new Schema.Table(
        name(table),
        table.columns().stream().map(this::column).toList(),
        constraints,
        indexes.getOrDefault(table.oid(), new TreeMap<>()),
        table
            .partition()
            .method()
            .map(method -> method + " (" + keys(table, table.partition().keys()) + ")"),
        table
            .partition()
            .of()
            .flatMap(parent -> catalog.thing(parent, Thing.Table.class))
            .map(this::name),
        table.partition().of().map(parent -> bound(table.partition())),
        table.origin());
  }

  private String bound(Thing.Partition partition) {
    boolean list =
        partition.bound().toUpperCase(Locale.ROOT).startsWith("FOR VALUES IN")
            && !partition.values().isEmpty();
    if (!list) {
      return partition.bound();
    }
    List<String> values = new ArrayList<>();
    for (Node value : partition.values()) {
      String text = new Deparse(catalog).text(value);
      int cast = text.lastIndexOf("::");
      values.add(cast > 0 ? text.substring(0, cast) : text);
    }
    return "FOR VALUES IN (" + String.join(", ", values) + ")";
  }

  private Schema.Column column(Thing.Column column) {
    Optional<String> text = column.value().map(stored -> new Deparse(catalog).text(stored.node()));
    return new Schema.Column(
        column.name(),
        catalog.qualified(column.type()),
        catalog.enumBehind(column.type()).map(this::name),
        column.notNull(),
        column.generated() ? Optional.empty() : text,
        column.generated() ? text : Optional.empty(),
        column.identity(),
        column.origin());
  }

  private static String columnNames(Thing.Table table, List<Integer> numbers) {
    List<String> names = new ArrayList<>();
    for (int number : numbers) {
      names.add(table.column(number).map(column -> Identifiers.quote(column.name())).orElse("?"));
    }
    return String.join(", ", names);
  }

  private String definition(Thing.Table table, Thing.Constraint constraint) {
    String columns = "(" + columnNames(table, constraint.columns()) + ")";
    String invalid = constraint.valid() ? "" : " NOT VALID";
    return switch (constraint.kind()) {
      case PRIMARY_KEY -> "PRIMARY KEY " + columns + spaced(constraint.suffix());
      case UNIQUE -> {
        boolean alike = constraint.suffix().startsWith(Constraints.NULLS_NOT_DISTINCT);
        String suffix =
            alike
                ? constraint.suffix().substring(Constraints.NULLS_NOT_DISTINCT.length())
                : constraint.suffix();
        yield "UNIQUE " + (alike ? "NULLS NOT DISTINCT " : "") + columns + spaced(suffix);
      }
      case CHECK -> "CHECK (" + source(constraint) + ")" + invalid;
      case EXCLUSION -> constraint.suffix();
      case FOREIGN_KEY -> {
        Thing.Table other = catalog.table(constraint.referenced());
        yield "FOREIGN KEY "
            + columns
            + " REFERENCES "
            + catalog.qualified(other)
            + "("
            + columnNames(other, constraint.referencedColumns())
            + ")"
            + spaced(constraint.suffix())
            + invalid;
      }
    };
  }

  private static String spaced(String words) {
    return words.isBlank() ? "" : " " + words.strip();
  }

  private String keys(Thing.Table table, List<Thing.Key> keys) {
    List<String> texts = new ArrayList<>();
    for (Thing.Key key : keys) {
      String base =
          key.expression()
              .map(stored -> expression(stored.node()))
              .orElseGet(() -> columnNames(table, List.of(key.column())));
      texts.add(key.suffix().isBlank() ? base : base + " " + key.suffix().strip());
    }
    return String.join(", ", texts);
  }

  private String expression(Node node) {
    String text = new Deparse(catalog).text(node);
    return node instanceof Node.Call || text.startsWith("((") ? text : "(" + text + ")";
  }

  private Schema.Index index(Thing.Index index) {
    Thing.Table table = catalog.table(index.table());
    boolean plain =
        index.predicate().isEmpty() && index.keys().stream().allMatch(key -> key.column() != 0);
    String definition =
        "CREATE "
            + (index.unique() ? "UNIQUE " : "")
            + "INDEX "
            + Identifiers.quote(index.name())
            + " ON "
            + (table.partition().method().isPresent() ? "ONLY " : "")
            + catalog.qualified(table)
            + " USING "
            + index.method()
            + " ("
            + keys(table, index.keys())
            + ")"
            + (index.include().isEmpty()
                ? ""
                : " INCLUDE (" + columnNames(table, index.include()) + ")")
            + spaced(index.options())
            + index
                .predicate()
                .map(stored -> " WHERE " + new Deparse(catalog).text(stored.node()))
                .orElse("");
    return new Schema.Index(index.name(), definition, plain, index.origin());
  }
}
