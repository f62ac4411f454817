package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Query;
import java.util.ArrayList;
import java.util.List;

/** What is gathered of one query while it is read. */
final class Gathered {
  final List<Query.Item> items = new ArrayList<>();
  final List<Query.Source> from = new ArrayList<>();
  final List<Expression> conditions = new ArrayList<>();
  final List<List<Expression>> rows = new ArrayList<>();
  final List<Query.Order> orderBy = new ArrayList<>();

  /** Something was left out that decides which rows there are. */
  boolean lossy;

  /** Something was left out that cannot make a row of none. */
  boolean bounded;

  void addAll(Query query) {
    from.addAll(query.from());
    conditions.addAll(query.conditions());
    query.items().forEach(item -> conditions.add(item.expression()));
    query.rows().forEach(conditions::addAll);
    lossy = true;
  }
}
