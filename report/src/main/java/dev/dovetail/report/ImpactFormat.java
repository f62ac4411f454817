package dev.dovetail.report;

import dev.dovetail.core.impact.Impact;

/** How an impact is written down. */
public enum ImpactFormat {
  TEXT,
  JSON,
  MARKDOWN;

  public String write(Impact impact, boolean coloured) {
    return switch (this) {
      case TEXT -> ImpactText.write(impact, coloured);
      case JSON -> ImpactJson.write(impact);
      case MARKDOWN -> ImpactMarkdown.write(impact);
    };
  }
}
