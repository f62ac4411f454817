package dev.dovetail.report;

import dev.dovetail.core.verified.VerificationReport;

/** How a verification is written down. */
public enum VerificationFormat {
  TEXT,
  JSON,
  JUNIT,
  SARIF,
  GITHUB,
  GITLAB,
  MARKDOWN,
  RDJSON;

  public String write(VerificationReport report, Look look) {
    return switch (this) {
      case TEXT -> VerificationText.write(report, look);
      case JSON -> JsonReport.write(report);
      case JUNIT -> JUnitReport.write(report);
      case SARIF -> Format.SARIF.write(report.report(), look);
      case GITHUB -> Format.GITHUB.write(report.report(), look);
      case GITLAB -> Format.GITLAB.write(report.report(), look);
      case MARKDOWN -> Format.MARKDOWN.write(report.report(), look);
      case RDJSON -> Format.RDJSON.write(report.report(), look);
    };
  }
}
