package dev.dovetail.core.timeline;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A time in which the code could write what the database would have refused.
 *
 * @param began the commit after which it was so
 * @param ended the commit after which it was so no more; empty while it lasts
 * @param causes the one that explains most first
 * @param guards what compared the two when it began, a sentence each
 */
public record Parting(Turn began, Optional<Turn> ended, List<Cause> causes, List<String> guards) {

  public Parting {
    causes = List.copyOf(causes);
    guards = List.copyOf(guards);
  }

  /** How many days it lasted; empty while it lasts. */
  public Optional<Long> days() {
    return ended.map(turn ->
        Math.max(
            0, ChronoUnit.DAYS.between(began.contribution().date(), turn.contribution().date())));
  }

  Parting guarded(List<String> by) {
    return new Parting(began, ended, causes, by);
  }
}
