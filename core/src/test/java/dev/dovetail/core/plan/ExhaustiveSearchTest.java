package dev.dovetail.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Small rollouts by chance, each gone through by brute force as well: there, to start a version and
 * to stop another are two things, and whatever else can come between.
 */
class ExhaustiveSearchTest {

  private static final int ROLLOUTS = 3_000;
  private static final List<String> LABELS = List.of("a", "b", "c");

  @Test
  void finds_an_order_exactly_where_brute_force_does_and_none_is_shorter() {
    int safe = 0;
    int none = 0;
    for (long seed = 1; seed <= ROLLOUTS; seed++) {
      Rollout rollout = new Chance(seed).rollout();
      Outcome outcome = Search.of(rollout);
      Optional<Integer> cheapest = new BruteForce(rollout).cheapest();
      switch (outcome) {
        case Outcome.Safe found -> {
          assertThat(cheapest)
              .as("seed %d: %s", seed, found)
              .contains(cost(rollout, found.steps()));
          safe++;
        }
        case Outcome.None stories -> {
          assertThat(cheapest).as("seed %d: %s", seed, stories).isEmpty();
          none++;
        }
        case Outcome.GaveUp gaveUp -> throw new AssertionError("seed " + seed + ": " + gaveUp);
      }
    }
    assertThat(safe).isGreaterThan(300);
    assertThat(none).isGreaterThan(300);
  }

  @Test
  void every_story_goes_well_up_to_its_last_step_and_breaks_there() {
    for (long seed = 1; seed <= ROLLOUTS / 4; seed++) {
      Rollout rollout = new Chance(seed).rollout();
      if (Search.of(rollout) instanceof Outcome.None none) {
        for (Story story : none.stories()) {
          BruteForce force = new BruteForce(rollout);
          Optional<BruteForce.Place> at = force.first();
          for (int i = 0; i < story.steps().size(); i++) {
            assertThat(at).as("seed %d, step %d of %s", seed, i, story).isPresent();
            at = force.done(at.orElseThrow(), story.steps().get(i));
          }
          assertThat(at).as("seed %d: %s", seed, story).isEmpty();
        }
      }
    }
  }

  @Test
  void gives_up_where_there_is_too_much_to_go_through() {
    assertThat(Search.of(new Chance(5).rollout(), 0)).isInstanceOf(Outcome.GaveUp.class);
  }

  private static int cost(Rollout rollout, List<Step> steps) {
    return steps.stream()
        .mapToInt(step ->
            step instanceof Step.Deploy deploy
                    && deploy.to() < rollout.parties().get(deploy.party()).versions().size() - 1
                ? 1_000
                : 1)
        .sum();
  }

  /** Rollouts by chance. */
  private static final class Chance {
    private final Random random;

    Chance(long seed) {
      this.random = new Random(seed);
    }

    Rollout rollout() {
      int heights = random.nextInt(3);
      List<Ladder.Rung> rungs = new ArrayList<>();
      for (int i = 0; i < heights; i++) {
        rungs.add(new Ladder.Rung(List.of("r" + i), List.of(), List.of(), List.of()));
      }
      int all = 1 + random.nextInt(2);
      List<dev.dovetail.core.plan.Place> places = new ArrayList<>();
      for (int i = 0; i < all; i++) {
        places.add(i > 0 && random.nextInt(3) == 0 ? messages() : column(heights));
      }
      List<Party> parties = new ArrayList<>();
      int services = 1 + random.nextInt(2);
      for (int i = 0; i < services; i++) {
        int versions = 1 + random.nextInt(3);
        List<Version> list = new ArrayList<>();
        for (int v = 0; v < versions; v++) {
          list.add(new Version("s" + i + "@" + v, true, knows(places)));
        }
        parties.add(new Party("s" + i, list));
      }
      return new Rollout(parties, List.of(new Ladder("s0", "alembic", "", rungs)), places);
    }

    private dev.dovetail.core.plan.Place messages() {
      return new dev.dovetail.core.plan.Place(
          "messages",
          Optional.empty(),
          List.of(new Shape.Anything()),
          some(1),
          List.of(),
          new TreeMap<>());
    }

    private dev.dovetail.core.plan.Place column(int heights) {
      List<Shape> shapes = new ArrayList<>();
      List<dev.dovetail.core.plan.Place.Moves> moves = new ArrayList<>();
      for (int i = 0; i <= heights; i++) {
        shapes.add(random.nextInt(9) == 0 ? new Shape.Absent() : new Shape.Labels("t", some(3)));
        if (i > 0) {
          TreeMap<String, String> known = new TreeMap<>();
          if (random.nextInt(3) == 0) {
            known.put(label(), label());
          }
          moves.add(new dev.dovetail.core.plan.Place.Moves(known, random.nextInt(6) == 0));
        }
      }
      TreeMap<String, String> successors = new TreeMap<>();
      if (random.nextInt(2) == 0) {
        successors.put("a", "b");
      }
      List<String> held = new ArrayList<>(some(1));
      held.removeIf(label -> !shapes.getFirst().takes(label));
      return new dev.dovetail.core.plan.Place("p", Optional.of(0), shapes, held, moves, successors);
    }

    private List<Optional<Version.Knows>> knows(List<dev.dovetail.core.plan.Place> places) {
      List<Optional<Version.Knows>> knows = new ArrayList<>();
      for (int i = 0; i < places.size(); i++) {
        knows.add(
            random.nextInt(8) == 0
                ? Optional.empty()
                : Optional.of(
                    new Version.Knows(
                        some(1),
                        random.nextInt(8) == 0 ? Optional.empty() : Optional.of(some(5)),
                        Optional.empty())));
      }
      return knows;
    }

    private String label() {
      return LABELS.get(random.nextInt(LABELS.size()));
    }

    /** The more the weight, the more labels. */
    private List<String> some(int weight) {
      return LABELS.stream().filter(label -> random.nextInt(weight + 1) > 0).toList();
    }
  }

  /** The same laws in the plainest words. */
  private static final class BruteForce {

    /** Old and new version of each service, or -1; heights; labels. */
    record Place(List<Integer> old, List<Integer> next, int height, List<Set<String>> rows) {}

    private record At(Place place, int cost) {}

    private final Rollout rollout;

    BruteForce(Rollout rollout) {
      this.rollout = rollout;
    }

    Optional<Place> first() {
      List<Set<String>> rows = new ArrayList<>();
      rollout.places().forEach(place -> rows.add(new TreeSet<>(place.held())));
      List<Integer> none = rollout.parties().stream().map(party -> -1).toList();
      return lawful(new Place(rollout.parties().stream().map(p -> 0).toList(), none, 0, rows));
    }

    Optional<Integer> cheapest() {
      Map<Place, Integer> seen = new HashMap<>();
      PriorityQueue<At> open = new PriorityQueue<>(Comparator.comparingInt(At::cost));
      first().ifPresent(place -> open.add(new At(place, 0)));
      while (!open.isEmpty()) {
        At at = open.remove();
        if (seen.putIfAbsent(at.place(), at.cost()) != null) {
          continue;
        }
        if (isLast(at.place())) {
          return Optional.of(at.cost());
        }
        for (At next : next(at.place())) {
          open.add(new At(next.place(), at.cost() + next.cost()));
        }
      }
      return Optional.empty();
    }

    private boolean isLast(Place place) {
      for (int i = 0; i < rollout.parties().size(); i++) {
        if (place.next().get(i) >= 0
            || place.old().get(i) != rollout.parties().get(i).versions().size() - 1) {
          return false;
        }
      }
      return place.height() == rollout.ladders().getFirst().rungs().size();
    }

    private List<At> next(Place place) {
      List<At> next = new ArrayList<>();
      for (int i = 0; i < rollout.parties().size(); i++) {
        int last = rollout.parties().get(i).versions().size() - 1;
        int old = place.old().get(i);
        if (place.next().get(i) < 0) {
          for (int to = old + 1; to <= last; to++) {
            int cost = to < last ? 1_000 : 1;
            started(place, i, to).ifPresent(then -> next.add(new At(then, cost)));
          }
        } else {
          stopped(place, i).ifPresent(then -> next.add(new At(then, 0)));
        }
      }
      migrated(place).ifPresent(then -> next.add(new At(then, 1)));
      for (int i = 0; i < place.rows().size(); i++) {
        for (String label : LABELS) {
          cleared(place, i, label).ifPresent(then -> next.add(new At(then, 1)));
        }
      }
      return next;
    }

    /** A step of the search, in these words. */
    Optional<Place> done(Place place, Step step) {
      return switch (step) {
        case Step.Migrate migrate -> migrated(place);
        case Step.Deploy deploy ->
            started(place, deploy.party(), deploy.to())
                .flatMap(then -> stopped(then, deploy.party()));
        case Step.Clear clear -> cleared(place, clear.place(), clear.label());
      };
    }

    private Optional<Place> started(Place place, int service, int to) {
      List<Integer> next = new ArrayList<>(place.next());
      next.set(service, to);
      return lawful(new Place(place.old(), next, place.height(), place.rows()));
    }

    private Optional<Place> stopped(Place place, int service) {
      List<Integer> old = new ArrayList<>(place.old());
      List<Integer> next = new ArrayList<>(place.next());
      old.set(service, next.get(service));
      next.set(service, -1);
      return lawful(new Place(old, next, place.height(), place.rows()));
    }

    private Optional<Place> migrated(Place place) {
      if (place.height() == rollout.ladders().getFirst().rungs().size()) {
        return Optional.empty();
      }
      List<Set<String>> rows = new ArrayList<>();
      for (int i = 0; i < place.rows().size(); i++) {
        var at = rollout.places().get(i);
        Set<String> after = new TreeSet<>();
        for (String label : place.rows().get(i)) {
          if (at.ladder().isEmpty()) {
            after.add(label);
            continue;
          }
          var move = at.moves().get(place.height());
          String then = move.known().getOrDefault(label, label);
          boolean column = accepts(at, place.height() + 1) != null;
          boolean fits = column && accepts(at, place.height() + 1).contains(then);
          if (fits) {
            after.add(then);
          } else if (column && !move.unknown()) {
            return Optional.empty();
          }
        }
        rows.add(after);
      }
      return lawful(new Place(place.old(), place.next(), place.height() + 1, rows));
    }

    private Optional<Place> cleared(Place place, int at, String label) {
      boolean written =
          running(place).stream()
              .anyMatch(version ->
                  version.knows().get(at).isPresent()
                      && version.knows().get(at).get().writes().contains(label));
      if (written || !place.rows().get(at).contains(label)) {
        return Optional.empty();
      }
      Set<String> after = new TreeSet<>(place.rows().get(at));
      after.remove(label);
      var column = rollout.places().get(at);
      if (column.successors().containsKey(label)) {
        String then = column.successors().get(label);
        List<String> accepted = accepts(column, place.height());
        if (accepted == null || !accepted.contains(then)) {
          return Optional.empty();
        }
        after.add(then);
      }
      List<Set<String>> rows = new ArrayList<>(place.rows());
      rows.set(at, after);
      return lawful(new Place(place.old(), place.next(), place.height(), rows));
    }

    /** What a column takes; null where there is none. */
    private static List<String> accepts(dev.dovetail.core.plan.Place place, int height) {
      Shape shape = place.shapes().get(place.ladder().isPresent() ? height : 0);
      if (shape instanceof Shape.Labels labels) {
        return labels.labels();
      }
      return shape instanceof Shape.Anything ? LABELS : null;
    }

    private List<Version> running(Place place) {
      List<Version> running = new ArrayList<>();
      for (int i = 0; i < rollout.parties().size(); i++) {
        running.add(rollout.parties().get(i).versions().get(place.old().get(i)));
        if (place.next().get(i) >= 0) {
          running.add(rollout.parties().get(i).versions().get(place.next().get(i)));
        }
      }
      return running;
    }

    private Optional<Place> lawful(Place place) {
      List<Set<String>> rows = new ArrayList<>();
      for (int i = 0; i < place.rows().size(); i++) {
        Set<String> all = new TreeSet<>(place.rows().get(i));
        List<String> accepted = accepts(rollout.places().get(i), place.height());
        for (Version version : running(place)) {
          if (version.knows().get(i).isPresent()) {
            List<String> writes = version.knows().get(i).get().writes();
            if (accepted == null || !new HashSet<>(accepted).containsAll(writes)) {
              return Optional.empty();
            }
            all.addAll(writes);
          }
        }
        for (Version version : running(place)) {
          if (version.knows().get(i).isPresent()
              && version.knows().get(i).get().reads().isPresent()
              && !version.knows().get(i).get().reads().get().containsAll(all)) {
            return Optional.empty();
          }
        }
        rows.add(all);
      }
      return Optional.of(new Place(place.old(), place.next(), place.height(), rows));
    }
  }
}
