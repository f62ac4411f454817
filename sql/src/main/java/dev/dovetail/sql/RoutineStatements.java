package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TypeName;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CREATE of what holds on to types and tables: functions, triggers, policies, rules, views, casts.
 */
final class RoutineStatements {

  private final Cursor cursor;
  private final ExpressionReader expressions;

  RoutineStatements(Cursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /** The arguments of a function. */
  static final class Signature {
    private final Cursor cursor;
    private final TypeReader types;
    private final List<TypeName> inputs = new ArrayList<>();
    private final List<TypeName> mentioned = new ArrayList<>();

    Signature(Cursor cursor, TypeReader types) {
      this.cursor = cursor;
      this.types = types;
    }

    List<TypeName> inputs() {
      read(Optional.empty());
      return inputs;
    }

    private void read(Optional<ExpressionReader> defaults) {
      cursor.expectSymbol("(");
      if (cursor.acceptSymbol(")")) {
        return;
      }
      do {
        argument();
        if (defaults.isPresent() && (cursor.accept("default") || cursor.acceptSymbol("="))) {
          defaults.get().expression();
        }
      } while (cursor.acceptSymbol(","));
      cursor.expectSymbol(")");
    }

    /** {@code [mode] [name [mode]] type}. */
    private void argument() {
      boolean out = mode();
      if (named()) {
        cursor.label();
        out |= mode();
      }
      TypeName type = types.type();
      mentioned.add(type);
      if (!out) {
        inputs.add(type);
      }
    }

    private boolean mode() {
      if (cursor.is("out") && !ends(cursor.peek(1))) {
        cursor.skip();
        return true;
      }
      if (cursor.isAny("in", "inout", "variadic")) {
        cursor.skip();
        cursor.accept("out");
      }
      return false;
    }

    /** Whether a name stands before the type. */
    private boolean named() {
      Token next = cursor.peek(1);
      if (ends(next) || next.symbol(".") || next.symbol("(") || next.symbol("[")) {
        return false;
      }
      if (next.kind() != Kind.WORD) {
        return next.kind() == Kind.QUOTED;
      }
      return switch (next.text()) {
        case "precision" -> !cursor.is("double");
        case "varying" -> !cursor.isAny("character", "char", "bit", "national", "nchar");
        case "character", "char" -> !cursor.is("national");
        case "with", "without", "default", "array" -> false;
        case "year", "month", "day", "hour", "minute", "second" -> !cursor.is("interval");
        default -> true;
      };
    }

    private static boolean ends(Token token) {
      return token.symbol(",") || token.symbol(")") || token.symbol("=");
    }
  }

  /** After CREATE [OR REPLACE] FUNCTION or PROCEDURE. */
  Statement createFunction(boolean orReplace) {
    Name function = cursor.restOfName(cursor.label());
    Signature signature = new Signature(cursor, expressions.types());
    signature.read(Optional.of(expressions));
    List<TypeName> mentioned = signature.mentioned;
    if (cursor.accept("returns")) {
      if (cursor.accept("table")) {
        results(mentioned);
      } else {
        mentioned.add(expressions.types().type());
      }
    }
    Body body = new Body();
    while (!cursor.atEnd()) {
      option(body);
    }
    boolean sql = body.language.equals("sql");
    List<Statement> queries =
        sql || body.atomic
            ? SqlReader.statements(body.queries).stream().map(SqlReader.Read::statement).toList()
            : List.of();
    return new Statement.CreateFunction(
        function,
        orReplace,
        signature.inputs,
        mentioned,
        body.language,
        body.text,
        body.atomic,
        queries);
  }

  private void results(List<TypeName> mentioned) {
    cursor.expectSymbol("(");
    do {
      cursor.label();
      mentioned.add(expressions.types().type());
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
  }

  private static final class Body {
    private String language = "sql";
    private String text = "";
    private String queries = "";
    private boolean atomic;
  }

  private void option(Body body) {
    if (cursor.accept("language")) {
      body.language =
          cursor.kind(Kind.STRING)
              ? cursor.string().toLowerCase(java.util.Locale.ROOT)
              : cursor.label();
    } else if (cursor.accept("as")) {
      body.text = cursor.string();
      body.queries = body.text;
      if (cursor.acceptSymbol(",")) {
        cursor.string();
      }
    } else if (cursor.is("begin", "atomic")) {
      atomic(body);
    } else if (cursor.is("return")) {
      int start = cursor.position();
      cursor.skip();
      int value = cursor.position();
      expressions.expression();
      body.text = cursor.textFrom(start);
      body.queries = "SELECT " + cursor.textFrom(value);
      body.atomic = true;
      cursor.expectEnd();
    } else if (cursor.accept("set")) {
      while (!cursor.atEnd() && !atOption()) {
        cursor.skip();
      }
    } else if (cursor.accept("transform")) {
      throw Cursor.unknown("TRANSFORM of a function");
    } else if (cursor.kind(Kind.WORD) || cursor.kind(Kind.NUMBER)) {
      plainOption();
    } else {
      throw cursor.error();
    }
  }

  private boolean atOption() {
    return cursor.isAny("language", "as", "begin", "return", "set");
  }

  private void plainOption() {
    if (cursor.accept("support")) {
      cursor.restOfName(cursor.label());
    } else if (cursor.isAny("cost", "rows")) {
      cursor.skip();
      expressions.primary();
    } else if (cursor.accept("returns", "null", "on", "null", "input")
        || cursor.accept("called", "on", "null", "input")
        || cursor.accept("not", "leakproof")
        || cursor.accept("external", "security")) {
      return;
    } else if (cursor.isAny(
        "immutable",
        "stable",
        "volatile",
        "strict",
        "leakproof",
        "window",
        "security",
        "definer",
        "invoker",
        "parallel",
        "safe",
        "unsafe",
        "restricted")) {
      cursor.skip();
    } else {
      throw cursor.error();
    }
  }

  private void atomic(Body body) {
    int start = cursor.position();
    cursor.expect("begin", "atomic");
    int first = cursor.position();
    int depth = 1;
    while (depth > 0) {
      if (cursor.atEnd()) {
        throw cursor.error();
      }
      depth += cursor.is("case") ? 1 : cursor.is("end") ? -1 : 0;
      if (depth > 0) {
        cursor.skip();
      }
    }
    body.queries = cursor.textFrom(first);
    cursor.expect("end");
    body.text = cursor.textFrom(start);
    body.atomic = true;
    cursor.expectEnd();
  }

  /** After CREATE [OR REPLACE] [CONSTRAINT] TRIGGER. */
  Statement createTrigger(boolean orReplace) {
    String trigger = cursor.columnName();
    if (!cursor.accept("before") && !cursor.accept("after")) {
      cursor.expect("instead", "of");
    }
    List<String> columns = new ArrayList<>();
    do {
      if (cursor.accept("update")) {
        if (cursor.accept("of")) {
          columns.addAll(cursor.list(cursor::columnName));
        }
      } else if (cursor.isAny("insert", "delete", "truncate")) {
        cursor.skip();
      } else {
        throw cursor.error();
      }
    } while (cursor.accept("or"));
    cursor.expect("on");
    Name table = cursor.name();
    Optional<Expression> when = Optional.empty();
    while (!cursor.is("execute")) {
      if (cursor.accept("when")) {
        cursor.expectSymbol("(");
        when = Optional.of(expressions.expression());
        cursor.expectSymbol(")");
      } else if (cursor.accept("from")) {
        cursor.name();
      } else if (cursor.isAny(
              "for",
              "each",
              "row",
              "statement",
              "referencing",
              "old",
              "new",
              "table",
              "as",
              "not",
              "deferrable",
              "initially",
              "deferred",
              "immediate")
          || cursor.atColumnName()) {
        cursor.skip();
      } else {
        throw cursor.error();
      }
    }
    cursor.expect("execute");
    if (!cursor.accept("procedure")) {
      cursor.expect("function");
    }
    Name function = cursor.restOfName(cursor.label());
    cursor.skipParentheses();
    cursor.expectEnd();
    return new Statement.CreateTrigger(trigger, orReplace, table, columns, when, function);
  }

  /** After CREATE POLICY. */
  Statement createPolicy() {
    String policy = cursor.columnName();
    cursor.expect("on");
    Name table = cursor.name();
    if (cursor.accept("as")) {
      cursor.label();
    }
    if (cursor.accept("for")) {
      cursor.label();
    }
    if (cursor.accept("to")) {
      cursor.list(cursor::label);
    }
    List<Expression> held = new ArrayList<>();
    while (!cursor.atEnd()) {
      if (!cursor.accept("using")) {
        cursor.expect("with", "check");
      }
      cursor.expectSymbol("(");
      held.add(expressions.expression());
      cursor.expectSymbol(")");
    }
    return new Statement.CreatePolicy(policy, table, held);
  }

  /** After CREATE [OR REPLACE] RULE. */
  Statement createRule(boolean orReplace) {
    String rule = cursor.columnName();
    cursor.expect("as", "on");
    cursor.label();
    cursor.expect("to");
    Name table = cursor.name();
    int start = cursor.position();
    if (!cursor.is("do") && !cursor.is("where")) {
      throw cursor.error();
    }
    cursor.skipToEnd();
    return new Statement.CreateRule(rule, orReplace, table, List.of(expressions.obscure(start)));
  }

  /** After CREATE [OR REPLACE] [MATERIALIZED] VIEW. */
  Statement createView(boolean orReplace, boolean materialized) {
    boolean ifNotExists = materialized && cursor.acceptIfNotExists();
    Name view = cursor.name();
    List<String> columns = cursor.symbol("(") ? cursor.columnList() : List.of();
    if (cursor.accept("using")) {
      cursor.columnName();
    }
    if (cursor.accept("with")) {
      cursor.storageOptions();
    }
    if (cursor.accept("tablespace")) {
      cursor.columnName();
    }
    cursor.expect("as");
    if (!expressions.queries().atQuery()) {
      throw cursor.error();
    }
    Query query = expressions.queries().query();
    if (cursor.accept("with")) {
      viewOption(materialized);
    }
    cursor.expectEnd();
    return new Statement.CreateView(view, orReplace, materialized, ifNotExists, columns, query);
  }

  private void viewOption(boolean materialized) {
    if (materialized) {
      cursor.accept("no");
      cursor.expect("data");
      return;
    }
    if (!cursor.accept("cascaded")) {
      cursor.accept("local");
    }
    cursor.expect("check", "option");
  }

  /** After CREATE CAST. */
  Statement createCast() {
    cursor.expectSymbol("(");
    TypeName from = expressions.types().type();
    cursor.expect("as");
    TypeName to = expressions.types().type();
    cursor.expectSymbol(")");
    if (!cursor.isAny("with", "without")) {
      throw cursor.error();
    }
    cursor.skipToEnd();
    return new Statement.CreateCast(from, to);
  }
}
