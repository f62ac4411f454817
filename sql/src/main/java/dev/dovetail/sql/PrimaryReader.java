package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.TypeName;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The operands of expressions: constants, columns, calls, brackets, CASE, with their casts. */
final class PrimaryReader {

  private final Cursor cursor;
  private final ExpressionReader expressions;
  private final TypeReader types;
  private final CallReader calls;

  PrimaryReader(Cursor cursor, ExpressionReader expressions, TypeReader types) {
    this.cursor = cursor;
    this.expressions = expressions;
    this.types = types;
    this.calls = new CallReader(cursor, expressions);
  }

  Expression primary() {
    int start = cursor.position();
    Expression operand = bare(start);
    for (int links = 0; ; links++) {
      if (links > 100) {
        throw Cursor.unknown("a chain of more than 100 casts and subscripts");
      }
      if (cursor.acceptSymbol("::")) {
        operand = new Expression.Cast(operand, types.type());
      } else if (cursor.symbol("[")) {
        operand = subscript(operand, start);
      } else if (cursor.symbol(".") && afterBracket()) {
        operand = field(operand, start);
      } else {
        return operand;
      }
    }
  }

  private boolean afterBracket() {
    Token before = cursor.peek(-1);
    return before.symbol(")") || before.symbol("]") || before.kind() == Kind.PARAMETER;
  }

  private Expression subscript(Expression operand, int start) {
    cursor.expectSymbol("[");
    boolean slice = cursor.acceptSymbol(":");
    Optional<Expression> index =
        cursor.symbol("]") ? Optional.empty() : Optional.of(expressions.expression());
    if (!slice && cursor.acceptSymbol(":")) {
      slice = true;
      if (!cursor.symbol("]")) {
        expressions.expression();
      }
    }
    cursor.expectSymbol("]");
    if (slice || index.isEmpty()) {
      return expressions.obscure(start);
    }
    return new Expression.Operator("[]", List.of(operand, index.get()));
  }

  private Expression field(Expression operand, int start) {
    cursor.expectSymbol(".");
    if (cursor.acceptSymbol("*")) {
      return expressions.obscure(start);
    }
    return new Expression.Operator(".", List.of(operand, new Expression.Text(cursor.label())));
  }

  private Expression bare(int start) {
    if (cursor.atEnd()) {
      throw cursor.error();
    }
    Token token = cursor.peek();
    return switch (token.kind()) {
      case NUMBER -> {
        cursor.skip();
        yield new Expression.Number(cursor.text(token));
      }
      case STRING -> new Expression.Text(cursor.string());
      case BITS, PARAMETER -> {
        cursor.skip();
        yield expressions.obscure(start);
      }
      case QUOTED -> columnOrCall(start);
      case WORD -> word(token.text(), start);
      case SYMBOL -> symbol(start);
      case SPACE, COMMENT, BACKSLASH, COPY_ROWS, BROKEN -> throw cursor.error();
    };
  }

  private Expression symbol(int start) {
    if (cursor.symbol("(")) {
      return brackets(start);
    }
    throw cursor.error();
  }

  private Expression brackets(int start) {
    if (expressions.queries().atQuery(1)) {
      Optional<Expression> scalar = scalar();
      if (scalar.isPresent()) {
        return scalar.get();
      }
    }
    cursor.expectSymbol("(");
    List<Expression> items = expressions.expressions();
    cursor.expectSymbol(")");
    return items.size() == 1 ? items.get(0) : overlaps(new Expression.Row(items), start);
  }

  /** {@code (SELECT ...)}; empty where more brackets hold an expression that begins with one. */
  private Optional<Expression> scalar() {
    int start = cursor.position();
    boolean certain = !cursor.peek(1).symbol("(");
    try {
      cursor.expectSymbol("(");
      Query query = expressions.queries().query();
      cursor.expectSymbol(")");
      return Optional.of(new Expression.Scalar(query));
    } catch (Stop.Refusal refusal) {
      if (certain) {
        throw refusal;
      }
      cursor.back(start);
      return Optional.empty();
    }
  }

  private Expression overlaps(Expression row, int start) {
    if (!cursor.accept("overlaps")) {
      return row;
    }
    bare(cursor.position());
    return expressions.obscure(start);
  }

  private Expression word(String word, int start) {
    return switch (word) {
      case "true", "false" -> {
        cursor.skip();
        yield new Expression.Bool(word.equals("true"));
      }
      case "null" -> {
        cursor.skip();
        yield new Expression.Null();
      }
      case "default" -> {
        cursor.skip();
        yield new Expression.Default();
      }
      case "case" -> cursor.deeper(this::caseOf);
      case "cast" -> cast();
      case "array" -> array();
      case "row" -> row(start);
      case "exists" -> exists(start);
      case "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "current_user",
          "current_role",
          "session_user",
          "user",
          "current_catalog",
          "current_schema",
          "system_user" ->
          keyword(word, start);
      default -> types.atBuiltIn() ? typed(start) : columnOrCall(start);
    };
  }

  private Expression keyword(String word, int start) {
    if (cursor.peek(1).symbol("(") && word.equals("current_schema")) {
      return columnOrCall(start);
    }
    cursor.skip();
    if (word.contains("time") && cursor.symbol("(")) {
      cursor.skipParentheses();
      return expressions.obscure(start);
    }
    return new Expression.Keyword(word.toUpperCase(Locale.ROOT));
  }

  private Expression caseOf() {
    cursor.expect("case");
    Optional<Expression> operand =
        cursor.is("when") ? Optional.empty() : Optional.of(expressions.expression());
    List<Expression.When> branches = new ArrayList<>();
    do {
      cursor.expect("when");
      Expression condition = expressions.expression();
      cursor.expect("then");
      branches.add(new Expression.When(condition, expressions.expression()));
    } while (cursor.is("when"));
    Optional<Expression> otherwise = expressions.optional("else");
    cursor.expect("end");
    return new Expression.Case(operand, branches, otherwise);
  }

  private Expression cast() {
    cursor.skip();
    cursor.expectSymbol("(");
    Expression operand = expressions.expression();
    cursor.expect("as");
    TypeName type = types.type();
    cursor.expectSymbol(")");
    return new Expression.Cast(operand, type);
  }

  private Expression array() {
    cursor.expect("array");
    if (cursor.acceptSymbol("(")) {
      Query query = expressions.queries().query();
      cursor.expectSymbol(")");
      return new Expression.Call(Name.of("array"), List.of(new Expression.Scalar(query)));
    }
    return cursor.deeper(this::arrayItems);
  }

  private Expression arrayItems() {
    cursor.expectSymbol("[");
    List<Expression> items =
        cursor.symbol("]")
            ? List.of()
            : cursor.list(() -> cursor.symbol("[") ? arrayItems() : expressions.expression());
    cursor.expectSymbol("]");
    return new Expression.Array(items);
  }

  private Expression row(int start) {
    if (!cursor.peek(1).symbol("(")) {
      return columnOrCall(start);
    }
    cursor.skip();
    cursor.expectSymbol("(");
    List<Expression> items = cursor.symbol(")") ? List.of() : expressions.expressions();
    cursor.expectSymbol(")");
    return overlaps(new Expression.Row(items), start);
  }

  private Expression exists(int start) {
    if (!cursor.peek(1).symbol("(")) {
      return columnOrCall(start);
    }
    cursor.skip();
    cursor.expectSymbol("(");
    Query query = expressions.queries().existence();
    cursor.expectSymbol(")");
    return new Expression.Exists(query);
  }

  /** {@code timestamp '...'}, {@code interval '1' day}; else the word is a column's name. */
  private Expression typed(int start) {
    Token next = cursor.peek(1);
    boolean column =
        next.kind() != Kind.STRING && next.kind() != Kind.WORD && !next.symbol("(")
            || next.kind() == Kind.WORD && !continuesType(next.text());
    if (column) {
      return columnOrCall(start);
    }
    TypeName type = types.simple();
    if (!cursor.kind(Kind.STRING)) {
      throw cursor.error();
    }
    Expression text = new Expression.Text(cursor.string());
    if (type.name().name().equals("interval") && type.modifiers().isEmpty()) {
      type = new TypeName(type.name(), types.fields(), 0);
    }
    return new Expression.Cast(text, type);
  }

  private static boolean continuesType(String word) {
    return switch (word) {
      case "varying", "precision", "character", "char", "without" -> true;
      case "with" -> true;
      default -> false;
    };
  }

  private Expression columnOrCall(int start) {
    if (cursor.is("double") && cursor.peek(1).word("precision")) {
      return typed(start);
    }
    Token first = cursor.peek();
    boolean word = first.kind() == Kind.WORD;
    if (word && Keywords.onlyColumnName(first.text()) && cursor.peek(1).symbol("(")) {
      return calls.special(first.text(), start);
    }
    if (word && CallReader.json(first.text()) && cursor.peek(1).symbol("(")) {
      return calls.unread(start);
    }
    boolean functionOnly =
        word && !Keywords.columnName(first.text()) && Keywords.functionName(first.text());
    List<String> path = new ArrayList<>();
    path.add(functionOnly ? cursor.label() : cursor.columnName());
    while (cursor.symbol(".")) {
      cursor.skip();
      if (cursor.acceptSymbol("*")) {
        path.add("*");
        return new Expression.ColumnRef(path);
      }
      path.add(cursor.label());
    }
    if (cursor.symbol("(")) {
      return calledOrTyped(path, start);
    }
    if (cursor.kind(Kind.STRING)) {
      return new Expression.Cast(new Expression.Text(cursor.string()), TypeName.of(name(path)));
    }
    if (functionOnly && path.size() == 1) {
      throw cursor.error();
    }
    return new Expression.ColumnRef(path);
  }

  private Expression calledOrTyped(List<String> path, int start) {
    Expression call = cursor.deeper(() -> calls.call(name(path), start));
    if (cursor.kind(Kind.STRING)) {
      cursor.string();
      return expressions.obscure(start);
    }
    return call;
  }

  private static Name name(List<String> path) {
    int last = path.size() - 1;
    return last == 0 ? Name.of(path.get(0)) : Name.of(path.get(last - 1), path.get(last));
  }
}
