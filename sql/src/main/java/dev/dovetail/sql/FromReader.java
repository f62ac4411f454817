package dev.dovetail.sql;

import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.sql.Token.Kind;
import java.util.Optional;

/** What stands in FROM: tables, joins, subqueries, functions. */
final class FromReader {

  private final Cursor cursor;
  private final ExpressionReader expressions;
  private final QueryReader queries;

  FromReader(Cursor cursor, ExpressionReader expressions, QueryReader queries) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.queries = queries;
  }

  void item(Gathered gathered) {
    cursor.deeper(() -> {
      joined(gathered);
      return true;
    });
  }

  private void joined(Gathered gathered) {
    tableReference(gathered);
    while (true) {
      if (cursor.accept("cross", "join")) {
        tableReference(gathered);
      } else if (cursor.accept("natural")) {
        gathered.lossy = true;
        joinWord(gathered);
        tableReference(gathered);
      } else if (cursor.isAny("join", "inner", "left", "right", "full")) {
        joinWord(gathered);
        joinTarget(gathered);
      } else {
        return;
      }
    }
  }

  private void joinWord(Gathered gathered) {
    if (cursor.isAny("left", "right", "full")) {
      cursor.skip();
      cursor.accept("outer");
      gathered.lossy = true;
    } else {
      cursor.accept("inner");
    }
    cursor.expect("join");
  }

  /** What is joined, and on what; joins may nest before their conditions come. */
  private void joinTarget(Gathered gathered) {
    tableReference(gathered);
    while (!cursor.isAny("on", "using")) {
      if (cursor.isAny("join", "inner", "left", "right", "full")) {
        joinWord(gathered);
        cursor.deeper(() -> {
          joinTarget(gathered);
          return true;
        });
      } else if (cursor.accept("cross", "join")) {
        tableReference(gathered);
      } else {
        throw cursor.error();
      }
    }
    if (cursor.accept("on")) {
      gathered.conditions.add(expressions.expression());
    } else {
      cursor.expect("using");
      cursor.columnList();
      gathered.lossy = true;
      if (cursor.accept("as")) {
        cursor.columnName();
      }
    }
  }

  private void tableReference(Gathered gathered) {
    boolean lateral = cursor.accept("lateral");
    if (cursor.symbol("(")) {
      bracketed(gathered);
    } else if (cursor.is("rows", "from")) {
      throw Cursor.unknown("ROWS FROM");
    } else if (cursor.isAny("xmltable", "json_table") && cursor.peek(1).symbol("(")) {
      cursor.skip();
      cursor.skipParentheses();
      gathered.lossy = true;
      alias(gathered);
    } else {
      tableOrFunction(gathered, lateral);
    }
  }

  private void bracketed(Gathered gathered) {
    if (!queries.atQuery()) {
      cursor.expectSymbol("(");
      item(gathered);
      cursor.expectSymbol(")");
      if (cursor.is("as") || atAlias()) {
        gathered.lossy = true;
        alias(gathered);
      }
      return;
    }
    int start = cursor.position();
    try {
      cursor.expectSymbol("(");
      Query query = queries.query();
      cursor.expectSymbol(")");
      gathered.addAll(query);
    } catch (Stop.Refusal refusal) {
      if (!cursor.peek(start - cursor.position() + 1).symbol("(")) {
        throw refusal;
      }
      cursor.back(start);
      cursor.expectSymbol("(");
      item(gathered);
      cursor.expectSymbol(")");
      gathered.lossy = true;
    }
    alias(gathered);
  }

  private void tableOrFunction(Gathered gathered, boolean lateral) {
    boolean only = cursor.accept("only");
    if (only && cursor.acceptSymbol("(")) {
      Name table = cursor.name();
      cursor.expectSymbol(")");
      queries.source(gathered, table, alias(gathered));
      return;
    }
    if (functionAhead()) {
      gathered.conditions.add(expressions.expression());
      gathered.lossy = true;
      if (cursor.accept("with")) {
        cursor.expect("ordinality");
      }
      alias(gathered);
      return;
    }
    if (lateral) {
      throw cursor.error();
    }
    Name table = cursor.name();
    cursor.acceptSymbol("*");
    Optional<String> alias = alias(gathered);
    if (cursor.accept("tablesample")) {
      cursor.name();
      cursor.skipParentheses();
      if (cursor.accept("repeatable")) {
        cursor.skipParentheses();
      }
      gathered.lossy = true;
    }
    queries.source(gathered, table, alias);
  }

  private boolean functionAhead() {
    int i = 0;
    while (cursor.peek(i + 1).symbol(".")) {
      i += 2;
    }
    Token token = cursor.peek(i);
    boolean name = token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    boolean keyword =
        i == 0
            && (cursor.isAny("current_date", "current_timestamp", "current_user", "session_user")
                || cursor.isAny("cast", "coalesce"));
    return keyword || (name && cursor.peek(i + 1).symbol("("));
  }

  private boolean atAlias() {
    return cursor.atColumnName();
  }

  private Optional<String> alias(Gathered gathered) {
    boolean as = cursor.accept("as");
    if (as && cursor.symbol("(")) {
      cursor.skipParentheses();
      return Optional.empty();
    }
    if (!as && !atAlias()) {
      return Optional.empty();
    }
    String alias = cursor.columnName();
    if (cursor.symbol("(")) {
      cursor.skipParentheses();
      gathered.lossy = true;
    }
    return Optional.of(alias);
  }
}
