package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;

/** The place in the tokens that the parser has come to, and how deep it is in the tree. */
final class Cursor {

  /** Productions inside each other; brackets alone reach half of it. */
  private static final int MAX_DEPTH = 400;

  /** Nodes inside each other: whoever walks the tree can rely on this. */
  private static final int MAX_HEIGHT = 1000;

  final Tokens tokens;

  private int at;

  /** The last token taken that is text. */
  private int last;

  private int depth;
  private int height;

  Cursor(Tokens tokens) {
    this.tokens = tokens;
  }

  int at() {
    return at;
  }

  void goTo(int token) {
    at = token;
  }

  Kind kind() {
    return tokens.kind(at);
  }

  /** The kind of the token behind this one. */
  Kind next() {
    return at + 1 < tokens.count() ? tokens.kind(at + 1) : Kind.END;
  }

  boolean is(Kind kind) {
    return tokens.kind(at) == kind;
  }

  boolean isName(String name) {
    return is(Kind.NAME) && tokens.name(at).equals(name);
  }

  int take() {
    int taken = at;
    if (!tokens.kind(taken).isLayout()) {
      last = taken;
    }
    if (at + 1 < tokens.count()) {
      at++;
    }
    return taken;
  }

  boolean accept(Kind kind) {
    if (tokens.kind(at) != kind) {
      return false;
    }
    take();
    return true;
  }

  int expect(Kind kind) {
    if (tokens.kind(at) != kind) {
      throw mistake(
          switch (kind) {
            case NAME -> "expected a name";
            case NEWLINE -> "invalid syntax";
            case INDENT -> "expected an indented block";
            default -> "expected '" + kind.text + "'";
          });
    }
    return take();
  }

  String expectName() {
    return tokens.name(expect(Kind.NAME));
  }

  /** From the token to the last one taken. */
  Span from(int token) {
    return tokens.span(token, Math.max(token, last));
  }

  Span span(int token) {
    return tokens.span(token);
  }

  /** A mistake at this token; where the lexer found one, it is that. */
  Mistake mistake(String message) {
    if (is(Kind.ERROR)) {
      return new Mistake(tokens.error(at));
    }
    return new Mistake(new SyntaxProblem(message, tokens.span(at)));
  }

  Mistake mistake(String message, Span span) {
    return new Mistake(new SyntaxProblem(message, span));
  }

  // ---- depth

  /** Forgets how high the tree of the last statement was. */
  void resetDepth() {
    depth = 0;
    height = 0;
  }

  /** Goes into a production that may hold itself; the height so far, to be given back. */
  int enter() {
    if (++depth > MAX_DEPTH) {
      throw mistake("too many levels of nesting");
    }
    int outer = height;
    height = 0;
    return outer;
  }

  void leave(int outer) {
    depth--;
    height = Math.max(outer, height + 1);
  }

  /** One more node on top of what was read in this production. */
  void stack() {
    if (++height > MAX_HEIGHT) {
      throw mistake("too many levels of nesting");
    }
  }
}
