package dev.dovetail.report;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every enum of every service on one line: the table that people made by hand in an audit. */
final class EnumTable {

  private static final List<String> HEAD =
      List.of("service", "enum", "column", "code", "migrations", "verdict");

  private final Paint paint;

  EnumTable(Paint paint) {
    this.paint = paint;
  }

  void write(StringBuilder out, Report report) {
    List<List<String>> rows = new ArrayList<>();
    for (ServiceFacts service : report.services()) {
      rows.addAll(rows(service));
    }
    if (rows.isEmpty()) {
      return;
    }
    List<List<String>> all = new ArrayList<>(rows);
    all.add(HEAD);
    Columns columns = new Columns(all, Set.of(3, 4));
    out.append(paint.faint(columns.line(HEAD))).append('\n');
    for (List<String> row : rows) {
      out.append(paintVerdict(columns.line(row), row.get(HEAD.size() - 1))).append('\n');
    }
    out.append('\n');
  }

  private static List<List<String>> rows(ServiceFacts service) {
    List<List<String>> rows = new ArrayList<>();
    String name =
        Printable.of(service.name())
            + service
                .critical()
                .filter(critical -> critical != Criticality.NONE)
                .map(critical -> " (" + critical.word() + ")")
                .orElse("");
    for (Comparison comparison : service.comparisons()) {
      rows.add(
          List.of(
              rows.isEmpty() ? name : "",
              Printable.of(comparison.name().or(comparison::typeName).orElse("")),
              Printable.of(comparison.column().map(Comparison.Column::toString).orElse("-")),
              comparison.name().isPresent() ? String.valueOf(comparison.labels().size()) : "-",
              comparison.told().map(type -> String.valueOf(type.labels().size())).orElse("-"),
              comparison.verdict().word()));
    }
    if (rows.isEmpty()) {
      String uses = service.uses().isEmpty() ? "-" : String.join(", ", service.uses());
      rows.add(List.of(name, Printable.of(uses), "-", "-", "-", "stores none"));
    }
    return rows;
  }

  private String paintVerdict(String line, String verdict) {
    String plain = line.substring(0, line.length() - verdict.length());
    if (verdict.equals(Verdict.DRIFT.word()) || verdict.equals(Verdict.MISSING_TYPE.word())) {
      return plain + paint.severity(Severity.ERROR, verdict);
    }
    return verdict.equals(Verdict.AGREES.word()) ? plain + paint.good(verdict) : line;
  }
}
