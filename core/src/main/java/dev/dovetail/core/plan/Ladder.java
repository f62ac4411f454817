package dev.dovetail.core.plan;

import java.util.List;

/**
 * A database, and the migrations that it is to climb.
 *
 * @param service whose migrations they are
 * @param tool that runs them
 * @param path the folder of the service
 */
public record Ladder(String service, String tool, String path, List<Rung> rungs) {

  public Ladder {
    rungs = List.copyOf(rungs);
  }

  /**
   * One step up: a revision that matters to the plan, with those before it that do not.
   *
   * @param revisions in the order of running
   * @param says in few words, what it does to enum types and rows
   * @param locks what it locks meanwhile, a sentence each
   * @param recreated types that are another object afterwards, though their name is the same
   */
  public record Rung(
      List<String> revisions, List<String> says, List<String> locks, List<String> recreated) {
    public Rung {
      revisions = List.copyOf(revisions);
      says = List.copyOf(says);
      locks = List.copyOf(locks);
      recreated = List.copyOf(recreated);
    }

    /** The revision that is migrated to. */
    public String revision() {
      return revisions.getLast();
    }
  }
}
