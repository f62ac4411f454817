package dev.dovetail.core.judge;

import java.util.Locale;

/** What a fault is about. */
public enum Category {
  /** Code and migrations part. */
  DRIFT,
  /** How an enum is written in code. */
  DEFINITIONS,
  /** How an enum is used in code and queries. */
  USES,
  /** What a migration does. */
  MIGRATIONS,
  /** How migrations hang together. */
  HISTORY,
  /** What a change brings: asked with {@code --since}, {@code --staged}, {@code --merge-with}. */
  CHANGES,
  /** Locks, rewrites and failures on tables with rows, beside enums. */
  SAFETY,
  /** What services have agreed on. */
  CONVENTIONS,
  /** What shows only when migrations are run, or rows are tried. */
  REPLAY,
  /** What shows only in a live database. */
  LIVE,
  /** What is wrong with a comment that allows a finding. */
  SUPPRESSIONS;

  /** The word that users read. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The set that a configuration turns on and off at once. */
  public RuleSet set() {
    return this == SAFETY ? RuleSet.SAFETY : RuleSet.ENUMS;
  }
}
