package dev.dovetail.report;

import dev.dovetail.core.timeline.Checked;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Hindsight;
import dev.dovetail.core.timeline.Hindsight.Stop;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.core.timeline.Turn;
import java.util.List;

/** Timelines as a section of an audit document. */
final class TimelineMarkdown {

  private final StringBuilder out = new StringBuilder();

  private TimelineMarkdown() {}

  static String write(Timeline timeline) {
    TimelineMarkdown markdown = new TimelineMarkdown();
    markdown.out.append("## Git history timeline\n\n");
    timeline.enums().forEach(markdown::tell);
    markdown.conclusion(timeline);
    timeline.hindsight().ifPresent(hindsight -> markdown.hindsight(hindsight, timeline));
    timeline.unseen().forEach(note -> markdown.line("> " + Markdown.prose(note) + "\n"));
    return markdown.out.toString();
  }

  private void tell(EnumTimeline timeline) {
    line("### " + Markdown.prose(TimelineWords.title(timeline)));
    line("");
    for (Turn turn : timeline.turns()) {
      line(
          "- %s: %s; code %s, database %s%s (commit %s)%s"
              .formatted(
                  TimelineWords.day(turn.contribution()),
                  Markdown.prose(TimelineWords.did(turn)),
                  TimelineWords.number(turn.standing().code()),
                  TimelineWords.number(turn.standing().database()),
                  missing(turn),
                  Markdown.code(turn.contribution().shortId()),
                  Markdown.prose(TimelineWords.by(turn.contribution()))));
    }
    line("");
    for (Parting parting : timeline.partings()) {
      line("**Conclusion:** " + Markdown.prose(TimelineWords.span(parting)) + ".");
      TimelineWords.causes(parting).forEach(cause -> line("- " + Markdown.prose(cause)));
      line("- " + Markdown.prose(TimelineWords.guards(parting)));
      line("");
    }
  }

  private void conclusion(Timeline timeline) {
    List<String> conclusion = TimelineConclusion.of(timeline);
    if (!conclusion.isEmpty()) {
      line("### Conclusion");
      line("");
      conclusion.forEach(sentence -> line("- " + Markdown.prose(sentence)));
      line("");
    }
  }

  private void hindsight(Hindsight hindsight, Timeline timeline) {
    line("## " + Markdown.prose(HindsightWords.STOPS));
    line("");
    for (Stop stop : hindsight.stops(timeline.enums())) {
      line(
          "- **%s**: %s; %s%s"
              .formatted(
                  Markdown.prose(TimelineWords.title(stop.parted())),
                  Markdown.prose(HindsightWords.verdict(stop)),
                  HindsightWords.lasted(stop.parting()),
                  stop.by()
                      .map(it -> ". " + Markdown.prose(HindsightWords.reason(it)))
                      .orElse("")));
    }
    line("");
    List<Checked> stopped = HindsightWords.stopped(hindsight);
    if (!stopped.isEmpty()) {
      line("## " + Markdown.prose(HindsightWords.COMMITS));
      line("");
      stopped.forEach(commit ->
          line(
              "- %s %s: %s; %s"
                  .formatted(
                      TimelineWords.day(commit.contribution()),
                      Markdown.code(commit.contribution().shortId()),
                      Markdown.prose(HindsightWords.brought(commit)),
                      Markdown.prose(HindsightWords.whose(commit)))));
      line("");
    }
    line(Markdown.prose(HindsightWords.summary(hindsight, timeline)) + ".");
    line("");
  }

  private static String missing(Turn turn) {
    int missing = turn.standing().missing().size();
    return missing == 0 ? "" : ", **" + missing + " missing**";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
