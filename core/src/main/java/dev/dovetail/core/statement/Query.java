package dev.dovetail.core.statement;

import java.util.List;
import java.util.Optional;

/**
 * A SELECT or VALUES.
 *
 * @param from the tables it names, those of joins and subqueries in FROM included
 * @param conditions WHERE, ON, HAVING and further expressions, each to be looked at for its names
 * @param rows the rows of a VALUES list, else empty
 * @param plain that nothing of it (a CTE, a set operation, a window, a limit) was left out of this
 *     record: then the conditions decide which rows there are
 * @param text as it was written
 */
public record Query(
    List<Item> items,
    List<Source> from,
    List<Expression> conditions,
    List<List<Expression>> rows,
    List<Order> orderBy,
    boolean plain,
    String text) {

  public Query {
    items = List.copyOf(items);
    from = List.copyOf(from);
    conditions = List.copyOf(conditions);
    rows = rows.stream().map(List::copyOf).toList();
    orderBy = List.copyOf(orderBy);
  }

  public Query(
      List<Item> items,
      List<Source> from,
      List<Expression> conditions,
      List<List<Expression>> rows,
      boolean plain,
      String text) {
    this(items, from, conditions, rows, List.of(), plain, text);
  }

  /** One key of ORDER BY. */
  public record Order(Expression key, boolean descending) {}

  /** One output column. */
  public record Item(Expression expression, Optional<String> alias) {}

  /** A table it reads. */
  public record Source(Name table, Optional<String> alias) {}
}
