package dev.dovetail.core.plan;

import dev.dovetail.core.plan.Version.Knows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Expand and contract: the same rollout with releases between the old and the new, and with
 * migrations that first only add.
 */
final class Detours {

  private Detours() {}

  /**
   * Between each old and new version stand one that reads what either knows and still writes as the
   * old, and one that reads the same and writes as the new.
   */
  static Rollout withReleases(Rollout rollout) {
    List<Party> parties = new ArrayList<>();
    for (Party party : rollout.parties()) {
      parties.add(party.last() == 0 ? party : bridged(party));
    }
    return new Rollout(parties, rollout.ladders(), rollout.places());
  }

  private static Party bridged(Party party) {
    Version from = party.versions().getFirst();
    Version to = party.versions().getLast();
    if (!from.runs() || !to.runs()) {
      return party;
    }
    List<Version> versions = new ArrayList<>(List.of(from));
    for (Version between :
        List.of(
            between(party.service() + "@reads-both", from, from, to),
            between(party.service() + "@writes-new", to, from, to))) {
      if (!between.knows().equals(from.knows()) && !between.knows().equals(to.knows())) {
        versions.add(between);
      }
    }
    versions.add(to);
    return new Party(party.service(), versions);
  }

  private static Version between(String name, Version writing, Version from, Version to) {
    List<Optional<Knows>> knows = new ArrayList<>();
    for (int i = 0; i < from.knows().size(); i++) {
      Optional<Knows> old = from.knows().get(i);
      Optional<Knows> late = to.knows().get(i);
      Optional<Knows> writer = writing.knows().get(i);
      knows.add(
          writer.map(own ->
              new Knows(own.writes(), both(own, old.orElse(own), late.orElse(own)), own.type())));
    }
    return new Version(name, true, knows);
  }

  private static Optional<List<String>> both(Knows own, Knows old, Knows late) {
    if (own.reads().isEmpty() || old.reads().isEmpty() || late.reads().isEmpty()) {
      return Optional.empty();
    }
    Set<String> labels = new LinkedHashSet<>(old.reads().get());
    labels.addAll(late.reads().get());
    return Optional.of(List.copyOf(labels));
  }

  /**
   * Whether migrations that only add can take the place of the given ones: every column stays, and
   * so does the name of its type.
   */
  static boolean canSplit(Rollout rollout) {
    return rollout.places().stream().allMatch(place -> kept(place).isPresent());
  }

  /** One rung for each database, which adds; what would go stays, unused. */
  static Rollout split(Rollout rollout) {
    List<Ladder> ladders = new ArrayList<>();
    for (Ladder ladder : rollout.ladders()) {
      ladders.add(
          ladder.rungs().isEmpty()
              ? ladder
              : new Ladder(
                  ladder.service(),
                  ladder.tool(),
                  ladder.path(),
                  List.of(
                      new Ladder.Rung(
                          List.of("expand"), List.of("only adds"), List.of(), List.of()))));
    }
    List<Place> places = new ArrayList<>();
    for (Place place : rollout.places()) {
      boolean climbs = place.shapes().size() > 1;
      places.add(
          climbs
              ? new Place(
                  place.name(),
                  place.ladder(),
                  List.of(place.shapes().getFirst(), kept(place).orElseThrow()),
                  place.held(),
                  List.of(Place.Moves.none()),
                  place.successors())
              : place);
    }
    return new Rollout(rollout.parties(), ladders, places);
  }

  /** What a place takes in that takes all that it ever took or is to take. */
  private static Optional<Shape> kept(Place place) {
    Shape first = place.shapes().getFirst();
    Shape last = place.shapes().getLast();
    return switch (first) {
      case Shape.Absent absent -> Optional.of(last);
      case Shape.Anything anything -> last.equals(first) ? Optional.of(first) : Optional.empty();
      case Shape.Labels old ->
          last instanceof Shape.Labels late && late.type().equals(old.type())
              ? Optional.of(new Shape.Labels(old.type(), all(old, late)))
              : Optional.empty();
    };
  }

  private static List<String> all(Shape.Labels old, Shape.Labels late) {
    Set<String> labels = new LinkedHashSet<>(old.labels());
    labels.addAll(late.labels());
    return List.copyOf(labels);
  }

  /** Labels that the given migrations would take away, and that a split leaves in the type. */
  static List<String> left(Place place) {
    TreeMap<String, Boolean> left = new TreeMap<>();
    if (place.shapes().getFirst() instanceof Shape.Labels old) {
      old.labels().stream()
          .filter(label -> !place.shapes().getLast().takes(label))
          .forEach(label -> left.put(label, true));
    }
    return List.copyOf(left.keySet());
  }
}
