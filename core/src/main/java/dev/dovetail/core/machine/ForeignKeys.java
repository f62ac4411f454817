package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Constraint;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.statement.TableConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** FOREIGN KEY: finds the key that it refers to and sees that both sides can be compared. */
final class ForeignKeys {

  private final Catalog catalog;

  ForeignKeys(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The key of a table over just these columns. */
  static Optional<Constraint> keyFor(Thing.Table table, List<Integer> columns) {
    return table.constraints().stream()
        .filter(constraint ->
            constraint.kind() == ConstraintKind.PRIMARY_KEY
                || constraint.kind() == ConstraintKind.UNIQUE)
        .filter(constraint ->
            constraint.columns().size() == columns.size()
                && new HashSet<>(constraint.columns()).equals(new HashSet<>(columns)))
        .findFirst();
  }

  void add(Thing.Table table, TableConstraint.ForeignKey key, boolean valid) {
    Thing.Table referenced = catalog.existingTable(key.table());
    List<Integer> columns = numbers(table, key.columns());
    List<Integer> theirs;
    if (key.referenced().isEmpty()) {
      theirs =
          referenced
              .primaryKey()
              .map(Constraint::columns)
              .orElseThrow(() ->
                  Catalog.refuse(
                      "42704",
                      "there is no primary key for referenced table "
                          + Catalog.shown(referenced.name())));
    } else {
      theirs = numbers(referenced, key.referenced());
      if (keyFor(referenced, theirs).isEmpty() && !uniqueIndex(referenced, theirs)) {
        throw Catalog.refuse(
            "42830",
            "there is no unique constraint matching given keys for referenced table "
                + Catalog.shown(referenced.name()));
      }
    }
    if (columns.size() != theirs.size()) {
      throw Catalog.refuse(
          "42830", "number of referencing and referenced columns for foreign key disagree");
    }
    String name =
        key.name()
            .orElseGet(() ->
                new NameChoice(catalog)
                    .constraint(
                        table.name(), NameChoice.columns(key.columns()), "fkey", table.schema()));
    Constraints.refuseTaken(table, name);
    comparable(table, columns, referenced, theirs, name);
    Constraint constraint =
        new Constraint(
            catalog.next(),
            name,
            ConstraintKind.FOREIGN_KEY,
            columns,
            0,
            referenced.oid(),
            theirs,
            key.suffix(),
            Optional.empty(),
            valid,
            catalog.origin());
    if (valid) {
      new References(catalog).hold(catalog.table(table.oid()), constraint);
    }
    catalog.put(catalog.table(table.oid()).plus(constraint));
  }

  private boolean uniqueIndex(Thing.Table table, List<Integer> columns) {
    return catalog.near(table.oid(), Thing.Index.class).stream()
        .anyMatch(index ->
            index.table() == table.oid()
                && index.unique()
                && index.predicate().isEmpty()
                && new HashSet<>(index.keys().stream().map(Thing.Key::column).toList())
                    .equals(new HashSet<>(columns)));
  }

  private static List<Integer> numbers(Thing.Table table, List<String> names) {
    List<Integer> numbers = new ArrayList<>();
    for (String name : names) {
      numbers.add(
          table
              .column(name)
              .map(Thing.Column::number)
              .orElseThrow(() ->
                  Catalog.refuse(
                      "42703",
                      "column "
                          + Catalog.shown(name)
                          + " referenced in foreign key constraint does not exist")));
    }
    return List.copyOf(numbers);
  }

  /** Refuses where the columns of both sides have no equality. */
  void comparable(
      Thing.Table table,
      List<Integer> columns,
      Thing.Table referenced,
      List<Integer> theirs,
      String name) {
    Coercion coercion = new Coercion(catalog);
    for (int i = 0; i < columns.size(); i++) {
      Optional<Thing.Column> one = table.column(columns.get(i));
      Optional<Thing.Column> other = referenced.column(theirs.get(i));
      if (one.isPresent()
          && other.isPresent()
          && coercion.incomparable(one.get().type(), other.get().type())) {
        throw Catalog.refuse(
            "42804", "foreign key constraint " + Catalog.shown(name) + " cannot be implemented");
      }
    }
  }
}
