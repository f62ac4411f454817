package dev.dovetail.core.timeline;

import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.timeline.Moment.Member;
import dev.dovetail.core.timeline.Moment.Reading;
import dev.dovetail.core.timeline.Turn.Begins;
import dev.dovetail.core.timeline.Turn.Renamed;
import dev.dovetail.core.timeline.Turn.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An enum of the code and the type that keeps it, through the commits that touched either.
 *
 * @param service whose column it is
 * @param name of the enum; empty for a type that no code declared
 * @param type as in {@code public.essay_status_enum}
 * @param turns oldest first, those that changed no label too
 * @param partings oldest first
 */
public record EnumTimeline(
    String service, Optional<String> name, String type, List<Turn> turns, List<Parting> partings) {

  public EnumTimeline {
    turns = List.copyOf(turns);
    partings = List.copyOf(partings);
  }

  /**
   * Tells the moments as turns, and finds when the two were parted.
   *
   * @param moments oldest first
   */
  public static EnumTimeline of(
      String service, Optional<String> name, String type, List<Moment> moments) {
    List<Turn> turns = new ArrayList<>();
    Optional<Reading> before = Optional.empty();
    for (Moment moment : moments) {
      Turn turn = turn(before, moment);
      if (!turn.isQuiet() || moment.touched()) {
        turns.add(turn);
      }
      before = moment.reading();
    }
    return new EnumTimeline(service, name, type, turns, Partings.in(turns));
  }

  /** The same, with what stood guard after the commit that began each parting. */
  public EnumTimeline guarded(Function<Contribution, List<String>> guards) {
    return new EnumTimeline(
        service,
        name,
        type,
        turns,
        partings.stream()
            .map(parting -> parting.guarded(guards.apply(parting.began().contribution())))
            .toList());
  }

  /** The last parting, while it lasts. */
  public Optional<Parting> open() {
    return partings.stream().filter(parting -> parting.ended().isEmpty()).findFirst();
  }

  private static Turn turn(Optional<Reading> before, Moment moment) {
    Map<String, String> old = members(before);
    Map<String, String> now = members(moment.reading());
    List<Renamed> renamed = new ArrayList<>();
    now.forEach((member, label) ->
        Optional.ofNullable(old.get(member))
            .filter(was -> !was.equals(label) && !now.containsValue(was))
            .ifPresent(was -> renamed.add(new Renamed(was, label))));
    List<String> to = renamed.stream().map(Renamed::to).toList();
    List<String> from = renamed.stream().map(Renamed::from).toList();
    List<String> was = database(before);
    List<String> is = database(moment.reading());
    return new Turn(
        moment,
        without(without(now.values(), old.values()), to),
        without(without(old.values(), now.values()), from),
        renamed,
        without(is, was),
        without(was, is),
        begins(before, moment.reading()),
        standing(moment.reading()));
  }

  private static Begins begins(Optional<Reading> before, Optional<Reading> after) {
    boolean code =
        before.flatMap(Reading::code).isEmpty() && after.flatMap(Reading::code).isPresent();
    boolean database =
        before.flatMap(Reading::database).isEmpty() && after.flatMap(Reading::database).isPresent();
    if (code && database) {
      return Begins.BOTH;
    }
    return code ? Begins.CODE : database ? Begins.DATABASE : Begins.NEITHER;
  }

  private static Standing standing(Optional<Reading> reading) {
    if (reading.isEmpty()) {
      return new Standing(
          Optional.empty(), Optional.empty(), List.of(), List.of(), Verdict.UNBOUND);
    }
    Reading read = reading.get();
    boolean both = read.code().isPresent() && read.database().isPresent();
    boolean noType = read.verdict() == Verdict.MISSING_TYPE;
    List<String> labels = read.labels();
    List<String> type = read.database().orElse(List.of());
    return new Standing(
        read.code().map(List::size),
        read.database().map(List::size),
        both || noType ? without(labels, type) : List.of(),
        both ? without(type, labels) : List.of(),
        read.verdict());
  }

  private static Map<String, String> members(Optional<Reading> reading) {
    Map<String, String> members = new LinkedHashMap<>();
    for (Member member : reading.flatMap(Reading::code).orElse(List.of())) {
      members.put(member.name(), member.label());
    }
    return members;
  }

  private static List<String> database(Optional<Reading> reading) {
    return reading.flatMap(Reading::database).orElse(List.of());
  }

  static List<String> without(Iterable<String> all, Iterable<String> known) {
    Set<String> rest = new LinkedHashSet<>();
    all.forEach(rest::add);
    known.forEach(rest::remove);
    return List.copyOf(rest);
  }
}
