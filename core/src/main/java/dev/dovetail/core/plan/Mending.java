package dev.dovetail.core.plan;

import dev.dovetail.core.plan.Version.Knows;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is broken before anything is done is not the rollout's doing: it is said, and then taken as
 * if it were not so. Else nothing could be said of the rest.
 */
final class Mending {

  private static final int MOST = 1_000;

  private Mending() {}

  static Rollout of(Rollout rollout, Notes notes) {
    Rollout mended = rollout;
    for (int i = 0; i < MOST; i++) {
      if (!(State.first(mended).settled(mended) instanceof State.Next.Broken(Breach breach))) {
        return mended;
      }
      Place place = mended.places().get(breach.place());
      notes.note("broken already, and not by this rollout: " + said(breach, place));
      mended = without(mended, breach);
    }
    return mended;
  }

  private static String said(Breach breach, Place place) {
    return switch (breach) {
      case Breach.Refused refused ->
          "%s may write `%s` to %s, and the database does not take it"
              .formatted(refused.version(), refused.label(), place.name());
      case Breach.Missing missing ->
          "%s looks for %s, and it is not there".formatted(missing.version(), place.name());
      case Breach.Unread unread ->
          "%s does not know `%s`, which %s may hold"
              .formatted(unread.version(), unread.label(), place.name());
      case Breach.InTheWay way -> "%s cannot run".formatted(way.revision());
    };
  }

  private static Rollout without(Rollout rollout, Breach breach) {
    int place = breach.place();
    return switch (breach) {
      case Breach.Refused refused ->
          changed(
              rollout,
              refused.version(),
              place,
              !rollout.places().get(place).shapes().getLast().takes(refused.label()),
              knows -> Optional.of(unwritten(knows, refused.label())));
      case Breach.Missing missing ->
          changed(rollout, missing.version(), place, false, knows -> Optional.empty());
      case Breach.Unread unread ->
          changed(
              rollout,
              unread.version(),
              place,
              true,
              knows -> Optional.of(reading(knows, unread.label())));
      case Breach.InTheWay way -> rollout;
    };
  }

  private static Knows unwritten(Knows knows, String label) {
    return new Knows(
        knows.writes().stream().filter(each -> !each.equals(label)).toList(),
        knows.reads(),
        knows.type());
  }

  private static Knows reading(Knows knows, String label) {
    return new Knows(
        knows.writes(),
        knows
            .reads()
            .map(labels -> {
              Set<String> more = new LinkedHashSet<>(labels);
              more.add(label);
              return List.copyOf(more);
            }),
        knows.type());
  }

  /**
   * @param all whether the later versions of the service are as they are for the same reason
   */
  private static Rollout changed(
      Rollout rollout,
      String version,
      int place,
      boolean all,
      Function<Knows, Optional<Knows>> change) {
    UnaryOperator<Version> mend =
        old -> {
          List<Optional<Knows>> knows = new ArrayList<>(old.knows());
          knows.set(place, knows.get(place).flatMap(change));
          return new Version(old.name(), old.runs(), knows);
        };
    List<Party> parties = new ArrayList<>();
    for (Party party : rollout.parties()) {
      boolean concerned = party.versions().stream().anyMatch(one -> one.name().equals(version));
      parties.add(
          new Party(
              party.service(),
              party.versions().stream()
                  .map(one ->
                      concerned && (all || one.name().equals(version)) ? mend.apply(one) : one)
                  .toList()));
    }
    return new Rollout(parties, rollout.ladders(), rollout.places());
  }
}
