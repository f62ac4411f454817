package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Column;
import dev.dovetail.core.machine.Thing.Constraint;
import dev.dovetail.core.machine.Thing.Housed;
import dev.dovetail.core.machine.Thing.Index;
import dev.dovetail.core.machine.Thing.Relation;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.machine.Thing.View;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The system catalogs and the information schema, as rows; and tables whose rows are known. */
final class CatalogRelations {

  /** Array types have numbers above all others. */
  private static final int ARRAYS = 1_000_000_000;

  private static final int PG_CATALOG = 11;

  /**
   * A relation to read.
   *
   * @param columns all columns that are held; others of it are not known
   * @param whole that it has no rows but these
   */
  record Read(Set<String> columns, List<Map<String, Val>> rows, boolean whole, boolean certain) {}

  private final Catalog catalog;
  private final Map<String, Optional<Read>> read = new HashMap<>();

  CatalogRelations(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Empty where it is no relation that can be read. */
  Optional<Read> read(Name name) {
    String schema = name.schema().orElse("");
    if (schema.equals("information_schema")) {
      return read.computeIfAbsent("i." + name.name(), key -> information(name.name()));
    }
    if (schema.equals("pg_catalog") || schema.isEmpty() && name.name().startsWith("pg_")) {
      return read.computeIfAbsent("c." + name.name(), key -> system(name.name()));
    }
    return catalog.relation(name, Table.class).map(this::table);
  }

  private Read table(Table table) {
    List<Map<String, Val>> rows = new ArrayList<>();
    if (table.rows() instanceof Rows.Known known) {
      for (Map<Integer, Rows.Cell> cells : known.rows()) {
        Map<String, Val> row = new HashMap<>();
        table
            .columns()
            .forEach(column ->
                row.put(column.name(), val(cells.getOrDefault(column.number(), Rows.Cell.none()))));
        rows.add(row);
      }
    }
    boolean known = table.rows() instanceof Rows.Known && table.partition().method().isEmpty();
    return new Read(Set.copyOf(catalog.columnNames(table).values()), rows, true, known);
  }

  private Val val(Rows.Cell cell) {
    return switch (cell) {
      case Rows.Cell.None none -> Val.NULL;
      case Rows.Cell.Text text -> Val.of(text.value());
      case Rows.Cell.LabelCell label ->
          catalog
              .thing(label.type(), Thing.EnumType.class)
              .flatMap(type -> type.label(label.label()))
              .map(found -> Val.of(found.text()))
              .orElse(Val.UNKNOWN);
      case Rows.Cell.Labels labels -> Val.UNKNOWN;
      case Rows.Cell.Some some -> Val.UNKNOWN;
      case Rows.Cell.Any any -> Val.UNKNOWN;
    };
  }

  private static Map<String, Val> row(Object... pairs) {
    Map<String, Val> row = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      row.put(
          String.valueOf(pairs[i]),
          switch (value) {
            case Val val -> val;
            case Integer number -> Val.of(number);
            case Boolean truth -> Val.of(truth);
            default -> Val.of(String.valueOf(value));
          });
    }
    return row;
  }

  private static Optional<Read> some(List<Map<String, Val>> rows, boolean whole, String columns) {
    return Optional.of(new Read(Set.of(columns.split(" ")), rows, whole, true));
  }

  // ---- pg_catalog

  private Optional<Read> system(String name) {
    return switch (name) {
      case "pg_type" -> types();
      case "pg_enum" -> enums();
      case "pg_namespace" -> namespaces("oid", "nspname");
      case "pg_class" -> classes();
      case "pg_attribute" -> attributes();
      case "pg_constraint" -> constraints();
      case "pg_index" -> indexRows();
      case "pg_indexes" -> indexes();
      case "pg_tables" -> relations(Table.class, "schemaname", "tablename");
      case "pg_views" -> relations(View.class, "schemaname", "viewname");
      case "pg_sequences" -> relations(Thing.Sequence.class, "schemaname", "sequencename");
      case "pg_extension" -> extensions();
      case "pg_trigger" -> attached(Kind.TRIGGER, "tgname", "tgrelid");
      case "pg_policy" -> attached(Kind.POLICY, "polname", "polrelid");
      case "pg_policies" -> policies();
      default -> Optional.empty();
    };
  }

  private Optional<Read> types() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Builtin type : Builtin.ALL) {
      String kind = type.category() == 'P' ? "p" : type.category() == 'R' ? "r" : "b";
      rows.add(type(type.oid(), type.name(), PG_CATALOG, kind, 0, 0));
      rows.add(type(type.oid() + ARRAYS, "_" + type.name(), PG_CATALOG, "b", type.oid(), 0));
    }
    for (Housed type : catalog.all(Housed.class)) {
      String kind = kind(type);
      if (!kind.isEmpty()) {
        rows.add(type(type.oid(), type.name(), type.schema(), kind, 0, base(type)));
        rows.add(type(type.oid() + ARRAYS, "_" + type.name(), type.schema(), "b", type.oid(), 0));
      }
    }
    return some(
        rows, false, "oid typname typnamespace typtype typelem typarray typbasetype typrelid");
  }

  private static String kind(Housed type) {
    return switch (type) {
      case Thing.EnumType other -> "e";
      case Thing.DomainType other -> "d";
      case Thing.CompositeType other -> "c";
      case Thing.RangeType other -> "r";
      case Thing.ExtensionType other -> "b";
      case Table other -> "c";
      case View other -> "c";
      case Index other -> "";
      case Thing.Sequence other -> "";
      case Thing.Routine other -> "";
    };
  }

  private static int base(Housed type) {
    return type instanceof Thing.DomainType domain ? number(domain.base()) : 0;
  }

  private static int number(TypeRef type) {
    return type.array() ? type.type() + ARRAYS : type.type();
  }

  private static Map<String, Val> type(
      int oid, String name, int schema, String kind, int element, int base) {
    return row(
        "oid",
        oid,
        "typname",
        name,
        "typnamespace",
        schema,
        "typtype",
        kind,
        "typelem",
        element,
        "typarray",
        element == 0 ? oid + ARRAYS : 0,
        "typbasetype",
        base,
        "typrelid",
        kind.equals("c") ? oid : 0);
  }

  private Optional<Read> enums() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Thing.EnumType type : catalog.all(Thing.EnumType.class)) {
      for (int i = 0; i < type.labels().size(); i++) {
        Thing.Label label = type.labels().get(i);
        rows.add(
            row(
                "oid",
                label.id(),
                "enumtypid",
                type.oid(),
                "enumlabel",
                label.text(),
                "enumsortorder",
                i + 1));
      }
    }
    return some(rows, true, "oid enumtypid enumlabel enumsortorder");
  }

  private Optional<Read> namespaces(String oid, String name) {
    List<Map<String, Val>> rows = new ArrayList<>();
    rows.add(row(oid, PG_CATALOG, name, "pg_catalog"));
    rows.add(row(oid, 99, name, "pg_toast"));
    rows.add(row(oid, 13000, name, "information_schema"));
    catalog
        .all(Thing.Namespace.class)
        .forEach(schema -> rows.add(row(oid, schema.oid(), name, schema.name())));
    return some(rows, true, oid + " " + name);
  }

  private static String relationKind(Relation relation) {
    return switch (relation) {
      case Table table -> table.partition().method().isPresent() ? "p" : "r";
      case Index index -> "i";
      case Thing.Sequence sequence -> "S";
      case View view -> view.materialized() ? "m" : "v";
    };
  }

  private Optional<Read> classes() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Relation relation : catalog.all(Relation.class)) {
      rows.add(
          row(
              "oid",
              relation.oid(),
              "relname",
              relation.name(),
              "relnamespace",
              relation.schema(),
              "relkind",
              relationKind(relation),
              "reltype",
              relation.oid(),
              "relispartition",
              relation instanceof Table table && table.partition().of().isPresent()));
    }
    return some(rows, false, "oid relname relnamespace relkind reltype relispartition");
  }

  private Optional<Read> attributes() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Table table : catalog.all(Table.class)) {
      for (Column column : table.columns()) {
        rows.add(
            row(
                "attrelid",
                table.oid(),
                "attname",
                column.name(),
                "atttypid",
                number(column.type()),
                "attnum",
                column.number(),
                "attnotnull",
                column.notNull(),
                "attisdropped",
                false,
                "atthasdef",
                column.value().isPresent(),
                "attidentity",
                column.identity().orElse("")));
      }
    }
    return some(
        rows,
        false,
        "attrelid attname atttypid attnum attnotnull attisdropped atthasdef attidentity");
  }

  private Optional<Read> constraints() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Table table : catalog.all(Table.class)) {
      for (Constraint constraint : table.constraints()) {
        rows.add(
            row(
                "oid",
                constraint.oid(),
                "conname",
                constraint.name(),
                "conrelid",
                table.oid(),
                "contypid",
                0,
                "connamespace",
                table.schema(),
                "confrelid",
                constraint.referenced(),
                "contype",
                letter(constraint.kind()),
                "convalidated",
                constraint.valid()));
      }
    }
    for (Thing.DomainType domain : catalog.all(Thing.DomainType.class)) {
      for (Constraint check : domain.checks()) {
        rows.add(
            row(
                "oid",
                check.oid(),
                "conname",
                check.name(),
                "conrelid",
                0,
                "contypid",
                domain.oid(),
                "connamespace",
                domain.schema(),
                "confrelid",
                0,
                "contype",
                "c",
                "convalidated",
                check.valid()));
      }
    }
    return some(
        rows, false, "oid conname conrelid contypid connamespace confrelid contype convalidated");
  }

  private static String letter(ConstraintKind kind) {
    return switch (kind) {
      case PRIMARY_KEY -> "p";
      case UNIQUE -> "u";
      case FOREIGN_KEY -> "f";
      case CHECK -> "c";
      case EXCLUSION -> "x";
    };
  }

  private Optional<Read> indexRows() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Index index : catalog.all(Index.class)) {
      rows.add(
          row(
              "indexrelid",
              index.oid(),
              "indrelid",
              index.table(),
              "indisunique",
              index.unique(),
              "indisvalid",
              true));
    }
    return some(rows, false, "indexrelid indrelid indisunique indisvalid");
  }

  private Optional<Read> indexes() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Index index : catalog.all(Index.class)) {
      rows.add(
          row(
              "schemaname",
              catalog.schemaName(index.schema()),
              "tablename",
              catalog.table(index.table()).name(),
              "indexname",
              index.name()));
    }
    return some(rows, false, "schemaname tablename indexname");
  }

  private <T extends Relation> Optional<Read> relations(Class<T> kind, String schema, String name) {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (T relation : catalog.all(kind)) {
      boolean materialized = relation instanceof View view && view.materialized();
      if (!materialized) {
        rows.add(row(schema, catalog.schemaName(relation.schema()), name, relation.name()));
      }
    }
    return some(rows, kind == Thing.Sequence.class, schema + " " + name);
  }

  private Optional<Read> extensions() {
    List<Map<String, Val>> rows = new ArrayList<>();
    rows.add(row("extname", "plpgsql"));
    catalog
        .all(Thing.Extension.class)
        .forEach(extension -> rows.add(row("extname", extension.name())));
    return some(rows, true, "extname");
  }

  private Optional<Read> attached(Kind kind, String name, String table) {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Thing.Attached attached : catalog.all(Thing.Attached.class)) {
      if (attached.kind() == kind) {
        rows.add(row(name, attached.name(), table, attached.table(), "tgisinternal", false));
      }
    }
    return some(rows, kind == Kind.POLICY, name + " " + table + " tgisinternal");
  }

  private Optional<Read> policies() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Thing.Attached attached : catalog.all(Thing.Attached.class)) {
      if (attached.kind() == Kind.POLICY) {
        Table table = catalog.table(attached.table());
        rows.add(
            row(
                "policyname",
                attached.name(),
                "tablename",
                table.name(),
                "schemaname",
                catalog.schemaName(table.schema())));
      }
    }
    return some(rows, true, "policyname tablename schemaname");
  }

  // ---- information_schema

  private Optional<Read> information(String name) {
    return switch (name) {
      case "tables" -> tables();
      case "columns" -> columns();
      case "table_constraints" -> tableConstraints();
      case "schemata" -> namespaces("oid", "schema_name");
      case "views" -> relations(View.class, "table_schema", "table_name");
      case "sequences" -> relations(Thing.Sequence.class, "sequence_schema", "sequence_name");
      default -> Optional.empty();
    };
  }

  private Optional<Read> tables() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Relation relation : catalog.all(Relation.class)) {
      boolean view = relation instanceof View seen && !seen.materialized();
      if (relation instanceof Table || view) {
        rows.add(
            row(
                "table_schema",
                catalog.schemaName(relation.schema()),
                "table_name",
                relation.name(),
                "table_type",
                view ? "VIEW" : "BASE TABLE"));
      }
    }
    return some(rows, false, "table_schema table_name table_type");
  }

  private Optional<Read> columns() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Table table : catalog.all(Table.class)) {
      int position = 0;
      for (Column column : table.columns()) {
        TypeRef type = catalog.below(column.type());
        Optional<Builtin> builtin = Builtin.of(type.type());
        String udt =
            builtin
                .map(Builtin::name)
                .or(() -> catalog.thing(type.type()).map(Thing::name))
                .orElse("");
        String shown =
            type.array()
                ? "ARRAY"
                : builtin.map(known -> known.shown(List.of())).orElse("USER-DEFINED");
        rows.add(
            row(
                "table_schema",
                catalog.schemaName(table.schema()),
                "table_name",
                table.name(),
                "column_name",
                column.name(),
                "udt_name",
                type.array() ? "_" + udt : udt,
                "data_type",
                shown,
                "is_nullable",
                column.notNull() ? "NO" : "YES",
                "ordinal_position",
                ++position,
                "character_maximum_length",
                length(type),
                "column_default",
                column.value().isPresent() ? Val.UNKNOWN : Val.NULL));
      }
    }
    return some(
        rows,
        false,
        "table_schema table_name column_name udt_name data_type is_nullable ordinal_position"
            + " character_maximum_length column_default");
  }

  private static Val length(TypeRef type) {
    return Coercion.string(type) && type.modifiers().size() == 1
        ? Val.of(type.modifiers().get(0))
        : Val.NULL;
  }

  private Optional<Read> tableConstraints() {
    List<Map<String, Val>> rows = new ArrayList<>();
    for (Table table : catalog.all(Table.class)) {
      String schema = catalog.schemaName(table.schema());
      for (Constraint constraint : table.constraints()) {
        if (constraint.kind() != ConstraintKind.EXCLUSION) {
          rows.add(
              row(
                  "constraint_name",
                  constraint.name(),
                  "constraint_schema",
                  schema,
                  "table_schema",
                  schema,
                  "table_name",
                  table.name(),
                  "constraint_type",
                  constraint.kind().name().replace('_', ' ')));
        }
      }
    }
    return some(
        rows, false, "constraint_name constraint_schema table_schema table_name constraint_type");
  }
}
