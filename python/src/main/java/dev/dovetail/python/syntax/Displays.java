package dev.dovetail.python.syntax;

import dev.dovetail.python.syntax.Node.Comprehension;
import dev.dovetail.python.syntax.Node.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what stands in brackets: groups, tuples, lists, sets, dictionaries and comprehensions. */
final class Displays {

  private final Cursor c;
  private final Expressions expressions;

  Displays(Cursor cursor, Expressions expressions) {
    this.c = cursor;
    this.expressions = expressions;
  }

  Expr parenthesized() {
    int start = c.expect(Kind.LEFT_PAREN);
    if (c.accept(Kind.RIGHT_PAREN)) {
      return new Node.Tuple(List.of(), c.from(start));
    }
    if (c.is(Kind.YIELD)) {
      int outer = c.enter();
      Expr yield = expressions.yieldExpression();
      c.leave(outer);
      c.expect(Kind.RIGHT_PAREN);
      return yield;
    }
    Expr first = expressions.starNamed();
    if (c.is(Kind.COMMA)) {
      List<Expr> elements = rest(first, Kind.RIGHT_PAREN);
      return new Node.Tuple(elements, c.from(start));
    }
    if (first instanceof Node.Starred) {
      throw c.mistake("cannot use starred expression here", first.span());
    }
    if (expressions.startsClause()) {
      List<Comprehension> clauses = expressions.clauses();
      c.expect(Kind.RIGHT_PAREN);
      return new Node.GeneratorExp(first, clauses, c.from(start));
    }
    c.expect(Kind.RIGHT_PAREN);
    return first;
  }

  Expr list() {
    int start = c.expect(Kind.LEFT_BRACKET);
    if (c.accept(Kind.RIGHT_BRACKET)) {
      return new Node.ListDisplay(List.of(), c.from(start));
    }
    Expr first = expressions.starNamed();
    if (expressions.startsClause()) {
      List<Comprehension> clauses = comprehension(first);
      c.expect(Kind.RIGHT_BRACKET);
      return new Node.ListComp(first, clauses, c.from(start));
    }
    List<Expr> elements = rest(first, Kind.RIGHT_BRACKET);
    return new Node.ListDisplay(elements, c.from(start));
  }

  Expr braces() {
    int start = c.expect(Kind.LEFT_BRACE);
    if (c.accept(Kind.RIGHT_BRACE)) {
      return new Node.DictDisplay(List.of(), List.of(), c.from(start));
    }
    if (c.is(Kind.DOUBLE_STAR)) {
      return dictionary(start, new ArrayList<>(), new ArrayList<>());
    }
    Expr first = expressions.starNamed();
    if (c.is(Kind.COLON) && isKey(first, start + 1)) {
      c.take();
      Expr value = expressions.expression();
      if (expressions.startsClause()) {
        List<Comprehension> clauses = expressions.clauses();
        c.expect(Kind.RIGHT_BRACE);
        return new Node.DictComp(first, value, clauses, c.from(start));
      }
      List<Optional<Expr>> keys = new ArrayList<>();
      List<Expr> values = new ArrayList<>();
      keys.add(Optional.of(first));
      values.add(value);
      if (!c.is(Kind.RIGHT_BRACE)) {
        c.expect(Kind.COMMA);
      }
      return dictionary(start, keys, values);
    }
    if (expressions.startsClause()) {
      List<Comprehension> clauses = comprehension(first);
      c.expect(Kind.RIGHT_BRACE);
      return new Node.SetComp(first, clauses, c.from(start));
    }
    List<Expr> elements = rest(first, Kind.RIGHT_BRACE);
    return new Node.SetDisplay(elements, c.from(start));
  }

  /** A key is a plain expression, but may hold a star or a walrus in parentheses. */
  private boolean isKey(Expr first, int token) {
    boolean bareWalrus = first instanceof Node.NamedExpr && c.tokens.kind(token) == Kind.NAME;
    return !bareWalrus && !(first instanceof Node.Starred);
  }

  private Expr dictionary(int start, List<Optional<Expr>> keys, List<Expr> values) {
    while (!c.is(Kind.RIGHT_BRACE)) {
      if (c.accept(Kind.DOUBLE_STAR)) {
        keys.add(Optional.empty());
        values.add(expressions.operand());
      } else {
        keys.add(Optional.of(expressions.expression()));
        c.expect(Kind.COLON);
        values.add(expressions.expression());
      }
      if (!c.is(Kind.RIGHT_BRACE)) {
        c.expect(Kind.COMMA);
      }
    }
    c.expect(Kind.RIGHT_BRACE);
    return new Node.DictDisplay(keys, values, c.from(start));
  }

  private List<Comprehension> comprehension(Expr element) {
    if (element instanceof Node.Starred) {
      throw c.mistake("iterable unpacking cannot be used in comprehension", element.span());
    }
    return expressions.clauses();
  }

  /** The elements behind the first one, and the closing bracket. */
  private List<Expr> rest(Expr first, Kind close) {
    List<Expr> elements = new ArrayList<>();
    elements.add(first);
    while (!c.is(close)) {
      c.expect(Kind.COMMA);
      if (!c.is(close)) {
        elements.add(expressions.starNamed());
      }
    }
    c.expect(close);
    return elements;
  }
}
