package dev.dovetail.core.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What checks would have said all along, had there been any.
 *
 * @param commits those that touch what is read, oldest first
 */
public record Hindsight(List<Checked> commits) {

  public Hindsight {
    commits = List.copyOf(commits);
  }

  /**
   * How a parting would have gone.
   *
   * @param by the commit that a hook would have refused first; empty where none would have been
   */
  public record Stop(EnumTimeline parted, Parting parting, Optional<Refused> by) {

    /** Whether it would never have come to the parting. */
    public boolean isAtOnce() {
      return by.filter(it -> it.is(parting.began().contribution())).isPresent();
    }
  }

  /** A commit that a hook would have refused, and the first reason that is about the enum. */
  public record Refused(Checked commit, Alarm reason) {
    /** The same commit of the mainline. */
    boolean is(Contribution other) {
      return commit.contribution().commit().equals(other.commit());
    }
  }

  /** For each parting the first commit, while it lasted, that a hook would have refused for it. */
  public List<Stop> stops(List<EnumTimeline> enums) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < commits.size(); i++) {
      places.put(commits.get(i).contribution().commit(), i);
    }
    List<Stop> stops = new ArrayList<>();
    for (EnumTimeline one : enums) {
      for (Parting parting : one.partings()) {
        int from = places.getOrDefault(parting.began().contribution().commit(), 0);
        int to =
            parting
                .ended()
                .map(turn -> places.getOrDefault(turn.contribution().commit(), commits.size()))
                .orElse(commits.size());
        stops.add(new Stop(one, parting, refused(one, from, to)));
      }
    }
    return stops;
  }

  private Optional<Refused> refused(EnumTimeline one, int from, int to) {
    for (Checked commit : commits.subList(from, Math.max(from, to))) {
      for (Alarm alarm : commit.alarms()) {
        if (alarm.stops() && alarm.isAbout(one)) {
          return Optional.of(new Refused(commit, alarm));
        }
      }
    }
    return Optional.empty();
  }

  /** How many left a repository in which a check finds errors. */
  public long complaints() {
    return commits.stream().filter(commit -> commit.errors() > 0).count();
  }

  /** How many a hook would have refused. */
  public long stopped() {
    return commits.stream().filter(Checked::isStopped).count();
  }
}
