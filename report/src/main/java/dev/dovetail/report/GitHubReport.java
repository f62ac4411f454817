package dev.dovetail.report;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.Origin.InFile;

/** Commands by which a step of GitHub Actions marks lines of a change. */
final class GitHubReport {

  private GitHubReport() {}

  static String write(Report report, Look look) {
    StringBuilder out = new StringBuilder();
    // A step shows ten of each kind: what belongs together is one.
    Group.of(report.findings()).forEach(group -> command(out, group, look));
    return out.toString();
  }

  private static void command(StringBuilder out, Group group, Look look) {
    Finding finding = group.first();
    out.append("::").append(word(finding.severity())).append(' ');
    look.place(finding.at()).ifPresent(file -> place(out, file));
    out.append("title=").append(property(finding.rule())).append("::");
    out.append(data(group.message()));
    group.helps().forEach(help -> out.append("%0A").append(data("help: " + help)));
    out.append('\n');
  }

  private static void place(StringBuilder out, InFile file) {
    out.append("file=").append(property(file.path()));
    out.append(",line=").append(file.span().line());
    out.append(",endLine=").append(file.span().endLine());
    if (file.span().line() == file.span().endLine()) {
      // Columns are only taken where the lines are the same.
      out.append(",col=").append(file.span().column());
      out.append(",endColumn=").append(file.span().endColumn());
    }
    out.append(',');
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "notice";
    };
  }

  /** Nothing in it can end the command or begin another. */
  private static String data(String text) {
    return Printable.of(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
