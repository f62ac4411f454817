package dev.dovetail.report;

import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.probed.ProbeReport;
import dev.dovetail.core.probed.Probed;
import dev.dovetail.core.probed.ProbedEnum;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tests in JUnit's XML: a suite for each service, a case for each check or trial. */
final class JUnitReport {

  private final StringBuilder out = new StringBuilder();

  private JUnitReport() {}

  /** What was tested together. */
  private record Suite(String name, List<Case> cases, Optional<Duration> took) {}

  /** One test. */
  private record Case(
      String name,
      Outcome outcome,
      List<Finding> findings,
      List<String> lines,
      Optional<Duration> took) {}

  static String write(VerificationReport report) {
    return write(report.verified().stream().map(JUnitReport::suite).toList());
  }

  static String write(ProbeReport report) {
    return write(report.services().stream().map(JUnitReport::suite).toList());
  }

  static String write(AuditReport report) {
    Map<String, Finding> found = new HashMap<>();
    report.findings().forEach(finding -> found.put(finding.fingerprint(), finding));
    return write(report.services().stream().map(service -> suite(service, found)).toList());
  }

  private static String write(List<Suite> suites) {
    JUnitReport junit = new JUnitReport();
    junit.out.append(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"dovetail\">\n");
    suites.forEach(junit::suite);
    junit.out.append("</testsuites>\n");
    return junit.out.toString();
  }

  private static Suite suite(Verified verified) {
    return new Suite(
        verified.service(),
        verified.checks().stream()
            .map(checked ->
                new Case(
                    checked.check().word(),
                    checked.outcome(),
                    checked.findings(),
                    checked.lines(),
                    Optional.of(checked.took())))
            .toList(),
        Optional.of(verified.took()));
  }

  private static Suite suite(Probed probed) {
    List<Case> cases =
        switch (probed.reading()) {
          case Probed.NotDone not ->
              List.of(
                  new Case(
                      "probe",
                      new Outcome.Unverified(not.reason() + "; " + not.help()),
                      List.of(),
                      List.of(),
                      Optional.empty()));
          case Probed.Done done -> done.enums().stream().flatMap(JUnitReport::cases).toList();
        };
    return new Suite(probed.facts().name(), cases, Optional.empty());
  }

  private static Stream<Case> cases(ProbedEnum one) {
    String name = one.place().isEmpty() ? one.name() : one.name() + " in " + one.place();
    return one.tried().stream()
        .map(tried ->
            new Case(
                name + ": " + tried.trial().word(),
                tried.outcome(),
                tried.findings(),
                tried.lines(),
                Optional.empty()));
  }

  /** A case for each database, and for each enum in it. */
  private static Suite suite(Audited service, Map<String, Finding> found) {
    List<Case> cases = new ArrayList<>();
    service
        .notAsked()
        .ifPresent(reason -> cases.add(of("database", new Outcome.Unverified(reason), List.of())));
    for (AuditedDatabase database : service.databases()) {
      String name = "database " + database.name();
      switch (database.reading()) {
        case AuditedDatabase.Unread(String reason, String help) ->
            cases.add(of(name, new Outcome.Unverified(reason + "; " + help), List.of()));
        case AuditedDatabase.Read read -> {
          List<String> lines = new ArrayList<>();
          lines.add("PostgreSQL " + read.release() + ", " + read.standing().words());
          read.unseen().forEach(unseen -> lines.add("not seen: " + unseen));
          cases.add(of(name, new Outcome.Passed(), lines));
          String in = service.databases().size() > 1 ? " (" + database.name() + ")" : "";
          read.enums().forEach(one -> cases.add(of(one, in, found)));
        }
      }
    }
    if (cases.isEmpty()) {
      cases.add(of("enums", new Outcome.Skipped("it stores no enum"), List.of()));
    }
    return new Suite(service.facts().name(), cases, Optional.empty());
  }

  private static Case of(String name, Outcome outcome, List<String> lines) {
    return new Case(name, outcome, List.of(), lines, Optional.empty());
  }

  /** It fails for errors that nobody allowed; what else there is to say is told. */
  private static Case of(AuditedEnum one, String in, Map<String, Finding> found) {
    List<Finding> findings =
        one.findings().stream()
            .flatMap(it -> Optional.ofNullable(found.get(it.fingerprint())).stream())
            .distinct()
            .toList();
    List<Finding> errors = findings.stream().filter(it -> it.severity() == Severity.ERROR).toList();
    List<String> lines = new ArrayList<>();
    lines.add(one.state().word());
    one.history().ifPresent(lines::add);
    findings.stream()
        .filter(it -> it.severity() != Severity.ERROR)
        .map(it -> it.severity().word() + "[" + it.rule() + "]: " + it.message())
        .forEach(lines::add);
    String place =
        one.comparison()
            .column()
            .map(Comparison.Column::toString)
            .map(it -> " in " + it)
            .orElse("");
    return new Case(
        one.name() + place + in,
        errors.isEmpty() ? new Outcome.Passed() : new Outcome.Failed(),
        errors,
        lines,
        Optional.empty());
  }

  private void suite(Suite suite) {
    out.append("  <testsuite");
    attribute("name", suite.name());
    attribute("tests", String.valueOf(suite.cases().size()));
    attribute("failures", count(suite, Outcome.Failed.class));
    attribute("errors", count(suite, Outcome.Unverified.class));
    attribute("skipped", count(suite, Outcome.Skipped.class));
    suite.took().ifPresent(took -> attribute("time", seconds(took)));
    out.append(">\n");
    suite.cases().forEach(one -> testcase(suite, one));
    out.append("  </testsuite>\n");
  }

  private static String count(Suite suite, Class<? extends Outcome> kind) {
    return String.valueOf(
        suite.cases().stream().filter(one -> kind.isInstance(one.outcome())).count());
  }

  private void testcase(Suite suite, Case one) {
    out.append("    <testcase");
    attribute("classname", suite.name());
    attribute("name", one.name());
    one.took().ifPresent(took -> attribute("time", seconds(took)));
    out.append(">\n");
    switch (one.outcome()) {
      case Outcome.Passed() -> {}
      case Outcome.Failed() -> failure(one);
      case Outcome.Skipped(String reason) -> element("skipped", reason, "", "");
      case Outcome.Unverified(String reason) -> element("error", reason, "unverified", reason);
    }
    if (!one.lines().isEmpty()) {
      out.append("      <system-out>")
          .append(escaped(String.join("\n", one.lines())))
          .append("</system-out>\n");
    }
    out.append("    </testcase>\n");
  }

  /** Readers of the format show one failure a case: the first is named, all are told. */
  private void failure(Case one) {
    Finding first = one.findings().get(0);
    StringBuilder text = new StringBuilder();
    for (Finding finding : one.findings()) {
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

  /** What XML cannot hold at all, or a terminal might obey, becomes a question mark. */
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
                      || !Printable.isHostile(c)
                          && (c <= 0xd7ff || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000);
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
