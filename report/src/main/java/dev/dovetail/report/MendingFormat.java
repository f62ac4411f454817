package dev.dovetail.report;

import dev.dovetail.core.mended.MendingReport;

/** How it is said what can be mended. */
public enum MendingFormat {
  TEXT,
  JSON;

  public String write(MendingReport report, boolean coloured) {
    return switch (this) {
      case TEXT -> MendingText.write(report, coloured);
      case JSON -> MendingJson.write(report);
    };
  }
}
