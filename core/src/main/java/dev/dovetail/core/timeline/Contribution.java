package dev.dovetail.core.timeline;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * A commit, as far as a reader of a timeline wants to know it.
 *
 * @param commit its id, whole
 * @param brought for a merge: the commits in it that touched what is spoken of, oldest first
 */
public record Contribution(
    String commit, OffsetDateTime date, String author, String subject, List<Contribution> brought) {

  private static final int SHORT = 8;

  public Contribution {
    brought = List.copyOf(brought);
  }

  public String shortId() {
    return commit.substring(0, Math.min(SHORT, commit.length()));
  }
}
