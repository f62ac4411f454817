package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Rows.Cell;
import dev.dovetail.core.machine.Thing.Constraint;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Foreign keys over rows: whether a row finds the one it refers to, and who refers to a row. */
final class References {

  /** Cascades are followed so far; a ring of tables ends here. */
  private static final int DEEPEST = 16;

  private enum Found {
    YES,
    NO,
    UNSURE
  }

  private final Catalog catalog;

  References(Catalog catalog) {
    this.catalog = catalog;
  }

  // ---- from a row

  /** Sees that every row of a table meets a foreign key that it gets. */
  void hold(Table table, Constraint key) {
    switch (table.rows()) {
      case Rows.Unknown unknown -> doubt(table, key);
      case Rows.Known known -> known.rows().forEach(row -> hold(table, key, row, false));
    }
  }

  /** Sees that a row meets the foreign keys of its table. */
  void hold(Table table, Map<Integer, Cell> row) {
    for (Constraint constraint : table.constraints()) {
      if (constraint.kind() == ConstraintKind.FOREIGN_KEY) {
        hold(table, constraint, row, true);
      }
    }
  }

  private void hold(Table table, Constraint key, Map<Integer, Cell> row, boolean fresh) {
    List<Cell> values = values(row, key.columns());
    if (new HashSet<>(values).contains(Cell.none())) {
      if (key.suffix().contains("MATCH FULL") && key.columns().size() > 1) {
        doubt(table, key);
      }
      return;
    }
    Table referenced = catalog.table(key.referenced());
    boolean self = referenced.oid() == table.oid();
    boolean later = fresh && (self || key.suffix().contains("DEFERRABLE"));
    switch (find(values, referenced, key)) {
      case YES -> {}
      case UNSURE -> doubt(referenced, key);
      case NO -> {
        if (later) {
          // A row of the same command, or of the same transaction, may still come.
          doubt(referenced, key);
          return;
        }
        throw Catalog.refuse(
            "23503",
            "insert or update on table "
                + Catalog.shown(table.name())
                + " violates foreign key constraint "
                + Catalog.shown(key.name()));
      }
    }
  }

  private static Found find(List<Cell> values, Table referenced, Constraint key) {
    if (!(referenced.rows() instanceof Rows.Known known)) {
      return Found.UNSURE;
    }
    boolean may = false;
    for (Map<Integer, Cell> other : known.rows()) {
      Optional<Boolean> meets = meets(values, other, key.referencedColumns());
      if (meets.isPresent() && meets.get()) {
        return Found.YES;
      }
      may |= meets.isEmpty();
    }
    return may ? Found.UNSURE : Found.NO;
  }

  private void doubt(Table table, Constraint key) {
    Conditions.doubt(
        catalog,
        table,
        "whether the foreign key " + key.name() + " finds its row depends on the rows of ");
  }

  // ---- to a row

  /**
   * What becomes of rows of other tables when these go, all of them where it is not known which.
   */
  void deleted(Table table, Optional<List<Map<Integer, Cell>>> rows) {
    deleted(table, rows, 0);
  }

  private void deleted(Table table, Optional<List<Map<Integer, Cell>>> rows, int depth) {
    for (Table other : catalog.near(table.oid(), Table.class)) {
      for (Constraint key : other.constraints()) {
        if (refers(key, table)) {
          changed(other.oid(), key, table, rows, "DELETE", depth);
        }
      }
    }
  }

  /** What becomes of rows of other tables when these, as they were before, get other values. */
  void updated(Table table, Set<Integer> columns, List<Map<Integer, Cell>> rows) {
    for (Table other : catalog.near(table.oid(), Table.class)) {
      for (Constraint key : other.constraints()) {
        if (refers(key, table) && key.referencedColumns().stream().anyMatch(columns::contains)) {
          changed(other.oid(), key, table, Optional.of(rows), "UPDATE", 0);
        }
      }
    }
  }

  private static boolean refers(Constraint key, Table table) {
    return key.kind() == ConstraintKind.FOREIGN_KEY && key.referenced() == table.oid();
  }

  private void changed(
      int referring,
      Constraint key,
      Table table,
      Optional<List<Map<Integer, Cell>>> rows,
      String verb,
      int depth) {
    Table other = catalog.table(referring);
    Found found = referring(other, key, table, rows);
    if (found == Found.NO) {
      return;
    }
    boolean acts =
        key.suffix().contains("ON " + verb + " CASCADE")
            || key.suffix().contains("ON " + verb + " SET");
    if (acts) {
      catalog.put(other.holding(Rows.unknown()));
      if (verb.equals("DELETE") && key.suffix().contains("ON DELETE CASCADE") && depth < DEEPEST) {
        deleted(other, Optional.empty(), depth + 1);
      } else if (!key.suffix().contains("ON " + verb + " SET NULL") || restricted(other, key)) {
        forbidden(other, table, verb);
      }
      return;
    }
    boolean certain =
        found == Found.YES
            && other.oid() != table.oid()
            && depth == 0
            && !key.suffix().contains("DEFERRABLE");
    if (certain) {
      throw Catalog.refuse(
          "23503",
          "update or delete on table "
              + Catalog.shown(table.name())
              + " violates foreign key constraint "
              + Catalog.shown(key.name())
              + " on table "
              + Catalog.shown(other.name()));
    }
    forbidden(other, table, verb);
  }

  /** Whether a null may not stand where the key stands. */
  private static boolean restricted(Table other, Constraint key) {
    return key.columns().stream()
            .anyMatch(number -> other.column(number).filter(Thing.Column::notNull).isPresent())
        || other.constraints().stream().anyMatch(constraint -> constraint.check().isPresent());
  }

  /** Whether a row refers to one of these, and finds no other in its place. */
  private static Found referring(
      Table other, Constraint key, Table table, Optional<List<Map<Integer, Cell>>> rows) {
    if (other.rows().empty()) {
      return Found.NO;
    }
    if (rows.isEmpty() || !(other.rows() instanceof Rows.Known known)) {
      return Found.UNSURE;
    }
    Found found = Found.NO;
    for (Map<Integer, Cell> row : known.rows()) {
      List<Cell> values = values(row, key.columns());
      for (Map<Integer, Cell> former : rows.get()) {
        Optional<Boolean> meets = meets(values, former, key.referencedColumns());
        boolean gone = meets.isEmpty() || meets.get();
        if (gone) {
          Found still = find(values, table, key);
          if (meets.isPresent() && still == Found.NO) {
            return Found.YES;
          }
          found = still == Found.YES ? found : Found.UNSURE;
        }
      }
    }
    return found;
  }

  private void forbidden(Table other, Table table, String verb) {
    Conditions.doubt(
        catalog,
        other,
        "a foreign key may forbid " + verb + " on " + table.name() + " by the rows of ");
  }

  private static List<Cell> values(Map<Integer, Cell> row, List<Integer> columns) {
    List<Cell> values = new ArrayList<>();
    columns.forEach(column -> values.add(row.getOrDefault(column, Cell.none())));
    return values;
  }

  private static Optional<Boolean> meets(
      List<Cell> values, Map<Integer, Cell> other, List<Integer> columns) {
    boolean unsure = false;
    for (int i = 0; i < columns.size(); i++) {
      Optional<Boolean> equal =
          Cell.equal(values.get(i), other.getOrDefault(columns.get(i), Cell.none()));
      if (equal.isPresent() && !equal.get()) {
        return equal;
      }
      unsure |= equal.isEmpty();
    }
    return unsure ? Optional.empty() : Optional.of(true);
  }
}
