package dev.dovetail.python.syntax;

import dev.dovetail.python.syntax.Node.Expr;
import dev.dovetail.python.syntax.Node.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the parameters of functions and lambdas, and type parameters, which leave no node. */
final class Parameters {

  private final Cursor c;
  private final Expressions expressions;

  Parameters(Cursor cursor, Expressions expressions) {
    this.c = cursor;
    this.expressions = expressions;
  }

  /** With the parentheses. */
  Node.Parameters ofFunction() {
    int start = c.expect(Kind.LEFT_PAREN);
    Found found = read(Kind.RIGHT_PAREN, true);
    c.expect(Kind.RIGHT_PAREN);
    return found.with(c.from(start));
  }

  /** Up to the colon. */
  Node.Parameters ofLambda() {
    int start = c.at();
    Found found = read(Kind.COLON, false);
    return found.with(c.at() == start ? c.span(start) : c.from(start));
  }

  private static final class Found {
    List<Parameter> positionalOnly = List.of();
    List<Parameter> plain = new ArrayList<>();
    Optional<Parameter> rest = Optional.empty();
    final List<Parameter> keywordOnly = new ArrayList<>();
    Optional<Parameter> keywords = Optional.empty();

    Node.Parameters with(dev.dovetail.core.source.Span span) {
      return new Node.Parameters(positionalOnly, plain, rest, keywordOnly, keywords, span);
    }
  }

  private Found read(Kind close, boolean annotated) {
    Found found = new Found();
    boolean star = false;
    boolean bareStar = false;
    boolean slash = false;
    boolean defaults = false;
    while (!c.is(close)) {
      if (found.keywords.isPresent()) {
        throw c.mistake("parameters cannot follow var-keyword parameter");
      }
      if (c.is(Kind.SLASH)) {
        if (slash || star || found.plain.isEmpty()) {
          throw c.mistake("'/' must follow parameters, once, and before '*'");
        }
        c.take();
        slash = true;
        found.positionalOnly = found.plain;
        found.plain = new ArrayList<>();
      } else if (c.accept(Kind.DOUBLE_STAR)) {
        if (bareStar && found.keywordOnly.isEmpty()) {
          throw c.mistake("named parameters must follow bare *");
        }
        found.keywords = Optional.of(parameter(annotated, false, false));
      } else if (c.is(Kind.STAR)) {
        if (star) {
          throw c.mistake("* may appear only once");
        }
        c.take();
        star = true;
        bareStar = c.is(Kind.COMMA);
        if (!bareStar) {
          found.rest = Optional.of(parameter(annotated, true, false));
        }
      } else {
        Parameter parameter = parameter(annotated, false, true);
        if (!star) {
          if (defaults && parameter.defaultValue().isEmpty()) {
            throw c.mistake(
                "parameter without a default follows parameter with a default", parameter.span());
          }
          defaults |= parameter.defaultValue().isPresent();
        }
        (star ? found.keywordOnly : found.plain).add(parameter);
      }
      if (!c.is(close)) {
        c.expect(Kind.COMMA);
      }
    }
    if (bareStar && found.keywordOnly.isEmpty()) {
      throw c.mistake("named parameters must follow bare *");
    }
    return found;
  }

  /** The span of a parameter leaves out its default, as CPython's does. */
  private Parameter parameter(boolean annotated, boolean starAnnotation, boolean withDefault) {
    int start = c.at();
    String name = c.expectName();
    Optional<Expr> annotation = Optional.empty();
    if (annotated && c.accept(Kind.COLON)) {
      boolean starred = starAnnotation && c.is(Kind.STAR);
      annotation = Optional.of(starred ? expressions.starred() : expressions.expression());
    }
    var span = c.from(start);
    Optional<Expr> value = Optional.empty();
    if (withDefault && c.accept(Kind.ASSIGN)) {
      value = Optional.of(expressions.expression());
    }
    return new Parameter(name, annotation, value, span);
  }

  /** {@code [T: bound = default, *Ts, **P]}, if there are any. */
  void skipTypeParameters() {
    if (!c.accept(Kind.LEFT_BRACKET)) {
      return;
    }
    do {
      boolean many = c.accept(Kind.STAR);
      boolean specification = !many && c.accept(Kind.DOUBLE_STAR);
      c.expectName();
      if (!many && !specification && c.accept(Kind.COLON)) {
        expressions.expression();
      }
      if (c.accept(Kind.ASSIGN)) {
        if (many && c.is(Kind.STAR)) {
          expressions.starred();
        } else {
          expressions.expression();
        }
      }
    } while (c.accept(Kind.COMMA) && !c.is(Kind.RIGHT_BRACKET));
    c.expect(Kind.RIGHT_BRACKET);
  }
}
