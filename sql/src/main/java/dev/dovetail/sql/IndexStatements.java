package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.IndexKey;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.List;
import java.util.Optional;

/** CREATE INDEX and CREATE SEQUENCE. */
final class IndexStatements {

  private final Cursor cursor;
  private final ExpressionReader expressions;

  IndexStatements(Cursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /** After CREATE [UNIQUE] INDEX. */
  Statement createIndex(boolean unique) {
    boolean concurrently = cursor.accept("concurrently");
    boolean ifNotExists = cursor.acceptIfNotExists();
    Optional<String> index =
        !ifNotExists && cursor.is("on") ? Optional.empty() : Optional.of(cursor.columnName());
    cursor.expect("on");
    cursor.accept("only");
    Name table = cursor.name();
    String method = cursor.accept("using") ? cursor.columnName() : "btree";
    List<IndexKey> keys = new ConstraintReader(cursor, expressions).indexKeys();
    List<String> include = cursor.accept("include") ? cursor.columnList() : List.of();
    String options = options();
    Optional<Expression> predicate = Optional.empty();
    String source = "";
    if (cursor.accept("where")) {
      int start = cursor.position();
      predicate = Optional.of(expressions.expression());
      source = cursor.textFrom(start);
    }
    cursor.expectEnd();
    return new Statement.CreateIndex(
        index,
        table,
        unique,
        concurrently,
        ifNotExists,
        method,
        keys,
        include,
        options,
        predicate,
        source);
  }

  private String options() {
    StringBuilder options = new StringBuilder();
    if (cursor.accept("nulls", "not", "distinct")) {
      options.append("NULLS NOT DISTINCT");
    } else {
      cursor.accept("nulls", "distinct");
    }
    if (cursor.accept("with")) {
      options.append(options.isEmpty() ? "" : " ").append("WITH (");
      cursor.expectSymbol("(");
      options.append(String.join(", ", cursor.list(this::option))).append(')');
      cursor.expectSymbol(")");
    }
    if (cursor.accept("tablespace")) {
      cursor.columnName();
    }
    return options.toString();
  }

  /** {@code fillfactor = 70}, in the catalog's words. */
  private String option() {
    String name = cursor.label();
    if (!cursor.acceptSymbol("=")) {
      return name + "='true'";
    }
    boolean string = cursor.kind(Token.Kind.STRING);
    int start = cursor.position();
    if (!string) {
      cursor.acceptSymbol("-");
      cursor.skip();
    }
    return name + "='" + (string ? cursor.string() : cursor.textFrom(start)) + "'";
  }

  /** After CREATE SEQUENCE. */
  Statement createSequence() {
    boolean ifNotExists = cursor.acceptIfNotExists();
    Name sequence = cursor.name();
    Optional<Statement.OwnedBy> owner = sequenceOptions(cursor).flatMap(owned -> owned);
    cursor.expectEnd();
    return new Statement.CreateSequence(sequence, ifNotExists, owner);
  }

  /** The outer answer is whether OWNED BY stands there, the inner one is empty for NONE. */
  static Optional<Optional<Statement.OwnedBy>> sequenceOptions(Cursor cursor) {
    Optional<Optional<Statement.OwnedBy>> owner = Optional.empty();
    while (!cursor.atEnd()) {
      if (cursor.accept("owned", "by")) {
        Name column = cursor.name();
        owner = Optional.of(ownedBy(column, cursor));
      } else if (cursor.accept("no")) {
        if (!cursor.accept("minvalue") && !cursor.accept("maxvalue")) {
          cursor.expect("cycle");
        }
      } else if (cursor.accept("owner", "to") || cursor.accept("as")) {
        cursor.restOfName(cursor.label());
      } else if (cursor.accept("set")) {
        if (!cursor.accept("logged")) {
          cursor.expect("unlogged");
        }
      } else if (cursor.isAny("increment", "start", "restart", "cache", "minvalue", "maxvalue")) {
        boolean bare = cursor.is("restart");
        cursor.skip();
        if (!cursor.accept("by")) {
          cursor.accept("with");
        }
        if (!bare || !cursor.atEnd()) {
          number(cursor);
        }
      } else {
        cursor.expect("cycle");
      }
    }
    return owner;
  }

  private static void number(Cursor cursor) {
    if (!cursor.acceptSymbol("-")) {
      cursor.acceptSymbol("+");
    }
    if (!cursor.kind(Token.Kind.NUMBER)) {
      throw cursor.error();
    }
    cursor.skip();
  }

  /** The path is table and column, with a schema before them where three parts were written. */
  private static Optional<Statement.OwnedBy> ownedBy(Name column, Cursor cursor) {
    if (column.schema().isEmpty()) {
      if (column.name().equals("none")) {
        return Optional.empty();
      }
      throw Cursor.unknown("OWNED BY without a table");
    }
    String table = column.schema().get();
    Token dot = cursor.peek(-4);
    if (!dot.symbol(".")) {
      return Optional.of(new Statement.OwnedBy(Name.of(table), column.name()));
    }
    String schema = part(cursor, cursor.peek(-5));
    return Optional.of(new Statement.OwnedBy(Name.of(schema, table), column.name()));
  }

  /** What a token of a name says. */
  static String part(Cursor cursor, Token token) {
    return token.kind() == Token.Kind.QUOTED
        ? Literals.identifier(cursor.text(token))
        : Literals.cut(token.text());
  }
}
