package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Column;
import dev.dovetail.core.machine.Thing.ColumnId;
import dev.dovetail.core.machine.Thing.Constraint;
import dev.dovetail.core.machine.Thing.Partition;
import dev.dovetail.core.machine.Thing.Relation;
import dev.dovetail.core.machine.Thing.Sequence;
import dev.dovetail.core.machine.Thing.Stored;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import dev.dovetail.core.statement.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ALTER TABLE, one change after the other in the order of PostgreSQL's passes. */
final class AlterTable {

  private final Catalog catalog;

  AlterTable(Catalog catalog) {
    this.catalog = catalog;
  }

  static Denial noColumn(Table table, String column) {
    return Catalog.refuse("42703", words(table, column) + " does not exist");
  }

  static Denial columnExists(Table table, String column) {
    return Catalog.refuse("42701", words(table, column) + " already exists");
  }

  void run(Statement.AlterTable alter) {
    Optional<Relation> relation = catalog.relation(alter.table());
    if (relation.isEmpty() && alter.ifExists()) {
      return;
    }
    Relation found = relation.orElseGet(() -> catalog.existingRelation(alter.table()));
    if (!(found instanceof Table table)) {
      if (alter.changes().stream().allMatch(TableChange.Immaterial.class::isInstance)) {
        return;
      }
      throw Catalog.unclear("ALTER TABLE on " + found.name() + ", which is no table", found.name());
    }
    for (int pass = 0; pass <= 6; pass++) {
      for (TableChange change : alter.changes()) {
        if (pass(change) == pass) {
          run(table.oid(), change);
        }
      }
    }
  }

  private static int pass(TableChange change) {
    return switch (change) {
      case TableChange.DropColumn drop -> 0;
      case TableChange.DropConstraint drop -> 0;
      case TableChange.ChangeType type -> 1;
      case TableChange.AddColumn add -> 2;
      case TableChange.SetDefault set -> 3;
      case TableChange.DropDefault drop -> 0;
      case TableChange.SetIdentity set -> 3;
      case TableChange.DropIdentity set -> 3;
      case TableChange.DropExpression set -> 3;
      case TableChange.SetNotNull set -> 3;
      case TableChange.DropNotNull drop -> 0;
      case TableChange.AddConstraint add -> 4;
      case TableChange.ValidateConstraint validate -> 5;
      case TableChange.AttachPartition attach -> 5;
      case TableChange.DetachPartition detach -> 5;
      case TableChange.Immaterial none -> 6;
    };
  }

  private void run(int oid, TableChange change) {
    Table table = catalog.table(oid);
    switch (change) {
      case TableChange.AddColumn add -> add(table, add);
      case TableChange.DropColumn drop -> drop(table, drop);
      case TableChange.ChangeType type -> new Retyping(catalog).run(table, type);
      case TableChange.SetDefault set -> setDefault(table, set.column(), Optional.of(set.value()));
      case TableChange.DropDefault drop -> setDefault(table, drop.column(), Optional.empty());
      case TableChange.SetNotNull set -> {
        int number = column(table, set.column()).number();
        new NotNull(catalog).set(oid, number);
        each(
            table,
            set.column(),
            (child, theirs) -> new NotNull(catalog).set(child.oid(), theirs.number()));
      }
      case TableChange.DropNotNull drop -> dropNotNull(table, drop.column());
      case TableChange.SetIdentity set -> setIdentity(table, set);
      case TableChange.DropIdentity drop -> dropIdentity(table, drop);
      case TableChange.DropExpression drop -> dropExpression(table, drop);
      case TableChange.AddConstraint add ->
          new Constraints(catalog).add(oid, add.constraint(), !add.notValid());
      case TableChange.ValidateConstraint validate -> validate(table, validate.constraint());
      case TableChange.DropConstraint drop -> dropConstraint(table, drop);
      case TableChange.AttachPartition attach -> attach(table, attach);
      case TableChange.DetachPartition detach -> detach(detach);
      case TableChange.Immaterial none -> {}
    }
  }

  private static Column column(Table table, String name) {
    return table.column(name).orElseThrow(() -> noColumn(table, name));
  }

  private interface ColumnOfChild {
    void run(Table child, Column column);
  }

  private void each(Table table, String column, ColumnOfChild change) {
    for (Table child : Partitions.below(catalog, table)) {
      child.column(column).ifPresent(theirs -> change.run(catalog.table(child.oid()), theirs));
    }
  }

  // ---- columns

  private void add(Table table, TableChange.AddColumn add) {
    String name = Identifiers.cut(add.column().name());
    if (table.column(name).isPresent()) {
      if (add.ifNotExists()) {
        return;
      }
      throw columnExists(table, name);
    }
    List<Integer> oids = new ArrayList<>(List.of(table.oid()));
    Partitions.below(catalog, table).forEach(child -> oids.add(child.oid()));
    for (int oid : oids) {
      Table at = catalog.table(oid);
      if (at.column(name).isEmpty()) {
        TableStatements.Columns columns = new TableStatements.Columns(catalog, at);
        columns.define(add.column());
        catalog.put(at.with(columns.made()));
        columns.finish();
        fill(catalog.table(oid), catalog.table(oid).column(name).orElseThrow());
      }
    }
    Constraints constraints = new Constraints(catalog);
    for (TableConstraint constraint : RepeatedKeys.without(add.column().constraints())) {
      constraints.add(table.oid(), constraint, true);
    }
  }

  /** Gives the rows that are there the new column. */
  private void fill(Table table, Column column) {
    if (!column.generated()) {
      column.value().ifPresent(value -> Folding.tryOut(catalog, table, column, value.node()));
    }
    if (table.rows().empty()) {
      return;
    }
    Optional<Stored> value = column.value().or(() -> Domains.standard(catalog, column.type()));
    if (table.rows() instanceof Rows.Known known && !column.generated()) {
      Rows.Cell cell =
          column.identity().isPresent()
              ? new Rows.Cell.Some(true)
              : value
                  .map(stored ->
                      new Evaluation(catalog, table, java.util.Map.of()).cell(stored.node()))
                  .orElse(Rows.Cell.none());
      catalog.put(table.holding(RowStatements.with(known, column.number(), cell)));
    } else {
      catalog.put(table.holding(Rows.unknown()));
    }
    boolean mayBeNull = value.isEmpty() && column.identity().isEmpty();
    boolean ofDomain = Domains.forbidsNull(catalog, column.type());
    if ((column.notNull() || ofDomain) && mayBeNull) {
      if (table.rows() instanceof Rows.Known) {
        throw ofDomain
            ? Domains.holdsNull(catalog, column.type())
            : NotNull.holdsNull(table, column.name());
      }
      Conditions.doubt(
          catalog,
          table,
          "the new column "
              + column.name()
              + " may not be null, and it is not known whether there are rows in ");
    }
  }

  private void drop(Table table, TableChange.DropColumn drop) {
    Optional<Column> column = table.column(drop.column());
    if (column.isEmpty() && drop.ifExists()) {
      return;
    }
    int number = column.orElseThrow(() -> noColumn(table, drop.column())).number();
    if (table.partition().keys().stream().anyMatch(key -> key.column() == number)) {
      throw Catalog.refuse(
          "42P16",
          "cannot drop column "
              + Catalog.shown(drop.column())
              + " because it is part of the partition key of relation "
              + Catalog.shown(table.name()));
    }
    if (inherits(table, drop.column())) {
      throw Catalog.refuse("42P16", "cannot drop inherited column " + Catalog.shown(drop.column()));
    }
    List<Item> targets = new ArrayList<>();
    targets.add(new Item.Column(new ColumnId(table.oid(), number)));
    each(
        table,
        drop.column(),
        (child, theirs) ->
            targets.add(new Item.Column(new ColumnId(child.oid(), theirs.number()))));
    new Drops(catalog)
        .drop(
            targets,
            drop.cascade(),
            "column " + drop.column() + " of table " + catalog.shown(table));
  }

  /** A column as the server's messages name it. */
  private static String words(Table table, String column) {
    return "column " + Catalog.shown(column) + " of relation " + Catalog.shown(table.name());
  }

  boolean inherits(Table table, String column) {
    List<Integer> parents = new ArrayList<>(table.parents());
    table.partition().of().ifPresent(parents::add);
    return parents.stream()
        .anyMatch(parent ->
            catalog.thing(parent, Table.class).flatMap(found -> found.column(column)).isPresent());
  }

  private void setDefault(Table table, String name, Optional<Expression> value) {
    Column column = column(table, name);
    if (column.generated()) {
      throw Catalog.refuse("42601", words(table, name) + " is a generated column");
    }
    if (column.identity().isPresent()) {
      throw Catalog.refuse("42601", words(table, name) + " is an identity column");
    }
    Optional<Stored> stored =
        value.flatMap(given -> Defaults.of(catalog, name, column.type(), given));
    catalog.put(table.with(column.number(), old -> old.valued(stored)));
    Defaults.doubtText(catalog, table, column.valued(stored));
    each(
        table,
        name,
        (child, theirs) -> catalog.put(child.with(theirs.number(), old -> old.valued(stored))));
  }

  private void dropNotNull(Table table, String name) {
    Column column = column(table, name);
    if (table.primaryKey().filter(key -> key.columns().contains(column.number())).isPresent()) {
      throw Catalog.refuse("42P16", "column " + Catalog.shown(name) + " is in a primary key");
    }
    if (column.identity().isPresent()) {
      throw Catalog.refuse("42601", words(table, name) + " is an identity column");
    }
    catalog.put(table.with(column.number(), old -> old.notNull(false)));
    each(
        table,
        name,
        (child, theirs) -> catalog.put(child.with(theirs.number(), old -> old.notNull(false))));
  }

  // ---- identity and generation

  private void setIdentity(Table table, TableChange.SetIdentity set) {
    Column column = column(table, set.column());
    if (column.identity().isPresent()) {
      catalog.put(table.with(column.number(), old -> old.identified(Optional.of(set.identity()))));
      return;
    }
    if (!column.notNull()) {
      throw Catalog.refuse(
          "55000",
          words(table, set.column()) + " must be declared NOT NULL before identity can be added");
    }
    if (column.value().isPresent()) {
      throw Catalog.refuse("55000", words(table, set.column()) + " already has a default value");
    }
    catalog.put(
        new Sequence(
            catalog.next(),
            table.schema(),
            new NameChoice(catalog).relation(table.name(), column.name(), "seq", table.schema()),
            Optional.of(new ColumnId(table.oid(), column.number())),
            true,
            catalog.origin()));
    catalog.put(table.with(column.number(), old -> old.identified(Optional.of(set.identity()))));
  }

  private void dropIdentity(Table table, TableChange.DropIdentity drop) {
    Column column = column(table, drop.column());
    if (column.identity().isEmpty()) {
      if (drop.ifExists()) {
        return;
      }
      throw Catalog.refuse("55000", words(table, drop.column()) + " is not an identity column");
    }
    catalog.put(table.with(column.number(), old -> old.identified(Optional.empty())));
    ColumnId id = new ColumnId(table.oid(), column.number());
    catalog.near(table.oid(), Sequence.class).stream()
        .filter(sequence -> sequence.identity() && sequence.owner().equals(Optional.of(id)))
        .forEach(sequence -> catalog.remove(sequence.oid()));
  }

  private void dropExpression(Table table, TableChange.DropExpression drop) {
    Column column = column(table, drop.column());
    if (!column.generated()) {
      if (drop.ifExists()) {
        return;
      }
      throw Catalog.refuse(
          "55000", words(table, drop.column()) + " is not a stored generated column");
    }
    catalog.put(table.with(column.number(), old -> old.valued(Optional.empty())));
  }

  // ---- constraints

  private static Denial noConstraint(Table table, String constraint) {
    return Catalog.refuse(
        "42704",
        "constraint "
            + Catalog.shown(constraint)
            + " of relation "
            + Catalog.shown(table.name())
            + " does not exist");
  }

  private void validate(Table table, String name) {
    Constraint constraint = table.constraint(name).orElseThrow(() -> noConstraint(table, name));
    if (constraint.valid()) {
      return;
    }
    if (constraint.check().isPresent()) {
      Conditions.hold(catalog, table, constraint.check().get().node(), name);
    } else {
      new References(catalog).hold(table, constraint);
    }
    catalog.put(
        table.constrained(
            table.constraints().stream()
                .map(one -> one.oid() == constraint.oid() ? one.validated() : one)
                .toList()));
  }

  private void dropConstraint(Table table, TableChange.DropConstraint drop) {
    catalog.consult(drop.constraint());
    Optional<Constraint> constraint = table.constraint(drop.constraint());
    if (constraint.isEmpty()) {
      if (drop.ifExists()) {
        return;
      }
      throw noConstraint(table, drop.constraint());
    }
    List<Item> targets = new ArrayList<>();
    targets.add(new Item.Constraint(table.oid(), constraint.get().oid()));
    for (Table child : Partitions.below(catalog, table)) {
      child
          .constraint(drop.constraint())
          .ifPresent(theirs -> targets.add(new Item.Constraint(child.oid(), theirs.oid())));
    }
    new Drops(catalog)
        .drop(
            targets,
            drop.cascade(),
            "constraint " + drop.constraint() + " on table " + catalog.shown(table));
  }

  // ---- partitions

  private void attach(Table table, TableChange.AttachPartition attach) {
    Table child = catalog.existingTable(attach.partition());
    if (table.partition().method().isEmpty()) {
      throw Catalog.refuse(
          "42809",
          "ALTER action ATTACH PARTITION cannot be performed on relation "
              + Catalog.shown(table.name()));
    }
    if (!child.rows().empty()) {
      Conditions.doubt(catalog, child, "attaching a partition depends on the rows of ");
      catalog.put(table.holding(Rows.unknown()));
    }
    Partition own = child.partition();
    catalog.put(
        child.partitioned(
            new Partition(
                own.method(), own.keys(), Optional.of(table.oid()), attach.bound(), List.of())));
    catalog.doubt(
        "which indexes of " + child.name() + " become those of " + table.name() + " is not known",
        new dev.dovetail.core.statement.Touches.Named(List.of(child.name())));
  }

  private void detach(TableChange.DetachPartition detach) {
    Table child = catalog.existingTable(detach.partition());
    Partition own = child.partition();
    catalog.put(
        child.partitioned(
            new Partition(own.method(), own.keys(), Optional.empty(), "", List.of())));
  }
}
