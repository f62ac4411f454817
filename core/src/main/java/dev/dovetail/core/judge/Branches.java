package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Revision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which revisions run beside each other: neither comes before the other by what they say. */
final class Branches {

  private final Map<String, Revision> revisions = new HashMap<>();
  private final Map<String, Set<String>> below = new HashMap<>();
  private final boolean straight;

  private Branches(List<Revision> all) {
    int ends = 0;
    Set<String> parents = new HashSet<>();
    for (Revision revision : all) {
      revisions.put(revision.id(), revision);
      parents.addAll(revision.parents());
      ends += revision.parents().isEmpty() ? 1 : 0;
      ends += revision.parents().size() > 1 ? 1 : 0;
    }
    long heads = all.stream().filter(revision -> !parents.contains(revision.id())).count();
    this.straight = ends <= 1 && heads <= 1;
  }

  static Branches of(ServiceFacts facts) {
    return new Branches(facts.told().map(Told::revisions).orElse(List.of()));
  }

  /** Whether the history is one line, so that nothing can run beside anything. */
  boolean straight() {
    return straight;
  }

  boolean beside(String one, String other) {
    return !one.equals(other) && !reach(one).contains(other) && !reach(other).contains(one);
  }

  private Set<String> reach(String start) {
    return below.computeIfAbsent(start, this::walk);
  }

  private Set<String> walk(String start) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Optional<Revision> at = Optional.ofNullable(revisions.get(open.pop()));
      at.map(Revision::parents).orElse(List.of()).stream().filter(seen::add).forEach(open::push);
      at.map(Revision::dependsOn).orElse(List.of()).stream().filter(seen::add).forEach(open::push);
    }
    return seen;
  }
}
