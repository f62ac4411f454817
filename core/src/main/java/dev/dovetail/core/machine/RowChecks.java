package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Rows.Cell;
import dev.dovetail.core.machine.Thing.Column;
import dev.dovetail.core.machine.Thing.Constraint;
import dev.dovetail.core.machine.Thing.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a row must meet to stand in its table. */
final class RowChecks {

  private final Catalog catalog;
  private final Table table;

  RowChecks(Catalog catalog, Table table) {
    this.catalog = catalog;
    this.table = table;
  }

  void nulls(Map<Integer, Cell> row) {
    for (Column column : table.columns()) {
      boolean required = column.notNull() || Domains.forbidsNull(catalog, column.type());
      if (!required) {
        continue;
      }
      Cell cell = row.getOrDefault(column.number(), Cell.none());
      if (cell instanceof Cell.None) {
        throw column.notNull()
            ? Catalog.refuse(
                "23502",
                "null value in column "
                    + Catalog.shown(column.name())
                    + " of relation "
                    + Catalog.shown(table.name())
                    + " violates not-null constraint")
            : Domains.holdsNull(catalog, column.type());
      }
      if (cell instanceof Cell.Any) {
        Conditions.doubt(
            catalog,
            table,
            "whether a value of " + column.name() + " is null is not known for a row of ");
      }
    }
  }

  void checks(Map<Integer, Cell> row) {
    for (Constraint constraint : table.constraints()) {
      if (constraint.check().isEmpty()) {
        continue;
      }
      switch (new Evaluation(catalog, table, row).truth(constraint.check().get().node())) {
        case FALSE ->
            throw Catalog.refuse(
                "23514",
                "new row for relation "
                    + Catalog.shown(table.name())
                    + " violates check constraint "
                    + Catalog.shown(constraint.name()));
        case UNSURE ->
            Conditions.doubt(
                catalog,
                table,
                "whether the check " + constraint.name() + " holds is not known for a row of ");
        case TRUE, NULL -> {}
      }
    }
    for (Column column : table.columns()) {
      boolean checked =
          catalog
              .thing(column.type().type(), Thing.DomainType.class)
              .filter(domain -> !domain.checks().isEmpty())
              .isPresent();
      if (checked && !(row.getOrDefault(column.number(), Cell.none()) instanceof Cell.None)) {
        Conditions.doubt(
            catalog, table, "whether the checks of a domain hold is not known for a row of ");
      }
    }
  }

  /** Every set of columns in which rows must differ, by the name of its index. */
  private List<Map.Entry<String, List<Integer>>> keys() {
    List<Map.Entry<String, List<Integer>>> keys = new ArrayList<>();
    for (Thing.Index index : catalog.near(table.oid(), Thing.Index.class)) {
      boolean plain =
          index.predicate().isEmpty() && index.keys().stream().allMatch(key -> key.column() != 0);
      if (index.table() == table.oid() && index.unique() && plain) {
        keys.add(Map.entry(index.name(), index.keys().stream().map(Thing.Key::column).toList()));
      }
    }
    return keys;
  }

  /** Whether the row may meet another of its key; refuses where it does and none is allowed. */
  boolean unique(Map<Integer, Cell> row, List<Map<Integer, Cell>> others, boolean onConflict) {
    boolean may = false;
    for (Map.Entry<String, List<Integer>> key : keys()) {
      for (Map<Integer, Cell> other : others) {
        Optional<Boolean> same = UniqueRows.same(row, other, key.getValue());
        if (same.isPresent() && same.get() && !onConflict) {
          throw Catalog.refuse(
              "23505",
              "duplicate key value violates unique constraint " + Catalog.shown(key.getKey()));
        }
        may |= same.isEmpty() || same.get();
      }
      boolean fresh =
          key.getValue().stream()
              .anyMatch(column ->
                  row.getOrDefault(column, Cell.none()) instanceof Cell.None
                      || row.getOrDefault(column, Cell.none()).equals(new Cell.Some(true)));
      boolean unknown = table.rows() instanceof Rows.Unknown && !fresh;
      if ((may && !onConflict) || unknown) {
        Conditions.doubt(
            catalog,
            table,
            "whether " + key.getKey() + " allows another row depends on the rows of ");
        may |= unknown;
      }
    }
    return may;
  }

  static void distinct(Catalog catalog, Table table, Constraint constraint) {
    if (!(table.rows() instanceof Rows.Known known)) {
      return;
    }
    for (int i = 0; i < known.rows().size(); i++) {
      for (int j = 0; j < i; j++) {
        Optional<Boolean> same =
            UniqueRows.same(known.rows().get(i), known.rows().get(j), constraint.columns());
        if (same.isEmpty()) {
          Conditions.doubt(
              catalog, table, "whether " + constraint.name() + " holds depends on the rows of ");
          return;
        }
        if (same.get()) {
          throw Catalog.refuse(
              "23505",
              "duplicate key value violates unique constraint " + Catalog.shown(constraint.name()));
        }
      }
    }
  }
}
