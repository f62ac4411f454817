package dev.dovetail.core.plan;

import java.util.List;
import java.util.Optional;

/**
 * A version of a service: what it may write to each place, and what it can read from there.
 *
 * @param name as in {@code web@3f2a91c0}
 * @param runs false for a service that is not there yet, or no more
 * @param knows one for each place of the rollout; empty where it does not look at the place
 */
public record Version(String name, boolean runs, List<Optional<Knows>> knows) {

  public Version {
    knows = List.copyOf(knows);
  }

  boolean writes(int place, String label) {
    return knows.get(place).filter(known -> known.writes().contains(label)).isPresent();
  }

  /**
   * What a version knows of a place.
   *
   * @param reads empty where it copes with any label
   * @param type the type that it takes the column to have, where it has one
   */
  public record Knows(List<String> writes, Optional<List<String>> reads, Optional<String> type) {
    public Knows {
      writes = List.copyOf(writes);
      reads = reads.map(List::copyOf);
    }

    boolean reads(String label) {
      return reads.map(known -> known.contains(label)).orElse(true);
    }
  }
}
