package dev.dovetail.core.plan;

import java.util.List;
import java.util.Optional;

/**
 * An order that goes wrong: its last step is the one that breaks a law. Without steps, it is broken
 * as it stands.
 *
 * @param writer of a label that is not read: the version that may have written it, or the revision
 *     that may have moved rows to it; empty where it was there before
 */
public record Story(List<Step> steps, Breach breach, Optional<String> writer) {

  public Story {
    steps = List.copyOf(steps);
  }

  static Story of(Rollout rollout, List<Step> steps, Breach breach) {
    return new Story(
        steps,
        breach,
        breach instanceof Breach.Unread unread
            ? writer(rollout, steps, unread.place(), unread.label())
            : Optional.empty());
  }

  /** The first on the way from whom the label can be. */
  private static Optional<String> writer(
      Rollout rollout, List<Step> steps, int place, String label) {
    if (rollout.places().get(place).held().contains(label)) {
      return Optional.empty();
    }
    for (Party party : rollout.parties()) {
      if (party.versions().getFirst().writes(place, label)) {
        return Optional.of(party.versions().getFirst().name());
      }
    }
    for (Step step : steps) {
      switch (step) {
        case Step.Deploy deploy -> {
          Version version = rollout.parties().get(deploy.party()).versions().get(deploy.to());
          if (version.writes(place, label)) {
            return Optional.of(version.name());
          }
        }
        case Step.Migrate migrate -> {
          Place at = rollout.places().get(place);
          if (at.ladder().filter(ladder -> ladder == migrate.ladder()).isPresent()
              && at.moves().get(migrate.rung()).known().containsValue(label)) {
            return Optional.of(
                rollout.ladders().get(migrate.ladder()).rungs().get(migrate.rung()).revision());
          }
        }
        case Step.Clear clear -> {}
      }
    }
    return Optional.empty();
  }
}
