package dev.dovetail.sql;

import dev.dovetail.core.schema.Identifiers;

/** What quoted text says. */
final class Literals {

  private Literals() {}

  /** The value of a string constant as it was written. */
  static String string(String written) {
    char first = written.charAt(0);
    return switch (first) {
      case '$' -> {
        int tag = written.indexOf('$', 1) + 1;
        yield written.substring(tag, written.length() - tag);
      }
      case 'e', 'E' -> parts(written, 1, true);
      case 'n', 'N' -> parts(written, 1, false);
      case 'u', 'U' -> unicode(parts(written, 2, false), '\\');
      default -> parts(written, 0, false);
    };
  }

  /** A {@code U&} string or identifier with an escape character of its own. */
  static String unicode(String written, char escape, boolean identifier) {
    return unicode(identifier ? undouble(written, 2) : parts(written, 2, false), escape);
  }

  /** The name that a quoted identifier stands for, cut as the server cuts it. */
  static String identifier(String written) {
    boolean unicode = written.charAt(0) != '"';
    String name = undouble(written, unicode ? 2 : 0);
    return cut(unicode ? unicode(name, '\\') : name);
  }

  static String cut(String name) {
    return name.length() > 20 ? Identifiers.cut(name) : name;
  }

  private static String undouble(String written, int prefix) {
    String inner = written.substring(prefix + 1, written.length() - 1);
    return inner.indexOf('"') < 0 ? inner : inner.replace("\"\"", "\"");
  }

  private static String parts(String written, int from, boolean escapes) {
    StringBuilder value = new StringBuilder(written.length());
    boolean inside = false;
    int i = from;
    while (i < written.length()) {
      char c = written.charAt(i++);
      if (!inside) {
        if (c == '-') {
          int end = written.indexOf('\n', i);
          i = end < 0 ? written.length() : end;
        }
        inside = c == '\'';
      } else if (c == '\'') {
        inside = i < written.length() && written.charAt(i) == '\'';
        if (inside) {
          value.append('\'');
          i++;
        }
      } else if (c == '\\' && escapes && i < written.length()) {
        i = escape(written, i, value) + 1;
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  /** Appends what an escape stands for; the answer is the place of its last character. */
  private static int escape(String text, int at, StringBuilder value) {
    char c = text.charAt(at);
    switch (c) {
      case 'b' -> value.append('\b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\013');
      case 'x' -> {
        int end = digits(text, at + 1, 2, 16);
        if (end == at + 1) {
          value.append('x');
        } else {
          value.append((char) Integer.parseInt(text, at + 1, end, 16));
        }
        return end - 1;
      }
      case 'u', 'U' -> {
        int wanted = c == 'u' ? 4 : 8;
        int end = digits(text, at + 1, wanted, 16);
        if (end - at - 1 < wanted) {
          value.append(c);
          return at;
        }
        codePoint(value, Long.parseLong(text, at + 1, end, 16));
        return end - 1;
      }
      default -> {
        int end = digits(text, at, 3, 8);
        if (end == at) {
          value.append(c);
          return at;
        }
        value.append((char) (Integer.parseInt(text, at, end, 8) & 0xFF));
        return end - 1;
      }
    }
    return at;
  }

  private static int digits(String text, int from, int most, int radix) {
    int end = from;
    while (end < text.length() && end - from < most && hex(text.charAt(end), radix)) {
      end++;
    }
    return end;
  }

  private static boolean hex(char c, int radix) {
    return c < 0x80 && Character.digit(c, radix) >= 0;
  }

  private static String unicode(String text, char escape) {
    if (text.indexOf(escape) < 0) {
      return text;
    }
    StringBuilder value = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != escape || i >= text.length()) {
        value.append(c);
        continue;
      }
      boolean six = text.charAt(i) == '+';
      int first = six ? i + 1 : i;
      int end = digits(text, first, six ? 6 : 4, 16);
      if (text.charAt(i) == escape) {
        value.append(escape);
        i++;
      } else if (end - first == (six ? 6 : 4)) {
        codePoint(value, Long.parseLong(text, first, end, 16));
        i = end;
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  private static void codePoint(StringBuilder value, long point) {
    value.appendCodePoint(point > Character.MAX_CODE_POINT ? 0xFFFD : (int) point);
  }
}
