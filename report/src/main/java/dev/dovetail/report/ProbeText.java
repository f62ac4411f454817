package dev.dovetail.report;

import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.probed.ProbeReport;
import dev.dovetail.core.probed.Probed;
import dev.dovetail.core.probed.ProbedEnum;
import dev.dovetail.core.probed.Trial;
import dev.dovetail.core.probed.Tried;
import dev.dovetail.core.verified.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A probe for people: each enum with its five trials, a table of all, then the findings. */
final class ProbeText {

  private static final int WORDS = 13;

  private final ProbeReport report;
  private final Paint paint;
  private final StringBuilder out = new StringBuilder();

  private ProbeText(ProbeReport report, Paint paint) {
    this.report = report;
    this.paint = paint;
  }

  static String write(ProbeReport report, Look look) {
    ProbeText text = new ProbeText(report, look.coloured() ? Paint.COLOURED : Paint.PLAIN);
    if (!look.quiet()) {
      report.services().forEach(text::service);
      text.table();
    }
    text.out.append(TextReport.write(report.report(), look.tree(), look.coloured(), true));
    text.notProbed();
    report.seen().forEach(text::line);
    text.line(
        "%d of %d services probed"
            .formatted(
                report.services().stream()
                    .filter(service -> service.reading() instanceof Probed.Done)
                    .count(),
                report.services().size()));
    return text.out.toString();
  }

  private void service(Probed service) {
    if (!(service.reading() instanceof Probed.Done done)) {
      return;
    }
    out.append(paint.strong(Printable.of(service.facts().name()))).append('\n');
    line("  " + done.database() + ", PostgreSQL " + done.release());
    done.remarks().forEach(remark -> line("  " + remark));
    if (done.enums().isEmpty()) {
      line("  it stores no enum");
    }
    done.enums().forEach(this::probed);
    if (!done.advanced().isEmpty()) {
      line("  advanced and not set back: sequence " + String.join(", ", done.advanced()));
    }
    out.append('\n');
  }

  private void probed(ProbedEnum one) {
    String place = one.place().isEmpty() ? "" : " in " + one.place();
    line("  " + one.name() + place);
    for (Tried tried : one.tried()) {
      String word = tried.trial().word();
      String indent = " ".repeat(4);
      List<String> said = new ArrayList<>(tried.lines());
      switch (tried.outcome()) {
        case Outcome.Passed() -> {}
        case Outcome.Failed() -> {}
        case Outcome.Skipped(String reason) -> said.addFirst(reason);
        case Outcome.Unverified(String reason) -> said.addFirst("not known: " + reason);
      }
      String cell = cell(tried);
      String first = said.isEmpty() ? "" : Printable.of(said.getFirst());
      out.append(
          (indent
                  + word
                  + " ".repeat(WORDS - word.length())
                  + painted(cell)
                  + " ".repeat(9 - cell.length())
                  + first)
              .stripTrailing());
      out.append('\n');
      said.stream().skip(1).forEach(more -> line(" ".repeat(4 + WORDS + 9) + more));
    }
  }

  private void table() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("service", "enum", "column"));
    for (Trial trial : Trial.values()) {
      head.add(trial.word());
    }
    rows.add(head);
    if (report.services().stream().allMatch(service -> service.enums().isEmpty())) {
      return;
    }
    for (Probed service : report.services()) {
      if (service.reading() instanceof Probed.NotDone) {
        List<String> row = new ArrayList<>(List.of(Printable.of(service.facts().name()), "-", "-"));
        row.addAll(Collections.nCopies(Trial.values().length, "?"));
        rows.add(row);
      }
      boolean first = true;
      for (ProbedEnum one : service.enums()) {
        List<String> row = new ArrayList<>();
        row.add(first ? Printable.of(service.facts().name()) : "");
        row.add(Printable.of(one.name()));
        row.add(one.place().isEmpty() ? "-" : Printable.of(one.place()));
        one.tried().forEach(tried -> row.add(cell(tried)));
        rows.add(row);
        first = false;
      }
    }
    Columns columns = new Columns(rows, Set.of());
    out.append(paint.faint(columns.line(head))).append('\n');
    for (List<String> row : rows.subList(1, rows.size())) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        String cell = columns.cell(row, i);
        cells.add(
            i < 3 ? cell : painted(row.get(i)) + " ".repeat(cell.length() - row.get(i).length()));
      }
      out.append(String.join("  ", cells).stripTrailing()).append('\n');
    }
    out.append('\n');
  }

  static String cell(Tried tried) {
    return switch (tried.outcome()) {
      case Outcome.Passed() -> "ok";
      case Outcome.Failed() -> tried.isError() ? "failed" : "warning";
      case Outcome.Skipped(String reason) -> "-";
      case Outcome.Unverified(String reason) -> "?";
    };
  }

  private String painted(String word) {
    return switch (word) {
      case "ok" -> paint.good(word);
      case "failed" -> paint.severity(Severity.ERROR, word);
      case "warning", "?" -> paint.severity(Severity.WARNING, word);
      default -> word;
    };
  }

  /** What keeps several services from being probed is often one thing: it is said once. */
  private void notProbed() {
    Map<Probed.NotDone, List<String>> services = new LinkedHashMap<>();
    for (Probed service : report.services()) {
      if (service.reading() instanceof Probed.NotDone not) {
        services.computeIfAbsent(not, n -> new ArrayList<>()).add(service.facts().name());
      }
    }
    services.forEach((not, whose) ->
        line(
            "not probed: %s: %s; %s"
                .formatted(String.join(", ", whose), not.reason(), not.help())));
  }

  private void line(String text) {
    out.append(Printable.of(text)).append('\n');
  }
}
