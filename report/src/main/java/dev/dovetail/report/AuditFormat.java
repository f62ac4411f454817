package dev.dovetail.report;

import dev.dovetail.core.audited.AuditReport;

/** How an audit is written down. */
public enum AuditFormat {
  TEXT,
  JSON,
  /** The document of an audit, to be committed. */
  MARKDOWN,
  JUNIT,
  SARIF,
  GITHUB,
  GITLAB,
  RDJSON;

  /** Whether it is for people, who may read several, one after the other. */
  public boolean isProse() {
    return this == TEXT || this == MARKDOWN;
  }

  public String write(AuditReport report, Look look) {
    return switch (this) {
      case TEXT -> AuditText.write(report, look);
      case JSON -> AuditJson.write(report);
      case MARKDOWN -> AuditMarkdown.write(report);
      case JUNIT -> JUnitReport.write(report);
      case SARIF -> Format.SARIF.write(report.report(), look);
      case GITHUB -> Format.GITHUB.write(report.report(), look);
      case GITLAB -> Format.GITLAB.write(report.report(), look);
      case RDJSON -> Format.RDJSON.write(report.report(), look);
    };
  }
}
