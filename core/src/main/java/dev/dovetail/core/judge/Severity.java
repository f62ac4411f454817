package dev.dovetail.core.judge;

import java.util.Locale;

/** How much a finding weighs; the most severe comes first. */
public enum Severity {
  ERROR,
  WARNING,
  INFO;

  /** The word that users read and write. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
