package dev.dovetail.python.syntax;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** Which characters make a name (PEP 3131: XID_Start and XID_Continue, compared in NFKC). */
final class Letters {

  private Letters() {}

  static boolean isStart(int c) {
    return c == '_' || (Character.isUnicodeIdentifierStart(c) && holds(c, true));
  }

  static boolean isPart(int c) {
    return isPartOnce(c) && holds(c, false);
  }

  private static boolean isPartOnce(int c) {
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  /** The X of XID: what the character becomes by normalization must be a name too. */
  private static boolean holds(int c, boolean start) {
    if (c < 128) {
      return true;
    }
    String normal = Normalizer.normalize(Character.toString(c), Form.NFKC);
    int first = normal.codePointAt(0);
    if (start && first != c && !Character.isUnicodeIdentifierStart(first)) {
      return false;
    }
    return normal.codePoints().allMatch(Letters::isPartOnce);
  }

  /** The first character that spoils a name, or -1. */
  static int spoiler(String name) {
    int first = name.codePointAt(0);
    if (!isStart(first)) {
      return first;
    }
    return name.codePoints().skip(1).filter(c -> !isPart(c)).findFirst().orElse(-1);
  }

  static String normal(String name) {
    return Normalizer.normalize(name, Form.NFKC);
  }
}
