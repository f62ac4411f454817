package dev.dovetail.report;

import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.audited.State;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An audit for people: what parts code and databases, what to do, and the table of all of it. */
final class AuditText {

  private static final List<String> HEAD =
      List.of("service", "enum", "column", "critical", "code", "migrations", "database", "state");

  private final AuditReport report;
  private final Paint paint;
  private final Set<String> found;
  private final StringBuilder out = new StringBuilder();

  private AuditText(AuditReport report, Paint paint) {
    this.report = report;
    this.paint = paint;
    this.found = report.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
  }

  static String write(AuditReport report, Look look) {
    AuditText text = new AuditText(report, look.coloured() ? Paint.COLOURED : Paint.PLAIN);
    List<AuditTable.Row> rows = AuditTable.of(report);
    rows.forEach(text::details);
    if (!look.quiet()) {
      text.table(rows);
      text.databases();
    }
    text.end();
    return text.out.toString();
  }

  private void details(AuditTable.Row row) {
    if (row.subject().isEmpty()) {
      return;
    }
    AuditedEnum one = row.subject().get();
    String apart = AuditTable.apart(one);
    if (apart.isEmpty() && one.notes().isEmpty() && one.history().isEmpty()) {
      return;
    }
    line(
        "%s%s: %s, %s%s"
            .formatted(
                state(one),
                rules(one),
                paint.strong(Printable.of(row.service().facts().name())),
                Printable.of(one.name()),
                row.place().equals("-") ? "" : " in " + Printable.of(row.place())));
    for (String said : List.of(apart, one.history().orElse(""))) {
      if (!said.isEmpty()) {
        line("  " + Printable.of(said));
      }
    }
    one.notes().forEach(note -> line("  " + Printable.of(note)));
    line(
        "  critical: "
            + one.weight().criticality().word()
            + " ("
            + Printable.of(one.weight().reason())
            + ")");
    if (row.service().databases().size() > 1 && !row.databases().isEmpty()) {
      line("  in " + Printable.of(AuditTable.databases(row.databases())));
    }
    int number = 1;
    for (Remedy remedy : one.remedies()) {
      line("  %d. %s".formatted(number++, Printable.of(remedy.what())));
      line("     " + paint.faint(Printable.of("safety: " + remedy.safety())));
      line("     " + paint.faint(Printable.of("cost: " + remedy.cost())));
      line("     " + Printable.of(remedy.next()));
    }
    line("");
  }

  /** By what they can be explained and allowed; those that are allowed are no matter any more. */
  private String rules(AuditedEnum one) {
    String left =
        one.findings().stream()
            .filter(finding -> found.contains(finding.fingerprint()))
            .map(Finding::rule)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return one.findings().isEmpty()
        ? ""
        : left.isEmpty() ? " (known or allowed)" : "[" + left + "]";
  }

  private String state(AuditedEnum one) {
    String word = one.state().word();
    return switch (one.state()) {
      case MISMATCH -> paint.severity(Severity.ERROR, word);
      case TEXT, UNDECLARED, UNVERIFIABLE, NOT_READ -> paint.severity(Severity.WARNING, word);
      case AGREES, FIXED -> paint.good(word);
      case SUPERSET -> word;
    };
  }

  /** How many databases a row speaks for, where a service has several. */
  private static String of(AuditTable.Row row) {
    int all = row.service().databases().size();
    return all > 1 && !row.databases().isEmpty()
        ? " (%d of %d databases)".formatted(row.databases().size(), all)
        : "";
  }

  private void table(List<AuditTable.Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<List<String>> cells = new ArrayList<>(List.of(HEAD));
    for (AuditTable.Row row : rows) {
      cells.add(
          List.of(
              row.first() ? Printable.of(row.service().facts().name()) : "",
              Printable.of(row.enumName()),
              Printable.of(row.place()),
              row.weight().word(),
              row.code(),
              row.migrations(),
              row.database(),
              row.state() + of(row)));
    }
    Columns columns = new Columns(cells, Set.of(4, 5, 6));
    line(paint.faint(columns.line(cells.getFirst())));
    cells.stream().skip(1).forEach(row -> line(painted(columns.line(row), row.getLast())));
    line("");
  }

  private String painted(String line, String state) {
    String plain = line.substring(0, line.length() - state.length());
    String word = state.replaceFirst(" \\(\\d+ of .*", "");
    return word.equals(State.MISMATCH.word())
        ? plain + paint.severity(Severity.ERROR, state)
        : word.equals(State.AGREES.word()) || word.equals(State.FIXED.word())
            ? plain + paint.good(state)
            : line;
  }

  /** Where each database stands, those that could not be read, and the outliers of many. */
  private void databases() {
    boolean said = false;
    for (Audited service : report.services()) {
      List<AuditTable.Group> groups = AuditTable.groups(service);
      if (groups.size() > 1) {
        for (AuditTable.Group outlier : groups.subList(1, groups.size())) {
          line(
              Printable.of(
                  "%s: outlier: %s"
                      .formatted(service.facts().name(), String.join(", ", outlier.names()))));
          said = true;
        }
      }
      for (AuditedDatabase database : service.databases()) {
        if (database.reading() instanceof AuditedDatabase.Read read && groups.size() < 2) {
          line(
              Printable.of(
                  "%s: %s, PostgreSQL %s, %s"
                      .formatted(
                          service.facts().name(),
                          database.name(),
                          read.release(),
                          read.standing().words())));
          said = true;
          read.unseen().forEach(it -> line(Printable.of("  not seen: " + it)));
        }
      }
    }
    if (said) {
      line("");
    }
  }

  private void end() {
    for (Audited service : report.services()) {
      service
          .notAsked()
          .ifPresent(reason ->
              line(Printable.of("not checked: " + service.facts().name() + ": " + reason)));
      for (AuditedDatabase database : service.databases()) {
        if (database.reading() instanceof AuditedDatabase.Unread unread) {
          line(
              Printable.of(
                  "not checked: %s: %s: %s; %s"
                      .formatted(
                          service.facts().name(),
                          database.name(),
                          unread.reason(),
                          unread.help())));
        }
      }
    }
    report.seen().forEach(seen -> line(Printable.of(seen)));
    line(AuditTable.summary(report));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
