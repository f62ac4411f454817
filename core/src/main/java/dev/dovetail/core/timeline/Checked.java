package dev.dovetail.core.timeline;

import java.util.List;

/**
 * What a check would have said when a commit was made.
 *
 * @param errors of the whole repository as the commit left it
 * @param alarms what its parent did not have, the most severe first
 */
public record Checked(Contribution contribution, int errors, int warnings, List<Alarm> alarms) {

  public Checked {
    alarms = List.copyOf(alarms);
  }

  /** Whether a hook would have refused the commit. */
  public boolean isStopped() {
    return alarms.stream().anyMatch(Alarm::stops);
  }
}
