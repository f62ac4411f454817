package dev.dovetail.core.compare;

import dev.dovetail.core.compare.Drift.Difference;
import java.util.Locale;
import java.util.Optional;

/** Whether two labels are meant to be the same one. */
final class Spelling {

  /** Shorter labels are too often one edit apart and two things: {@code in}, {@code on}. */
  private static final int SHORTEST_WITH_A_TYPO = 5;

  private Spelling() {}

  /** What sets them apart, where they are near enough to be one label; never for equal ones. */
  static Optional<Difference> between(String one, String other) {
    if (one.equals(other)) {
      return Optional.empty();
    }
    if (folded(one).equals(folded(other))) {
      return Optional.of(Difference.CASE);
    }
    if (bare(one).equals(bare(other)) && !bare(one).isEmpty()) {
      return Optional.of(Difference.SEPARATOR);
    }
    return oneEditAway(one, other) ? Optional.of(Difference.ONE_EDIT) : Optional.empty();
  }

  /** The label without what people vary: {@code PendingPayment} is {@code pending_payment}. */
  static String bare(String label) {
    StringBuilder letters = new StringBuilder(label.length());
    label.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
    return folded(letters.toString());
  }

  /** Both ways, for some letters are two when they are large: {@code ß} is {@code SS}. */
  private static String folded(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /**
   * One letter more, less, other, or two neighbours swapped; digits tell things apart on purpose.
   */
  private static boolean oneEditAway(String one, String other) {
    String shorter = one.length() <= other.length() ? one : other;
    String longer = one.length() <= other.length() ? other : one;
    if (shorter.length() < SHORTEST_WITH_A_TYPO || longer.length() - shorter.length() > 1) {
      return false;
    }
    int start = 0;
    while (start < shorter.length() && shorter.charAt(start) == longer.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter.length() - start
        && shorter.charAt(shorter.length() - 1 - end) == longer.charAt(longer.length() - 1 - end)) {
      end++;
    }
    String left = shorter.substring(start, shorter.length() - end);
    String right = longer.substring(start, longer.length() - end);
    boolean swapped =
        left.length() == 2
            && right.length() == 2
            && left.charAt(0) == right.charAt(1)
            && left.charAt(1) == right.charAt(0);
    boolean near = swapped || (left.length() <= 1 && right.length() <= 1);
    return near && (left + right).chars().noneMatch(Character::isDigit);
  }
}
