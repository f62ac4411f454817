package dev.dovetail.report;

import dev.dovetail.core.timeline.Checked;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Hindsight;
import dev.dovetail.core.timeline.Hindsight.Stop;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.core.timeline.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Timelines for people: a line for each commit that did something, then when and why they parted.
 */
final class TimelineText {

  private final Paint paint;
  private final StringBuilder out = new StringBuilder();

  private TimelineText(Paint paint) {
    this.paint = paint;
  }

  static String write(Timeline timeline, boolean coloured) {
    TimelineText text = new TimelineText(coloured ? Paint.COLOURED : Paint.PLAIN);
    timeline.enums().forEach(text::tell);
    timeline.hindsight().ifPresent(hindsight -> text.hindsight(hindsight, timeline));
    text.conclusion(timeline);
    text.summary(timeline);
    return text.out.toString();
  }

  private void tell(EnumTimeline timeline) {
    out.append(paint.strong(TimelineWords.title(timeline))).append('\n');
    List<List<String>> rows = new ArrayList<>();
    int quiet = 0;
    Optional<Turn> lastQuiet = Optional.empty();
    for (Turn turn : timeline.turns()) {
      if (turn.isQuiet()) {
        quiet++;
        lastQuiet = Optional.of(turn);
      } else {
        rows.add(row(turn));
      }
    }
    if (!rows.isEmpty()) {
      Columns columns = new Columns(rows, Set.of(2, 3));
      rows.forEach(row -> out.append("  ").append(columns.line(row)).append('\n'));
    }
    if (lastQuiet.isPresent()) {
      Contribution last = lastQuiet.get().contribution();
      out.append("  ")
          .append(
              paint.faint(
                  "values unchanged in %s that touched the file (last %s %s)"
                      .formatted(
                          quiet == 1 ? "1 commit" : quiet + " commits",
                          TimelineWords.day(last),
                          last.shortId())))
          .append('\n');
    }
    timeline.partings().forEach(this::tell);
    out.append('\n');
  }

  private static List<String> row(Turn turn) {
    return List.of(
        TimelineWords.day(turn.contribution()),
        turn.contribution().shortId(),
        "code " + TimelineWords.number(turn.standing().code()),
        "database " + TimelineWords.number(turn.standing().database()),
        TimelineWords.standing(turn.standing()),
        Printable.of(TimelineWords.did(turn) + TimelineWords.by(turn.contribution())));
  }

  private void tell(Parting parting) {
    out.append("  ").append(paint.strong(TimelineWords.span(parting))).append('\n');
    for (String cause : TimelineWords.causes(parting)) {
      out.append("    ").append(Printable.of(cause)).append('\n');
    }
    out.append("    ").append(Printable.of(TimelineWords.guards(parting))).append('\n');
  }

  private void hindsight(Hindsight hindsight, Timeline timeline) {
    List<List<String>> rows = new ArrayList<>();
    for (Checked commit : HindsightWords.stopped(hindsight)) {
      rows.add(
          List.of(
              TimelineWords.day(commit.contribution()),
              commit.contribution().shortId(),
              plain(HindsightWords.brought(commit)) + "; " + plain(HindsightWords.whose(commit))));
    }
    if (!rows.isEmpty()) {
      out.append(paint.strong(plain(HindsightWords.COMMITS))).append('\n');
      Columns columns = new Columns(rows, Set.of());
      rows.forEach(row -> out.append("  ").append(columns.line(row)).append('\n'));
      out.append('\n');
    }
    List<Stop> stops = hindsight.stops(timeline.enums());
    if (!stops.isEmpty()) {
      out.append(paint.strong(plain(HindsightWords.STOPS))).append('\n');
      stops.forEach(this::tell);
      out.append('\n');
    }
    out.append(HindsightWords.summary(hindsight, timeline)).append('\n');
  }

  private void tell(Stop stop) {
    out.append("  ").append(Printable.of(TimelineWords.title(stop.parted()))).append('\n');
    out.append("    ")
        .append(HindsightWords.verdict(stop))
        .append("; ")
        .append(HindsightWords.lasted(stop.parting()))
        .append('\n');
    stop.by()
        .ifPresent(it -> out.append("    ").append(plain(HindsightWords.reason(it))).append('\n'));
  }

  private static String plain(String text) {
    return Printable.of(text).replace("`", "");
  }

  private void conclusion(Timeline timeline) {
    List<String> conclusion = TimelineConclusion.of(timeline);
    if (!conclusion.isEmpty()) {
      out.append(paint.strong("Conclusion")).append('\n');
      conclusion.forEach(line -> out.append("  ").append(Printable.of(line)).append('\n'));
      out.append('\n');
    }
  }

  private void summary(Timeline timeline) {
    timeline.unseen().forEach(note -> out.append(Printable.of(note)).append('\n'));
    long parted = timeline.enums().stream().filter(it -> !it.partings().isEmpty()).count();
    long open = timeline.enums().stream().filter(it -> it.open().isPresent()).count();
    out.append(
        "%s: %d parted at some time, %d still; %d of %d commits touch what is read\n"
            .formatted(
                PageWords.count(timeline.enums().size(), "enum"),
                parted,
                open,
                timeline.looked(),
                timeline.commits()));
  }
}
