package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Revision;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which revisions run beside each other: neither comes before the other by what they say. */
final class Branches {

  private final Map<String, Integer> places = new HashMap<>();
  private final List<BitSet> below = new ArrayList<>();
  private final boolean straight;

  private Branches(List<Revision> all) {
    int ends = 0;
    Set<String> parents = new HashSet<>();
    for (Revision revision : all) {
      places.put(revision.id(), below.size());
      below.add(new BitSet());
      parents.addAll(revision.parents());
      ends += revision.parents().isEmpty() ? 1 : 0;
      ends += revision.parents().size() > 1 ? 1 : 0;
    }
    long heads = all.stream().filter(revision -> !parents.contains(revision.id())).count();
    this.straight = ends <= 1 && heads <= 1;
    // Parents come first, so that once is enough, unless the history goes round in a circle.
    boolean more = !straight;
    while (more) {
      more = false;
      for (Revision revision : all) {
        more |= standsOn(revision.id(), revision.parents());
        more |= standsOn(revision.id(), revision.dependsOn());
      }
    }
  }

  static Branches of(ServiceFacts facts) {
    return new Branches(facts.told().map(Told::revisions).orElse(List.of()));
  }

  /** Takes in what is below others; whether that was news. */
  private boolean standsOn(String id, List<String> others) {
    BitSet own = place(id).map(below::get).orElseThrow();
    int before = own.cardinality();
    for (String other : others) {
      place(other)
          .ifPresent(place -> {
            own.set(place);
            own.or(below.get(place));
          });
    }
    return own.cardinality() > before;
  }

  private Optional<Integer> place(String id) {
    return Optional.ofNullable(places.get(id));
  }

  /** Whether the history is one line, so that nothing can run beside anything. */
  boolean straight() {
    return straight;
  }

  boolean beside(String one, String other) {
    return !one.equals(other) && !isBelow(one, other) && !isBelow(other, one);
  }

  private boolean isBelow(String lower, String upper) {
    return place(upper).flatMap(at -> place(lower).filter(below.get(at)::get)).isPresent();
  }
}
