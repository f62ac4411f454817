package dev.dovetail.report;

import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.State;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.judge.Criticality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of an audit: every service has at least one. Databases of one service that are all alike
 * share their rows; those that are not have rows of their own.
 */
final class AuditTable {

  /**
   * A line of the table.
   *
   * @param databases how many databases it speaks for
   */
  record Row(
      Audited service,
      Optional<AuditedEnum> subject,
      List<String> databases,
      boolean first,
      String enumName,
      String place,
      Criticality weight,
      String code,
      String migrations,
      String database,
      String state) {}

  private AuditTable() {}

  static List<Row> of(AuditReport report) {
    List<Row> rows = new ArrayList<>();
    report.services().forEach(service -> rows.addAll(of(service)));
    return rows;
  }

  private static List<Row> of(Audited service) {
    List<Row> rows = new ArrayList<>();
    for (Group group : groups(service)) {
      for (AuditedEnum one : group.enums()) {
        rows.add(row(service, one, group.names(), rows.isEmpty()));
      }
    }
    boolean unread = service.databases().stream().noneMatch(AuditedDatabase::isRead);
    if (unread) {
      service.told().forEach(one -> rows.add(row(service, one, List.of(), rows.isEmpty())));
    }
    if (rows.isEmpty()) {
      rows.add(
          new Row(
              service,
              Optional.empty(),
              List.of(),
              true,
              service.facts().uses().isEmpty() ? "-" : String.join(", ", service.facts().uses()),
              "-",
              service.weight().criticality(),
              "-",
              "-",
              "-",
              service.facts().uses().isEmpty() ? "no enums" : "stores none"));
    }
    return rows;
  }

  /** Databases in which every enum stands alike. */
  record Group(List<String> names, List<AuditedEnum> enums) {}

  /** The largest group first: what differs from it are outliers. */
  static List<Group> groups(Audited service) {
    Map<List<String>, Group> groups = new LinkedHashMap<>();
    for (AuditedDatabase database : service.databases()) {
      if (database.reading() instanceof AuditedDatabase.Read read) {
        List<String> key = read.enums().stream().map(AuditTable::key).toList();
        groups
            .computeIfAbsent(key, k -> new Group(new ArrayList<>(), read.enums()))
            .names()
            .add(database.name());
      }
    }
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort((one, other) -> Integer.compare(other.names().size(), one.names().size()));
    return sorted;
  }

  private static String key(AuditedEnum one) {
    Comparison comparison = one.comparison();
    return one.name()
        + "|"
        + comparison.column()
        + "|"
        + one.state()
        + "|"
        + one.live().flatMap(Comparison::told).map(type -> type.texts()).orElse(List.of());
  }

  private static Row row(Audited service, AuditedEnum one, List<String> databases, boolean first) {
    Comparison comparison = one.comparison();
    return new Row(
        service,
        Optional.of(one),
        databases,
        first,
        one.name(),
        comparison.column().map(Comparison.Column::toString).orElse("-"),
        one.weight().criticality(),
        comparison.name().isPresent() ? String.valueOf(comparison.labels().size()) : "-",
        labels(one.told()),
        labels(one.live()),
        one.state().word());
  }

  private static String labels(Optional<Comparison> comparison) {
    return comparison
        .flatMap(Comparison::told)
        .map(type -> String.valueOf(type.labels().size()))
        .orElse("-");
  }

  /** Half a sentence on what parts code and database; empty where nothing does. */
  static String apart(AuditedEnum one) {
    List<String> parts = new ArrayList<>();
    if (!one.missing().isEmpty()) {
      parts.add(
          "%d of %d labels missing in the database: %s"
              .formatted(
                  one.missing().size(),
                  one.comparison().labels().size(),
                  String.join(", ", one.missing())));
    }
    if (!one.extra().isEmpty()) {
      parts.add("only in the database: " + String.join(", ", one.extra()));
    }
    if (one.orderDiffers()) {
      parts.add("the order differs");
    }
    if (one.comparison().verdict() == Verdict.MISSING_TYPE && one.live().isPresent()) {
      parts.add(
          "the type %s is not there".formatted(one.comparison().typeName().orElse("of the enum")));
    }
    return String.join("; ", parts);
  }

  /** {@code orders on db:5432 and 41 more}. */
  static String databases(List<String> names) {
    return names.isEmpty()
        ? ""
        : names.getFirst() + (names.size() > 1 ? " and " + (names.size() - 1) + " more" : "");
  }

  /** What it comes to. */
  static String summary(AuditReport report) {
    long mismatches = report.count(State.MISMATCH);
    return "%s, %s: %d %s"
        .formatted(
            coverage(report),
            PageWords.count(report.enums(), "enum"),
            mismatches,
            mismatches == 1 ? "mismatch" : "mismatches");
  }

  /** {@code 10 of 10 services checked}. */
  static String coverage(AuditReport report) {
    return "%d of %d services checked".formatted(report.checked(), report.services().size());
  }
}
