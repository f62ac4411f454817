package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Rows.Cell;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the rows of a table are told apart by some of their columns. */
final class UniqueRows {

  private UniqueRows() {}

  static void check(Catalog catalog, Thing.Table table, List<Integer> columns, String name) {
    if (table.rows() instanceof Rows.Unknown) {
      Conditions.doubt(catalog, table, "whether " + name + " can be built depends on the rows of ");
    }
    if (table.rows() instanceof Rows.Known known) {
      for (int i = 0; i < known.rows().size(); i++) {
        for (int j = 0; j < i; j++) {
          Optional<Boolean> same = same(known.rows().get(j), known.rows().get(i), columns);
          if (same.isEmpty()) {
            Conditions.doubt(
                catalog, table, "whether " + name + " can be built depends on the rows of ");
            return;
          }
          if (same.get()) {
            throw Catalog.refuse("23505", "could not create unique index " + Catalog.shown(name));
          }
        }
      }
    }
  }

  /** Whether two rows have the same key; empty where that is not known. */
  static Optional<Boolean> same(
      Map<Integer, Cell> one, Map<Integer, Cell> other, List<Integer> columns) {
    boolean unsure = false;
    for (int column : columns) {
      Optional<Boolean> equal =
          Cell.equal(
              one.getOrDefault(column, Cell.none()), other.getOrDefault(column, Cell.none()));
      if (equal.isPresent() && !equal.get()) {
        return equal;
      }
      unsure |= equal.isEmpty();
    }
    return unsure ? Optional.empty() : Optional.of(true);
  }
}
