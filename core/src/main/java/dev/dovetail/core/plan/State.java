package dev.dovetail.core.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a rollout stands: which versions run, how high the databases are, which labels rows and
 * messages may have. Nothing is ever broken in a state; what would break it is told instead.
 */
record State(List<Integer> versions, List<Integer> heights, List<Set<String>> held) {

  State {
    versions = List.copyOf(versions);
    heights = List.copyOf(heights);
    held = List.copyOf(held);
  }

  /** What came of a step. */
  sealed interface Next {
    record Reached(State state) implements Next {}

    record Broken(Breach breach) implements Next {}
  }

  /** Before anything is done. */
  static State first(Rollout rollout) {
    List<Integer> versions = rollout.parties().stream().map(party -> 0).toList();
    List<Integer> heights = rollout.ladders().stream().map(ladder -> 0).toList();
    List<Set<String>> held = new ArrayList<>();
    rollout.places().forEach(place -> held.add(Set.copyOf(place.held())));
    return new State(versions, heights, held);
  }

  boolean isLast(Rollout rollout) {
    for (int i = 0; i < versions.size(); i++) {
      if (versions.get(i) < rollout.parties().get(i).last()) {
        return false;
      }
    }
    for (int i = 0; i < heights.size(); i++) {
      if (heights.get(i) < rollout.ladders().get(i).rungs().size()) {
        return false;
      }
    }
    return true;
  }

  /** The same after everything that runs has written all that it may. */
  Next settled(Rollout rollout) {
    return settled(rollout, List.of());
  }

  /** The same with one version more. */
  Next with(Version version, Rollout rollout) {
    return settled(rollout, List.of(version));
  }

  /** All that can be done here, whether it goes well or not. */
  List<Step> steps(Rollout rollout) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < heights.size(); i++) {
      if (heights.get(i) < rollout.ladders().get(i).rungs().size()) {
        steps.add(new Step.Migrate(i, heights.get(i)));
      }
    }
    for (int i = 0; i < versions.size(); i++) {
      for (int to = rollout.parties().get(i).last(); to > versions.get(i); to--) {
        steps.add(new Step.Deploy(i, versions.get(i), to));
      }
    }
    for (int i = 0; i < held.size(); i++) {
      for (String label : ordered(held.get(i))) {
        if (matters(rollout, i, label) && clears(rollout, i, label)) {
          steps.add(new Step.Clear(i, label));
        }
      }
    }
    return steps;
  }

  /** Whether something could trip over the label. */
  private static boolean matters(Rollout rollout, int place, String label) {
    return rollout.parties().stream()
            .flatMap(party -> party.versions().stream())
            .flatMap(version -> version.knows().get(place).stream())
            .anyMatch(knows -> !knows.reads(label))
        || rollout.places().get(place).shapes().stream().anyMatch(shape -> !shape.takes(label))
        || rollout.places().get(place).moves().stream()
            .anyMatch(moves -> moves.known().containsKey(label));
  }

  /** Nobody writes it any more, and what it is to become is accepted. */
  private boolean clears(Rollout rollout, int place, String label) {
    for (int i = 0; i < versions.size(); i++) {
      if (rollout.parties().get(i).versions().get(versions.get(i)).writes(place, label)) {
        return false;
      }
    }
    return Optional.ofNullable(rollout.places().get(place).successors().get(label))
        .map(shape(rollout, place)::takes)
        .orElse(true);
  }

  Shape shape(Rollout rollout, int place) {
    Place at = rollout.places().get(place);
    return at.shapes().get(at.ladder().map(heights::get).orElse(0));
  }

  Next after(Step step, Rollout rollout) {
    return switch (step) {
      case Step.Migrate migrate -> migrated(migrate, rollout);
      case Step.Deploy deploy -> deployed(deploy, rollout);
      case Step.Clear clear -> cleared(clear, rollout);
    };
  }

  private Next migrated(Step.Migrate migrate, Rollout rollout) {
    State up =
        new State(
            versions, replaced(heights, migrate.ladder(), heights.get(migrate.ladder()) + 1), held);
    List<Set<String>> after = new ArrayList<>(held);
    for (int i = 0; i < held.size(); i++) {
      Place place = rollout.places().get(i);
      if (place.ladder().filter(ladder -> ladder == migrate.ladder()).isPresent()) {
        Place.Moves moves = place.moves().get(migrate.rung());
        Shape shape = up.shape(rollout, i);
        Set<String> rows = new LinkedHashSet<>();
        for (String label : held.get(i)) {
          rows.add(moves.known().getOrDefault(label, label));
        }
        if (moves.unknown() || shape instanceof Shape.Absent) {
          rows.removeIf(label -> !shape.takes(label));
        }
        for (String label : ordered(rows)) {
          if (!shape.takes(label)) {
            String revision =
                rollout.ladders().get(migrate.ladder()).rungs().get(migrate.rung()).revision();
            return new Next.Broken(new Breach.InTheWay(revision, i, label));
          }
        }
        after.set(i, Set.copyOf(rows));
      }
    }
    return new State(up.versions, up.heights, after).settled(rollout, List.of());
  }

  private Next deployed(Step.Deploy deploy, Rollout rollout) {
    Version beside = rollout.parties().get(deploy.party()).versions().get(deploy.to());
    return switch (settled(rollout, List.of(beside))) {
      case Next.Broken broken -> broken;
      case Next.Reached(State both) ->
          new State(replaced(versions, deploy.party(), deploy.to()), heights, both.held)
              .settled(rollout, List.of());
    };
  }

  private Next cleared(Step.Clear clear, Rollout rollout) {
    Set<String> rows = new LinkedHashSet<>(held.get(clear.place()));
    rows.remove(clear.label());
    Optional.ofNullable(rollout.places().get(clear.place()).successors().get(clear.label()))
        .ifPresent(rows::add);
    return new State(versions, heights, replaced(held, clear.place(), Set.copyOf(rows)))
        .settled(rollout, List.of());
  }

  /** After everything that runs has written all that it may, and read all that is there. */
  private Next settled(Rollout rollout, List<Version> beside) {
    List<Version> running = running(rollout);
    running.addAll(beside);
    List<Set<String>> after = new ArrayList<>();
    for (int i = 0; i < held.size(); i++) {
      Shape shape = shape(rollout, i);
      Set<String> rows = new LinkedHashSet<>(held.get(i));
      for (Version version : running) {
        Optional<Version.Knows> knows = version.knows().get(i);
        if (knows.isPresent()) {
          Optional<Breach> breach = writes(version, knows.get(), i, shape);
          if (breach.isPresent()) {
            return new Next.Broken(breach.get());
          }
          rows.addAll(knows.get().writes());
        }
      }
      for (Version version : running) {
        for (String label : ordered(rows)) {
          if (version.knows().get(i).filter(knows -> !knows.reads(label)).isPresent()) {
            return new Next.Broken(new Breach.Unread(version.name(), i, label));
          }
        }
      }
      after.add(Set.copyOf(rows));
    }
    return new Next.Reached(new State(versions, heights, after));
  }

  List<Version> running(Rollout rollout) {
    List<Version> running = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      running.add(rollout.parties().get(i).versions().get(versions.get(i)));
    }
    return running;
  }

  private static Optional<Breach> writes(
      Version version, Version.Knows knows, int place, Shape shape) {
    boolean missing =
        switch (shape) {
          case Shape.Absent absent -> true;
          case Shape.Anything anything -> false;
          case Shape.Labels labels ->
              knows.type().filter(type -> !type.equals(labels.type())).isPresent();
        };
    if (missing) {
      return Optional.of(new Breach.Missing(version.name(), place, shape));
    }
    return knows.writes().stream()
        .filter(label -> !shape.takes(label))
        .findFirst()
        .map(label -> new Breach.Refused(version.name(), place, label, shape));
  }

  private static List<String> ordered(Set<String> labels) {
    return labels.stream().sorted().toList();
  }

  private static <T> List<T> replaced(List<T> list, int at, T by) {
    List<T> copy = new ArrayList<>(list);
    copy.set(at, by);
    return copy;
  }
}
