package dev.dovetail.core.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What bringing an earlier version back would meet.
 *
 * @param step after which step of the order, counted from 0
 * @param version that is brought back
 * @param story the order up to there and what would happen; empty where nothing would, up to the
 *     end
 */
public record Rollback(int step, String version, Optional<Story> story) {

  /** For each version that an order replaces, the first step after which it cannot come back. */
  static List<Rollback> of(Rollout rollout, List<Step> steps) {
    List<State> states = states(rollout, steps);
    List<Rollback> rollbacks = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Deploy deploy) {
        Version back = rollout.parties().get(deploy.party()).versions().get(deploy.from());
        if (back.runs()) {
          rollbacks.add(first(rollout, steps, states, i, back));
        }
      }
    }
    return rollbacks;
  }

  private static Rollback first(
      Rollout rollout, List<Step> steps, List<State> states, int from, Version back) {
    for (int step = from; step < states.size(); step++) {
      if (states.get(step).with(back, rollout) instanceof State.Next.Broken(Breach breach)) {
        return new Rollback(
            step,
            back.name(),
            Optional.of(story(rollout, steps.subList(0, step + 1), back, breach)));
      }
    }
    return new Rollback(states.size() - 1, back.name(), Optional.empty());
  }

  private static Story story(Rollout rollout, List<Step> steps, Version back, Breach breach) {
    boolean own =
        breach instanceof Breach.Unread unread && back.writes(unread.place(), unread.label());
    return own
        ? new Story(steps, breach, Optional.of(back.name()))
        : Story.of(rollout, steps, breach);
  }

  private static List<State> states(Rollout rollout, List<Step> steps) {
    List<State> states = new ArrayList<>();
    State state = State.first(rollout);
    if (state.settled(rollout) instanceof State.Next.Reached(State settled)) {
      state = settled;
    }
    for (Step step : steps) {
      if (state.after(step, rollout) instanceof State.Next.Reached(State next)) {
        state = next;
      }
      states.add(state);
    }
    return states;
  }
}
