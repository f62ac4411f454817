package dev.dovetail.core.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a rollout apart into those that share no database and no message. */
final class Components {

  private final Rollout rollout;
  private final int[] parents;

  private Components(Rollout rollout) {
    this.rollout = rollout;
    int all = rollout.parties().size() + rollout.ladders().size() + rollout.places().size();
    this.parents = new int[all];
    for (int i = 0; i < all; i++) {
      parents[i] = i;
    }
  }

  static List<Rollout> of(Rollout rollout) {
    return new Components(rollout).apart();
  }

  private List<Rollout> apart() {
    int ladders = rollout.parties().size();
    int places = ladders + rollout.ladders().size();
    for (int place = 0; place < rollout.places().size(); place++) {
      int at = places + place;
      rollout.places().get(place).ladder().ifPresent(ladder -> join(at, ladders + ladder));
      for (int party = 0; party < ladders; party++) {
        int known = place;
        if (rollout.parties().get(party).versions().stream()
            .anyMatch(version -> version.knows().get(known).isPresent())) {
          join(at, party);
        }
      }
    }
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < parents.length; i++) {
      groups.computeIfAbsent(root(i), root -> new ArrayList<>()).add(i);
    }
    return groups.values().stream()
        .map(group -> part(group, ladders, places))
        .filter(part -> !part.isStill())
        .toList();
  }

  private Rollout part(List<Integer> members, int ladders, int places) {
    List<Integer> ownPlaces = new ArrayList<>();
    Map<Integer, Integer> ladderNow = new LinkedHashMap<>();
    List<Ladder> own = new ArrayList<>();
    for (int member : members) {
      if (member >= places) {
        ownPlaces.add(member - places);
      } else if (member >= ladders) {
        ladderNow.put(member - ladders, own.size());
        own.add(rollout.ladders().get(member - ladders));
      }
    }
    List<Party> parties =
        members.stream()
            .filter(member -> member < ladders)
            .map(member -> narrowed(rollout.parties().get(member), ownPlaces))
            .toList();
    List<Place> kept = new ArrayList<>();
    for (int place : ownPlaces) {
      Place old = rollout.places().get(place);
      Optional<Integer> ladder = old.ladder().map(ladderNow::get);
      kept.add(
          new Place(old.name(), ladder, old.shapes(), old.held(), old.moves(), old.successors()));
    }
    return new Rollout(parties, own, kept);
  }

  private static Party narrowed(Party party, List<Integer> places) {
    return new Party(
        party.service(),
        party.versions().stream()
            .map(version ->
                new Version(
                    version.name(),
                    version.runs(),
                    places.stream().map(version.knows()::get).toList()))
            .toList());
  }

  private int root(int member) {
    int at = member;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  private void join(int one, int other) {
    int a = root(one);
    int b = root(other);
    parents[Math.max(a, b)] = Math.min(a, b);
  }
}
