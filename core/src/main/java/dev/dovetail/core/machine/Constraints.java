package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Constraint;
import dev.dovetail.core.machine.Thing.Index;
import dev.dovetail.core.machine.Thing.Stored;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.statement.IndexKey;
import dev.dovetail.core.statement.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Adds constraints to a table, with the indexes behind them. */
final class Constraints {

  /** Stands before the other words of a key's suffix. */
  static final String NULLS_NOT_DISTINCT = "NULLS NOT DISTINCT|";

  private final Catalog catalog;

  /** A primary key or unique constraint. */
  private record Wanted(
      ConstraintKind kind,
      Optional<String> name,
      List<String> columns,
      Optional<String> usingIndex,
      String suffix) {}

  Constraints(Catalog catalog) {
    this.catalog = catalog;
  }

  static void refuseTaken(Table table, String name) {
    if (table.constraint(name).isPresent()) {
      throw Catalog.refuse(
          "42710",
          "constraint "
              + Catalog.shown(name)
              + " for relation "
              + Catalog.shown(table.name())
              + " already exists");
    }
  }

  void add(int oid, TableConstraint constraint, boolean valid) {
    Table table = catalog.table(oid);
    switch (constraint) {
      case TableConstraint.PrimaryKey key ->
          key(
              table,
              new Wanted(
                  ConstraintKind.PRIMARY_KEY,
                  key.name(),
                  key.columns(),
                  key.usingIndex(),
                  key.suffix()));
      case TableConstraint.Unique key ->
          key(
              table,
              new Wanted(
                  ConstraintKind.UNIQUE,
                  key.name(),
                  key.columns(),
                  key.usingIndex(),
                  (key.nullsNotDistinct() ? NULLS_NOT_DISTINCT : "") + key.suffix()));
      case TableConstraint.ForeignKey key -> new ForeignKeys(catalog).add(table, cut(key), valid);
      case TableConstraint.Check check -> check(table, check, valid);
      case TableConstraint.Exclusion exclusion -> exclusion(table, exclusion);
    }
  }

  private static TableConstraint.ForeignKey cut(TableConstraint.ForeignKey key) {
    return new TableConstraint.ForeignKey(
        key.name().map(Identifiers::cut),
        key.columns(),
        key.table(),
        key.referenced(),
        key.suffix());
  }

  // ---- checks

  private void check(Table table, TableConstraint.Check check, boolean valid) {
    Node node = Conditions.read(catalog, Scope.of(table, table.name()), check.expression());
    Uses uses = Uses.of(node);
    TreeSet<Integer> columns = new TreeSet<>();
    uses.columns().forEach(column -> columns.add(column.number()));
    table.columns().stream()
        .filter(column -> uses.words().contains(column.name()))
        .forEach(column -> columns.add(column.number()));
    String only =
        columns.size() == 1 ? table.column(columns.first()).map(Thing.Column::name).orElse("") : "";
    String name =
        check
            .name()
            .map(Identifiers::cut)
            .orElseGet(() ->
                new NameChoice(catalog).constraint(table.name(), only, "check", table.schema()));
    refuseTaken(table, name);
    if (valid) {
      Conditions.hold(catalog, table, node, name);
    }
    Constraint made =
        new Constraint(
            catalog.next(),
            name,
            ConstraintKind.CHECK,
            List.copyOf(columns),
            0,
            0,
            List.of(),
            "",
            Optional.of(new Stored(node, check.source())),
            valid,
            catalog.origin());
    catalog.put(table.plus(made));
    for (Table child : Partitions.below(catalog, table)) {
      if (child.constraint(name).isEmpty()) {
        catalog.put(child.plus(Partitions.follow(catalog, made, table, child)));
      }
    }
  }

  // ---- keys

  private void key(Table table, Wanted wanted) {
    ConstraintKind kind = wanted.kind();
    List<String> names = wanted.columns();
    boolean primary = kind == ConstraintKind.PRIMARY_KEY;
    if (primary && table.primaryKey().isPresent()) {
      throw Catalog.refuse(
          "42P16",
          "multiple primary keys for table " + Catalog.shown(table.name()) + " are not allowed");
    }
    if (wanted.usingIndex().isPresent()) {
      adopt(table, wanted.name(), wanted.usingIndex().get(), kind);
      return;
    }
    List<Integer> columns = new ArrayList<>();
    for (String name : names) {
      int number =
          table
              .column(name)
              .map(Thing.Column::number)
              .orElseThrow(() ->
                  Catalog.refuse(
                      "42703", "column " + Catalog.shown(name) + " named in key does not exist"));
      if (columns.contains(number)) {
        throw Catalog.refuse(
            "42701",
            "column "
                + Catalog.shown(name)
                + " appears twice in "
                + (primary ? "primary key" : "unique")
                + " constraint");
      }
      columns.add(number);
    }
    Partitions.refuseKeyWithout(table, columns, primary);
    String name =
        wanted
            .name()
            .map(Identifiers::cut)
            .orElseGet(() ->
                new NameChoice(catalog)
                    .key(
                        table.name(),
                        primary ? "" : NameChoice.columns(names),
                        primary ? "pkey" : "key",
                        table.schema()));
    if (catalog.relationIn(table.schema(), name).isPresent()) {
      throw Catalog.refuse("42P07", "relation " + Catalog.shown(name) + " already exists");
    }
    refuseTaken(table, name);
    if (primary) {
      columns.forEach(number -> new NotNull(catalog).set(table.oid(), number));
    }
    UniqueRows.check(catalog, catalog.table(table.oid()), columns, name);
    List<Thing.Key> keys = new ArrayList<>();
    columns.forEach(number -> keys.add(new Thing.Key(number, Optional.empty(), "")));
    Index index =
        new Index(
            catalog.next(),
            table.schema(),
            name,
            table.oid(),
            true,
            "btree",
            List.copyOf(keys),
            List.of(),
            "",
            Optional.empty(),
            0,
            catalog.origin());
    behind(index, kind, columns, name, wanted.suffix());
    Partitions.keyBelow(catalog, catalog.table(table.oid()), kind, columns);
  }

  private void behind(
      Index index, ConstraintKind kind, List<Integer> columns, String name, String suffix) {
    int constraint = catalog.next();
    catalog.put(index.behind(constraint));
    catalog.put(
        catalog
            .table(index.table())
            .plus(
                new Constraint(
                    constraint,
                    name,
                    kind,
                    List.copyOf(columns),
                    index.oid(),
                    0,
                    List.of(),
                    suffix,
                    Optional.empty(),
                    true,
                    catalog.origin())));
  }

  private void adopt(Table table, Optional<String> wanted, String indexName, ConstraintKind kind) {
    Index index =
        catalog
            .relationIn(table.schema(), indexName)
            .filter(Index.class::isInstance)
            .map(Index.class::cast)
            .orElseThrow(() ->
                Catalog.refuse("42704", "index " + Catalog.shown(indexName) + " does not exist"));
    if (!index.unique() || index.predicate().isPresent()) {
      throw Catalog.refuse("42809", Catalog.shown(indexName) + " is not a unique index");
    }
    String name = wanted.map(Identifiers::cut).orElse(indexName);
    refuseTaken(table, name);
    List<Integer> columns = index.keys().stream().map(Thing.Key::column).toList();
    if (kind == ConstraintKind.PRIMARY_KEY) {
      columns.forEach(number -> new NotNull(catalog).set(table.oid(), number));
    }
    behind(index.at(index.schema(), name), kind, columns, name, "");
  }

  private void exclusion(Table table, TableConstraint.Exclusion exclusion) {
    List<Thing.Key> keys = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (IndexKey key : exclusion.keys()) {
      Thing.Key made = IndexStatements.key(catalog, table, key);
      keys.add(made);
      names.add(table.column(made.column()).map(Thing.Column::name).orElse("expr"));
    }
    String name =
        exclusion
            .name()
            .map(Identifiers::cut)
            .orElseGet(() ->
                new NameChoice(catalog)
                    .key(table.name(), NameChoice.columns(names), "excl", table.schema()));
    if (catalog.relationIn(table.schema(), name).isPresent()) {
      throw Catalog.refuse("42P07", "relation " + Catalog.shown(name) + " already exists");
    }
    refuseTaken(table, name);
    if (!table.rows().empty()) {
      Conditions.doubt(catalog, table, "the exclusion " + name + " depends on the rows of ");
    }
    Index index =
        new Index(
            catalog.next(),
            table.schema(),
            name,
            table.oid(),
            false,
            "gist",
            List.copyOf(keys),
            List.of(),
            "",
            Optional.empty(),
            0,
            catalog.origin());
    behind(
        index,
        ConstraintKind.EXCLUSION,
        keys.stream().map(Thing.Key::column).filter(number -> number > 0).toList(),
        name,
        exclusion.source());
  }
}
