package dev.dovetail.report;

/** Text of others, made safe for a terminal. */
final class Printable {

  private Printable() {}

  /** Control characters, and those that turn the direction of what follows. */
  static boolean isHostile(int c) {
    return c < 0x20
        || (c >= 0x7f && c < 0xa0)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x2028
        || c == 0x2029
        || c == 0x200e
        || c == 0x200f;
  }

  static String of(String text) {
    return isPlain(text) ? text : escaped(text);
  }

  /** Most texts are, and need not be put together anew. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int c) {
    if (isHostile(c) || (c >= 0xd800 && c <= 0xdfff)) {
      safe.append("\\u{").append(Integer.toHexString(c)).append('}');
    } else {
      safe.appendCodePoint(c);
    }
  }
}
