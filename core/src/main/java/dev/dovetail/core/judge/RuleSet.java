package dev.dovetail.core.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Rules that a configuration sets together; {@code all} stands for every one of them. */
public enum RuleSet {
  ENUMS,
  SAFETY;

  /** The word for every rule. */
  public static final String ALL = "all";

  /** The word that users write. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Every word that stands for a set. */
  public static List<String> words() {
    return Arrays.stream(values()).map(RuleSet::word).toList();
  }
}
