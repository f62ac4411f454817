package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Expressions by PostgreSQL's precedence. What {@link Expression} cannot hold is read as the
 * grammar reads it, and kept as {@link Expression.Obscure}.
 */
final class ExpressionReader {

  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int IS = 4;
  private static final int COMPARISON = 5;
  private static final int MATCH = 6;
  private static final int OTHER = 7;
  private static final int SUM = 8;
  private static final int PRODUCT = 9;
  private static final int POWER = 10;
  private static final int AT = 11;
  private static final int COLLATE = 12;
  private static final int SIGN = 13;

  /** So long may a chain of operators be before whoever walks it would run out of stack. */
  private static final int LONGEST_CHAIN = 300;

  private final Cursor cursor;
  private final TypeReader types;
  private final PrimaryReader primaries;
  private final QueryReader queries;

  ExpressionReader(Cursor cursor) {
    this.cursor = cursor;
    this.types = new TypeReader(cursor);
    this.queries = new QueryReader(cursor, this);
    this.primaries = new PrimaryReader(cursor, this, types);
  }

  Expression expression() {
    return climb(OR, false);
  }

  /**
   * The shorter form that stands after DEFAULT and in BETWEEN: nothing with AND, OR, IN, IS NULL.
   */
  Expression simpleExpression() {
    return climb(COMPARISON, true);
  }

  /** An operand without operators, as a function call in an index. */
  Expression primary() {
    return primaries.primary();
  }

  List<Expression> expressions() {
    return cursor.list(this::expression);
  }

  QueryReader queries() {
    return queries;
  }

  TypeReader types() {
    return types;
  }

  // ---- precedence

  private Expression climb(int weakest, boolean simple) {
    return cursor.deeper(() -> chain(weakest, simple));
  }

  private Expression chain(int weakest, boolean simple) {
    int start = cursor.position();
    Expression left = prefixed(weakest, simple);
    for (int links = 0; ; links++) {
      int strength = strength(simple);
      if (strength < weakest) {
        return left;
      }
      if (links > LONGEST_CHAIN) {
        throw Cursor.unknown("a chain of more than " + LONGEST_CHAIN + " operators");
      }
      left =
          switch (strength) {
            case OR, AND -> logical(left, strength == OR ? "or" : "and", strength + 1);
            case IS -> is(left, start, simple);
            case MATCH -> match(left, start);
            case AT -> atZone(left);
            case COLLATE -> collate(left);
            default -> binary(left, strength, start, simple);
          };
    }
  }

  private Expression prefixed(int weakest, boolean simple) {
    if (!simple && weakest <= NOT && cursor.accept("not")) {
      return new Expression.Logical("NOT", List.of(climb(NOT, false)));
    }
    Token token = cursor.peek();
    if (token.word("operator") && cursor.peek(1).symbol("(")) {
      throw Cursor.unknown("OPERATOR before its operand");
    }
    if (token.kind() == Kind.SYMBOL) {
      if (token.text().equals("-") || token.text().equals("+")) {
        cursor.skip();
        return sign(token.text(), climb(SIGN, simple));
      }
      if (otherOperator(token.text())) {
        cursor.skip();
        return new Expression.Operator(token.text(), List.of(climb(SUM, simple)));
      }
    }
    return primaries.primary();
  }

  private static Expression sign(String sign, Expression operand) {
    return operand instanceof Expression.Number number && sign.equals("-")
        ? new Expression.Number("-" + number.digits())
        : new Expression.Operator(sign, List.of(operand));
  }

  /** How strongly the operator at hand binds; 0 where there is none. */
  private int strength(boolean simple) {
    Token token = cursor.peek();
    if (token.kind() == Kind.SYMBOL) {
      return symbolStrength(token.text());
    }
    if (token.kind() != Kind.WORD) {
      return 0;
    }
    if (simple) {
      return token.word("is") ? COMPARISON : token.word("operator") ? OTHER : 0;
    }
    return switch (token.text()) {
      case "or" -> OR;
      case "and" -> AND;
      case "is", "isnull", "notnull" -> IS;
      case "between", "in", "like", "ilike" -> MATCH;
      case "similar" -> cursor.peek(1).word("to") ? MATCH : 0;
      case "not" -> negatedMatch() ? MATCH : 0;
      case "operator" -> cursor.peek(1).symbol("(") ? OTHER : 0;
      case "at" -> cursor.peek(1).word("time") || cursor.peek(1).word("local") ? AT : 0;
      case "collate" -> COLLATE;
      default -> 0;
    };
  }

  private boolean negatedMatch() {
    Token next = cursor.peek(1);
    return next.word("between")
        || next.word("in")
        || next.word("like")
        || next.word("ilike")
        || next.word("similar");
  }

  private static int symbolStrength(String symbol) {
    return switch (symbol) {
      case "<", ">", "=", "<=", ">=", "<>" -> COMPARISON;
      case "+", "-" -> SUM;
      case "*", "/", "%" -> PRODUCT;
      case "^" -> POWER;
      default -> otherOperator(symbol) ? OTHER : 0;
    };
  }

  private static boolean otherOperator(String symbol) {
    char first = symbol.charAt(0);
    if (",()[].;:".indexOf(first) >= 0 || symbol.equals("=>")) {
      return false;
    }
    return symbol.length() > 1
        ? !(symbol.equals("<=") || symbol.equals(">=") || symbol.equals("<>"))
        : "<>=+-*/%^".indexOf(first) < 0;
  }

  // ---- operators

  private Expression logical(Expression left, String word, int operand) {
    List<Expression> operands = new ArrayList<>();
    operands.add(left);
    while (cursor.accept(word)) {
      operands.add(climb(operand, false));
    }
    return new Expression.Logical(word.toUpperCase(Locale.ROOT), operands);
  }

  private Expression binary(Expression left, int strength, int start, boolean simple) {
    if (simple && cursor.is("is")) {
      return is(left, start, true);
    }
    String symbol = operatorSymbol();
    if (!simple && strength <= OTHER && cursor.isAny("any", "all", "some")) {
      return quantified(left, symbol, start);
    }
    Expression right = climb(strength + 1, simple);
    if (strength == COMPARISON && strength(simple) == COMPARISON) {
      throw cursor.error();
    }
    return new Expression.Operator(symbol, List.of(left, right));
  }

  /** An operator, or {@code OPERATOR(schema.op)}. */
  private String operatorSymbol() {
    if (!cursor.accept("operator")) {
      String symbol = cursor.peek().text();
      cursor.skip();
      return symbol;
    }
    cursor.expectSymbol("(");
    while (cursor.kind(Kind.WORD) || cursor.kind(Kind.QUOTED)) {
      cursor.columnName();
      cursor.expectSymbol(".");
    }
    String symbol = cursor.peek().text();
    if (!cursor.kind(Kind.SYMBOL) || symbolStrength(symbol) == 0) {
      throw cursor.error();
    }
    cursor.skip();
    cursor.expectSymbol(")");
    return symbol;
  }

  private Expression quantified(Expression left, String symbol, int start) {
    boolean all = cursor.is("all");
    cursor.skip();
    cursor.expectSymbol("(");
    if (queries().atQuery()) {
      Query query = queries().query();
      cursor.expectSymbol(")");
      if (symbol.equals("=") && !all) {
        return new Expression.InQuery(left, query, false);
      }
      return symbol.equals("<>") && all
          ? new Expression.InQuery(left, query, true)
          : obscure(start);
    }
    Expression array = expression();
    cursor.expectSymbol(")");
    return new Expression.Quantified(left, symbol, array, all);
  }

  private Expression is(Expression left, int start, boolean simple) {
    if (!simple && (cursor.accept("isnull") || cursor.is("notnull"))) {
      return new Expression.IsNull(left, cursor.accept("notnull"));
    }
    cursor.expect("is");
    boolean negated = cursor.accept("not");
    String not = negated ? "NOT " : "";
    if (cursor.accept("distinct", "from")) {
      Expression right = climb(simple ? MATCH : COMPARISON, simple);
      return new Expression.Operator("IS " + not + "DISTINCT FROM", List.of(left, right));
    }
    if (cursor.accept("document")) {
      return obscure(start);
    }
    if (simple) {
      throw cursor.error();
    }
    if (cursor.accept("null")) {
      return new Expression.IsNull(left, negated);
    }
    for (String word : List.of("true", "false", "unknown")) {
      if (cursor.accept(word)) {
        return new Expression.Operator("IS " + not + word.toUpperCase(Locale.ROOT), List.of(left));
      }
    }
    if (cursor.isAny("nfc", "nfd", "nfkc", "nfkd")) {
      cursor.skip();
      cursor.expect("normalized");
      return obscure(start);
    }
    if (cursor.accept("normalized")) {
      return obscure(start);
    }
    if (cursor.accept("json")) {
      isJson();
      return obscure(start);
    }
    throw cursor.error();
  }

  private void isJson() {
    if (cursor.isAny("value", "array", "object", "scalar")) {
      cursor.skip();
    }
    if (cursor.accept("with", "unique") || cursor.accept("without", "unique")) {
      cursor.accept("keys");
    }
  }

  /** LIKE, ILIKE, SIMILAR TO, BETWEEN, IN, each also with NOT. */
  private Expression match(Expression left, int start) {
    boolean negated = cursor.accept("not");
    if (cursor.accept("in")) {
      return in(left, negated);
    }
    if (cursor.accept("between")) {
      return between(left, start, negated);
    }
    boolean similar = cursor.accept("similar", "to");
    String symbol = similar ? "SIMILAR TO" : cursor.is("ilike") ? "~~*" : "~~";
    if (!similar) {
      cursor.skip();
    }
    symbol = !negated ? symbol : similar ? "NOT SIMILAR TO" : "!" + symbol;
    if (!similar && cursor.isAny("any", "all", "some")) {
      return quantified(left, symbol, start);
    }
    Expression right = climb(OTHER, false);
    if (cursor.accept("escape")) {
      climb(OTHER, false);
      return obscure(start);
    }
    refuseSecondMatch();
    return new Expression.Operator(symbol, List.of(left, right));
  }

  private void refuseSecondMatch() {
    if (strength(false) == MATCH) {
      throw cursor.error();
    }
  }

  private Expression in(Expression left, boolean negated) {
    cursor.expectSymbol("(");
    if (queries().atQuery()) {
      Query query = queries().query();
      cursor.expectSymbol(")");
      return new Expression.InQuery(left, query, negated);
    }
    List<Expression> items = expressions();
    cursor.expectSymbol(")");
    return new Expression.In(left, items, negated);
  }

  private Expression between(Expression left, int start, boolean negated) {
    boolean symmetric = cursor.accept("symmetric");
    if (!symmetric) {
      cursor.accept("asymmetric");
    }
    Expression low = simpleExpression();
    cursor.expect("and");
    Expression high = climb(OTHER, false);
    refuseSecondMatch();
    if (symmetric) {
      return obscure(start);
    }
    Expression above = new Expression.Operator(negated ? "<" : ">=", List.of(left, low));
    Expression below = new Expression.Operator(negated ? ">" : "<=", List.of(left, high));
    return new Expression.Logical(negated ? "OR" : "AND", List.of(above, below));
  }

  private Expression atZone(Expression left) {
    cursor.expect("at");
    if (cursor.accept("local")) {
      return new Expression.Call(Name.of("timezone"), List.of(left));
    }
    cursor.expect("time", "zone");
    return new Expression.Call(Name.of("timezone"), List.of(climb(COLLATE, false), left));
  }

  private Expression collate(Expression left) {
    cursor.expect("collate");
    String collation = cursor.name().toString();
    return new Expression.Operator("COLLATE", List.of(left, new Expression.Text(collation)));
  }

  // ---- what cannot be held

  /** All that was taken since a position, as text and words. */
  Expression obscure(int start) {
    return new Expression.Obscure(cursor.textFrom(start), Wordlist.of(cursor, cursor.taken(start)));
  }

  Optional<Expression> optional(String word) {
    return cursor.accept(word) ? Optional.of(expression()) : Optional.empty();
  }
}
