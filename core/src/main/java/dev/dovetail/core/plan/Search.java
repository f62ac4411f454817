package dev.dovetail.core.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Goes through all that can be done, the shortest first. A version that is only a help on the way
 * costs more than any number of steps, so that as few as possible are asked for.
 */
final class Search {

  static final int MOST_STATES = 20_000;

  private static final int RELEASE = 1_000;

  /** How a state was reached. */
  private record Way(State state, Optional<Way> before, Optional<Step> step, int cost, int number) {

    List<Step> steps() {
      Deque<Step> steps = new ArrayDeque<>();
      Way way = this;
      while (way.step().isPresent() && way.before().isPresent()) {
        steps.addFirst(way.step().get());
        way = way.before().get();
      }
      return List.copyOf(steps);
    }
  }

  private final Rollout rollout;
  private final int most;
  private final PriorityQueue<Way> open =
      new PriorityQueue<>(Comparator.comparingInt(Way::cost).thenComparingInt(Way::number));
  private final Map<State, Integer> costs = new HashMap<>();
  private final Map<Map.Entry<Step, Breach>, Story> stories = new LinkedHashMap<>();
  private int number;

  private Search(Rollout rollout, int most) {
    this.rollout = rollout;
    this.most = most;
  }

  static Outcome of(Rollout rollout) {
    return of(rollout, MOST_STATES);
  }

  static Outcome of(Rollout rollout, int most) {
    return new Search(rollout, most).outcome();
  }

  private Outcome outcome() {
    State first = State.first(rollout);
    switch (first.settled(rollout)) {
      case State.Next.Broken(Breach breach) -> {
        return new Outcome.None(List.of(Story.of(rollout, List.of(), breach)), 0);
      }
      case State.Next.Reached(State settled) ->
          reach(settled, Optional.empty(), Optional.empty(), 0);
    }
    int looked = 0;
    while (!open.isEmpty()) {
      Way way = open.remove();
      if (costs.getOrDefault(way.state(), 0) < way.cost()) {
        continue;
      }
      if (way.state().isLast(rollout)) {
        return new Outcome.Safe(way.steps(), looked + 1);
      }
      if (++looked > most) {
        return new Outcome.GaveUp(
            "there are more than %d states to go through".formatted(most), most);
      }
      for (Step step : way.state().steps(rollout)) {
        go(way, step);
      }
    }
    List<Story> shortest = new ArrayList<>(stories.values());
    shortest.sort(Comparator.comparingInt(story -> story.steps().size()));
    return new Outcome.None(shortest, looked);
  }

  private void go(Way way, Step step) {
    switch (way.state().after(step, rollout)) {
      case State.Next.Reached(State next) ->
          reach(next, Optional.of(way), Optional.of(step), way.cost() + cost(step));
      case State.Next.Broken(Breach breach) -> {
        // The first story of a fault is a shortest one, for ways come in the order of their length.
        Map.Entry<Step, Breach> fault = Map.entry(step, breach);
        if (!stories.containsKey(fault)) {
          List<Step> steps = new ArrayList<>(way.steps());
          steps.add(step);
          stories.put(fault, Story.of(rollout, steps, breach));
        }
      }
    }
  }

  private void reach(State state, Optional<Way> before, Optional<Step> step, int cost) {
    if (cost < costs.getOrDefault(state, Integer.MAX_VALUE)) {
      costs.put(state, cost);
      open.add(new Way(state, before, step, cost, number++));
    }
  }

  private int cost(Step step) {
    return step instanceof Step.Deploy deploy
            && deploy.to() < rollout.parties().get(deploy.party()).last()
        ? RELEASE
        : 1;
  }
}
