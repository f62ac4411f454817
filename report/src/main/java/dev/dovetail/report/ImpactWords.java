package dev.dovetail.report;

import dev.dovetail.core.impact.Change;
import dev.dovetail.core.impact.Impact;
import dev.dovetail.core.impact.Live;
import dev.dovetail.core.impact.Touch;
import dev.dovetail.core.live.RowCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What every form of an impact says alike. */
final class ImpactWords {

  private ImpactWords() {}

  /** Where things belong to no service. */
  private static final String SHARED = "shared code";

  private static final String TEXT = "plain text elsewhere, which may mean something else";

  /** The touches under their headings: each service, what is shared, then mere text. */
  static Map<String, List<Touch>> groups(Impact impact) {
    Map<String, List<Touch>> groups = new LinkedHashMap<>();
    List<Touch> shared = new ArrayList<>();
    List<Touch> text = new ArrayList<>();
    for (Touch touch : impact.touches()) {
      if (!touch.read()) {
        text.add(touch);
      } else if (touch.service().isEmpty()) {
        shared.add(touch);
      } else {
        groups.computeIfAbsent(touch.service(), any -> new ArrayList<>()).add(touch);
      }
    }
    if (!shared.isEmpty()) {
      groups.put(SHARED, shared);
    }
    if (!text.isEmpty()) {
      groups.put(TEXT, text);
    }
    return groups;
  }

  /** One sentence that sums up. */
  static String summary(Impact impact) {
    List<String> parts = new ArrayList<>();
    parts.add(PageWords.count(impact.services().size(), "service"));
    for (Touch.Kind kind : Touch.Kind.values()) {
      long count = impact.touches().stream().filter(it -> it.kind() == kind && it.read()).count();
      if (count > 0) {
        parts.add(counted(count, kind));
      }
    }
    if (impact.live().stream().anyMatch(it -> it.reading() instanceof Live.Read)) {
      parts.add(
          "%s in %s"
              .formatted(
                  PageWords.count(impact.rows(), "row"),
                  PageWords.count(impact.live().size(), "database")));
    }
    long text = impact.touches().stream().filter(it -> !it.read()).count();
    if (text > 0) {
      parts.add(PageWords.count(text, "place") + " in plain text");
    }
    return String.join(", ", parts);
  }

  private static String counted(long count, Touch.Kind kind) {
    return switch (kind) {
      case DECLARATION -> PageWords.count(count, "declaration");
      case COLUMN -> PageWords.count(count, "definition") + " of columns";
      case DEFAULT -> PageWords.count(count, "default");
      case DOMAIN -> PageWords.count(count, "domain");
      case CHECK -> PageWords.count(count, "check");
      case INDEX -> count == 1 ? "1 index or key" : count + " indexes and keys";
      case GENERATED -> PageWords.count(count, "generated column");
      case VIEW -> PageWords.count(count, "view");
      case FUNCTION -> PageWords.count(count, "function");
      case TRIGGER -> PageWords.count(count, "trigger");
      case MIGRATION -> PageWords.count(count, "step") + " of migrations";
      case GUARD -> PageWords.count(count, "guard");
      case FIELD -> PageWords.count(count, "field");
      case MEMBER -> PageWords.count(count, "use") + " of members";
      case NAME -> PageWords.count(count, "use") + " of its name";
      case STRING -> PageWords.count(count, "string");
      case SQL -> PageWords.count(count, "statement") + " of SQL";
      case TEXT -> PageWords.count(count, "text");
    };
  }

  static final String LIVE = "What databases hold";

  /** How many rows hold each label that is asked about, the most first. */
  static String rows(Impact impact, Live.Column column) {
    if (column.rows().isEmpty()) {
      return "rows were not counted";
    }
    return switch (column.rows().get()) {
      case RowCount.Exact exact -> counts(impact, exact.rows(), "");
      case RowCount.Estimate estimate ->
          counts(impact, estimate.rows(), "about ") + ", of about " + estimate.total() + " rows";
      case RowCount.Unknown unknown -> "not counted: " + unknown.reason();
    };
  }

  private static String counts(Impact impact, SortedMap<String, Long> rows, String about) {
    List<String> counts =
        rows.entrySet().stream()
            .filter(entry -> impact.stored().isEmpty() || impact.stored().contains(entry.getKey()))
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(entry -> "`%s` %s%d".formatted(entry.getKey(), about, entry.getValue()))
            .toList();
    if (!counts.isEmpty()) {
      return String.join(", ", counts);
    }
    return about.isEmpty() ? "no row holds it" : "no row that the statistics know of";
  }

  static String heading(Change change) {
    return switch (change) {
      case Change.Added added -> "If it is added";
      case Change.Renamed(String to) -> "If it is renamed to `" + to + "`";
      case Change.Removed removed -> "If it is removed";
    };
  }
}
