package dev.dovetail.report;

import dev.dovetail.core.timeline.Timeline;

/** How a timeline is written down. */
public enum TimelineFormat {
  TEXT,
  MARKDOWN,
  JSON;

  public String write(Timeline timeline, boolean coloured) {
    return switch (this) {
      case TEXT -> TimelineText.write(timeline, coloured);
      case MARKDOWN -> TimelineMarkdown.write(timeline);
      case JSON -> TimelineJson.write(timeline);
    };
  }
}
