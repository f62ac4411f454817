package dev.dovetail.sql;

import dev.dovetail.core.statement.Statement;
import dev.dovetail.sql.Token.Kind;
import java.util.List;
import java.util.Optional;

/** The tokens of one statement to what they mean; knows which word leads to which reader. */
final class StatementReader {

  private final Cursor cursor;
  private final ExpressionReader expressions;

  private StatementReader(Cursor cursor) {
    this.cursor = cursor;
    this.expressions = new ExpressionReader(cursor);
  }

  static Statement read(String sql, List<Token> tokens) {
    Cursor cursor = new Cursor(sql, tokens);
    try {
      return new StatementReader(cursor).statement();
    } catch (Stop.Refusal refusal) {
      return new Statement.Refused(cursor.wholeText(), refusal.sqlstate(), refusal.reason());
    } catch (Stop.Unknown unknown) {
      return new Statement.Opaque(cursor.wholeText(), unknown.reason(), Extent.of(cursor));
    }
  }

  private Statement statement() {
    Token first = cursor.peek();
    if (first.kind() != Kind.WORD) {
      return rowsOrRefusal();
    }
    SessionStatements session = new SessionStatements(cursor);
    if (session.atTransaction()) {
      return session.transaction();
    }
    return switch (first.text()) {
      case "create" -> {
        cursor.skip();
        yield create();
      }
      case "alter" -> {
        cursor.skip();
        yield alter();
      }
      case "drop" -> {
        cursor.skip();
        yield new DropStatements(cursor, expressions).drop();
      }
      case "truncate" -> {
        cursor.skip();
        yield new DropStatements(cursor, expressions).truncate();
      }
      case "comment" -> {
        cursor.skip();
        yield new CommentReader(cursor).comment();
      }
      case "do" -> {
        cursor.skip();
        yield doBlock();
      }
      case "set" -> {
        cursor.skip();
        yield session.set();
      }
      case "reset" -> {
        cursor.skip();
        yield session.reset();
      }
      case "discard" -> {
        cursor.skip();
        yield session.discard();
      }
      case "copy" -> {
        cursor.skip();
        yield new RowStatements(cursor, expressions).copy();
      }
      case "grant",
          "revoke",
          "analyze",
          "analyse",
          "vacuum",
          "lock",
          "cluster",
          "reindex",
          "checkpoint",
          "listen",
          "notify",
          "unlisten",
          "show",
          "load",
          "security",
          "deallocate",
          "declare",
          "fetch",
          "move",
          "close",
          "reassign",
          "refresh" ->
          immaterial();
      case "explain" -> explain();
      default -> rowsOrRefusal();
    };
  }

  private Statement immaterial() {
    return new Statement.Immaterial(cursor.wholeText());
  }

  /** EXPLAIN ANALYZE runs what it explains. */
  private Statement explain() {
    boolean runs = cursor.all().stream().limit(12).anyMatch(token -> token.word("analyze"));
    if (runs) {
      throw Cursor.unknown("EXPLAIN ANALYZE");
    }
    return immaterial();
  }

  private Statement rowsOrRefusal() {
    RowStatements rows = new RowStatements(cursor, expressions);
    if (rows.atRows()) {
      return SessionStatements.searchPathSet(rows.whole());
    }
    if (cursor.isAny("call", "execute", "import")) {
      throw Cursor.unknown("it may do anything");
    }
    throw cursor.error();
  }

  private Statement doBlock() {
    Optional<String> body = Optional.empty();
    String language = "plpgsql";
    while (!cursor.atEnd()) {
      if (cursor.accept("language")) {
        language =
            cursor.kind(Kind.STRING)
                ? cursor.string().toLowerCase(java.util.Locale.ROOT)
                : cursor.label();
      } else {
        body = Optional.of(cursor.string());
      }
    }
    if (!language.equals("plpgsql")) {
      throw Cursor.unknown("a DO block in " + language);
    }
    String code = body.orElseThrow(cursor::error);
    return new Statement.DoBlock(BlockReader.block(code));
  }

  private Statement alter() {
    if (cursor.accept("table")) {
      return new AlterTableReader(cursor, expressions).alterTable();
    }
    if (cursor.accept("type")) {
      return new TypeStatements(cursor, expressions).alterType();
    }
    if (cursor.accept("domain")) {
      return new TypeStatements(cursor, expressions).alterDomain();
    }
    return new AlterStatements(cursor).alter();
  }

  // ---- CREATE

  private Statement create() {
    boolean orReplace = cursor.accept("or", "replace");
    boolean temporary = temporary();
    RoutineStatements routines = new RoutineStatements(cursor, expressions);
    if (cursor.accept("view")) {
      return routines.createView(orReplace, false);
    }
    if (cursor.isAny("function", "procedure")) {
      cursor.skip();
      return routines.createFunction(orReplace);
    }
    if (cursor.accept("rule")) {
      return routines.createRule(orReplace);
    }
    if (cursor.is("constraint", "trigger") || cursor.is("trigger")) {
      cursor.accept("constraint");
      cursor.expect("trigger");
      return routines.createTrigger(orReplace);
    }
    if (orReplace) {
      return orReplaced();
    }
    if (cursor.accept("table")) {
      return new TableReader(cursor, expressions).createTable(temporary);
    }
    if (cursor.accept("sequence")) {
      return new IndexStatements(cursor, expressions).createSequence();
    }
    if (temporary) {
      throw cursor.error();
    }
    return created(routines);
  }

  private Statement orReplaced() {
    boolean possible =
        cursor.isAny("aggregate", "transform", "language", "trusted", "procedural", "recursive");
    if (possible) {
      throw Cursor.unknown("CREATE OR REPLACE " + cursor.text(cursor.peek()));
    }
    throw cursor.error();
  }

  private boolean temporary() {
    boolean scope = cursor.isAny("local", "global");
    if (scope) {
      cursor.skip();
    }
    boolean temporary = cursor.accept("temporary") || cursor.accept("temp");
    return temporary || (cursor.accept("unlogged") && scope);
  }

  private Statement created(RoutineStatements routines) {
    if (cursor.accept("type")) {
      return new TypeStatements(cursor, expressions).createType();
    }
    if (cursor.accept("domain")) {
      return new TypeStatements(cursor, expressions).createDomain();
    }
    if (cursor.accept("unique")) {
      cursor.expect("index");
      return new IndexStatements(cursor, expressions).createIndex(true);
    }
    if (cursor.accept("index")) {
      return new IndexStatements(cursor, expressions).createIndex(false);
    }
    if (cursor.accept("materialized")) {
      cursor.expect("view");
      return routines.createView(false, true);
    }
    if (cursor.accept("policy")) {
      return routines.createPolicy();
    }
    if (cursor.accept("cast")) {
      return routines.createCast();
    }
    if (cursor.accept("schema")) {
      return createSchema();
    }
    if (cursor.accept("extension")) {
      return createExtension();
    }
    if (cursor.isAny(
        "role",
        "user",
        "group",
        "database",
        "tablespace",
        "publication",
        "subscription",
        "statistics",
        "server",
        "collation",
        "conversion")) {
      return immaterial();
    }
    boolean possible =
        cursor.isAny(
            "aggregate",
            "operator",
            "foreign",
            "event",
            "text",
            "access",
            "language",
            "trusted",
            "procedural",
            "transform",
            "recursive",
            "assertion",
            "default");
    if (possible) {
      throw Cursor.unknown("CREATE " + cursor.text(cursor.peek()));
    }
    throw cursor.error();
  }

  private Statement createSchema() {
    boolean ifNotExists = cursor.acceptIfNotExists();
    Optional<String> schema = Optional.empty();
    if (!cursor.is("authorization")) {
      schema = Optional.of(cursor.columnName());
    }
    if (cursor.accept("authorization")) {
      String role = cursor.label();
      if (schema.isEmpty() && (role.equals("current_user") || role.equals("session_user"))) {
        throw Cursor.unknown("a schema named after the user");
      }
      schema = schema.or(() -> Optional.of(role));
    }
    if (!cursor.atEnd()) {
      if (cursor.isAny("create", "grant")) {
        throw Cursor.unknown("a schema with what it holds");
      }
      throw cursor.error();
    }
    return new Statement.CreateSchema(schema.orElseThrow(), ifNotExists);
  }

  private Statement createExtension() {
    boolean ifNotExists = cursor.acceptIfNotExists();
    String extension = cursor.columnName();
    cursor.accept("with");
    Optional<String> schema = Optional.empty();
    while (!cursor.atEnd()) {
      if (cursor.accept("schema")) {
        schema = Optional.of(cursor.columnName());
      } else if (cursor.accept("version")) {
        cursor.skip();
      } else {
        cursor.expect("cascade");
      }
    }
    return new Statement.CreateExtension(extension, ifNotExists, schema);
  }
}
