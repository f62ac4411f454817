package dev.dovetail.core.machine;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.TypeName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers queries on the catalog: joins the relations they name row by row and works out their
 * conditions. What it cannot work out makes the answer unknown, never wrong.
 */
final class CatalogQuery {

  /** Work beyond this is not done. */
  private static final int MOST = 500_000;

  /** Conditions on one of these leave the system's own rows out of a relation that has such. */
  private static final Set<String> TELLING =
      Set.of(
          "relname",
          "table_name",
          "tablename",
          "indexname",
          "conname",
          "constraint_name",
          "table_schema",
          "schemaname",
          "nspname",
          "typname",
          "attrelid",
          "indrelid",
          "conrelid",
          "tgname",
          "viewname",
          "column_name",
          "contypid",
          "connamespace",
          "relnamespace",
          "typnamespace",
          "enumtypid",
          "enumlabel",
          "tgrelid",
          "constraint_schema");

  private final CatalogRelations relations;
  private final ValueExpressions values;
  private int work;

  CatalogQuery(Catalog catalog) {
    this.relations = new CatalogRelations(catalog);
    this.values = new ValueExpressions(catalog, this);
  }

  /** The rows under the names of the relations; a query within knows those around it. */
  record Bound(String alias, Set<String> columns, Map<String, Val> row) {}

  Optional<List<List<Optional<String>>>> ask(Query query) {
    Optional<List<List<Val>>> rows = rows(query, List.of());
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<List<Optional<String>>> answer = new ArrayList<>();
    for (List<Val> row : rows.get()) {
      List<Optional<String>> line = new ArrayList<>();
      for (Val val : row) {
        if (!val.known()) {
          return Optional.empty();
        }
        line.add(values.text(val).text());
      }
      answer.add(line);
    }
    return Optional.of(answer);
  }

  /** The rows of a query; empty where it is not known which there are. */
  Optional<List<List<Val>>> rows(Query query, List<Bound> around) {
    if (!query.plain()) {
      return Optional.empty();
    }
    if (!query.rows().isEmpty()) {
      List<List<Val>> rows = new ArrayList<>();
      query.rows().forEach(row -> rows.add(values.all(row, around)));
      return Optional.of(rows);
    }
    Optional<List<List<Bound>>> matches = matches(query, around, false);
    if (matches.isEmpty()) {
      return Optional.empty();
    }
    if (query.items().stream().anyMatch(item -> aggregate(item.expression()))) {
      return aggregated(query, matches.get());
    }
    return sorted(query, matches.get()).flatMap(sorted -> output(query, sorted));
  }

  /** Whether a query has rows. */
  Val exists(Query query, List<Bound> around) {
    return matches(query, around, true).map(found -> Val.of(!found.isEmpty())).orElse(Val.UNKNOWN);
  }

  private static boolean aggregate(Expression expression) {
    return expression instanceof Expression.Call call
        && Set.of("count", "max", "min", "array_agg", "string_agg", "bool_or", "bool_and", "sum")
            .contains(call.function().name());
  }

  private static Optional<List<List<Val>>> aggregated(Query query, List<List<Bound>> rows) {
    if (query.items().size() == 1
        && query.items().get(0).expression() instanceof Expression.Call call
        && call.function().name().equals("count")
        && call.arguments().size() == 1
        && (call.arguments().get(0) instanceof Expression.Number
            || call.arguments().get(0) instanceof Expression.ColumnRef star
                && star.column().equals("*"))) {
      return Optional.of(List.of(List.of(Val.of(rows.size()))));
    }
    return Optional.empty();
  }

  private Optional<List<List<Val>>> output(Query query, List<List<Bound>> matches) {
    List<List<Val>> rows = new ArrayList<>();
    for (List<Bound> bound : matches) {
      List<Val> row = new ArrayList<>();
      for (Query.Item item : query.items()) {
        Optional<Expression.Call> unnest = unnest(item.expression());
        if (unnest.isPresent()) {
          Optional<List<List<Val>>> spread = spread(query, unnest.get(), bound);
          if (spread.isEmpty()) {
            return Optional.empty();
          }
          rows.addAll(spread.get());
          continue;
        }
        row.add(values.value(item.expression(), bound));
      }
      if (!row.isEmpty()) {
        rows.add(row);
      }
    }
    return Optional.of(rows);
  }

  /** A call of {@code unnest}, also where its elements are cast to text. */
  private static Optional<Expression.Call> unnest(Expression expression) {
    boolean toText =
        expression instanceof Expression.Cast cast
            && cast.type().equals(TypeName.of(cast.type().name()))
            && Set.of("text", "varchar").contains(cast.type().name().name());
    Expression called =
        toText && expression instanceof Expression.Cast cast ? cast.operand() : expression;
    return called instanceof Expression.Call call && call.function().name().equals("unnest")
        ? Optional.of(call)
        : Optional.empty();
  }

  /** One row for each element; how those are put in order depends on their type. */
  private Optional<List<List<Val>>> spread(Query query, Expression.Call call, List<Bound> bound) {
    boolean alone = query.items().size() == 1 && query.orderBy().isEmpty();
    if (!alone || call.arguments().size() != 1) {
      return Optional.empty();
    }
    Val array = values.value(call.arguments().get(0), bound);
    return array
        .text()
        .flatMap(Literals::elements)
        .map(elements ->
            elements.stream()
                .map(element -> List.of(element.map(Val::of).orElse(Val.NULL)))
                .toList());
  }

  /** The rows in their order; empty where one of its keys is not known. */
  private Optional<List<List<Bound>>> sorted(Query query, List<List<Bound>> matches) {
    List<List<Bound>> sorted = new ArrayList<>(matches);
    if (sorted.size() < 2) {
      return Optional.of(sorted);
    }
    List<Query.Order> keys = new ArrayList<>(query.orderBy());
    Collections.reverse(keys);
    for (Query.Order order : keys) {
      Optional<Expression> by = key(query, order.key());
      Map<List<Bound>, Val> key = new HashMap<>();
      by.ifPresent(each -> sorted.forEach(bound -> key.put(bound, values.value(each, bound))));
      if (by.isEmpty() || key.values().stream().anyMatch(val -> !val.known())) {
        return Optional.empty();
      }
      Comparator<List<Bound>> comparator =
          (one, other) ->
              compare(key.getOrDefault(one, Val.NULL), key.getOrDefault(other, Val.NULL));
      sorted.sort(order.descending() ? comparator.reversed() : comparator);
    }
    return Optional.of(sorted);
  }

  /** What a key of ORDER BY says: an output column by its place or name, or an expression. */
  private static Optional<Expression> key(Query query, Expression written) {
    List<Query.Item> items = query.items();
    if (written instanceof Expression.Number(String digits)) {
      boolean counted = items.stream().noneMatch(CatalogQuery::isStar) && digits.length() < 5;
      int place = counted && digits.matches("[0-9]+") ? Integer.parseInt(digits) : 0;
      return place > 0 && place <= items.size()
          ? Optional.of(items.get(place - 1).expression())
          : Optional.empty();
    }
    if (written instanceof Expression.ColumnRef column && column.path().size() == 1) {
      return items.stream()
          .filter(item -> item.alias().filter(column.column()::equals).isPresent())
          .map(Query.Item::expression)
          .findFirst()
          .or(() -> Optional.of(written));
    }
    return Optional.of(written);
  }

  private static boolean isStar(Query.Item item) {
    return item.expression() instanceof Expression.ColumnRef column && column.column().equals("*");
  }

  static int compare(Val one, Val other) {
    String a = one.text().orElse("");
    String b = other.text().orElse("");
    Optional<BigDecimal> left = Rows.Cell.number(a);
    Optional<BigDecimal> right = Rows.Cell.number(b);
    return left.isPresent() && right.isPresent()
        ? left.get().compareTo(right.get())
        : a.compareTo(b);
  }

  /** The combinations of rows that meet all conditions; one is enough where only that is asked. */
  private Optional<List<List<Bound>>> matches(Query query, List<Bound> around, boolean anyWillDo) {
    List<CatalogRelations.Read> reads = new ArrayList<>();
    List<String> aliases = new ArrayList<>();
    for (Query.Source source : query.from()) {
      Optional<CatalogRelations.Read> read = relations.read(source.table());
      if (read.isEmpty() || !read.get().certain() || !read.get().whole() && !telling(query)) {
        return Optional.empty();
      }
      reads.add(read.get());
      aliases.add(source.alias().orElse(source.table().name()));
    }
    List<List<Bound>> matches = List.of(around);
    for (int i = 0; i <= reads.size(); i++) {
      boolean last = i == reads.size();
      List<List<Bound>> kept = new ArrayList<>();
      boolean unsure = false;
      for (List<Bound> bound : matches) {
        if (++work > MOST) {
          return Optional.empty();
        }
        Val met = met(query, bound, last);
        unsure |= last && !met.known();
        if (met.isTrue() || !met.known() && !last) {
          kept.add(bound);
        }
      }
      if (last) {
        return unsure && (kept.isEmpty() || !anyWillDo) ? Optional.empty() : Optional.of(kept);
      }
      matches = joined(kept, aliases.get(i), reads.get(i));
      if (matches.size() > MOST) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static List<List<Bound>> joined(
      List<List<Bound>> matches, String alias, CatalogRelations.Read read) {
    List<List<Bound>> joined = new ArrayList<>();
    for (List<Bound> bound : matches) {
      for (Map<String, Val> row : read.rows()) {
        if (joined.size() > MOST) {
          return joined;
        }
        List<Bound> longer = new ArrayList<>(bound);
        longer.add(new Bound(alias, read.columns(), row));
        joined.add(longer);
      }
    }
    return joined;
  }

  private Val met(Query query, List<Bound> bound, boolean last) {
    boolean unsure = false;
    for (Expression condition : query.conditions()) {
      Val val = last || !(hasSubquery(condition)) ? values.value(condition, bound) : Val.UNKNOWN;
      if (val.known() && !val.isTrue()) {
        return Val.FALSE;
      }
      unsure |= !val.known();
    }
    return unsure ? Val.UNKNOWN : Val.TRUE;
  }

  private static boolean hasSubquery(Expression condition) {
    return condition instanceof Expression.Exists
        || condition instanceof Expression.InQuery
        || condition instanceof Expression.Scalar
        || condition instanceof Expression.Logical;
  }

  private static boolean telling(Query query) {
    List<Expression> open = new ArrayList<>(query.conditions());
    for (int i = 0; i < open.size(); i++) {
      switch (open.get(i)) {
        case Expression.ColumnRef column -> {
          if (TELLING.contains(column.column())) {
            return true;
          }
        }
        case Expression.Logical logical -> open.addAll(logical.operands());
        case Expression.Operator operator -> open.addAll(operator.operands());
        case Expression.Cast cast -> open.add(cast.operand());
        case Expression.In in -> open.add(in.operand());
        case Expression.InQuery in -> open.add(in.operand());
        case Expression.Quantified quantified -> open.add(quantified.operand());
        case Expression.Call call -> open.addAll(call.arguments());
        case Expression.Text other -> {}
        case Expression.Number other -> {}
        case Expression.Bool other -> {}
        case Expression.Null other -> {}
        case Expression.Default other -> {}
        case Expression.Keyword other -> {}
        case Expression.IsNull other -> {}
        case Expression.Case other -> {}
        case Expression.Array other -> {}
        case Expression.Row other -> {}
        case Expression.Exists other -> {}
        case Expression.Scalar other -> {}
        case Expression.Obscure other -> {}
      }
    }
    return false;
  }
}
