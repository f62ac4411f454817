package dev.dovetail.report;

import dev.dovetail.core.timeline.Cause;
import dev.dovetail.core.timeline.Cause.Confidence;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.core.timeline.Turn;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a timeline comes to: of each commit with which enums were parted, why, and until when. */
final class TimelineConclusion {

  private static final int MOST = 5;

  /** The partings that one commit began. */
  private record Beginning(Contribution commit, List<EnumTimeline> enums, List<Parting> partings) {

    int missing() {
      return partings.stream().mapToInt(it -> it.began().standing().missing().size()).sum();
    }
  }

  private TimelineConclusion() {}

  /** A paragraph for each commit, oldest first; of many, those that left most labels missing. */
  static List<String> of(Timeline timeline) {
    List<Beginning> all = beginnings(timeline);
    List<Beginning> most =
        all.stream()
            .sorted(Comparator.comparingInt(Beginning::missing).reversed())
            .limit(MOST)
            .toList();
    List<String> said =
        new ArrayList<>(
            all.stream().filter(most::contains).map(TimelineConclusion::sentence).toList());
    if (all.size() > MOST) {
      said.add("%d more commits parted others, with fewer labels".formatted(all.size() - MOST));
    }
    return said;
  }

  private static List<Beginning> beginnings(Timeline timeline) {
    Map<String, Beginning> beginnings = new TreeMap<>();
    for (EnumTimeline one : timeline.enums()) {
      for (Parting parting : one.partings()) {
        Contribution commit = parting.began().contribution();
        Beginning beginning =
            beginnings.computeIfAbsent(
                commit.date().toInstant() + " " + commit.commit(),
                any -> new Beginning(commit, new ArrayList<>(), new ArrayList<>()));
        beginning.enums().add(one);
        beginning.partings().add(parting);
      }
    }
    return List.copyOf(beginnings.values());
  }

  private static String sentence(Beginning beginning) {
    return "code and database parted on %s with %s by %s: %s; %s; %s; %s"
        .formatted(
            TimelineWords.day(beginning.commit()),
            beginning.commit().shortId(),
            beginning.commit().author(),
            missing(beginning),
            causes(beginning),
            guards(beginning),
            end(beginning));
  }

  private static String missing(Beginning beginning) {
    String labels = beginning.missing() == 1 ? "1 label" : beginning.missing() + " labels";
    List<EnumTimeline> enums = beginning.enums();
    String of =
        enums.size() == 1
            ? enums.getFirst().name().orElse(enums.getFirst().type())
            : enums.size() + " enums";
    return "%s of %s missing in the database".formatted(labels, of);
  }

  private static String causes(Beginning beginning) {
    List<Cause> roots =
        beginning.partings().stream().flatMap(it -> it.causes().stream().limit(1)).toList();
    Optional<Confidence> least =
        roots.stream().map(Cause::confidence).max(Comparator.naturalOrder());
    return least.isEmpty()
        ? "why is not known"
        : TimelineWords.root(least.get())
            + ": "
            + roots.stream()
                .map(cause -> cause.kind().words())
                .distinct()
                .collect(Collectors.joining(", or "));
  }

  private static String guards(Beginning beginning) {
    List<String> guards =
        beginning.partings().stream().flatMap(it -> it.guards().stream()).distinct().toList();
    return guards.isEmpty() ? "nothing stood guard" : "stood guard: " + String.join(", ", guards);
  }

  private static String end(Beginning beginning) {
    List<Contribution> ends =
        beginning.partings().stream()
            .flatMap(it -> it.ended().map(Turn::contribution).stream())
            .toList();
    int open = beginning.partings().size() - ends.size();
    if (open > 0) {
      return ends.isEmpty() ? "they still are" : open + " of them still are";
    }
    Contribution last =
        ends.stream()
            .max(Comparator.comparing(commit -> commit.date().toInstant()))
            .orElse(beginning.commit());
    long days = Math.max(0, ChronoUnit.DAYS.between(beginning.commit().date(), last.date()));
    return "it lasted until %s, %s"
        .formatted(TimelineWords.day(last), days == 1 ? "1 day" : days + " days");
  }
}
