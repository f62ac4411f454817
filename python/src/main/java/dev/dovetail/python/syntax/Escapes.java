package dev.dovetail.python.syntax;

import java.util.OptionalInt;

/** Resolves the escapes of strings and bytes. */
final class Escapes {

  private final char[] s;
  private final boolean bytes;
  private final StringBuilder out;

  private Escapes(char[] s, boolean bytes, StringBuilder out) {
    this.s = s;
    this.bytes = bytes;
    this.out = out;
  }

  /** Appends the value of the stretch; what is wrong with it, or an empty text. */
  static String resolve(char[] s, int from, int to, boolean bytes, StringBuilder out) {
    Escapes escapes = new Escapes(s, bytes, out);
    int copied = from;
    int i = from;
    while (i < to) {
      if (s[i] != '\\') {
        i++;
        continue;
      }
      out.append(s, copied, i - copied);
      int next = escapes.one(i, to);
      if (next < 0) {
        return escapes.trouble(i);
      }
      i = next;
      copied = i;
    }
    out.append(s, copied, to - copied);
    return "";
  }

  private String trouble(int at) {
    return switch (s[at + 1]) {
      case 'x' -> bytes ? "invalid \\x escape" : "truncated \\xXX escape";
      case 'u' -> "truncated \\uXXXX escape";
      case 'U' -> "truncated or illegal \\UXXXXXXXX escape";
      default -> "malformed or unknown \\N character escape";
    };
  }

  /** Resolves the escape at the place; the offset behind it, or -1 where it is none. */
  private int one(int at, int to) {
    if (at + 1 >= to) {
      out.append('\\');
      return to;
    }
    char c = s[at + 1];
    switch (c) {
      case '\n' -> {}
      case '\\', '\'', '"' -> out.append(c);
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000B');
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        return octal(at + 1, to);
      }
      case 'x' -> {
        return hexadecimal(at + 2, 2, to);
      }
      case 'u', 'U', 'N' -> {
        if (bytes) {
          out.append('\\').append(c);
        } else {
          return c == 'N' ? named(at + 2, to) : hexadecimal(at + 2, c == 'u' ? 4 : 8, to);
        }
      }
      default -> out.append('\\').append(c);
    }
    return at + 2;
  }

  private int octal(int from, int to) {
    int value = 0;
    int i = from;
    while (i < to && i < from + 3 && s[i] >= '0' && s[i] <= '7') {
      value = value * 8 + s[i] - '0';
      i++;
    }
    out.append((char) (bytes ? value & 0xFF : value));
    return i;
  }

  private int hexadecimal(int from, int digits, int to) {
    if (from + digits > to) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = s[i] < 128 ? Character.digit(s[i], 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      return -1;
    }
    out.appendCodePoint((int) value);
    return from + digits;
  }

  private int named(int from, int to) {
    if (from >= to || s[from] != '{') {
      return -1;
    }
    int close = from + 1;
    while (close < to && s[close] != '}') {
      close++;
    }
    if (close >= to) {
      return -1;
    }
    OptionalInt found = CharacterNames.find(new String(s, from + 1, close - from - 1));
    if (found.isEmpty()) {
      return -1;
    }
    out.appendCodePoint(found.getAsInt());
    return close + 1;
  }
}
