package dev.dovetail.core.convention;

import dev.dovetail.core.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of holding one service against one convention.
 *
 * @param tables those that it was held against; none, and nothing was measured
 * @param unclear what could not be compared, a sentence each
 */
public record Conformity(
    Convention convention,
    String service,
    List<ObjectName> tables,
    List<Departure> departures,
    List<String> unclear) {

  public Conformity {
    tables = List.copyOf(tables);
    departures = List.copyOf(departures);
    unclear = List.copyOf(unclear);
  }

  public boolean fits() {
    return !tables.isEmpty() && departures.isEmpty() && unclear.isEmpty();
  }

  /** What a person is told: one line where it fits, else both sides of each difference. */
  public List<String> lines() {
    if (tables.isEmpty() && unclear.isEmpty()) {
      return List.of(
          "%s is not measured: no table %s"
              .formatted(convention.title(), String.join(", ", convention.tables())));
    }
    if (fits()) {
      return List.of(
          "OK: %s indexes aligned with shared conventions.".formatted(convention.title()));
    }
    List<String> lines = new ArrayList<>();
    if (!departures.isEmpty()) {
      lines.add("DIFFERS: %s against shared conventions".formatted(convention.title()));
      lines.addAll(sideBySide());
    }
    unclear.forEach(reason -> lines.add("%s: %s".formatted(convention.title(), reason)));
    return lines;
  }

  private List<String> sideBySide() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "convention", service));
    for (Departure departure : departures) {
      rows.add(
          List.of(
              departure.table() + " " + departure.part(),
              departure.wanted().orElse("-"),
              departure.actual().orElse("-")));
    }
    int first = width(rows, 0);
    int second = width(rows, 1);
    return rows.stream()
        .map(row ->
            "  "
                + padded(row.get(0), first)
                + " | "
                + padded(row.get(1), second)
                + " | "
                + row.get(2))
        .toList();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  static Conformity unmeasured(Convention convention, String service, Optional<String> reason) {
    return new Conformity(convention, service, List.of(), List.of(), reason.stream().toList());
  }
}
