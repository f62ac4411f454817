package dev.dovetail.sql;

import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Statement.Kind;
import dev.dovetail.core.statement.TypeName;
import java.util.List;
import java.util.Optional;

/** DROP and TRUNCATE. */
final class DropStatements {

  private final Cursor cursor;
  private final TypeReader types;

  DropStatements(Cursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.types = expressions.types();
  }

  /** After DROP. */
  Statement drop() {
    Statement statement = dropped();
    cursor.expectEnd();
    return statement;
  }

  private Statement dropped() {
    if (cursor.isAny("type", "domain")) {
      boolean domain = cursor.is("domain");
      cursor.skip();
      boolean ifExists = cursor.acceptIfExists();
      List<Name> names = cursor.names();
      return new Statement.DropType(names, ifExists, cursor.acceptCascade(), domain);
    }
    if (cursor.accept("table")) {
      boolean ifExists = cursor.acceptIfExists();
      List<Name> names = cursor.names();
      return new Statement.DropTable(names, ifExists, cursor.acceptCascade());
    }
    if (cursor.accept("index")) {
      boolean concurrently = cursor.accept("concurrently");
      boolean ifExists = cursor.acceptIfExists();
      List<Name> names = cursor.names();
      return new Statement.DropIndex(names, concurrently, ifExists, cursor.acceptCascade());
    }
    if (cursor.accept("sequence")) {
      boolean ifExists = cursor.acceptIfExists();
      List<Name> names = cursor.names();
      return new Statement.DropSequence(names, ifExists, cursor.acceptCascade());
    }
    boolean materialized = cursor.accept("materialized");
    if (materialized || cursor.is("view")) {
      cursor.expect("view");
      boolean ifExists = cursor.acceptIfExists();
      List<Name> names = cursor.names();
      return new Statement.DropView(names, materialized, ifExists, cursor.acceptCascade());
    }
    if (cursor.accept("schema")) {
      boolean ifExists = cursor.acceptIfExists();
      List<String> names = cursor.list(cursor::columnName);
      return new Statement.DropSchema(names, ifExists, cursor.acceptCascade());
    }
    if (cursor.isAny("function", "procedure", "routine")) {
      return dropFunction();
    }
    if (cursor.accept("trigger")) {
      return onTable(Kind.TRIGGER);
    }
    if (cursor.accept("policy")) {
      return onTable(Kind.POLICY);
    }
    if (cursor.accept("rule")) {
      return onTable(Kind.RULE);
    }
    return other();
  }

  private Statement onTable(Kind kind) {
    boolean ifExists = cursor.acceptIfExists();
    String name = cursor.columnName();
    cursor.expect("on");
    Name table = cursor.name();
    return new Statement.DropOnTable(kind, name, table, ifExists, cursor.acceptCascade());
  }

  private Statement dropFunction() {
    cursor.skip();
    boolean ifExists = cursor.acceptIfExists();
    Name function = functionName();
    Optional<List<TypeName>> inputs = Optional.empty();
    if (cursor.symbol("(")) {
      inputs = Optional.of(new RoutineStatements.Signature(cursor, types).inputs());
    }
    if (cursor.symbol(",")) {
      throw Cursor.unknown("several functions dropped at once");
    }
    return new Statement.DropFunction(function, inputs, ifExists, cursor.acceptCascade());
  }

  private Name functionName() {
    return cursor.restOfName(cursor.label());
  }

  /** Roles, databases and the like hold nothing; what could take other objects along is unknown. */
  private Statement other() {
    boolean apart =
        cursor.isAny(
            "role",
            "user",
            "group",
            "database",
            "tablespace",
            "publication",
            "subscription",
            "statistics",
            "server",
            "event",
            "owned");
    if (!apart || cursor.is("owned")) {
      throw Cursor.unknown("DROP " + cursor.text(cursor.peek()));
    }
    cursor.skipToEnd();
    return new Statement.Immaterial(cursor.wholeText());
  }

  /** After TRUNCATE. */
  Statement truncate() {
    cursor.accept("table");
    List<Name> tables = cursor.list(this::truncated);
    if (cursor.accept("restart") || cursor.accept("continue")) {
      cursor.expect("identity");
    }
    boolean cascade = cursor.acceptCascade();
    cursor.expectEnd();
    return new Statement.Truncate(tables, cascade);
  }

  private Name truncated() {
    cursor.accept("only");
    Name table = cursor.name();
    cursor.acceptSymbol("*");
    return table;
  }
}
