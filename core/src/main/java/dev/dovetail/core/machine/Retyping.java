package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Column;
import dev.dovetail.core.machine.Thing.ColumnId;
import dev.dovetail.core.machine.Thing.Constraint;
import dev.dovetail.core.machine.Thing.Index;
import dev.dovetail.core.machine.Thing.Stored;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.statement.Statement.Kind;
import dev.dovetail.core.statement.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** ALTER COLUMN ... TYPE, and all that stands in its way. */
final class Retyping {

  private final Catalog catalog;

  Retyping(Catalog catalog) {
    this.catalog = catalog;
  }

  void run(Table table, TableChange.ChangeType change) {
    Scope scope = Scope.of(table, table.name());
    Optional<Node> using = change.using().map(new Analysis(catalog, scope)::read);
    Column column =
        table
            .column(change.column())
            .orElseThrow(() -> AlterTable.noColumn(table, change.column()));
    if (table.partition().keys().stream().anyMatch(key -> holds(key, table, column))) {
      throw Catalog.refuse(
          "42P16",
          "cannot alter column "
              + Catalog.shown(column.name())
              + " because it is part of the partition key of relation "
              + Catalog.shown(table.name()));
    }
    if (new AlterTable(catalog).inherits(table, column.name())) {
      throw Catalog.refuse(
          "42P16", "cannot alter inherited column " + Catalog.shown(column.name()));
    }
    TypeRef type = catalog.existingTypeRef(change.type());
    refuseIdentity(column, type);
    Node value = using(table, column, type, using);
    retype(table, column, type, value);
    for (Table child : Partitions.below(catalog, table)) {
      Column theirs = child.column(column.name()).orElseThrow();
      Map<Integer, Integer> numbers = Partitions.numbers(table, child);
      retype(child, theirs, type, Rewriting.moved(value, table.oid(), child.oid(), numbers));
    }
  }

  static void refuseIdentity(Column column, TypeRef type) {
    boolean whole = !type.array() && Set.of(20, 21, 23).contains(type.type());
    if (column.identity().isPresent() && !whole) {
      throw Catalog.refuse("22023", "identity column type must be smallint, integer, or bigint");
    }
  }

  private static boolean holds(Thing.Key key, Table table, Column column) {
    return key.column() == column.number()
        || key.expression()
            .map(stored -> Uses.of(stored.node()).columns())
            .filter(columns -> columns.contains(new ColumnId(table.oid(), column.number())))
            .isPresent();
  }

  private Node using(Table table, Column column, TypeRef type, Optional<Node> using) {
    boolean written = using.isPresent();
    Node value =
        using.orElseGet(
            () -> new Node.ColumnVar(new ColumnId(table.oid(), column.number()), column.type()));
    if (value.type().literal()) {
      return new Analysis(catalog, Scope.NONE).literal(value, type);
    }
    if (value.type().unsure()) {
      return value;
    }
    if (!new Coercion(catalog).assignable(value.type(), type)) {
      throw Catalog.refuse(
          "42804",
          (written ? "result of USING clause for column " : "column ")
              + Catalog.shown(column.name())
              + " cannot be cast automatically to type "
              + catalog.visible(type.plain()));
    }
    return value.type().equals(type) ? value : new Node.CastTo(value, type, false);
  }

  private void retype(Table before, Column column, TypeRef type, Node using) {
    Table table = catalog.table(before.oid());
    Optional<Stored> value = column.generated() ? column.value() : value(column, type);
    refuseHeld(table, column, type);
    catalog.put(
        catalog.table(table.oid()).with(column.number(), old -> old.typed(type).valued(value)));
    rebuild(table, column, type);
    if (!table.rows().empty()) {
      convert(catalog.table(table.oid()), column, type, using);
    }
  }

  /** The default in the new type. */
  private Optional<Stored> value(Column column, TypeRef type) {
    if (column.value().isEmpty()) {
      return Optional.empty();
    }
    Node node = column.value().get().node();
    while (node instanceof Node.CastTo cast && !cast.shown()) {
      node = cast.operand();
    }
    if (!node.type().unsure() && !new Coercion(catalog).assignable(node.type(), type)) {
      throw Catalog.refuse(
          "42804",
          "default for column "
              + Catalog.shown(column.name())
              + " cannot be cast automatically to type "
              + catalog.visible(type.plain()));
    }
    Node typed = node.type().same(type) ? node : new Node.CastTo(node, type.plain(), false);
    return Optional.of(new Stored(typed, column.value().get().source()));
  }

  // ---- what refuses

  private void refuseHeld(Table table, Column column, TypeRef type) {
    Item item = new Item.Column(new ColumnId(table.oid(), column.number()));
    Dependents dependents = new Dependents(catalog);
    for (Dependents.Edge edge : dependents.on(item)) {
      refuse(table, column, edge.dependent());
    }
    boolean enums =
        catalog.enumBehind(type).isPresent() || catalog.enumBehind(column.type()).isPresent();
    for (Dependents.Dim dim : dependents.dims()) {
      if (dim.words().contains(column.name()) && enums && concerns(dim.dependent(), table)) {
        throw Catalog.unclear(
            "an expression that was not understood may use the column " + column.name(),
            table.name());
      }
    }
  }

  private boolean concerns(Item dependent, Table table) {
    return switch (dependent) {
      case Item.Whole whole ->
          catalog
              .thing(whole.oid())
              .map(thing ->
                  switch (thing) {
                    case Index index -> index.table() == table.oid();
                    case Thing.View view -> view.uses().relations().contains(table.oid());
                    case Thing.Attached attached ->
                        attached.table() == table.oid()
                            || attached.uses().words().contains(table.name());
                    case Thing.Routine routine ->
                        routine.body().words().contains(table.name())
                            || routine.body().relations().contains(table.oid());
                    case Thing.DomainType domain -> false;
                    default -> false;
                  })
              .orElse(false);
      case Item.Column other -> false;
      case Item.Default value -> value.column().relation() == table.oid();
      case Item.Constraint constraint -> constraint.table() == table.oid();
    };
  }

  private void refuse(Table table, Column column, Item dependent) {
    switch (dependent) {
      case Item.Default value -> {
        boolean own =
            value.column().relation() == table.oid() && value.column().number() == column.number();
        if (!own) {
          throw inUse(catalog.version().stateOfGeneratedInUse(), "used by a generated column");
        }
      }
      case Item.Whole whole ->
          catalog
              .thing(whole.oid())
              .ifPresent(thing -> {
                if (thing instanceof Thing.View) {
                  throw inUse("used by a view or rule");
                }
                if (thing instanceof Thing.Routine) {
                  throw inUse("used by a function or procedure");
                }
                if (thing instanceof Thing.Attached attached) {
                  throw inUse(
                      attached.kind() == Kind.TRIGGER
                          ? "used in a trigger definition"
                          : attached.kind() == Kind.POLICY
                              ? "used in a policy definition"
                              : "used by a view or rule");
                }
              });
      case Item.Column other -> {}
      case Item.Constraint constraint -> {}
    }
  }

  private static Denial inUse(String how) {
    return inUse("0A000", how);
  }

  private static Denial inUse(String sqlstate, String how) {
    return Catalog.refuse(sqlstate, "cannot alter type of a column " + how);
  }

  // ---- what is built again

  private void rebuild(Table before, Column column, TypeRef type) {
    ColumnId id = new ColumnId(before.oid(), column.number());
    for (Index index : catalog.near(before.oid(), Index.class)) {
      if (index.table() == before.oid()) {
        catalog.put(rebuilt(index, id, type));
      }
    }
    Table table = catalog.table(before.oid());
    List<Constraint> constraints = new ArrayList<>();
    for (Constraint constraint : table.constraints()) {
      constraints.add(
          constraint.checking(constraint.check().map(stored -> retyped(stored, id, type))));
    }
    catalog.put(table.constrained(constraints));
    for (Table other : catalog.near(before.oid(), Table.class)) {
      for (Constraint constraint : other.constraints()) {
        compareAgain(other, constraint, table.oid(), column.number());
      }
    }
  }

  private Stored retyped(Stored stored, ColumnId id, TypeRef type) {
    return Uses.of(stored.node()).columns().contains(id)
        ? new Stored(Rewriting.retyped(catalog, stored.node(), id, type), stored.source())
        : stored;
  }

  private Index rebuilt(Index index, ColumnId id, TypeRef type) {
    List<Thing.Key> keys = new ArrayList<>();
    for (Thing.Key key : index.keys()) {
      if (key.column() == id.number() && index.method().equals("btree")) {
        IndexStatements.refuseUnordered(catalog, type);
      }
      keys.add(
          new Thing.Key(
              key.column(),
              key.expression().map(stored -> checked(stored, id, type)),
              key.suffix()));
    }
    return index.with(keys, index.predicate().map(stored -> checked(stored, id, type)));
  }

  private Stored checked(Stored stored, ColumnId id, TypeRef type) {
    Stored again = retyped(stored, id, type);
    Conditions.immutable(
        catalog, again.node(), "functions in index expression must be marked IMMUTABLE");
    return again;
  }

  private void compareAgain(Table table, Constraint constraint, int changed, int number) {
    boolean concerns =
        constraint.kind() == ConstraintKind.FOREIGN_KEY
            && (table.oid() == changed && constraint.columns().contains(number)
                || constraint.referenced() == changed
                    && constraint.referencedColumns().contains(number));
    if (concerns) {
      new ForeignKeys(catalog)
          .comparable(
              table,
              constraint.columns(),
              catalog.table(constraint.referenced()),
              constraint.referencedColumns(),
              constraint.name());
    }
  }

  // ---- rows

  private void convert(Table table, Column column, TypeRef type, Node using) {
    if (table.rows() instanceof Rows.Unknown) {
      if (mayFail(column.type(), type, using)) {
        Conditions.doubt(
            catalog,
            table,
            "whether every value of "
                + column.name()
                + " can be converted depends on the rows of ");
      }
      return;
    }
    if (!(table.rows() instanceof Rows.Known known)) {
      return;
    }
    List<Map<Integer, Rows.Cell>> rows = new ArrayList<>();
    boolean doubtful = false;
    for (Map<Integer, Rows.Cell> row : known.rows()) {
      Evaluation evaluation = new Evaluation(catalog, table, row);
      Rows.Cell cell = evaluation.cell(using);
      doubtful |= evaluation.doubtful();
      if (column.notNull() && cell instanceof Rows.Cell.None) {
        throw NotNull.holdsNull(table, column.name());
      }
      if (cell instanceof Rows.Cell.None && Domains.forbidsNull(catalog, type)) {
        throw Domains.holdsNull(catalog, type);
      }
      doubtful |= column.notNull() && cell instanceof Rows.Cell.Any;
      Map<Integer, Rows.Cell> converted = new TreeMap<>(row);
      converted.put(column.number(), cell);
      rows.add(converted);
    }
    if (doubtful) {
      Conditions.doubt(
          catalog,
          table,
          "whether every value of " + column.name() + " can be converted depends on the rows of ");
    }
    Table converted = table.holding(new Rows.Known(rows));
    catalog.put(converted);
    converted.constraints().stream()
        .filter(
            constraint -> constraint.index() != 0 && constraint.columns().contains(column.number()))
        .filter(constraint -> constraint.kind() != ConstraintKind.EXCLUSION)
        .forEach(constraint ->
            UniqueRows.check(catalog, converted, constraint.columns(), constraint.name()));
  }

  private boolean mayFail(TypeRef from, TypeRef to, Node using) {
    boolean plain =
        using instanceof Node.ColumnVar
            || using instanceof Node.CastTo cast && cast.operand() instanceof Node.ColumnVar;
    if (!plain) {
      return true;
    }
    if (to.modifiers().isEmpty() && Coercion.string(to)) {
      return false;
    }
    boolean wider =
        from.same(to)
            && from.modifiers().size() == 1
            && to.modifiers().size() == 1
            && from.modifiers().get(0) <= to.modifiers().get(0);
    return !wider
        && !(to.modifiers().isEmpty()
            && new Coercion(catalog).reach(from, to) == Coercion.Reach.IMPLICIT);
  }
}
