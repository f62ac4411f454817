package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Column;
import dev.dovetail.core.machine.Thing.ColumnId;
import dev.dovetail.core.machine.Thing.Partition;
import dev.dovetail.core.machine.Thing.Sequence;
import dev.dovetail.core.machine.Thing.Stored;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.statement.ColumnDefinition;
import dev.dovetail.core.statement.IndexKey;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableConstraint;
import dev.dovetail.core.statement.Touches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE TABLE. */
final class TableStatements {

  /** See {@link #turn}. */
  private static final int TURNS = 4;

  private final Catalog catalog;

  TableStatements(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Statement.CreateTable create) {
    int schema =
        create.temporary() ? catalog.temporarySchema() : catalog.creationSchema(create.table());
    String name = Identifiers.cut(create.table().name());
    if (create.ifNotExists() && catalog.relationIn(schema, name).isPresent()) {
      return;
    }
    int oid = catalog.next();
    Columns columns = new Columns(catalog, oid, name, schema);
    List<Table> parents = new ArrayList<>();
    for (Name parent : create.inherits()) {
      parents.add(catalog.existingTable(parent));
    }
    Optional<Table> whole = create.partitionOf().map(of -> catalog.existingTable(of.parent()));
    whole.ifPresent(parents::add);
    parents.forEach(columns::inherit);
    create.like().forEach(like -> columns.like(catalog.existingRelation(like)));
    create.columns().forEach(columns::define);
    create
        .query()
        .ifPresent(
            query -> columns.select(new QueryAnalysis(catalog, Optional.empty()).read(query)));
    whole.ifPresent(parent -> refuseNotPartitioned(parent));
    columns.refuseTwice();
    if (catalog.relationIn(schema, name).isPresent()) {
      throw Catalog.refuse("42P07", "relation " + Catalog.shown(name) + " already exists");
    }
    if (catalog.typeIn(schema, name).isPresent()) {
      throw Catalog.refuse("42710", "type " + Catalog.shown(name) + " already exists");
    }
    Rows rows = create.query().isPresent() ? Rows.unknown() : Rows.none();
    Table table =
        new Table(
            oid,
            schema,
            name,
            columns.made(),
            columns.made().size(),
            List.of(),
            Partition.NONE,
            create.inherits().isEmpty() ? List.of() : parents.stream().map(Table::oid).toList(),
            rows,
            catalog.origin());
    catalog.put(table);
    columns.finish();
    create.partitioning().ifPresent(partitioning -> partition(oid, partitioning));
    create.partitionOf().ifPresent(of -> attach(oid, of, whole));
    constraints(create, oid);
    whole.ifPresent(parent -> Partitions.inherit(catalog, catalog.table(parent.oid()), oid));
    if (whole.isEmpty()) {
      parents.forEach(parent -> inheritChecks(parent, oid));
    }
    if (!create.like().isEmpty()) {
      catalog.doubt(
          "what " + name + " takes over by LIKE beyond columns is not known",
          new Touches.Named(List.of(name)));
    }
  }

  private static void refuseNotPartitioned(Table parent) {
    if (parent.partition().method().isEmpty()) {
      throw Catalog.refuse("42P17", Catalog.shown(parent.name()) + " is not partitioned");
    }
  }

  private void inheritChecks(Table parent, int child) {
    for (Thing.Constraint constraint : parent.constraints()) {
      Table table = catalog.table(child);
      if (constraint.kind() == ConstraintKind.CHECK
          && table.constraint(constraint.name()).isEmpty()) {
        catalog.put(table.plus(Partitions.follow(catalog, constraint, parent, table)));
      }
    }
  }

  /** Checks first, then keys, then foreign keys: the order in which names are chosen. */
  private void constraints(Statement.CreateTable create, int oid) {
    List<TableConstraint> written = new ArrayList<>();
    create.columns().forEach(column -> written.addAll(column.constraints()));
    written.addAll(create.constraints());
    List<TableConstraint> all = RepeatedKeys.without(written);
    Constraints constraints = new Constraints(catalog);
    refuseTwoKeys(all, catalog.table(oid));
    for (int turn = 0; turn < TURNS; turn++) {
      for (TableConstraint constraint : all) {
        if (turn(constraint) == turn) {
          constraints.add(oid, constraint, true);
        }
      }
    }
  }

  private static int turn(TableConstraint constraint) {
    return switch (constraint) {
      case TableConstraint.Check check -> 0;
      case TableConstraint.PrimaryKey key -> 1;
      case TableConstraint.Unique key -> 2;
      case TableConstraint.Exclusion key -> 2;
      case TableConstraint.ForeignKey key -> 3;
    };
  }

  private static void refuseTwoKeys(List<TableConstraint> all, Table table) {
    int keys = 0;
    for (TableConstraint constraint : all) {
      keys += constraint instanceof TableConstraint.PrimaryKey ? 1 : 0;
    }
    if (keys > 1) {
      throw Catalog.refuse(
          "42P16",
          "multiple primary keys for table " + Catalog.shown(table.name()) + " are not allowed");
    }
  }

  private void partition(int oid, Statement.Partitioning partitioning) {
    Table table = catalog.table(oid);
    List<Thing.Key> keys = new ArrayList<>();
    for (IndexKey key : partitioning.keys()) {
      keys.add(IndexStatements.key(catalog, table, key));
    }
    Partition old = table.partition();
    catalog.put(
        table.partitioned(
            new Partition(
                Optional.of(partitioning.method()), keys, old.of(), old.bound(), old.values())));
  }

  private void attach(int oid, Statement.PartitionOf of, Optional<Table> parent) {
    Table table = catalog.table(oid);
    List<Node> values = new ArrayList<>();
    Partition whole = parent.orElseThrow().partition();
    Analysis analysis = new Analysis(catalog, Scope.NONE);
    for (int i = 0; i < of.values().size(); i++) {
      Node value = analysis.read(of.values().get(i));
      boolean list = whole.method().filter("LIST"::equals).isPresent();
      int key = list ? 0 : i % Math.max(1, whole.keys().size());
      TypeRef type =
          whole.keys().isEmpty()
              ? TypeRef.UNSURE
              : parent
                  .get()
                  .column(whole.keys().get(key).column())
                  .map(Column::type)
                  .orElse(TypeRef.UNSURE);
      boolean hash = whole.method().filter("HASH"::equals).isPresent();
      values.add(
          hash || type.unsure() || !value.type().literal() ? value : analysis.literal(value, type));
    }
    refuseOverlap(table, parent.get(), values);
    Partition own = table.partition();
    catalog.put(
        table.partitioned(
            new Partition(
                own.method(),
                own.keys(),
                parent.map(Table::oid),
                of.bound(),
                List.copyOf(values))));
  }

  private void refuseOverlap(Table table, Table parent, List<Node> values) {
    if (parent.partition().method().filter("LIST"::equals).isEmpty()) {
      return;
    }
    for (Table other : Partitions.below(catalog, parent)) {
      boolean overlaps =
          other.oid() != table.oid()
              && other.partition().values().stream().anyMatch(values::contains);
      if (overlaps) {
        throw Catalog.refuse(
            "42P17",
            "partition "
                + Catalog.shown(table.name())
                + " would overlap partition "
                + Catalog.shown(other.name()));
      }
    }
  }

  /** The columns of a table under construction. */
  static final class Columns {

    private final Catalog catalog;
    private final int oid;
    private final String table;
    private final int schema;
    private final List<Column> columns = new ArrayList<>();
    private final List<ColumnDefinition> defined = new ArrayList<>();
    private final List<Sequence> sequences = new ArrayList<>();
    private int inherited;
    private int last;

    Columns(Catalog catalog, int oid, String table, int schema) {
      this.catalog = catalog;
      this.oid = oid;
      this.table = table;
      this.schema = schema;
    }

    Columns(Catalog catalog, Table table) {
      this(catalog, table.oid(), table.name(), table.schema());
      columns.addAll(table.columns());
      last = table.lastColumn();
      inherited = columns.size();
    }

    List<Column> made() {
      return List.copyOf(columns);
    }

    void inherit(Table parent) {
      for (Column column : parent.columns()) {
        boolean known = columns.stream().anyMatch(mine -> mine.name().equals(column.name()));
        if (!known) {
          int number = ++last;
          columns.add(
              new Column(
                  number,
                  column.name(),
                  column.type(),
                  column.notNull(),
                  column.value(),
                  column.generated(),
                  Optional.empty(),
                  catalog.origin()));
        }
      }
      inherited = columns.size();
    }

    void like(Thing.Relation relation) {
      Scope.Source source = Scope.source(relation, "");
      for (int i = 0; i < source.names().size(); i++) {
        String name = source.names().get(i);
        boolean notNull =
            relation instanceof Table like && like.column(name).map(Column::notNull).orElse(false);
        columns.add(plain(name, source.columns().get(i).type(), notNull));
      }
    }

    void select(QueryAnalysis.Shape shape) {
      if (!shape.certain()) {
        throw new Unclear(
            "the columns of CREATE TABLE AS are not known", new Touches.Named(List.of(table)));
      }
      shape.columns().forEach(column -> columns.add(plain(column.name(), column.type(), false)));
    }

    private Column plain(String name, TypeRef type, boolean notNull) {
      return new Column(
          ++last, name, type, notNull, Optional.empty(), false, Optional.empty(), catalog.origin());
    }

    void define(ColumnDefinition definition) {
      String name = Identifiers.cut(definition.name());
      Optional<TypeRef> serial = serial(definition);
      boolean owns = serial.isPresent() || definition.identity().isPresent();
      TypeRef type = serial.orElseGet(() -> catalog.existingTypeRef(definition.type()));
      Optional<Stored> value = Optional.empty();
      int number = ++last;
      if (owns) {
        Sequence sequence =
            new Sequence(
                catalog.next(),
                schema,
                new NameChoice(catalog).relation(table, name, "seq", schema),
                Optional.of(new ColumnId(oid, number)),
                definition.identity().isPresent(),
                catalog.origin());
        sequences.add(sequence);
        catalog.put(sequence);
        value =
            serial.map(none ->
                new Stored(
                    new Node.Call(
                        "nextval",
                        0,
                        List.of(new Node.RelationConst(sequence.oid())),
                        TypeRef.INT8),
                    ""));
      }
      Column column =
          new Column(
              number,
              name,
              type,
              definition.notNull() || owns,
              value,
              false,
              definition.identity(),
              catalog.origin());
      Retyping.refuseIdentity(column, type);
      if (merges(column)) {
        last--;
      } else {
        columns.add(column);
      }
      defined.add(definition);
    }

    /** A column that a parent has too is one column. */
    private boolean merges(Column column) {
      for (int i = 0; i < inherited; i++) {
        Column known = columns.get(i);
        if (known.name().equals(column.name()) && known.type().same(column.type())) {
          columns.set(i, known.notNull(known.notNull() || column.notNull()));
          return true;
        }
      }
      return false;
    }

    private static Optional<TypeRef> serial(ColumnDefinition definition) {
      if (definition.type().name().schema().isPresent() || definition.type().dimensions() > 0) {
        return Optional.empty();
      }
      return switch (definition.type().name().name()) {
        case "serial", "serial4" -> Optional.of(TypeRef.INT4);
        case "bigserial", "serial8" -> Optional.of(TypeRef.INT8);
        case "smallserial", "serial2" -> Optional.of(TypeRef.of(21));
        default -> Optional.empty();
      };
    }

    void refuseTwice() {
      List<String> seen = new ArrayList<>();
      for (Column column : columns) {
        if (seen.contains(column.name())) {
          throw Catalog.refuse(
              "42701", "column " + Catalog.shown(column.name()) + " specified more than once");
        }
        seen.add(column.name());
      }
    }

    /** Defaults and generated columns, once the table is there. */
    void finish() {
      for (ColumnDefinition definition : defined) {
        Table made = catalog.table(oid);
        Column column = made.column(Identifiers.cut(definition.name())).orElseThrow();
        Optional<Stored> value = column.value();
        if (definition.generated().isPresent()) {
          value = Optional.of(generated(made, column, definition));
        } else if (definition.defaultValue().isPresent()) {
          value =
              Defaults.of(catalog, column.name(), column.type(), definition.defaultValue().get());
        }
        Column finished =
            new Column(
                column.number(),
                column.name(),
                column.type(),
                column.notNull(),
                value,
                definition.generated().isPresent(),
                column.identity(),
                column.origin());
        boolean changes =
            definition.generated().isPresent()
                || definition.defaultValue().isPresent()
                || column.generated();
        if (changes) {
          catalog.put(made.with(column.number(), old -> finished));
        }
        Defaults.doubtText(catalog, made, finished);
      }
    }

    private Stored generated(Table made, Column column, ColumnDefinition definition) {
      Node node =
          Assignment.to(
              catalog,
              new Analysis(catalog, Scope.of(made, made.name()))
                  .read(definition.generated().orElseThrow()),
              column.name(),
              column.type(),
              "");
      Conditions.immutable(catalog, node, "generation expression is not immutable");
      return new Stored(node, "");
    }
  }
}
