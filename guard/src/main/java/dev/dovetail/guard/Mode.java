package dev.dovetail.guard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What comes of labels that the database lacks. */
public enum Mode {
  /** The start is stopped. */
  FAIL,
  /** A warning is logged, and the start goes on. */
  WARN,
  /** The database is not asked. */
  OFF;

  /** The word of properties and variables: {@code fail}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Mode> of(String word) {
    return Arrays.stream(values())
        .filter(mode -> mode.word().equals(word.strip().toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
