package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Index;
import dev.dovetail.core.machine.Thing.Relation;
import dev.dovetail.core.machine.Thing.Stored;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.IndexKey;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** CREATE and DROP INDEX. */
final class IndexStatements {

  /** Types without an order, so that no btree takes them. */
  private static final Set<Integer> UNORDERED = Set.of(114, 142, 600, 601, 602, 604, 628, 718);

  private final Catalog catalog;

  IndexStatements(Catalog catalog) {
    this.catalog = catalog;
  }

  void create(Statement.CreateIndex create, boolean inTransaction) {
    if (create.concurrently() && inTransaction) {
      throw Catalog.refuse(
          "25001", "CREATE INDEX CONCURRENTLY cannot run inside a transaction block");
    }
    Relation relation = catalog.existingRelation(create.table());
    if (relation instanceof Thing.View view && view.materialized()) {
      onView(create, view);
      return;
    }
    Table table = catalog.existingTable(create.table());
    Optional<Node> where =
        create
            .predicate()
            .map(given -> Conditions.read(catalog, Scope.of(table, table.name()), given));
    List<Optional<Node>> expressions =
        create.keys().stream().map(key -> expression(catalog, table, key)).toList();
    where.ifPresent(node ->
        Conditions.immutable(
            catalog, node, "functions in index predicate must be marked IMMUTABLE"));
    Optional<Stored> predicate = where.map(node -> new Stored(node, create.predicateSource()));
    List<Thing.Key> keys = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < create.keys().size(); i++) {
      Thing.Key made = key(catalog, table, create.keys().get(i), expressions.get(i));
      ordered(table, made, create.method());
      keys.add(made);
      names.add(columnPart(table, made));
    }
    Optional<String> wanted = create.index().map(Identifiers::cut);
    if (wanted.isPresent() && catalog.relationIn(table.schema(), wanted.get()).isPresent()) {
      if (create.ifNotExists()) {
        return;
      }
      throw Catalog.refuse("42P07", "relation " + Catalog.shown(wanted.get()) + " already exists");
    }
    List<Integer> include = new ArrayList<>();
    for (String column : create.include()) {
      include.add(number(table, column));
      names.add(column);
    }
    String name =
        wanted.orElseGet(() ->
            new NameChoice(catalog)
                .relation(table.name(), NameChoice.columns(names), "idx", table.schema()));
    List<Integer> columns = keys.stream().map(Thing.Key::column).toList();
    if (create.unique()) {
      Partitions.refuseKeyWithout(table, columns, false);
      if (predicate.isEmpty() && !columns.contains(0)) {
        UniqueRows.check(catalog, table, columns, name);
      } else if (!table.rows().empty()) {
        Conditions.doubt(
            catalog, table, "whether " + name + " can be built depends on the rows of ");
      }
    }
    Index index =
        new Index(
            catalog.next(),
            table.schema(),
            name,
            table.oid(),
            create.unique(),
            create.method(),
            List.copyOf(keys),
            List.copyOf(include),
            create.options(),
            predicate,
            0,
            catalog.origin());
    catalog.put(index);
    if (table.partition().method().isPresent()) {
      Partitions.below(catalog, table)
          .forEach(child -> Partitions.index(catalog, table, index, child.oid()));
    }
  }

  private void onView(Statement.CreateIndex create, Thing.View view) {
    throw new Unclear(
        "an index on the materialized view " + view.name() + " is not held",
        new dev.dovetail.core.statement.Touches.Named(
            create.index().map(List::of).orElse(List.of(view.name()))));
  }

  private static String columnPart(Table table, Thing.Key key) {
    if (key.column() != 0) {
      return table.column(key.column()).map(Thing.Column::name).orElse("");
    }
    return key.expression()
        .map(Stored::node)
        .filter(Node.Call.class::isInstance)
        .map(node -> ((Node.Call) node).name())
        .orElse("expr");
  }

  private void ordered(Table table, Thing.Key key, String method) {
    if (!method.equals("btree")) {
      return;
    }
    TypeRef type =
        key.column() != 0
            ? table.column(key.column()).map(Thing.Column::type).orElse(TypeRef.UNSURE)
            : key.expression().map(stored -> stored.node().type()).orElse(TypeRef.UNSURE);
    refuseUnordered(catalog, type);
  }

  static void refuseUnordered(Catalog catalog, TypeRef type) {
    TypeRef below = catalog.below(type);
    if (!below.array() && UNORDERED.contains(below.type())) {
      throw Catalog.refuse(
          "42704",
          "data type "
              + catalog.visible(type.plain())
              + " has no default operator class for access method \"btree\"");
    }
  }

  private static int number(Table table, String column) {
    return table
        .column(column)
        .map(Thing.Column::number)
        .orElseThrow(
            () -> Catalog.refuse("42703", "column " + Catalog.shown(column) + " does not exist"));
  }

  static Thing.Key key(Catalog catalog, Table table, IndexKey key) {
    return key(catalog, table, key, expression(catalog, table, key));
  }

  private static Thing.Key key(
      Catalog catalog, Table table, IndexKey key, Optional<Node> expression) {
    if (expression.isEmpty()) {
      String column = ((Expression.ColumnRef) key.expression()).column();
      return new Thing.Key(number(table, column), Optional.empty(), key.suffix());
    }
    Conditions.immutable(
        catalog, expression.get(), "functions in index expression must be marked IMMUTABLE");
    return new Thing.Key(0, Optional.of(new Stored(expression.get(), key.source())), key.suffix());
  }

  /** The expression of a key that is no plain column. */
  private static Optional<Node> expression(Catalog catalog, Table table, IndexKey key) {
    boolean plain =
        key.expression() instanceof Expression.ColumnRef column && column.path().size() == 1;
    return plain
        ? Optional.empty()
        : Optional.of(new Analysis(catalog, Scope.of(table, table.name())).read(key.expression()));
  }

  void drop(Statement.DropIndex drop, boolean inTransaction) {
    if (drop.concurrently() && inTransaction) {
      throw Catalog.refuse(
          "25001", "DROP INDEX CONCURRENTLY cannot run inside a transaction block");
    }
    List<Item> targets = new ArrayList<>();
    String what = "desired object(s)";
    for (Name name : drop.indexes()) {
      Optional<Index> index =
          RelationStatements.find(catalog, name, drop.ifExists(), Index.class, "index", "42704");
      if (index.isEmpty()) {
        continue;
      }
      Index found = index.get();
      if (found.constraint() != 0) {
        Table table = catalog.table(found.table());
        throw Catalog.refuse(
            "2BP01",
            "cannot drop index "
                + found.name()
                + " because constraint "
                + found.name()
                + " on table "
                + table.name()
                + " requires it");
      }
      targets.add(new Item.Whole(found.oid()));
      what = "index " + catalog.shown(found);
    }
    if (!targets.isEmpty()) {
      new Drops(catalog).drop(targets, drop.cascade(), what);
    }
  }
}
