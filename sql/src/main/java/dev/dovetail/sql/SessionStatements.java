package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SET, RESET and the words of transactions. */
final class SessionStatements {

  private final Cursor cursor;

  SessionStatements(Cursor cursor) {
    this.cursor = cursor;
  }

  private Statement immaterial() {
    cursor.skipToEnd();
    return new Statement.Immaterial(cursor.wholeText());
  }

  // ---- settings

  /** After SET. */
  Statement set() {
    boolean local = cursor.accept("local");
    if (!local) {
      cursor.accept("session");
    }
    if (cursor.accept("schema")) {
      return new Statement.SetSearchPath(List.of(cursor.string()), local);
    }
    if (!cursor.is("search_path")) {
      return immaterial();
    }
    cursor.skip();
    if (!cursor.accept("to")) {
      cursor.expectSymbol("=");
    }
    if (cursor.accept("default")) {
      cursor.expectEnd();
      if (local) {
        throw Cursor.unknown("SET LOCAL search_path TO DEFAULT");
      }
      return new Statement.ResetSearchPath();
    }
    List<String> schemas = cursor.list(this::schema);
    cursor.expectEnd();
    List<String> real = schemas.stream().filter(schema -> !schema.isEmpty()).toList();
    return new Statement.SetSearchPath(real, local);
  }

  private String schema() {
    return cursor.kind(Kind.STRING) ? cursor.string() : cursor.label();
  }

  /** After RESET. */
  Statement reset() {
    if (cursor.is("search_path") || cursor.is("all")) {
      cursor.skip();
      cursor.expectEnd();
      return new Statement.ResetSearchPath();
    }
    return immaterial();
  }

  /** After DISCARD. */
  Statement discard() {
    boolean all = cursor.is("all");
    Statement rest = immaterial();
    return all ? new Statement.ResetSearchPath() : rest;
  }

  /** {@code SELECT set_config('search_path', 'a, b', false)}, as pg_dump writes it. */
  static Statement searchPathSet(Statement statement) {
    if (!(statement instanceof Statement.Select(Query query))
        || query.items().size() != 1
        || !query.from().isEmpty()
        || !query.plain()
        || !(query.items().get(0).expression() instanceof Expression.Call call)
        || !call.function().name().equals("set_config")
        || call.arguments().size() != 3
        || !(call.arguments().get(0) instanceof Expression.Text(String setting))
        || !setting.equalsIgnoreCase("search_path")) {
      return statement;
    }
    if (call.arguments().get(1) instanceof Expression.Text(String path)
        && call.arguments().get(2) instanceof Expression.Bool(boolean local)) {
      Optional<List<String>> schemas = schemas(path);
      if (schemas.isPresent()) {
        return new Statement.SetSearchPath(schemas.get(), local);
      }
    }
    throw Cursor.unknown("a search path that is not written out");
  }

  private static Optional<List<String>> schemas(String path) {
    Cursor names = Cursor.on(path);
    List<String> schemas = new ArrayList<>();
    try {
      while (!names.atEnd()) {
        schemas.add(names.label());
        if (!names.atEnd()) {
          names.expectSymbol(",");
        }
      }
      return Optional.of(schemas.stream().filter(schema -> !schema.isEmpty()).toList());
    } catch (Stop stop) {
      return path.equals("\"\"") ? Optional.of(List.of()) : Optional.empty();
    }
  }

  // ---- transactions

  boolean atTransaction() {
    return cursor.isAny(
        "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare");
  }

  Statement transaction() {
    String word = cursor.peek().text();
    cursor.skip();
    Statement statement =
        switch (word) {
          case "begin" -> {
            work();
            modes();
            yield new Statement.Begin();
          }
          case "start" -> {
            cursor.expect("transaction");
            modes();
            yield new Statement.Begin();
          }
          case "commit", "end" -> commit();
          case "rollback", "abort" -> rollback();
          case "savepoint" -> new Statement.Savepoint(cursor.columnName());
          case "release" -> {
            savepointWord();
            yield new Statement.ReleaseSavepoint(cursor.columnName());
          }
          default -> throw Cursor.unknown("a prepared statement or transaction");
        };
    cursor.expectEnd();
    return statement;
  }

  /** The word may be left out, and it may be the savepoint's name. */
  private void savepointWord() {
    if (cursor.is("savepoint") && cursor.peek(1).kind() != Kind.SPACE) {
      cursor.skip();
    }
  }

  private void work() {
    if (!cursor.accept("work")) {
      cursor.accept("transaction");
    }
  }

  private Statement commit() {
    if (cursor.is("prepared")) {
      throw Cursor.unknown("a prepared transaction");
    }
    work();
    chain();
    return new Statement.Commit();
  }

  private Statement rollback() {
    if (cursor.is("prepared")) {
      throw Cursor.unknown("a prepared transaction");
    }
    work();
    if (cursor.accept("to")) {
      savepointWord();
      return new Statement.RollbackTo(cursor.columnName());
    }
    chain();
    return new Statement.Rollback();
  }

  private void chain() {
    if (cursor.accept("and")) {
      if (!cursor.accept("no")) {
        throw Cursor.unknown("AND CHAIN");
      }
      cursor.expect("chain");
    }
  }

  /** ISOLATION LEVEL ..., READ WRITE ... */
  private void modes() {
    while (!cursor.atEnd()) {
      if (cursor.is("read", "only")) {
        throw Cursor.unknown("a transaction that is READ ONLY");
      }
      boolean known =
          cursor.isAny(
              "isolation",
              "level",
              "serializable",
              "repeatable",
              "read",
              "committed",
              "uncommitted",
              "write",
              "deferrable",
              "not");
      if (!known && !cursor.symbol(",")) {
        throw cursor.error();
      }
      cursor.skip();
    }
  }
}
