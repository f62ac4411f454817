package dev.dovetail.report;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Origin.InFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** GitLab's code quality report. */
final class GitLabReport {

  private GitLabReport() {}

  static String write(Report report, Look look) {
    return Json.write(
        report.findings().stream().map(finding -> issue(finding, report, look)).toList());
  }

  private static Map<String, Object> issue(Finding finding, Report report, Look look) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("description", Printable.of(Group.sentence(finding)));
    out.put("check_name", finding.rule());
    out.put("fingerprint", finding.fingerprint());
    out.put("severity", word(finding.severity()));
    // A path is asked for: what is in no file is shown at its service.
    InFile file = look.place(finding.at()).orElseGet(() -> folder(finding, report, look));
    Map<String, Object> location = new LinkedHashMap<>();
    location.put("path", file.path());
    location.put("lines", Map.of("begin", file.span().line()));
    out.put("location", location);
    return out;
  }

  private static InFile folder(Finding finding, Report report, Look look) {
    String folder =
        report.services().stream()
            .filter(service -> service.name().equals(finding.service()))
            .map(service -> service.path())
            .filter(path -> !path.isEmpty())
            .findFirst()
            .orElse(".");
    return look.place(Origin.inFile(folder, 1, 1)).orElseThrow();
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case ERROR -> "critical";
      case WARNING -> "minor";
      case INFO -> "info";
    };
  }
}
