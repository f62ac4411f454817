package dev.dovetail.python.syntax;

/** Finds the end of a number, and what is wrong with it. */
final class NumberScanner {

  private final char[] s;
  private int p;
  private String trouble = "";

  NumberScanner(char[] s) {
    this.s = s;
  }

  /** The offset behind the number that begins at the offset. */
  int scan(int from) {
    p = from;
    trouble = "";
    if (s[p] == '0') {
      int second = s[p + 1] | 0x20;
      if (second == 'x' || second == 'o' || second == 'b') {
        p += 2;
        based(second);
      } else {
        zero();
      }
    } else if (s[p] == '.') {
      fraction();
    } else {
      decimals();
      tail();
    }
    return p;
  }

  /** What is wrong with the number that was scanned last; empty if nothing is. */
  String trouble() {
    return trouble;
  }

  private void based(int base) {
    String name = base == 'x' ? "hexadecimal" : base == 'o' ? "octal" : "binary";
    do {
      if (s[p] == '_') {
        p++;
      }
      if (!isDigit(s[p], base)) {
        trouble = "invalid " + name + " literal";
        return;
      }
      while (isDigit(s[p], base)) {
        p++;
      }
    } while (s[p] == '_');
    if (isDecimal(s[p])) {
      trouble = "invalid digit '" + s[p] + "' in " + name + " literal";
      return;
    }
    verifyEnd(name);
  }

  private static boolean isDigit(char c, int base) {
    return switch (base) {
      case 'x' -> isDecimal(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f' && c < 128);
      case 'o' -> c >= '0' && c <= '7';
      default -> c == '0' || c == '1';
    };
  }

  private static boolean isDecimal(char c) {
    return c >= '0' && c <= '9';
  }

  /** A number that begins with zeros is zero, or no integer. */
  private void zero() {
    boolean nonzero = false;
    while (true) {
      if (s[p] == '_') {
        p++;
        if (!isDecimal(s[p])) {
          trouble = "invalid decimal literal";
          return;
        }
      }
      if (s[p] != '0') {
        break;
      }
      p++;
    }
    if (isDecimal(s[p])) {
      nonzero = true;
      if (!decimals()) {
        return;
      }
    }
    int c = s[p] | 0x20;
    if (nonzero && s[p] != '.' && c != 'e' && c != 'j') {
      trouble = "leading zeros in decimal integer literals are not permitted";
      return;
    }
    tail();
  }

  /** Digits with single underscores between them. */
  private boolean decimals() {
    while (true) {
      while (isDecimal(s[p])) {
        p++;
      }
      if (s[p] != '_') {
        return true;
      }
      p++;
      if (!isDecimal(s[p])) {
        trouble = "invalid decimal literal";
        return false;
      }
    }
  }

  private void tail() {
    if (!trouble.isEmpty()) {
      return;
    }
    if (s[p] == '.') {
      fraction();
    } else {
      exponent();
    }
  }

  private void fraction() {
    p++;
    if (isDecimal(s[p]) && !decimals()) {
      return;
    }
    exponent();
  }

  private void exponent() {
    if ((s[p] | 0x20) == 'e' && s[p] < 128) {
      int digits = p + 1;
      if (s[digits] == '+' || s[digits] == '-') {
        digits++;
        if (!isDecimal(s[digits])) {
          p = digits;
          trouble = "invalid decimal literal";
          return;
        }
      } else if (!isDecimal(s[digits])) {
        verifyEnd("decimal");
        return;
      }
      p = digits;
      if (!decimals()) {
        return;
      }
    }
    if ((s[p] | 0x20) == 'j' && s[p] < 128) {
      p++;
      verifyEnd("imaginary");
    } else {
      verifyEnd("decimal");
    }
  }

  /** A name may follow only if it is one of the keywords that can follow a value. */
  private void verifyEnd(String name) {
    boolean keyword =
        switch (s[p]) {
          case 'a' -> follows("nd");
          case 'e' -> follows("lse");
          case 'f' -> follows("or");
          case 'i' -> s[p + 1] == 'f' || s[p + 1] == 'n' || s[p + 1] == 's';
          case 'o' -> follows("r");
          case 'n' -> follows("ot");
          default -> false;
        };
    if (!keyword && CharacterClass.isWord(s[p])) {
      trouble = "invalid " + name + " literal";
    }
  }

  private boolean follows(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      if (s[p + 1 + i] != rest.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
