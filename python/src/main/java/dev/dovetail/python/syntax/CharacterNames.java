package dev.dovetail.python.syntax;

import java.util.Locale;
import java.util.OptionalInt;

/** Unicode's names of characters, for {@code \N{...}}. */
final class CharacterNames {

  private static final int LONGEST = 256;
  private static final String IDEOGRAPH = "CJK UNIFIED IDEOGRAPH-";

  private CharacterNames() {}

  static OptionalInt find(String name) {
    if (name.isEmpty() || name.length() > LONGEST || !name.equals(name.strip())) {
      return OptionalInt.empty();
    }
    String upper = name.toUpperCase(Locale.ROOT);
    OptionalInt alias = CharacterAliases.find(upper);
    if (alias.isPresent()) {
      return alias;
    }
    if (upper.startsWith(IDEOGRAPH)) {
      return ideograph(upper.substring(IDEOGRAPH.length()));
    }
    try {
      int c = Character.codePointOf(upper);
      // Java also knows names that it made up itself, from the block and the number.
      return upper.endsWith(" " + Integer.toHexString(c).toUpperCase(Locale.ROOT))
          ? OptionalInt.empty()
          : OptionalInt.of(c);
    } catch (IllegalArgumentException unknown) {
      return OptionalInt.empty();
    }
  }

  private static OptionalInt ideograph(String digits) {
    if (digits.length() < 4 || digits.length() > 5) {
      return OptionalInt.empty();
    }
    int c = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0) {
        return OptionalInt.empty();
      }
      c = c * 16 + digit;
    }
    boolean unified =
        Character.isIdeographic(c)
            && Character.isDefined(c)
            && String.valueOf(Character.UnicodeBlock.of(c)).startsWith("CJK_UNIFIED");
    return unified ? OptionalInt.of(c) : OptionalInt.empty();
  }
}
