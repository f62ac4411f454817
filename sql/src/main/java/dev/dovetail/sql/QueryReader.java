package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SELECT, VALUES and TABLE with all their clauses. One reader serves all queries of a statement.
 */
final class QueryReader {

  private static final int MOST_BRACKETS = 300;

  private final Cursor cursor;
  private final ExpressionReader expressions;
  private final FromReader from;

  /** Names of the common table expressions in sight: no tables. */
  private final List<String> common = new ArrayList<>();

  /** Tables that data-modifying common table expressions write. */
  private final List<Name> written = new ArrayList<>();

  private Optional<Name> into = Optional.empty();

  QueryReader(Cursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.from = new FromReader(cursor, expressions, this);
  }

  List<Name> written() {
    return written;
  }

  Optional<Name> into() {
    return into;
  }

  boolean atQuery() {
    return atQuery(0);
  }

  boolean atQuery(int ahead) {
    int i = ahead;
    while (cursor.peek(i).symbol("(") && i - ahead < MOST_BRACKETS) {
      i++;
    }
    Token token = cursor.peek(i);
    return token.word("select")
        || token.word("with")
        || token.word("table")
        || (token.word("values") && cursor.peek(i + 1).symbol("("));
  }

  Query query() {
    return cursor.deeper(() -> read(false));
  }

  /** The query of EXISTS, for which DISTINCT, LIMIT and order count for nothing. */
  Query existence() {
    return cursor.deeper(() -> read(true));
  }

  private Query read(boolean existence) {
    int start = cursor.position();
    int scope = common.size();
    Gathered gathered = new Gathered();
    with(gathered);
    operand(gathered);
    while (cursor.isAny("union", "intersect", "except")) {
      cursor.skip();
      if (!cursor.accept("all")) {
        cursor.accept("distinct");
      }
      Gathered other = new Gathered();
      operand(other);
      gathered.addAll(query(other, start, false));
    }
    tail(gathered);
    common.subList(scope, common.size()).clear();
    return query(gathered, start, existence);
  }

  private Query query(Gathered gathered, int start, boolean existence) {
    boolean plain = !gathered.lossy && (existence || !gathered.bounded);
    return new Query(
        gathered.items,
        gathered.from,
        gathered.conditions,
        gathered.rows,
        gathered.orderBy,
        plain,
        cursor.textFrom(start));
  }

  // ---- WITH

  /** WITH before a query or before INSERT, UPDATE, DELETE; the answer is what its queries hold. */
  List<Query> with() {
    Gathered gathered = new Gathered();
    with(gathered);
    return gathered.lossy ? List.of(query(gathered, cursor.position(), false)) : List.of();
  }

  private void with(Gathered gathered) {
    if (!cursor.accept("with")) {
      return;
    }
    gathered.lossy = true;
    boolean named = cursor.peek(1).word("as") || cursor.peek(1).symbol("(");
    boolean recursive = !named && cursor.accept("recursive");
    do {
      String name = cursor.columnName();
      if (cursor.symbol("(")) {
        cursor.columnList();
      }
      cursor.expect("as");
      cursor.accept("not");
      cursor.accept("materialized");
      if (recursive) {
        common.add(name);
      }
      cursor.expectSymbol("(");
      commonBody(gathered);
      cursor.expectSymbol(")");
      common.add(name);
      searchAndCycle();
    } while (cursor.acceptSymbol(","));
  }

  private void commonBody(Gathered gathered) {
    if (!cursor.isAny("insert", "update", "delete", "merge")) {
      gathered.addAll(query());
      return;
    }
    Statement statement = cursor.deeper(() -> new RowStatements(cursor, expressions).statement());
    switch (statement) {
      case Statement.Insert insert -> written.add(insert.table());
      case Statement.Update update -> written.add(update.table());
      case Statement.Delete delete -> written.add(delete.table());
      default -> throw Cursor.unknown("a writing WITH");
    }
  }

  private void searchAndCycle() {
    if (cursor.isAny("search", "cycle")) {
      throw Cursor.unknown("SEARCH and CYCLE of a WITH");
    }
  }

  // ---- SELECT

  private void operand(Gathered gathered) {
    if (cursor.acceptSymbol("(")) {
      Query inner = query();
      cursor.expectSymbol(")");
      if (gathered.items.isEmpty() && gathered.rows.isEmpty()) {
        gathered.items.addAll(inner.items());
        gathered.rows.addAll(inner.rows());
        gathered.from.addAll(inner.from());
        gathered.conditions.addAll(inner.conditions());
        gathered.orderBy.addAll(inner.orderBy());
        gathered.lossy |= !inner.plain();
      }
    } else if (cursor.accept("values")) {
      do {
        cursor.expectSymbol("(");
        gathered.rows.add(expressions.expressions());
        cursor.expectSymbol(")");
      } while (cursor.acceptSymbol(","));
    } else if (cursor.accept("table")) {
      gathered.items.add(new Query.Item(new Expression.ColumnRef(List.of("*")), Optional.empty()));
      cursor.accept("only");
      source(gathered, cursor.name(), Optional.empty());
    } else {
      cursor.expect("select");
      select(gathered);
    }
  }

  private void select(Gathered gathered) {
    if (cursor.accept("distinct")) {
      gathered.bounded = true;
      if (cursor.accept("on")) {
        cursor.expectSymbol("(");
        gathered.conditions.addAll(expressions.expressions());
        cursor.expectSymbol(")");
        gathered.lossy = true;
      }
    } else {
      cursor.accept("all");
    }
    if (!selectEnds()) {
      gathered.items.addAll(items());
    }
    if (cursor.is("into")) {
      intoTable();
    }
    if (cursor.accept("from")) {
      do {
        from.item(gathered);
      } while (cursor.acceptSymbol(","));
    }
    if (cursor.accept("where")) {
      gathered.conditions.add(expressions.expression());
    }
    if (cursor.accept("group", "by")) {
      groupBy(gathered);
    }
    if (cursor.accept("having")) {
      gathered.conditions.add(expressions.expression());
      gathered.lossy = true;
    }
    if (cursor.accept("window")) {
      gathered.lossy = true;
      do {
        cursor.columnName();
        cursor.expect("as");
        window();
      } while (cursor.acceptSymbol(","));
    }
  }

  private boolean selectEnds() {
    return cursor.atEnd()
        || cursor.symbol(")")
        || cursor.isAny(
            "from",
            "into",
            "where",
            "group",
            "having",
            "union",
            "intersect",
            "except",
            "order",
            "limit",
            "offset",
            "fetch",
            "for",
            "window");
  }

  /** Output columns, of SELECT and of RETURNING. */
  List<Query.Item> items() {
    return cursor.list(this::item);
  }

  private Query.Item item() {
    if (cursor.acceptSymbol("*")) {
      return new Query.Item(new Expression.ColumnRef(List.of("*")), Optional.empty());
    }
    Expression expression = expressions.expression();
    if (cursor.accept("as")) {
      return new Query.Item(expression, Optional.of(cursor.label()));
    }
    Token next = cursor.peek();
    boolean bare =
        cursor.kind(Kind.QUOTED) || (cursor.kind(Kind.WORD) && Keywords.bareLabel(next.text()));
    return new Query.Item(expression, bare ? Optional.of(cursor.label()) : Optional.empty());
  }

  private void intoTable() {
    cursor.expect("into");
    for (String word : List.of("local", "global")) {
      cursor.accept(word);
    }
    if (!cursor.accept("temporary") && !cursor.accept("temp")) {
      cursor.accept("unlogged");
    }
    cursor.accept("table");
    into = Optional.of(cursor.name());
  }

  private void groupBy(Gathered gathered) {
    gathered.lossy = true;
    if (!cursor.accept("all")) {
      cursor.accept("distinct");
    }
    do {
      if (cursor.accept("grouping", "sets")) {
        cursor.skipParentheses();
      } else if (cursor.symbol("(") && cursor.peek(1).symbol(")")) {
        cursor.skipParentheses();
      } else {
        gathered.conditions.add(expressions.expression());
      }
    } while (cursor.acceptSymbol(","));
  }

  /** A window's definition, from its bracket on; what frames it is left unread. */
  void window() {
    cursor.expectSymbol("(");
    if (cursor.atColumnName() && !cursor.isAny("partition", "range", "rows", "groups")) {
      cursor.columnName();
    }
    if (cursor.accept("partition", "by")) {
      expressions.expressions();
    }
    if (cursor.accept("order", "by")) {
      sortKeys();
    }
    if (cursor.isAny("range", "rows", "groups")) {
      while (!cursor.atEnd() && !cursor.symbol(")")) {
        if (cursor.symbol("(")) {
          cursor.skipParentheses();
        } else {
          cursor.skip();
        }
      }
    }
    cursor.expectSymbol(")");
  }

  /** Notes a table that is read; a common table expression is none. */
  void source(Gathered gathered, Name table, Optional<String> alias) {
    if (table.schema().isEmpty() && common.contains(table.name())) {
      gathered.lossy = true;
    } else {
      gathered.from.add(new Query.Source(table, alias));
    }
  }

  /** FROM of UPDATE and USING of DELETE. */
  List<Query.Source> sources(List<Expression> conditions) {
    Gathered gathered = new Gathered();
    do {
      from.item(gathered);
    } while (cursor.acceptSymbol(","));
    conditions.addAll(gathered.conditions);
    return gathered.from;
  }

  // ---- after SELECT

  private void tail(Gathered gathered) {
    if (cursor.accept("order", "by")) {
      gathered.orderBy.addAll(sortKeys());
    }
    while (cursor.isAny("limit", "offset", "fetch", "for")) {
      if (cursor.accept("limit")) {
        limit(gathered);
      } else if (cursor.accept("offset")) {
        gathered.lossy = true;
        expressions.expression();
        if (!cursor.accept("row")) {
          cursor.accept("rows");
        }
      } else if (cursor.accept("fetch")) {
        gathered.lossy = true;
        fetch();
      } else {
        cursor.expect("for");
        locking();
      }
    }
  }

  private void limit(Gathered gathered) {
    if (cursor.accept("all")) {
      return;
    }
    Expression most = expressions.expression();
    boolean some = most instanceof Expression.Number number && !number.digits().equals("0");
    gathered.bounded |= some;
    gathered.lossy |= !some;
  }

  private void fetch() {
    if (!cursor.accept("first")) {
      cursor.expect("next");
    }
    if (!cursor.isAny("row", "rows")) {
      expressions.simpleExpression();
    }
    if (!cursor.accept("row")) {
      cursor.expect("rows");
    }
    if (!cursor.accept("only")) {
      cursor.expect("with", "ties");
    }
  }

  private void locking() {
    if (cursor.accept("no")) {
      cursor.expect("key", "update");
    } else if (cursor.accept("key")) {
      cursor.expect("share");
    } else if (cursor.accept("read")) {
      cursor.expect("only");
      return;
    } else if (!cursor.accept("update")) {
      cursor.expect("share");
    }
    if (cursor.accept("of")) {
      cursor.names();
    }
    if (!cursor.accept("nowait")) {
      cursor.accept("skip", "locked");
    }
  }

  List<Query.Order> sortKeys() {
    return cursor.list(this::sortKey);
  }

  private Query.Order sortKey() {
    Expression key = expressions.expression();
    boolean descending = false;
    if (cursor.accept("using")) {
      cursor.skip();
    } else if (!cursor.accept("asc")) {
      descending = cursor.accept("desc");
    }
    if (cursor.accept("nulls") && !cursor.accept("first")) {
      cursor.expect("last");
    }
    return new Query.Order(key, descending);
  }
}
