package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** INSERT, UPDATE, DELETE, SELECT and what else moves rows. */
final class RowStatements {

  private final Cursor cursor;
  private final ExpressionReader expressions;
  private final QueryReader queries;

  /** Parts of the statement that its record has no place for, and that decide about rows. */
  private final Set<String> unheld = new LinkedHashSet<>();

  RowStatements(Cursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.queries = expressions.queries();
  }

  /** A statement that begins with WITH, SELECT, INSERT ... and fills the cursor. */
  Statement whole() {
    boolean with = cursor.is("with");
    int start = cursor.position();
    if (with) {
      queries.with();
      if (!cursor.isAny("insert", "update", "delete", "merge")) {
        cursor.back(start);
      }
    }
    Statement statement = statement();
    cursor.expectEnd();
    if (!queries.written().isEmpty()) {
      return opaque("it writes rows in WITH", statement);
    }
    if (with && !(statement instanceof Statement.Select)) {
      return opaque("it takes its rows from WITH", statement);
    }
    return unheld.isEmpty()
        ? statement
        : opaque("it has " + String.join(" and ", unheld), statement);
  }

  private Statement opaque(String reason, Statement statement) {
    Set<String> tables = new LinkedHashSet<>();
    queries.written().forEach(table -> tables.add(table.name()));
    switch (statement) {
      case Statement.Insert insert -> tables.add(insert.table().name());
      case Statement.Update update -> tables.add(update.table().name());
      case Statement.Delete delete -> tables.add(delete.table().name());
      default -> {}
    }
    return new Statement.Opaque(cursor.wholeText(), reason, new Touches.Rows(List.copyOf(tables)));
  }

  /** One statement from the cursor on, with what follows it left. */
  Statement statement() {
    if (cursor.accept("insert")) {
      return insert();
    }
    if (cursor.accept("update")) {
      return update();
    }
    if (cursor.accept("delete")) {
      return delete();
    }
    if (cursor.is("merge")) {
      throw Cursor.unknown("MERGE");
    }
    return select();
  }

  private Statement select() {
    Query query = queries.query();
    return queries
        .into()
        .<Statement>map(table -> intoTable(table, query))
        .orElseGet(() -> new Statement.Select(query));
  }

  private static Statement intoTable(Name table, Query query) {
    return new Statement.CreateTable(
        table,
        false,
        false,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.of(query));
  }

  private Statement insert() {
    cursor.expect("into");
    Name table = cursor.name();
    if (cursor.accept("as")) {
      cursor.columnName();
    }
    List<String> columns = List.of();
    if (cursor.symbol("(") && !queries.atQuery()) {
      cursor.expectSymbol("(");
      columns = cursor.list(this::target);
      cursor.expectSymbol(")");
    }
    if (cursor.accept("overriding")) {
      if (!cursor.accept("system")) {
        cursor.expect("user");
      }
      cursor.expect("value");
    }
    List<List<Expression>> rows = List.of();
    Optional<Query> query = Optional.empty();
    boolean defaults = cursor.accept("default", "values");
    if (!defaults) {
      if (!queries.atQuery() && !cursor.is("values")) {
        throw cursor.error();
      }
      Query source = queries.query();
      boolean values = source.plain() && source.items().isEmpty() && !source.rows().isEmpty();
      rows = values ? source.rows() : List.of();
      query = values ? Optional.empty() : Optional.of(source);
    }
    boolean onConflict = onConflict();
    returning();
    return new Statement.Insert(table, columns, rows, query, onConflict);
  }

  private boolean onConflict() {
    if (!cursor.accept("on", "conflict")) {
      return false;
    }
    if (cursor.symbol("(")) {
      cursor.skipParentheses();
      expressions.optional("where");
    } else if (cursor.accept("on")) {
      cursor.expect("constraint");
      cursor.columnName();
    }
    cursor.expect("do");
    if (!cursor.accept("nothing")) {
      cursor.expect("update", "set");
      unheld.add("ON CONFLICT DO UPDATE");
      assignments();
      expressions.optional("where");
    }
    return true;
  }

  private void returning() {
    if (!cursor.accept("returning")) {
      return;
    }
    if (cursor.is("with") && cursor.peek(1).symbol("(")) {
      cursor.skip();
      cursor.skipParentheses();
    }
    queries.items();
  }

  private Statement update() {
    Name table = relation();
    Optional<String> alias = alias("set");
    cursor.expect("set");
    List<Statement.Assignment> assignments = assignments();
    List<Expression> joins = new ArrayList<>();
    List<Query.Source> from = cursor.accept("from") ? queries.sources(joins) : List.of();
    Optional<Expression> where = where(joins);
    returning();
    return new Statement.Update(table, alias, assignments, from, where);
  }

  private Statement delete() {
    cursor.expect("from");
    Name table = relation();
    Optional<String> alias = alias("using");
    List<Expression> joins = new ArrayList<>();
    List<Query.Source> using = cursor.accept("using") ? queries.sources(joins) : List.of();
    Optional<Expression> where = where(joins);
    returning();
    return new Statement.Delete(table, alias, using, where);
  }

  private Name relation() {
    boolean bracket = cursor.accept("only") && cursor.acceptSymbol("(");
    Name table = cursor.name();
    if (bracket) {
      cursor.expectSymbol(")");
    } else {
      cursor.acceptSymbol("*");
    }
    return table;
  }

  private Optional<String> alias(String next) {
    if (cursor.accept("as")) {
      return Optional.of(cursor.columnName());
    }
    return !cursor.is(next) && cursor.atColumnName()
        ? Optional.of(cursor.columnName())
        : Optional.empty();
  }

  private Optional<Expression> where(List<Expression> joins) {
    List<Expression> all = new ArrayList<>(joins);
    if (cursor.accept("where")) {
      if (cursor.accept("current", "of")) {
        throw Cursor.unknown("WHERE CURRENT OF");
      }
      all.add(expressions.expression());
    }
    return switch (all.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(all.get(0));
      default -> Optional.of(new Expression.Logical("AND", all));
    };
  }

  private List<Statement.Assignment> assignments() {
    List<Statement.Assignment> assignments = new ArrayList<>();
    do {
      if (cursor.acceptSymbol("(")) {
        several(assignments);
      } else {
        String column = target();
        cursor.expectSymbol("=");
        assignments.add(new Statement.Assignment(column, expressions.expression()));
      }
    } while (cursor.acceptSymbol(","));
    return assignments;
  }

  /** {@code (a, b) = (1, 2)} or {@code = (SELECT ...)}. */
  private void several(List<Statement.Assignment> assignments) {
    List<String> columns = cursor.list(this::target);
    cursor.expectSymbol(")");
    cursor.expectSymbol("=");
    int start = cursor.position();
    Expression value = expressions.expression();
    List<Expression> values =
        value instanceof Expression.Row row && row.items().size() == columns.size()
            ? row.items()
            : List.of();
    Expression whole = columns.size() == 1 ? value : expressions.obscure(start);
    for (int i = 0; i < columns.size(); i++) {
      assignments.add(
          new Statement.Assignment(columns.get(i), values.isEmpty() ? whole : values.get(i)));
    }
  }

  /** A column to be written, perhaps a part of it. */
  private String target() {
    String column = cursor.columnName();
    while (cursor.symbol("[") || cursor.symbol(".")) {
      unheld.add("an assignment to a part of a column");
      if (cursor.acceptSymbol(".")) {
        cursor.label();
      } else {
        cursor.expectSymbol("[");
        expressions.expression();
        if (cursor.acceptSymbol(":")) {
          expressions.expression();
        }
        cursor.expectSymbol("]");
      }
    }
    return column;
  }

  /** COPY: rows of a table, or of a query and then nothing. */
  Statement copy() {
    if (cursor.symbol("(")) {
      cursor.skipToEnd();
      return new Statement.Immaterial(cursor.wholeText());
    }
    Name table = cursor.name();
    if (cursor.symbol("(")) {
      cursor.columnList();
    }
    boolean to = cursor.is("to");
    if (!to && !cursor.is("from")) {
      throw cursor.error();
    }
    cursor.skipToEnd();
    return to
        ? new Statement.Immaterial(cursor.wholeText())
        : new Statement.Opaque(
            cursor.wholeText(),
            "its rows come from outside",
            new Touches.Rows(List.of(table.name())));
  }

  boolean atRows() {
    return cursor.isAny("insert", "update", "delete", "merge")
        || (cursor.kind(Kind.WORD) && queries.atQuery())
        || cursor.symbol("(");
  }
}
