package dev.dovetail.core.plan;

import java.util.List;

/** What is to go out: services, databases, and the places where labels pass between them. */
public record Rollout(List<Party> parties, List<Ladder> ladders, List<Place> places) {

  public Rollout {
    parties = List.copyOf(parties);
    ladders = List.copyOf(ladders);
    places = List.copyOf(places);
  }

  boolean isStill() {
    return parties.stream().allMatch(party -> party.last() == 0)
        && ladders.stream().allMatch(ladder -> ladder.rungs().isEmpty());
  }
}
