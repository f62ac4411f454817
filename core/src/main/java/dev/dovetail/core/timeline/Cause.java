package dev.dovetail.core.timeline;

import java.util.List;

/**
 * Why they parted: never more than the evidence bears.
 *
 * @param labels those that this explains
 * @param contributions the commits that show it
 * @param evidence a sentence
 */
public record Cause(
    Kind kind,
    Confidence confidence,
    List<String> labels,
    List<Contribution> contributions,
    String evidence) {

  public Cause {
    labels = List.copyOf(labels);
    contributions = List.copyOf(contributions);
  }

  /** The ways to part. */
  public enum Kind {
    BULK_ADDITION("one-time bulk addition without a migration"),
    GRADUAL_DRIFT("gradual drift: labels came one after another, without migrations"),
    FORGOTTEN_MIGRATION("a migration was forgotten"),
    INCOMPLETE_MIGRATION("a migration came along and leaves labels out"),
    RENAMED_IN_CODE_ALONE("renamed in the code alone"),
    SMALLER_FROM_THE_START("the type was made smaller than the enum"),
    TYPE_NEVER_MADE("the type is made by no migration"),
    MIGRATION_EDITED("a migration that was there was changed"),
    LABEL_DROPPED("a migration took away labels that the code uses"),
    BRANCHES_MERGED("branches were merged and left several heads");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** How sure it is that this is the root: by what share of the missing labels it explains. */
  public enum Confidence {
    /** All of them. */
    CERTAIN,
    /** Half, or more. */
    LIKELY,
    /** Fewer. */
    POSSIBLE
  }
}
