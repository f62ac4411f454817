package dev.dovetail.git;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * A commit of the mainline. A merge is told as all that it brought.
 *
 * @param date when its author wrote it
 * @param changes against the first parent
 */
public record Commit(
    String id,
    List<String> parents,
    OffsetDateTime date,
    String author,
    String subject,
    List<Change> changes) {

  private static final int SHORT = 8;

  public Commit {
    parents = List.copyOf(parents);
    changes = List.copyOf(changes);
  }

  public boolean isMerge() {
    return parents.size() > 1;
  }

  public String shortId() {
    return id.substring(0, Math.min(SHORT, id.length()));
  }
}
