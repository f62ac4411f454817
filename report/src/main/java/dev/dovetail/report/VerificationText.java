package dev.dovetail.report;

import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A verification for people: what each check has to say, a table of services and checks, then the
 * findings.
 */
final class VerificationText {

  private final VerificationReport report;
  private final Paint paint;
  private final StringBuilder out = new StringBuilder();

  private VerificationText(VerificationReport report, Paint paint) {
    this.report = report;
    this.paint = paint;
  }

  static String write(VerificationReport report, Look look) {
    VerificationText text =
        new VerificationText(report, look.coloured() ? Paint.COLOURED : Paint.PLAIN);
    if (!look.quiet()) {
      text.notVerified();
      text.lines();
      text.remarks();
      text.table();
    }
    text.out.append(TextReport.write(report.report(), look.tree(), look.coloured(), true));
    return text.out.toString();
  }

  /** What keeps whole services from being verified is often one thing: it is said once. */
  private void notVerified() {
    Map<String, List<String>> services = new LinkedHashMap<>();
    for (Verified verified : report.verified()) {
      reason(verified)
          .ifPresent(reason ->
              services.computeIfAbsent(reason, r -> new ArrayList<>()).add(verified.service()));
    }
    services.forEach((reason, whose) ->
        out.append(paint.strong(Printable.of(String.join(", ", whose))))
            .append('\n')
            .append(Printable.of("  not verified: " + reason))
            .append('\n'));
  }

  /** Why nothing of a service could be verified; empty where something could be. */
  private static Optional<String> reason(Verified verified) {
    Set<String> reasons = new LinkedHashSet<>();
    for (Checked checked : verified.checks()) {
      if (checked.outcome() instanceof Outcome.Unverified(String reason)
          && checked.lines().isEmpty()) {
        reasons.add(reason);
      } else {
        return Optional.empty();
      }
    }
    return reasons.size() == 1 ? reasons.stream().findFirst() : Optional.empty();
  }

  /** What was learned that is no finding. */
  private void lines() {
    for (Verified verified : report.verified()) {
      if (reason(verified).isPresent()) {
        continue;
      }
      Set<String> lines = new LinkedHashSet<>();
      Map<String, List<String>> skipped = new LinkedHashMap<>();
      for (Checked checked : verified.checks()) {
        switch (checked.outcome()) {
          case Outcome.Skipped(String reason) ->
              skipped.computeIfAbsent(reason, r -> new ArrayList<>()).add(checked.check().word());
          case Outcome.Unverified(String reason) -> lines.add("not verified: " + reason);
          case Outcome.Passed() -> {}
          case Outcome.Failed() -> {}
        }
        lines.addAll(checked.lines());
      }
      skipped.forEach(
          (reason, checks) -> lines.add(String.join(", ", checks) + " skipped: " + reason));
      if (!lines.isEmpty()) {
        out.append(paint.strong(Printable.of(verified.service()))).append('\n');
        lines.forEach(line -> out.append("  ").append(Printable.of(line)).append('\n'));
      }
    }
    if (!out.isEmpty()) {
      out.append('\n');
    }
  }

  /** How it was run; what holds for several services is said once. */
  private void remarks() {
    Map<String, List<String>> services = new LinkedHashMap<>();
    for (Verified verified : report.verified()) {
      for (String remark : verified.remarks()) {
        services.computeIfAbsent(remark, r -> new ArrayList<>()).add(verified.service());
      }
    }
    services.forEach((remark, whose) -> {
      String who =
          whose.size() == report.verified().size()
              ? "all"
              : whose.size() > 2 ? whose.size() + " services" : String.join(", ", whose);
      out.append(paint.faint(Printable.of(who + ": " + remark))).append('\n');
    });
    if (!services.isEmpty()) {
      out.append('\n');
    }
  }

  private void table() {
    List<Check> shown = shown();
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("service", "revisions"));
    shown.forEach(check -> head.add(check.word()));
    head.add("time");
    rows.add(head);
    for (Verified verified : report.verified()) {
      List<String> row = new ArrayList<>();
      row.add(Printable.of(verified.service()));
      row.add(String.valueOf(verified.revisions()));
      shown.forEach(
          check -> row.add(verified.check(check).map(VerificationText::cell).orElse("-")));
      row.add(seconds(verified.took()));
      rows.add(row);
    }
    Columns columns = new Columns(rows, Set.of(1, head.size() - 1));
    out.append(paint.faint(columns.line(head))).append('\n');
    for (List<String> row : rows.subList(1, rows.size())) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        cells.add(painted(columns.cell(row, i), row.get(i)));
      }
      out.append(String.join("  ", cells).stripTrailing()).append('\n');
    }
    out.append('\n');
  }

  /** A check that nobody had anything to show for has no column. */
  private List<Check> shown() {
    List<Check> shown = new ArrayList<>();
    for (Check check : Check.values()) {
      boolean done =
          report.verified().stream()
              .flatMap(verified -> verified.check(check).stream())
              .anyMatch(checked -> !(checked.outcome() instanceof Outcome.Skipped));
      if (done) {
        shown.add(check);
      }
    }
    return shown;
  }

  static String cell(Checked checked) {
    return switch (checked.outcome()) {
      case Outcome.Passed() -> "ok";
      case Outcome.Failed() -> isError(checked) ? "failed" : "warning";
      case Outcome.Skipped(String reason) -> "-";
      case Outcome.Unverified(String reason) -> "?";
    };
  }

  private static boolean isError(Checked checked) {
    return checked.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR);
  }

  private String painted(String cell, String word) {
    return switch (word) {
      case "ok" -> paint.good(cell);
      case "failed" -> paint.severity(Severity.ERROR, cell);
      case "warning", "?" -> paint.severity(Severity.WARNING, cell);
      default -> cell;
    };
  }

  static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f s", took.toNanos() / 1e9);
  }
}
