package dev.dovetail.report;

import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.core.timeline.Turn;

/** Timelines as a section of an audit document. */
final class TimelineMarkdown {

  private final StringBuilder out = new StringBuilder();

  private TimelineMarkdown() {}

  static String write(Timeline timeline) {
    TimelineMarkdown markdown = new TimelineMarkdown();
    markdown.out.append("## Git history timeline\n\n");
    timeline.enums().forEach(markdown::tell);
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

  private static String missing(Turn turn) {
    int missing = turn.standing().missing().size();
    return missing == 0 ? "" : ", **" + missing + " missing**";
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
