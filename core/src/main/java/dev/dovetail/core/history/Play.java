package dev.dovetail.core.history;

import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Session;
import java.util.List;
import java.util.Optional;

/**
 * What came of playing a history on a session.
 *
 * @param end the session at the end, after the rollback that a failure brings
 * @param problem where it stopped; empty for success, and always for an intended play
 * @param ran the revisions begun, the failing one last
 * @param applied the revisions that the database counts as applied at the end
 * @param passedOver what an intended play met, reported and went past
 * @param deeds the statements that were sent, those of the way down after those of the way up
 * @param steps how many operations there were
 * @param opaque how many of them were not understood
 */
public record Play(
    Session end,
    Optional<Problem> problem,
    List<String> ran,
    List<String> applied,
    List<Problem> passedOver,
    List<Remark> remarks,
    List<Deed> deeds,
    int steps,
    int opaque) {
  public Play {
    deeds = List.copyOf(deeds);
    ran = List.copyOf(ran);
    applied = List.copyOf(applied);
    passedOver = List.copyOf(passedOver);
    remarks = List.copyOf(remarks);
  }

  /**
   * What makes its outcome or an exact part of the schema unknown. Who changes rows in ways that
   * are not known may be refused for it, so that counts too.
   */
  public List<Doubt> undecided() {
    return end.doubts();
  }

  /** What makes the schema unknown, if nothing but {@link #problem} is refused. */
  public List<Doubt> undecidedSchema() {
    return end.doubts().stream().filter(doubt -> doubt.touches().changesSchema()).toList();
  }

  /** Which commands are given. */
  public enum Commands {
    /** One command to the head. */
    ONE,
    /** One command per revision. */
    EACH
  }

  /** Where to. */
  public enum Direction {
    UP,
    /** To the head, then down to base. */
    DOWN,
    /** To the head, down to base, up again. */
    AGAIN
  }

  /** How a refusal is taken. */
  public enum Manner {
    /** As PostgreSQL takes it: the command ends, and what is not committed is undone. */
    STRICT,
    /** As it was meant: reported and passed over; several heads are taken together. */
    INTENDED
  }
}
