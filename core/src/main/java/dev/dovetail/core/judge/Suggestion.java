package dev.dovetail.core.judge;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * What could be changed in the text of files so that a finding goes away.
 *
 * @param title what is done, as in {@code write `open` as `OPEN`}
 * @param edits all of them, or none
 * @param elsewhere where else the old word stands, for people to look at
 */
public record Suggestion(
    String title, Safety safety, List<Edit> edits, List<Origin.InFile> elsewhere) {

  /** Whether it is done without asking. */
  public enum Safety {
    /** Nothing runs otherwise, on any database. */
    SAFE,
    /** It means to change what runs. */
    UNSAFE
  }

  public Suggestion {
    edits = List.copyOf(edits);
    elsewhere = List.copyOf(elsewhere);
  }

  static Optional<Suggestion> safe(String title, Edit edit) {
    return Optional.of(new Suggestion(title, Safety.SAFE, List.of(edit), List.of()));
  }

  static Suggestion unsafe(String title, Edit edit) {
    return new Suggestion(title, Safety.UNSAFE, List.of(edit), List.of());
  }

  public boolean isSafe() {
    return safety == Safety.SAFE;
  }

  /** Its edits, where all of them are known to the letter. */
  public List<Edit.Replacement> replacements() {
    return edits.stream()
        .filter(Edit.Replacement.class::isInstance)
        .map(Edit.Replacement.class::cast)
        .toList();
  }
}
