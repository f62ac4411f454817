package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;
import dev.dovetail.python.syntax.Node.Comprehension;
import dev.dovetail.python.syntax.Node.Expr;
import dev.dovetail.python.syntax.Node.Keyword;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads expressions: one method for each rule of Python's grammar that makes a node. */
final class Expressions {

  private final Cursor c;
  private final Parameters parameters;
  private final Strings strings;
  private final Displays displays;

  Expressions(Cursor cursor) {
    this.c = cursor;
    this.parameters = new Parameters(cursor, this);
    this.strings = new Strings(cursor, this);
    this.displays = new Displays(cursor, this);
  }

  Parameters parameters() {
    return parameters;
  }

  Strings strings() {
    return strings;
  }

  // ---- lists of expressions

  /** {@code yield} or {@code a, *b}: what stands on the right of an assignment. */
  Expr value() {
    return c.is(Kind.YIELD) ? yieldExpression() : starExpressions();
  }

  Expr starExpressions() {
    int start = c.at();
    Expr first = starExpression();
    if (!c.is(Kind.COMMA)) {
      return first;
    }
    List<Expr> elements = new ArrayList<>();
    elements.add(first);
    while (c.accept(Kind.COMMA) && c.kind().startsExpression()) {
      elements.add(starExpression());
    }
    return new Node.Tuple(elements, c.from(start));
  }

  private Expr starExpression() {
    return c.is(Kind.STAR) ? starred() : expression();
  }

  /** {@code *a} as an element: it takes an operand, not a whole expression. */
  Expr starred() {
    int start = c.expect(Kind.STAR);
    int outer = c.enter();
    Expr value = operand();
    c.leave(outer);
    return new Node.Starred(value, c.from(start));
  }

  Expr starNamed() {
    return c.is(Kind.STAR) ? starred() : named();
  }

  Expr yieldExpression() {
    int start = c.expect(Kind.YIELD);
    if (c.accept(Kind.FROM)) {
      Expr source = expression();
      return new Node.Yield(Optional.of(source), true, c.from(start));
    }
    if (!c.kind().startsExpression()) {
      return new Node.Yield(Optional.empty(), false, c.from(start));
    }
    Expr value = starExpressions();
    return new Node.Yield(Optional.of(value), false, c.from(start));
  }

  // ---- one expression

  /** {@code name := value} or an expression. */
  Expr named() {
    int start = c.at();
    if (c.is(Kind.NAME) && c.next() == Kind.WALRUS) {
      Expr target = new Node.Name(c.tokens.name(start), c.span(start));
      c.take();
      c.take();
      Expr value = expression();
      return new Node.NamedExpr(target, value, c.from(start));
    }
    Expr value = expression();
    if (c.is(Kind.WALRUS)) {
      throw c.mistake("cannot use an assignment expression with this target");
    }
    return value;
  }

  Expr expression() {
    int outer = c.enter();
    int start = c.at();
    Expr value;
    if (c.is(Kind.LAMBDA)) {
      value = lambda();
    } else {
      value = disjunction();
      if (c.accept(Kind.IF)) {
        Expr test = disjunction();
        c.expect(Kind.ELSE);
        Expr orElse = expression();
        value = new Node.IfExp(test, value, orElse, c.from(start));
      }
    }
    c.leave(outer);
    return value;
  }

  private Expr lambda() {
    int start = c.expect(Kind.LAMBDA);
    Node.Parameters list = parameters.ofLambda();
    c.expect(Kind.COLON);
    Expr body = expression();
    return new Node.Lambda(list, body, c.from(start));
  }

  Expr disjunction() {
    int start = c.at();
    Expr first = conjunction();
    if (!c.is(Kind.OR)) {
      return first;
    }
    List<Expr> values = new ArrayList<>();
    values.add(first);
    while (c.accept(Kind.OR)) {
      values.add(conjunction());
    }
    c.stack();
    return new Node.BoolOp(false, values, c.from(start));
  }

  private Expr conjunction() {
    int start = c.at();
    Expr first = inversion();
    if (!c.is(Kind.AND)) {
      return first;
    }
    List<Expr> values = new ArrayList<>();
    values.add(first);
    while (c.accept(Kind.AND)) {
      values.add(inversion());
    }
    c.stack();
    return new Node.BoolOp(true, values, c.from(start));
  }

  private Expr inversion() {
    if (!c.is(Kind.NOT)) {
      return comparison();
    }
    int start = c.take();
    int outer = c.enter();
    Expr operand = inversion();
    c.leave(outer);
    return new Node.UnaryOp("not", operand, c.from(start));
  }

  private Expr comparison() {
    int start = c.at();
    Expr left = operand();
    String operator = comparator();
    if (operator.isEmpty()) {
      return left;
    }
    List<String> operators = new ArrayList<>();
    List<Expr> comparators = new ArrayList<>();
    while (!operator.isEmpty()) {
      operators.add(operator);
      comparators.add(operand());
      operator = comparator();
    }
    c.stack();
    return new Node.Compare(left, operators, comparators, c.from(start));
  }

  /** Takes an operator of comparison, if there is one. */
  private String comparator() {
    Kind kind = c.kind();
    return switch (kind) {
      case LESS, GREATER, LESS_EQUAL, GREATER_EQUAL, EQUAL, NOT_EQUAL, IN -> {
        c.take();
        yield kind.text;
      }
      case IS -> {
        c.take();
        yield c.accept(Kind.NOT) ? "is not" : "is";
      }
      case NOT -> {
        if (c.next() != Kind.IN) {
          yield "";
        }
        c.take();
        c.take();
        yield "not in";
      }
      default -> "";
    };
  }

  /** What a comparison compares: arithmetic and all that binds tighter. */
  Expr operand() {
    return binary(1);
  }

  private Expr binary(int tightness) {
    int start = c.at();
    Expr left = factor();
    while (true) {
      Kind kind = c.kind();
      if (kind.precedence < tightness || kind.precedence == 0) {
        return left;
      }
      c.take();
      Expr right = binary(kind.precedence + 1);
      c.stack();
      left = new Node.BinOp(left, kind.text, right, c.from(start));
    }
  }

  private Expr factor() {
    Kind kind = c.kind();
    if (kind == Kind.PLUS || kind == Kind.MINUS || kind == Kind.TILDE) {
      int start = c.take();
      int outer = c.enter();
      Expr operand = factor();
      c.leave(outer);
      return new Node.UnaryOp(kind.text, operand, c.from(start));
    }
    return power();
  }

  private Expr power() {
    int start = c.at();
    Expr base = awaited();
    if (!c.accept(Kind.DOUBLE_STAR)) {
      return base;
    }
    int outer = c.enter();
    Expr exponent = factor();
    c.leave(outer);
    c.stack();
    return new Node.BinOp(base, Kind.DOUBLE_STAR.text, exponent, c.from(start));
  }

  private Expr awaited() {
    if (!c.is(Kind.AWAIT)) {
      return primary();
    }
    int start = c.take();
    Expr value = primary();
    c.stack();
    return new Node.Await(value, c.from(start));
  }

  // ---- primaries

  private Expr primary() {
    int start = c.at();
    Expr value = atom();
    while (true) {
      switch (c.kind()) {
        case DOT -> {
          c.take();
          int name = c.expect(Kind.NAME);
          value = new Node.Attribute(value, c.tokens.name(name), c.span(name), c.from(start));
        }
        case LEFT_PAREN -> value = call(value, start);
        case LEFT_BRACKET -> {
          c.take();
          Expr index = slices();
          c.expect(Kind.RIGHT_BRACKET);
          value = new Node.Subscript(value, index, c.from(start));
        }
        default -> {
          return value;
        }
      }
      c.stack();
    }
  }

  private Expr call(Expr function, int start) {
    int open = c.expect(Kind.LEFT_PAREN);
    Arguments arguments = arguments(open);
    c.expect(Kind.RIGHT_PAREN);
    return new Node.Call(function, arguments.positional(), arguments.keywords(), c.from(start));
  }

  /** What stands between the parentheses of a call or a class. */
  record Arguments(List<Expr> positional, List<Keyword> keywords) {}

  /**
   * Reads arguments up to the closing parenthesis.
   *
   * @param open the opening parenthesis, for a generator that is the only argument
   */
  Arguments arguments(int open) {
    List<Expr> positional = new ArrayList<>();
    List<Keyword> keywords = new ArrayList<>();
    boolean unpacked = false;
    while (!c.is(Kind.RIGHT_PAREN)) {
      int start = c.at();
      if (c.accept(Kind.DOUBLE_STAR)) {
        Expr value = expression();
        keywords.add(new Keyword(Optional.empty(), value, c.from(start)));
        unpacked = true;
      } else if (c.accept(Kind.STAR)) {
        Expr value = expression();
        if (unpacked) {
          throw c.mistake(
              "iterable argument unpacking follows keyword argument unpacking", c.from(start));
        }
        positional.add(new Node.Starred(value, c.from(start)));
      } else if (c.is(Kind.NAME) && c.next() == Kind.ASSIGN) {
        String name = c.tokens.name(c.take());
        c.take();
        Expr value = expression();
        keywords.add(new Keyword(Optional.of(name), value, c.from(start)));
      } else {
        Expr value = named();
        if (!keywords.isEmpty()) {
          throw c.mistake("positional argument follows keyword argument", value.span());
        }
        if (startsClause()) {
          positional.add(generator(value, start, open));
          return new Arguments(positional, keywords);
        }
        positional.add(value);
      }
      if (!c.is(Kind.RIGHT_PAREN)) {
        c.expect(Kind.COMMA);
      }
    }
    return new Arguments(positional, keywords);
  }

  private Expr generator(Expr element, int start, int open) {
    if (start != open + 1) {
      throw c.mistake("generator expression must be parenthesized", element.span());
    }
    List<Comprehension> clauses = clauses();
    if (!c.is(Kind.RIGHT_PAREN)) {
      throw c.mistake("generator expression must be parenthesized", element.span());
    }
    int close = c.at();
    return new Node.GeneratorExp(element, clauses, c.tokens.span(open, close));
  }

  private Expr slices() {
    int start = c.at();
    Expr first = slice();
    if (!c.is(Kind.COMMA)) {
      if (!(first instanceof Node.Starred)) {
        return first;
      }
      return new Node.Tuple(List.of(first), c.from(start));
    }
    List<Expr> elements = new ArrayList<>();
    elements.add(first);
    while (c.accept(Kind.COMMA) && !c.is(Kind.RIGHT_BRACKET)) {
      elements.add(slice());
    }
    return new Node.Tuple(elements, c.from(start));
  }

  private Expr slice() {
    int start = c.at();
    if (c.accept(Kind.STAR)) {
      Expr value = expression();
      return new Node.Starred(value, c.from(start));
    }
    Optional<Expr> lower = Optional.empty();
    if (!c.is(Kind.COLON)) {
      Expr first = named();
      if (!c.is(Kind.COLON)) {
        return first;
      }
      if (first instanceof Node.NamedExpr && c.tokens.kind(start) == Kind.NAME) {
        throw c.mistake("invalid syntax");
      }
      lower = Optional.of(first);
    }
    c.expect(Kind.COLON);
    Optional<Expr> upper = bound();
    Optional<Expr> step = c.accept(Kind.COLON) ? bound() : Optional.empty();
    return new Node.Slice(lower, upper, step, c.from(start));
  }

  private Optional<Expr> bound() {
    return switch (c.kind()) {
      case COLON, COMMA, RIGHT_BRACKET -> Optional.empty();
      default -> Optional.of(expression());
    };
  }

  private Expr atom() {
    return switch (c.kind()) {
      case NAME -> {
        int token = c.take();
        yield new Node.Name(c.tokens.name(token), c.span(token));
      }
      case NUMBER -> {
        int token = c.take();
        yield Numbers.read(c, token);
      }
      case STRING, F_START, T_START -> strings.read();
      case LEFT_PAREN -> displays.parenthesized();
      case LEFT_BRACKET -> displays.list();
      case LEFT_BRACE -> displays.braces();
      case ELLIPSIS -> new Node.Ellipsis(c.span(c.take()));
      case TRUE -> new Node.Bool(true, c.span(c.take()));
      case FALSE -> new Node.Bool(false, c.span(c.take()));
      case NONE -> new Node.None(c.span(c.take()));
      default -> throw c.mistake("invalid syntax");
    };
  }

  // ---- comprehensions

  boolean startsClause() {
    return c.is(Kind.FOR) || (c.is(Kind.ASYNC) && c.next() == Kind.FOR);
  }

  /** {@code for a in b if c for ...}. */
  List<Comprehension> clauses() {
    List<Comprehension> clauses = new ArrayList<>();
    while (startsClause()) {
      int start = c.at();
      boolean async = c.accept(Kind.ASYNC);
      c.expect(Kind.FOR);
      Expr target = targets();
      c.expect(Kind.IN);
      Expr iterable = disjunction();
      List<Expr> conditions = new ArrayList<>();
      while (c.accept(Kind.IF)) {
        conditions.add(disjunction());
      }
      Span span = c.from(start);
      clauses.add(new Comprehension(target, iterable, conditions, async, span));
    }
    return clauses;
  }

  /** The targets of a {@code for}: they end where {@code in} is. */
  Expr targets() {
    int start = c.at();
    Expr first = target();
    if (!c.is(Kind.COMMA)) {
      return first;
    }
    List<Expr> elements = new ArrayList<>();
    elements.add(first);
    while (c.accept(Kind.COMMA) && c.kind().startsExpression()) {
      elements.add(target());
    }
    return new Node.Tuple(elements, c.from(start));
  }

  Expr target() {
    Expr target = c.is(Kind.STAR) ? starred() : operand();
    Targets.mustBeAssignable(target, c);
    return target;
  }
}
