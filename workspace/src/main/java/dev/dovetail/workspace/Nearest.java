package dev.dovetail.workspace;

import java.util.Collection;
import java.util.Optional;

/** The known word that a mistyped one was probably meant to be. */
public final class Nearest {

  private Nearest() {}

  /** What begins with the word; else the closest, where it differs by no more than a third. */
  public static Optional<String> to(String word, Collection<String> known) {
    Optional<String> longer =
        known.stream().filter(candidate -> candidate.startsWith(word)).findFirst();
    if (!word.isEmpty() && longer.isPresent()) {
      return longer;
    }
    Optional<String> best = Optional.empty();
    int bestDistance = Math.max(2, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /** A sentence that ends a message about an unknown word. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map(near -> "did you mean `" + near + "`?")
        .orElse("known are: " + String.join(", ", known));
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
