package dev.dovetail.report;

import dev.dovetail.core.judge.Report;

/** How a report is written down. */
public enum Format {
  TEXT,
  JSON,
  SARIF,
  GITHUB,
  GITLAB,
  MARKDOWN,
  RDJSON;

  public String write(Report report, Look look) {
    return switch (this) {
      case TEXT -> TextReport.write(report, look.tree(), look.coloured(), look.quiet());
      case JSON -> JsonReport.write(report);
      case SARIF -> SarifReport.write(report, look);
      case GITHUB -> GitHubReport.write(report, look);
      case GITLAB -> GitLabReport.write(report, look);
      case MARKDOWN -> MarkdownReport.write(report, look);
      case RDJSON -> RdjsonReport.write(report, look);
    };
  }
}
