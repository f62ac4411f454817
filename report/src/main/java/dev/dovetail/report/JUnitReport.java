package dev.dovetail.report;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A verification in JUnit's XML: a suite for each service, a case for each check. */
final class JUnitReport {

  private final StringBuilder out = new StringBuilder();

  private JUnitReport() {}

  static String write(VerificationReport report) {
    JUnitReport junit = new JUnitReport();
    junit.out.append(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"dovetail\">\n");
    report.verified().forEach(junit::suite);
    junit.out.append("</testsuites>\n");
    return junit.out.toString();
  }

  private void suite(Verified verified) {
    List<Checked> checks = verified.checks();
    out.append("  <testsuite");
    attribute("name", verified.service());
    attribute("tests", String.valueOf(checks.size()));
    attribute("failures", count(checks, Outcome.Failed.class));
    attribute("errors", count(checks, Outcome.Unverified.class));
    attribute("skipped", count(checks, Outcome.Skipped.class));
    attribute("time", seconds(verified.took()));
    out.append(">\n");
    checks.forEach(checked -> testcase(verified, checked));
    out.append("  </testsuite>\n");
  }

  private static String count(List<Checked> checks, Class<? extends Outcome> kind) {
    return String.valueOf(checks.stream().filter(c -> kind.isInstance(c.outcome())).count());
  }

  private void testcase(Verified verified, Checked checked) {
    out.append("    <testcase");
    attribute("classname", verified.service());
    attribute("name", checked.check().word());
    attribute("time", seconds(checked.took()));
    out.append(">\n");
    switch (checked.outcome()) {
      case Outcome.Passed() -> {}
      case Outcome.Failed() -> failure(checked);
      case Outcome.Skipped(String reason) -> element("skipped", reason, "", "");
      case Outcome.Unverified(String reason) -> element("error", reason, "unverified", reason);
    }
    if (!checked.lines().isEmpty()) {
      out.append("      <system-out>")
          .append(escaped(String.join("\n", checked.lines())))
          .append("</system-out>\n");
    }
    out.append("    </testcase>\n");
  }

  /** Readers of the format show one failure a case: the first is named, all are told. */
  private void failure(Checked checked) {
    Finding first = checked.findings().get(0);
    StringBuilder text = new StringBuilder();
    for (Finding finding : checked.findings()) {
      text.append(Place.shown(finding.at()))
          .append(": ")
          .append(finding.severity().word())
          .append('[')
          .append(finding.rule())
          .append("]: ")
          .append(finding.message())
          .append("\n  help: ")
          .append(finding.help())
          .append('\n');
    }
    element("failure", first.message(), first.rule(), text.toString());
  }

  private void element(String name, String message, String type, String text) {
    out.append("      <").append(name);
    attribute("message", message);
    if (!type.isEmpty()) {
      attribute("type", type);
    }
    if (text.isEmpty()) {
      out.append("/>\n");
    } else {
      out.append('>').append(escaped(text)).append("</").append(name).append(">\n");
    }
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    out.append(escaped(value).replace("\n", "&#10;").replace("\t", "&#9;")).append('"');
  }

  /** What XML cannot hold at all becomes a question mark. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '&' -> safe.append("&amp;");
            case '"' -> safe.append("&quot;");
            default -> {
              boolean held =
                  c == '\n'
                      || c == '\t'
                      || (c >= 0x20 && c < 0x7f)
                      || (c >= 0xa0 && c <= 0xd7ff)
                      || (c >= 0xe000 && c <= 0xfffd)
                      || c >= 0x10000;
              safe.appendCodePoint(held ? c : '?');
            }
          }
        });
    return safe.toString();
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
  }
}
