package dev.dovetail.python.syntax;

/** Goes over the pattern of a {@code case}: it must be one, but it leaves no tree. */
final class Patterns {

  private final Cursor c;
  private final Expressions expressions;

  Patterns(Cursor cursor, Expressions expressions) {
    this.c = cursor;
    this.expressions = expressions;
  }

  void skip() {
    boolean star = maybeStar();
    boolean comma = false;
    while (c.accept(Kind.COMMA)) {
      comma = true;
      if (c.is(Kind.COLON) || c.is(Kind.IF)) {
        break;
      }
      maybeStar();
    }
    if (star && !comma) {
      throw c.mistake("invalid syntax");
    }
  }

  private boolean maybeStar() {
    if (c.accept(Kind.STAR)) {
      c.expectName();
      return true;
    }
    pattern();
    return false;
  }

  private void pattern() {
    int outer = c.enter();
    closed();
    while (c.accept(Kind.BAR)) {
      closed();
    }
    if (c.accept(Kind.AS)) {
      capture();
    }
    c.leave(outer);
  }

  private void capture() {
    if (c.isName("_")) {
      throw c.mistake("cannot use '_' as a target");
    }
    c.expectName();
  }

  private void closed() {
    switch (c.kind()) {
      case NUMBER, MINUS -> number();
      case STRING, F_START, T_START -> expressions.strings().read();
      case NONE, TRUE, FALSE -> c.take();
      case NAME -> {
        name();
        if (c.is(Kind.LEFT_PAREN)) {
          classPattern();
        }
      }
      case LEFT_PAREN -> sequence(Kind.RIGHT_PAREN);
      case LEFT_BRACKET -> sequence(Kind.RIGHT_BRACKET);
      case LEFT_BRACE -> mapping();
      default -> throw c.mistake("invalid syntax");
    }
  }

  private void name() {
    c.expectName();
    while (c.accept(Kind.DOT)) {
      c.expectName();
    }
  }

  /** {@code 1}, {@code -1.5}, {@code 1 + 2j}. */
  private void number() {
    boolean imaginary = signed();
    if (c.is(Kind.PLUS) || c.is(Kind.MINUS)) {
      if (imaginary) {
        throw c.mistake("real number required in complex literal");
      }
      c.take();
      int second = c.expect(Kind.NUMBER);
      if (!isImaginary(second)) {
        throw c.mistake("imaginary number required in complex literal", c.span(second));
      }
    }
  }

  private boolean signed() {
    c.accept(Kind.MINUS);
    int number = c.expect(Kind.NUMBER);
    Numbers.read(c, number);
    return isImaginary(number);
  }

  private boolean isImaginary(int number) {
    String written = c.tokens.text(number);
    return written.endsWith("j") || written.endsWith("J");
  }

  private void sequence(Kind close) {
    c.take();
    boolean star = false;
    boolean comma = false;
    while (!c.is(close)) {
      star |= maybeStar();
      if (!c.is(close)) {
        c.expect(Kind.COMMA);
        comma = true;
      }
    }
    if (close == Kind.RIGHT_PAREN && star && !comma) {
      throw c.mistake("invalid syntax");
    }
    c.expect(close);
  }

  private void mapping() {
    c.take();
    boolean rest = false;
    while (!c.is(Kind.RIGHT_BRACE)) {
      if (rest) {
        throw c.mistake("double star pattern must be the last");
      }
      if (c.accept(Kind.DOUBLE_STAR)) {
        capture();
        rest = true;
      } else {
        key();
        c.expect(Kind.COLON);
        pattern();
      }
      if (!c.is(Kind.RIGHT_BRACE)) {
        c.expect(Kind.COMMA);
      }
    }
    c.take();
  }

  private void key() {
    switch (c.kind()) {
      case NUMBER, MINUS -> number();
      case STRING, F_START, T_START -> expressions.strings().read();
      case NONE, TRUE, FALSE -> c.take();
      default -> {
        int start = c.at();
        name();
        if (c.at() == start + 1) {
          throw c.mistake("expected '.'");
        }
      }
    }
  }

  private void classPattern() {
    c.take();
    boolean keywords = false;
    while (!c.is(Kind.RIGHT_PAREN)) {
      if (c.is(Kind.NAME) && c.next() == Kind.ASSIGN) {
        c.take();
        c.take();
        keywords = true;
      } else if (keywords) {
        throw c.mistake("positional patterns follow keyword patterns");
      }
      pattern();
      if (!c.is(Kind.RIGHT_PAREN)) {
        c.expect(Kind.COMMA);
      }
    }
    c.take();
  }
}
