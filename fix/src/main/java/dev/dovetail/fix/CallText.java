package dev.dovetail.fix;

import dev.dovetail.core.source.Span;
import dev.dovetail.python.syntax.Node;

/** Calls in the text of a Python file, changed where they stand. */
final class CallText {

  private CallText() {}

  /** With a keyword more, before the bracket that closes it; on a line of its own where that is. */
  static String with(String text, Node.Call call, String keyword) {
    int close = offset(text, call.span()) - 1;
    int line = text.lastIndexOf('\n', close) + 1;
    String indent = text.substring(line, close);
    boolean apart = indent.isBlank();
    String before = (apart ? text.substring(0, line) : text.substring(0, close)).stripTrailing();
    String comma = before.endsWith(",") || before.endsWith("(") ? "" : ",";
    return apart
        ? before + comma + "\n" + indent + "    " + keyword + ",\n" + text.substring(line)
        : before + comma + " " + keyword + text.substring(close);
  }

  /** Of another function. */
  static String of(String text, Node.Call call, String function) {
    Span name = call.function().span();
    Span start = Span.at(name.line(), name.column());
    return text.substring(0, offset(text, start)) + function + text.substring(offset(text, name));
  }

  /** The last part of a dotted name; empty for anything else. */
  static String lastName(Node.Expr expression) {
    return switch (expression) {
      case Node.Name plain -> plain.id();
      case Node.Attribute attribute -> attribute.name();
      default -> "";
    };
  }

  /** Of the end of a span; columns count code points. */
  private static int offset(String text, Span span) {
    int start = 0;
    for (int line = 1; line < span.endLine(); line++) {
      start = text.indexOf('\n', start) + 1;
    }
    return text.offsetByCodePoints(start, span.endColumn() - 1);
  }
}
