package dev.dovetail.python.syntax;

import dev.dovetail.python.syntax.Node.Expr;
import java.math.BigInteger;

/** The value of a number. */
final class Numbers {

  /** CPython reads no longer ones either. */
  private static final int MAX_DECIMAL_DIGITS = 4300;

  private Numbers() {}

  static Expr read(Cursor c, int token) {
    String written = c.tokens.text(token);
    int base = base(written);
    if (base == 10 && !isInteger(written)) {
      return new Node.Decimal(written, c.span(token));
    }
    String digits = (base == 10 ? written : written.substring(2)).replace("_", "");
    if (base == 10 && digits.length() > MAX_DECIMAL_DIGITS) {
      throw c.mistake("too many digits in an integer", c.span(token));
    }
    return new Node.Int(value(digits, base), c.span(token));
  }

  private static int base(String written) {
    if (written.length() < 2 || written.charAt(0) != '0') {
      return 10;
    }
    return switch (written.charAt(1)) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 10;
    };
  }

  private static boolean isInteger(String written) {
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c != '_' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static BigInteger value(String digits, int base) {
    if (digits.length() <= 15) {
      return BigInteger.valueOf(Long.parseLong(digits, base));
    }
    return base == 10 ? new BigInteger(digits) : bits(digits, Integer.numberOfTrailingZeros(base));
  }

  /** Of digits that stand for bits, in one pass. */
  private static BigInteger bits(String digits, int width) {
    byte[] magnitude = new byte[(digits.length() * width + 7) / 8];
    int bit = 0;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = Character.digit(digits.charAt(i), 16);
      for (int j = 0; j < width; j++, bit++) {
        if ((digit >> j & 1) != 0) {
          magnitude[magnitude.length - 1 - bit / 8] |= (byte) (1 << bit % 8);
        }
      }
    }
    return new BigInteger(1, magnitude);
  }
}
