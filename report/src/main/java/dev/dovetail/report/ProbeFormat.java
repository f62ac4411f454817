package dev.dovetail.report;

import dev.dovetail.core.probed.ProbeReport;

/** How a probe is written down. */
public enum ProbeFormat {
  TEXT,
  JSON,
  JUNIT,
  SARIF,
  GITHUB,
  GITLAB,
  MARKDOWN,
  RDJSON;

  public String write(ProbeReport report, Look look) {
    return switch (this) {
      case TEXT -> ProbeText.write(report, look);
      case JSON -> ProbeJson.write(report);
      case JUNIT -> JUnitReport.write(report);
      case SARIF -> Format.SARIF.write(report.report(), look);
      case GITHUB -> Format.GITHUB.write(report.report(), look);
      case GITLAB -> Format.GITLAB.write(report.report(), look);
      case MARKDOWN -> Format.MARKDOWN.write(report.report(), look);
      case RDJSON -> Format.RDJSON.write(report.report(), look);
    };
  }
}
