package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;
import dev.dovetail.python.syntax.Node.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads strings, bytes, f-strings and t-strings; adjacent ones are one. */
final class Strings {

  private final Cursor c;
  private final Expressions expressions;

  Strings(Cursor cursor, Expressions expressions) {
    this.c = cursor;
    this.expressions = expressions;
  }

  Expr read() {
    int start = c.at();
    boolean formatted = false;
    boolean template = false;
    boolean bytes = false;
    boolean text = false;
    Parts parts = new Parts();
    while (true) {
      Kind kind = c.kind();
      if (kind == Kind.STRING) {
        int token = c.take();
        boolean isBytes = plain(token, parts);
        bytes |= isBytes;
        text |= !isBytes;
      } else if (kind == Kind.F_START || kind == Kind.T_START) {
        formatted |= kind == Kind.F_START;
        template |= kind == Kind.T_START;
        template(parts);
      } else {
        break;
      }
    }
    Span span = c.from(start);
    if (bytes && (text || formatted || template)) {
      throw c.mistake("cannot mix bytes and nonbytes literals", span);
    }
    if (template && (text || formatted)) {
      throw c.mistake("cannot mix t-string literals with string literals", span);
    }
    if (bytes) {
      return new Node.Bytes(escaped(parts.pending), span);
    }
    if (formatted || template) {
      return new Node.JoinedStr(parts.all(), template, span);
    }
    return new Node.Str(parts.pending.toString(), span);
  }

  /** The parts of an f-string, with the text since the last field. */
  private final class Parts {
    private final List<Expr> parts = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();
    private int first = -1;
    private int last;

    void text(int token) {
      first = first < 0 ? token : first;
      last = token;
    }

    void field(Expr field) {
      flush();
      parts.add(field);
    }

    List<Expr> all() {
      flush();
      return parts;
    }

    private void flush() {
      if (!pending.isEmpty()) {
        parts.add(new Node.Str(pending.toString(), c.tokens.span(first, last)));
        pending.setLength(0);
      }
      first = -1;
    }
  }

  /** Appends a plain string; whether it is bytes. */
  private boolean plain(int token, Parts parts) {
    char[] s = c.tokens.text;
    int from = c.tokens.start(token);
    int to = c.tokens.end(token);
    boolean raw = false;
    boolean bytes = false;
    while (s[from] != '"' && s[from] != '\'') {
      int letter = s[from] | 0x20;
      raw |= letter == 'r';
      bytes |= letter == 'b';
      from++;
    }
    int quotes = to - from >= 6 && s[from + 1] == s[from] && s[from + 2] == s[from] ? 3 : 1;
    parts.text(token);
    decode(token, from + quotes, to - quotes, raw, bytes, parts.pending);
    return bytes;
  }

  private void decode(int token, int from, int to, boolean raw, boolean bytes, StringBuilder out) {
    char[] s = c.tokens.text;
    if (bytes) {
      for (int i = from; i < to; i++) {
        if (s[i] >= 128) {
          throw c.mistake("bytes can only contain ASCII literal characters", c.span(token));
        }
      }
    }
    if (raw) {
      out.append(s, from, to - from);
      return;
    }
    String trouble = Escapes.resolve(s, from, to, bytes, out);
    if (!trouble.isEmpty()) {
      throw c.mistake(trouble, c.span(token));
    }
  }

  private static String escaped(CharSequence bytes) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < bytes.length(); i++) {
      char b = bytes.charAt(i);
      switch (b) {
        case '\\' -> out.append("\\\\");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> {
          if (b >= ' ' && b < 127) {
            out.append(b);
          } else {
            out.append("\\x").append(Character.forDigit(b >> 4, 16));
            out.append(Character.forDigit(b & 15, 16));
          }
        }
      }
    }
    return out.toString();
  }

  // ---- f-strings

  private void template(Parts parts) {
    int start = c.take();
    char[] s = c.tokens.text;
    boolean raw = false;
    for (int i = c.tokens.start(start); s[i] != '"' && s[i] != '\''; i++) {
      raw |= (s[i] | 0x20) == 'r';
    }
    pieces(parts, raw);
    c.expect(Kind.F_END);
  }

  private void pieces(Parts parts, boolean raw) {
    while (true) {
      if (c.is(Kind.F_MIDDLE)) {
        int token = c.take();
        parts.text(token);
        int from = c.tokens.start(token);
        decode(token, from, c.tokens.end(token), raw, false, parts.pending);
      } else if (c.is(Kind.LEFT_BRACE)) {
        field(parts, raw);
      } else {
        return;
      }
    }
  }

  private void field(Parts parts, boolean raw) {
    int start = c.expect(Kind.LEFT_BRACE);
    int outer = c.enter();
    Expr value = expressions.value();
    boolean shown = c.accept(Kind.ASSIGN);
    int stop = c.at();
    Optional<Character> conversion = Optional.empty();
    if (c.accept(Kind.BANG)) {
      conversion = Optional.of(conversion());
    }
    Optional<Expr> specification = Optional.empty();
    if (c.is(Kind.COLON)) {
      int colon = c.take();
      Parts inner = new Parts();
      pieces(inner, raw);
      specification = Optional.of(new Node.JoinedStr(inner.all(), false, c.from(colon)));
    }
    c.expect(Kind.RIGHT_BRACE);
    c.leave(outer);
    if (shown) {
      parts.text(start);
      parts.pending.append(
          withoutComments(c.tokens.text(c.tokens.end(start), c.tokens.start(stop))));
      if (conversion.isEmpty() && specification.isEmpty()) {
        conversion = Optional.of('r');
      }
    }
    parts.field(new Node.FormattedValue(value, conversion, specification, c.from(start)));
  }

  private char conversion() {
    int token = c.at();
    if (c.tokens.start(token) != c.tokens.end(token - 1)) {
      throw c.mistake("f-string: conversion type must come right after the exclamation mark");
    }
    String name = c.expectName();
    if (name.length() != 1 || "sra".indexOf(name.charAt(0)) < 0) {
      throw c.mistake("f-string: invalid conversion character", c.span(token));
    }
    return name.charAt(0);
  }

  private static String withoutComments(String text) {
    if (text.indexOf('#') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '#') {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
      } else {
        out.append(text.charAt(i++));
      }
    }
    return out.toString();
  }
}
