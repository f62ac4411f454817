package dev.dovetail.core.timeline;

import dev.dovetail.core.compare.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What one commit did to an enum or its type, and how the two stood to each other then.
 *
 * @param added labels that came to the code
 * @param removed labels that went from the code
 * @param renamed members of the code that are stored by another label
 * @param admitted labels that came to the type
 * @param withdrawn labels that went from the type
 * @param begins what is there for the first time
 * @param standing afterwards
 */
public record Turn(
    Moment moment,
    List<String> added,
    List<String> removed,
    List<Renamed> renamed,
    List<String> admitted,
    List<String> withdrawn,
    Begins begins,
    Standing standing) {

  public Turn {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    renamed = List.copyOf(renamed);
    admitted = List.copyOf(admitted);
    withdrawn = List.copyOf(withdrawn);
  }

  /** A member that kept its name. */
  public record Renamed(String from, String to) {}

  /** Which of the two a commit brought. */
  public enum Begins {
    NEITHER,
    CODE,
    DATABASE,
    BOTH
  }

  /**
   * How the two stand.
   *
   * @param code how many labels; empty where no code declares it
   * @param database how many labels; empty where no migration makes it
   * @param missing declared, and not in the type; all of them where no migration makes it
   * @param extra in the type, and not declared
   */
  public record Standing(
      Optional<Integer> code,
      Optional<Integer> database,
      List<String> missing,
      List<String> extra,
      Verdict verdict) {

    public Standing {
      missing = List.copyOf(missing);
      extra = List.copyOf(extra);
    }

    private boolean isKnown() {
      return verdict != Verdict.UNVERIFIABLE && verdict != Verdict.UNBOUND;
    }

    /** Whether the code may write what the database refuses. */
    boolean isParted() {
      return isKnown() && !missing.isEmpty();
    }

    /** Whether it is sure that the code writes nothing that the database refuses. */
    boolean isTogether() {
      return code.isEmpty() || (isKnown() && missing.isEmpty());
    }
  }

  public Contribution contribution() {
    return moment.contribution();
  }

  /** Whether the file was touched and no label changed, on either side. */
  public boolean isQuiet() {
    return begins == Begins.NEITHER
        && added.isEmpty()
        && removed.isEmpty()
        && renamed.isEmpty()
        && admitted.isEmpty()
        && withdrawn.isEmpty();
  }
}
