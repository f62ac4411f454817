package dev.dovetail.report;

import dev.dovetail.core.audited.AuditReport;

/** How an audit is written down. */
public enum AuditFormat {
  TEXT,
  JSON,
  MARKDOWN;

  public String write(AuditReport report, Look look) {
    return switch (this) {
      case TEXT -> AuditText.write(report, look);
      case JSON -> AuditJson.write(report);
      case MARKDOWN -> AuditMarkdown.write(report);
    };
  }
}
