package dev.dovetail.report;

import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.timeline.Alarm;
import dev.dovetail.core.timeline.Checked;
import dev.dovetail.core.timeline.Hindsight;
import dev.dovetail.core.timeline.Hindsight.Refused;
import dev.dovetail.core.timeline.Hindsight.Stop;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What hindsight says, in sentences that every form of it shares. */
final class HindsightWords {

  static final String COMMITS = "Commits that the hook of `check` would have stopped";
  static final String STOPS = "What would have become of each parting";

  private HindsightWords() {}

  /** Those that the hook would have refused. */
  static List<Checked> stopped(Hindsight hindsight) {
    return hindsight.commits().stream().filter(Checked::isStopped).toList();
  }

  /** The errors that a commit brought, by rule, those that are many first. */
  static String brought(Checked commit) {
    Map<String, Integer> rules = new LinkedHashMap<>();
    commit.alarms().stream()
        .filter(Alarm::stops)
        .forEach(alarm -> rules.merge(alarm.rule(), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    rules.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry ->
            words.add(
                entry.getValue() == 1
                    ? "`" + entry.getKey() + "`"
                    : entry.getValue() + " `" + entry.getKey() + "`"));
    return String.join(", ", words);
  }

  static String whose(Checked commit) {
    return "%s, \"%s\"".formatted(commit.contribution().author(), commit.contribution().subject());
  }

  static String verdict(Stop stop) {
    return stop.by()
        .map(refused ->
            stop.isAtOnce()
                ? "stopped at once, by %s of %s".formatted(id(refused), day(refused))
                : "stopped by %s of %s, after it had parted with %s"
                    .formatted(id(refused), day(refused), began(stop.parting())))
        .orElseGet(() ->
            "not stopped: check finds no new error about it from %s on"
                .formatted(began(stop.parting())));
  }

  static String lasted(Parting parting) {
    return parting
        .days()
        .map(days -> "it lasted " + PageWords.count(days, "day"))
        .orElse("it lasts still");
  }

  static String reason(Refused refused) {
    return "%s `%s`: %s"
        .formatted(Severity.ERROR.word(), refused.reason().rule(), refused.reason().message());
  }

  private static String id(Refused refused) {
    return refused.commit().contribution().shortId();
  }

  private static String day(Refused refused) {
    return TimelineWords.day(refused.commit().contribution());
  }

  private static String began(Parting parting) {
    return "%s of %s"
        .formatted(
            parting.began().contribution().shortId(),
            TimelineWords.day(parting.began().contribution()));
  }

  /** The numbers of it. */
  static String summary(Hindsight hindsight, Timeline timeline) {
    List<Stop> stops = hindsight.stops(timeline.enums());
    long atOnce = stops.stream().filter(Stop::isAtOnce).count();
    long later = stops.stream().filter(stop -> stop.by().isPresent()).count() - atOnce;
    return "%s checked: %d leave errors behind, %d bring new ones and would have been stopped; of %s %d stopped at once, %d later, %d not"
        .formatted(
            PageWords.count(hindsight.commits().size(), "commit"),
            hindsight.complaints(),
            hindsight.stopped(),
            PageWords.count(stops.size(), "parting"),
            atOnce,
            later,
            stops.size() - atOnce - later);
  }
}
