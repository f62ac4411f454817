package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.TypeName;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Function calls, and the functions that have a syntax of their own. */
final class CallReader {

  private final Cursor cursor;
  private final ExpressionReader expressions;

  CallReader(Cursor cursor, ExpressionReader expressions) {
    this.cursor = cursor;
    this.expressions = expressions;
  }

  /** From the bracket on. */
  Expression call(Name function, int start) {
    cursor.expectSymbol("(");
    List<Expression> arguments = new ArrayList<>();
    boolean plain = true;
    if (cursor.acceptSymbol("*")) {
      arguments.add(new Expression.ColumnRef(List.of("*")));
    } else if (!cursor.symbol(")")) {
      plain = !cursor.accept("distinct");
      if (plain) {
        cursor.accept("all");
      }
      do {
        plain &= argument(arguments);
      } while (cursor.acceptSymbol(","));
      plain &= !orderBy();
    }
    cursor.expectSymbol(")");
    plain &= !trailing();
    return plain ? new Expression.Call(function, arguments) : expressions.obscure(start);
  }

  /** Whether the argument is one by its place alone. */
  private boolean argument(List<Expression> arguments) {
    boolean plain = !cursor.accept("variadic");
    Token next = cursor.peek(1);
    if (next.symbol(":=") || next.symbol("=>")) {
      cursor.label();
      cursor.skip();
      plain = false;
    }
    arguments.add(expressions.expression());
    return plain;
  }

  private boolean orderBy() {
    if (!cursor.accept("order", "by")) {
      return false;
    }
    expressions.queries().sortKeys();
    return true;
  }

  /** WITHIN GROUP, FILTER, OVER. */
  private boolean trailing() {
    boolean any = false;
    if (cursor.accept("within", "group")) {
      cursor.expectSymbol("(");
      cursor.expect("order", "by");
      expressions.queries().sortKeys();
      cursor.expectSymbol(")");
      any = true;
    }
    if (cursor.is("filter") && cursor.peek(1).symbol("(")) {
      cursor.skip();
      cursor.expectSymbol("(");
      cursor.expect("where");
      expressions.expression();
      cursor.expectSymbol(")");
      any = true;
    }
    if (cursor.is("over") && (cursor.peek(1).symbol("(") || named(cursor.peek(1)))) {
      cursor.skip();
      if (cursor.symbol("(")) {
        expressions.queries().window();
      } else {
        cursor.columnName();
      }
      any = true;
    }
    return any;
  }

  private static boolean named(Token token) {
    return token.kind() == Kind.QUOTED
        || (token.kind() == Kind.WORD && Keywords.columnName(token.text()));
  }

  /** Functions that got a syntax of their own for JSON, in one version or another. */
  static boolean json(String word) {
    return switch (word) {
      case "json_object",
          "json_array",
          "json_objectagg",
          "json_arrayagg",
          "json_scalar",
          "json_serialize",
          "json_exists",
          "json_query",
          "json_value",
          "json_table" ->
          true;
      default -> false;
    };
  }

  /** Such a call, unread. */
  Expression unread(int start) {
    cursor.skip();
    cursor.skipParentheses();
    trailing();
    return expressions.obscure(start);
  }

  /** EXTRACT, SUBSTRING, TRIM ...; from the function's word on. */
  Expression special(String word, int start) {
    cursor.skip();
    return switch (word) {
      case "coalesce", "greatest", "least", "nullif" -> {
        cursor.expectSymbol("(");
        List<Expression> arguments = expressions.expressions();
        cursor.expectSymbol(")");
        yield new Expression.Call(Name.of(word), arguments);
      }
      case "extract" -> extract();
      case "position" -> position();
      case "substring" -> substring(start);
      case "overlay" -> overlay(start);
      case "trim" -> trim();
      case "treat" -> treat();
      case "grouping", "normalize" -> {
        cursor.skipParentheses();
        yield expressions.obscure(start);
      }
      case "char", "character", "bit", "varchar", "numeric", "dec", "decimal", "float" ->
          typed(start);
      default -> {
        if (!word.startsWith("xml")) {
          throw Cursor.unknown("the call of " + word);
        }
        cursor.skipParentheses();
        yield expressions.obscure(start);
      }
    };
  }

  /** {@code numeric(3, 1) '1.2'}. */
  private Expression typed(int start) {
    cursor.back(start);
    TypeName type = expressions.types().simple();
    return new Expression.Cast(new Expression.Text(cursor.string()), type);
  }

  private Expression extract() {
    cursor.expectSymbol("(");
    String field = cursor.kind(Kind.STRING) ? cursor.string() : cursor.label();
    cursor.expect("from");
    Expression source = expressions.expression();
    cursor.expectSymbol(")");
    return new Expression.Call(Name.of("extract"), List.of(new Expression.Text(field), source));
  }

  private Expression position() {
    cursor.expectSymbol("(");
    Expression wanted = expressions.simpleExpression();
    cursor.expect("in");
    Expression text = expressions.simpleExpression();
    cursor.expectSymbol(")");
    return new Expression.Call(Name.of("position"), List.of(text, wanted));
  }

  private Expression substring(int start) {
    cursor.expectSymbol("(");
    List<Expression> arguments = new ArrayList<>(expressions.expressions());
    boolean unplaced = false;
    boolean from = false;
    while (cursor.isAny("from", "for", "similar", "escape")) {
      from |= cursor.is("from");
      unplaced |= !from;
      cursor.skip();
      arguments.add(expressions.expression());
    }
    cursor.expectSymbol(")");
    return unplaced
        ? expressions.obscure(start)
        : new Expression.Call(Name.of("substring"), arguments);
  }

  private Expression overlay(int start) {
    cursor.expectSymbol("(");
    List<Expression> arguments = new ArrayList<>(expressions.expressions());
    while (cursor.isAny("placing", "from", "for")) {
      cursor.skip();
      arguments.add(expressions.expression());
    }
    cursor.expectSymbol(")");
    return arguments.size() < 3
        ? expressions.obscure(start)
        : new Expression.Call(Name.of("overlay"), arguments);
  }

  private Expression trim() {
    cursor.expectSymbol("(");
    String function = "btrim";
    if (cursor.accept("leading")) {
      function = "ltrim";
    } else if (cursor.accept("trailing")) {
      function = "rtrim";
    } else {
      cursor.accept("both");
    }
    List<Expression> arguments = new ArrayList<>();
    if (!cursor.is("from")) {
      arguments.addAll(expressions.expressions());
    }
    if (cursor.accept("from")) {
      arguments.addAll(0, expressions.expressions());
    }
    cursor.expectSymbol(")");
    return new Expression.Call(Name.of(function), arguments);
  }

  private Expression treat() {
    cursor.expectSymbol("(");
    Expression operand = expressions.expression();
    cursor.expect("as");
    TypeName type = expressions.types().type();
    cursor.expectSymbol(")");
    return new Expression.Cast(operand, type);
  }
}
