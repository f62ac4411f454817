package dev.dovetail.python.value;

/** {@code repr()} of a string. */
final class Quoting {

  private Quoting() {}

  static String repr(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder quoted = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints().forEach(point -> append(quoted, point, quote));
    return quoted.append(quote).toString();
  }

  private static void append(StringBuilder quoted, int point, char quote) {
    if (point == quote || point == '\\') {
      quoted.append('\\').append((char) point);
    } else if (point == '\n') {
      quoted.append("\\n");
    } else if (point == '\r') {
      quoted.append("\\r");
    } else if (point == '\t') {
      quoted.append("\\t");
    } else if (point < ' ' || point == 0x7f || (point > 0x7f && !isPrintable(point))) {
      quoted.append(
          point <= 0xff
              ? String.format("\\x%02x", point)
              : point <= 0xffff
                  ? String.format("\\u%04x", point)
                  : String.format("\\U%08x", point));
    } else {
      quoted.appendCodePoint(point);
    }
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
