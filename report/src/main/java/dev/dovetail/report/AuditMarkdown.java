package dev.dovetail.report;

import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.audited.State;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An audit as a document, to be committed beside the code. */
final class AuditMarkdown {

  private final AuditReport report;
  private final StringBuilder out = new StringBuilder();

  private AuditMarkdown(AuditReport report) {
    this.report = report;
  }

  static String write(AuditReport report) {
    AuditMarkdown document = new AuditMarkdown(report);
    List<AuditTable.Row> rows = AuditTable.of(report);
    document.line("# Database enum audit", "");
    document.line(AuditTable.summary(report) + ".");
    document.table(rows);
    document.cause(rows);
    document.recommendations(rows);
    document.outstanding(rows);
    return document.out.toString();
  }

  private void table(List<AuditTable.Row> rows) {
    line("", "## Service by service", "");
    line(
        "| Service | Enum of the code | Type of the database | Code | Migrations | Database |"
            + " Mismatch? | Critical? |");
    line(
        "|---------|------------------|----------------------|-----:|-----------:|---------:|-----------|-----------|");
    for (AuditTable.Row row : rows) {
      String type =
          row.subject().flatMap(one -> one.comparison().typeName()).map(Markdown::code).orElse("-");
      String name =
          row.subject().isPresent() && row.subject().get().comparison().name().isEmpty()
              ? "-"
              : Markdown.prose(row.enumName());
      line(
          "| %s | %s | %s | %s | %s | %s | %s | %s |"
              .formatted(
                  Markdown.prose(row.service().facts().name()),
                  name,
                  type,
                  row.code(),
                  row.migrations(),
                  row.database(),
                  mismatch(row),
                  row.weight().word()));
    }
  }

  private static String mismatch(AuditTable.Row row) {
    if (row.subject().isEmpty()) {
      return row.state();
    }
    AuditedEnum one = row.subject().get();
    String outliers =
        row.databases().size() > 1 ? " (%d databases)".formatted(row.databases().size()) : "";
    return switch (one.state()) {
          case AGREES -> "no";
          case FIXED -> "fixed: " + one.history().map(Markdown::prose).orElse("");
          case SUPERSET -> "no, the database has %d more".formatted(one.extra().size());
          case MISMATCH ->
              !one.missing().isEmpty()
                  ? "**yes**: %d missing".formatted(one.missing().size())
                  : one.comparison().verdict() == Verdict.MISSING_TYPE
                      ? "**yes**: the type is not there"
                      : "**yes**: a list of the database lacks labels";
          case TEXT, UNDECLARED, UNVERIFIABLE, NOT_READ -> one.state().word();
        }
        + outliers;
  }

  private void cause(List<AuditTable.Row> rows) {
    List<AuditTable.Row> telling =
        rows.stream()
            .filter(row ->
                row.subject()
                    .filter(one ->
                        one.state() == State.MISMATCH
                            || one.history().isPresent()
                            || !one.notes().isEmpty())
                    .isPresent())
            .toList();
    line("", "## Root cause", "");
    if (telling.isEmpty()) {
      line("Nothing parts code, migrations and databases.");
    }
    for (AuditTable.Row row : telling) {
      AuditedEnum one = row.subject().orElseThrow();
      List<String> said = new ArrayList<>();
      String apart = AuditTable.apart(one);
      if (!apart.isEmpty()) {
        said.add(apart);
      }
      one.history().ifPresent(said::add);
      said.addAll(one.notes());
      line(
          "* %s, %s: %s"
              .formatted(
                  Markdown.code(row.service().facts().name()),
                  Markdown.code(one.name()),
                  said.stream().map(Markdown::prose).collect(Collectors.joining("; "))));
    }
  }

  private void recommendations(List<AuditTable.Row> rows) {
    line("", "## Recommendations", "");
    boolean any = false;
    for (AuditTable.Row row : rows) {
      List<Remedy> remedies = row.subject().map(AuditedEnum::remedies).orElse(List.of());
      if (remedies.isEmpty()) {
        continue;
      }
      any = true;
      AuditedEnum one = row.subject().orElseThrow();
      line(
          "### %s: %s"
              .formatted(Markdown.prose(row.service().facts().name()), Markdown.prose(one.name())),
          "");
      line(
          "Critical: %s (%s)."
              .formatted(one.weight().criticality().word(), Markdown.prose(one.weight().reason())),
          "");
      int number = 1;
      for (Remedy remedy : remedies) {
        line("%d. %s".formatted(number++, sentence(remedy.what())));
        line("   * safety: " + Markdown.prose(remedy.safety()));
        line("   * cost: " + Markdown.prose(remedy.cost()));
        line("   * next: " + Markdown.code(remedy.next()));
      }
      line("");
    }
    if (!any) {
      line("None: no label is missing.");
    }
  }

  private void outstanding(List<AuditTable.Row> rows) {
    line("", "## Outstanding work", "");
    for (AuditTable.Row row : rows) {
      if (row.subject().filter(one -> one.state() == State.MISMATCH).isPresent()) {
        AuditedEnum one = row.subject().orElseThrow();
        line(
            "- [ ] %s, %s%s"
                .formatted(
                    Markdown.prose(row.service().facts().name()),
                    Markdown.prose(one.name()),
                    one.comparison()
                        .column()
                        .map(Comparison.Column::toString)
                        .map(column -> " in " + Markdown.code(column))
                        .orElse("")));
      }
    }
    for (Audited service : report.services()) {
      String name = Markdown.prose(service.facts().name());
      service
          .notAsked()
          .ifPresent(reason -> line("- [ ] check %s: %s".formatted(name, Markdown.prose(reason))));
      for (AuditedDatabase database : service.databases()) {
        if (database.reading() instanceof AuditedDatabase.Unread unread) {
          line(
              "- [ ] check %s at %s: %s; %s"
                  .formatted(
                      name,
                      Markdown.code(database.name()),
                      Markdown.prose(unread.reason()),
                      Markdown.prose(unread.help())));
        }
      }
    }
    line(
        "- [x] %s".formatted(AuditTable.coverage(report)),
        "- [ ] keep `dovetail check` in CI, so that an enum cannot change without its migration");
  }

  private static String sentence(String text) {
    String prose = Markdown.prose(text);
    return prose.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + prose.substring(1);
  }

  private void line(String... lines) {
    for (String one : lines) {
      out.append(one).append('\n');
    }
  }
}
