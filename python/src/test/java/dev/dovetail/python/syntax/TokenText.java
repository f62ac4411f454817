package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;

/** Writes tokens in the notation of {@code judge.py}. */
final class TokenText {

  private TokenText() {}

  static String of(Tokens tokens) {
    StringBuilder out = new StringBuilder();
    Kind before = Kind.END;
    for (int i = 0; i < tokens.count() && tokens.kind(i) != Kind.END; i++) {
      Kind kind = tokens.kind(i);
      boolean repeated = kind == Kind.F_MIDDLE && before == Kind.F_MIDDLE;
      before = kind;
      if (repeated) {
        continue;
      }
      if (!out.isEmpty()) {
        out.append('\n');
      }
      out.append(name(kind));
      if (!kind.isLayout() && kind != Kind.F_MIDDLE) {
        Span s = tokens.span(i);
        out.append(' ').append(s.line()).append(':').append(s.column());
        out.append('-').append(s.endLine()).append(':').append(s.endColumn());
      }
    }
    return out.toString();
  }

  private static String name(Kind kind) {
    return switch (kind) {
      case NEWLINE, INDENT, DEDENT, NUMBER, STRING, ERROR -> kind.name();
      case F_START, T_START -> "FSTRING_START";
      case F_MIDDLE -> "MIDDLE";
      case F_END -> "FSTRING_END";
      default -> kind == Kind.NAME || kind.isKeyword() ? "NAME" : "OP";
    };
  }
}
