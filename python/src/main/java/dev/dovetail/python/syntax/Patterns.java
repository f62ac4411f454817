package dev.dovetail.python.syntax;

import dev.dovetail.python.syntax.Node.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the pattern of a {@code case}. */
final class Patterns {

  private final Cursor c;
  private final Expressions expressions;

  Patterns(Cursor cursor, Expressions expressions) {
    this.c = cursor;
    this.expressions = expressions;
  }

  Pattern read() {
    List<Pattern> parts = new ArrayList<>();
    parts.add(maybeStar());
    boolean comma = false;
    while (c.accept(Kind.COMMA)) {
      comma = true;
      if (c.is(Kind.COLON) || c.is(Kind.IF)) {
        break;
      }
      parts.add(maybeStar());
    }
    if (parts.getFirst() instanceof Pattern.Star && !comma) {
      throw c.mistake("invalid syntax");
    }
    return comma ? new Pattern.Sequence(parts) : parts.getFirst();
  }

  private Pattern maybeStar() {
    return c.accept(Kind.STAR) ? new Pattern.Star(named(c.expectName())) : pattern();
  }

  private static Optional<String> named(String name) {
    return name.equals("_") ? Optional.empty() : Optional.of(name);
  }

  private Pattern pattern() {
    int outer = c.enter();
    Pattern read = closed();
    if (c.is(Kind.BAR)) {
      List<Pattern> choices = new ArrayList<>();
      choices.add(read);
      while (c.accept(Kind.BAR)) {
        choices.add(closed());
      }
      read = new Pattern.Or(choices);
    }
    if (c.accept(Kind.AS)) {
      read = new Pattern.As(read, capture());
    }
    c.leave(outer);
    return read;
  }

  private String capture() {
    if (c.isName("_")) {
      throw c.mistake("cannot use '_' as a target");
    }
    return c.expectName();
  }

  private Pattern closed() {
    return switch (c.kind()) {
      case NUMBER, MINUS -> new Pattern.Exactly(number());
      case STRING, F_START, T_START -> new Pattern.Exactly(expressions.strings().read());
      case NONE, TRUE, FALSE -> new Pattern.Exactly(constant());
      case NAME -> {
        Expr name = name();
        if (c.is(Kind.LEFT_PAREN)) {
          yield classPattern(name);
        }
        yield name instanceof Node.Name bare
            ? new Pattern.Capture(named(bare.id()))
            : new Pattern.Exactly(name);
      }
      case LEFT_PAREN -> sequence(Kind.RIGHT_PAREN);
      case LEFT_BRACKET -> sequence(Kind.RIGHT_BRACKET);
      case LEFT_BRACE -> mapping();
      default -> throw c.mistake("invalid syntax");
    };
  }

  private Expr constant() {
    Kind kind = c.kind();
    int token = c.take();
    return kind == Kind.NONE
        ? new Node.None(c.span(token))
        : new Node.Bool(kind == Kind.TRUE, c.span(token));
  }

  private Expr name() {
    int start = c.expect(Kind.NAME);
    Expr name = new Node.Name(c.tokens.name(start), c.span(start));
    while (c.accept(Kind.DOT)) {
      int next = c.expect(Kind.NAME);
      name = new Node.Attribute(name, c.tokens.name(next), c.span(next), c.from(start));
      c.stack();
    }
    return name;
  }

  /** {@code 1}, {@code -1.5}, {@code 1 + 2j}. */
  private Expr number() {
    int start = c.at();
    Expr first = signed();
    boolean imaginary = isImaginary(c.at() - 1);
    if (!c.is(Kind.PLUS) && !c.is(Kind.MINUS)) {
      return first;
    }
    if (imaginary) {
      throw c.mistake("real number required in complex literal");
    }
    String operator = c.is(Kind.PLUS) ? "+" : "-";
    c.take();
    int second = c.expect(Kind.NUMBER);
    if (!isImaginary(second)) {
      throw c.mistake("imaginary number required in complex literal", c.span(second));
    }
    return new Node.BinOp(first, operator, Numbers.read(c, second), c.from(start));
  }

  private Expr signed() {
    int start = c.at();
    boolean minus = c.accept(Kind.MINUS);
    Expr number = Numbers.read(c, c.expect(Kind.NUMBER));
    return minus ? new Node.UnaryOp("-", number, c.from(start)) : number;
  }

  private boolean isImaginary(int number) {
    String written = c.tokens.text(number);
    return written.endsWith("j") || written.endsWith("J");
  }

  private Pattern sequence(Kind close) {
    c.take();
    List<Pattern> parts = new ArrayList<>();
    boolean star = false;
    boolean comma = false;
    while (!c.is(close)) {
      parts.add(maybeStar());
      star |= parts.getLast() instanceof Pattern.Star;
      if (!c.is(close)) {
        c.expect(Kind.COMMA);
        comma = true;
      }
    }
    if (close == Kind.RIGHT_PAREN && star && !comma) {
      throw c.mistake("invalid syntax");
    }
    c.expect(close);
    boolean grouped = close == Kind.RIGHT_PAREN && parts.size() == 1 && !comma;
    return grouped ? parts.getFirst() : new Pattern.Sequence(parts);
  }

  private Pattern mapping() {
    c.take();
    List<Expr> keys = new ArrayList<>();
    List<Pattern> values = new ArrayList<>();
    Optional<String> rest = Optional.empty();
    while (!c.is(Kind.RIGHT_BRACE)) {
      if (rest.isPresent()) {
        throw c.mistake("double star pattern must be the last");
      }
      if (c.accept(Kind.DOUBLE_STAR)) {
        rest = Optional.of(capture());
      } else {
        keys.add(key());
        c.expect(Kind.COLON);
        values.add(pattern());
      }
      if (!c.is(Kind.RIGHT_BRACE)) {
        c.expect(Kind.COMMA);
      }
    }
    c.take();
    return new Pattern.Mapping(keys, values, rest);
  }

  private Expr key() {
    return switch (c.kind()) {
      case NUMBER, MINUS -> number();
      case STRING, F_START, T_START -> expressions.strings().read();
      case NONE, TRUE, FALSE -> constant();
      default -> {
        Expr name = name();
        if (name instanceof Node.Name) {
          throw c.mistake("expected '.'");
        }
        yield name;
      }
    };
  }

  private Pattern classPattern(Expr type) {
    c.take();
    List<Pattern> positional = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Pattern> named = new ArrayList<>();
    while (!c.is(Kind.RIGHT_PAREN)) {
      if (c.is(Kind.NAME) && c.next() == Kind.ASSIGN) {
        names.add(c.expectName());
        c.take();
        named.add(pattern());
      } else if (!names.isEmpty()) {
        throw c.mistake("positional patterns follow keyword patterns");
      } else {
        positional.add(pattern());
      }
      if (!c.is(Kind.RIGHT_PAREN)) {
        c.expect(Kind.COMMA);
      }
    }
    c.take();
    return new Pattern.OfClass(type, positional, names, named);
  }
}
