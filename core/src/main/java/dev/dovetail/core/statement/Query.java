package dev.dovetail.core.statement;

import java.util.List;
import java.util.Optional;

/**
 * A SELECT or VALUES.
 *
 * @param from the tables it names, those of joins and subqueries in FROM included
 * @param conditions WHERE, ON, HAVING and further expressions, each to be looked at for its names
 * @param rows the rows of a VALUES list, else empty
 * @param plain that nothing of it (a CTE, a set operation, a window) was left out of this record
 * @param text as it was written
 */
public record Query(
    List<Item> items,
    List<Source> from,
    List<Expression> conditions,
    List<List<Expression>> rows,
    boolean plain,
    String text) {

  public Query {
    items = List.copyOf(items);
    from = List.copyOf(from);
    conditions = List.copyOf(conditions);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** One output column. */
  public record Item(Expression expression, Optional<String> alias) {}

  /** A table it reads. */
  public record Source(Name table, Optional<String> alias) {}
}
