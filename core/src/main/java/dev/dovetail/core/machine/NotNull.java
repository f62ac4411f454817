package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Rows.Cell;
import dev.dovetail.core.statement.Touches;
import java.util.List;
import java.util.Map;

/** SET NOT NULL: refused, done or doubted by what is known of the rows. */
final class NotNull {

  private final Catalog catalog;

  NotNull(Catalog catalog) {
    this.catalog = catalog;
  }

  void set(int oid, int number) {
    Thing.Table table = catalog.table(oid);
    Thing.Column column = table.column(number).orElseThrow();
    if (column.notNull()) {
      return;
    }
    if (!table.rows().empty()) {
      check(table, column);
    }
    catalog.put(table.with(number, changed -> changed.notNull(true)));
  }

  private void check(Thing.Table table, Thing.Column column) {
    boolean doubtful = table.rows() instanceof Rows.Unknown;
    if (table.rows() instanceof Rows.Known known) {
      for (Map<Integer, Cell> row : known.rows()) {
        Cell cell = row.getOrDefault(column.number(), Cell.none());
        if (cell instanceof Cell.None) {
          throw holdsNull(table, column.name());
        }
        doubtful |= cell instanceof Cell.Any;
      }
    }
    if (doubtful) {
      catalog.doubt(
          "whether "
              + table.name()
              + "."
              + column.name()
              + " holds a null depends on rows that are not known",
          new Touches.Acceptance(List.of(table.name())));
    }
  }

  static Denial holdsNull(Thing.Table table, String column) {
    return Catalog.refuse(
        "23502",
        "column "
            + Catalog.shown(column)
            + " of relation "
            + Catalog.shown(table.name())
            + " contains null values");
  }
}
