package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Query;

/** What can be said of a query's rows without running it. */
final class Queries {

  private Queries() {}

  /** Whether it certainly has no rows: it joins a table that is empty, and counts nothing. */
  static boolean empty(Catalog catalog, Query query) {
    if (!query.plain() || query.from().isEmpty()) {
      return false;
    }
    boolean aggregates =
        query.items().stream().anyMatch(item -> item.expression() instanceof Expression.Call);
    return !aggregates
        && query.from().stream()
            .anyMatch(source ->
                catalog
                    .relation(source.table(), Table.class)
                    .filter(table -> table.rows().empty())
                    .isPresent());
  }
}
