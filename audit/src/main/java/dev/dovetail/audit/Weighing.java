package dev.dovetail.audit;

import dev.dovetail.core.audited.Weight;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.live.LiveEnum;
import dev.dovetail.core.live.RowCount;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How much a mismatch of an enum would matter: what a team says, else by what is kept in it. A
 * column of states on which much hangs is what stops a service.
 */
final class Weighing {

  private static final Pattern STATES =
      Pattern.compile("(?:.*_)?(?:status|state|phase|stage|step|lifecycle)(?:_.*)?");

  private Weighing() {}

  /** Of a service, which has the weight of its weightiest enum. */
  static Weight of(ServiceFacts service, List<Weight> enums) {
    if (service.critical().isPresent()) {
      return new Weight(service.critical().get(), "dovetail.toml says so");
    }
    return enums.stream()
        .min((one, other) -> one.criticality().compareTo(other.criticality()))
        .orElseGet(() ->
            service.uses().isEmpty()
                ? new Weight(Criticality.NONE, "it knows no enum")
                : new Weight(Criticality.LOW, "it uses enums and stores none"));
  }

  /** Of one enum, by the code and what is known of its column. */
  static Weight of(
      ServiceFacts service,
      Comparison comparison,
      Optional<Schema> schema,
      Optional<LiveEnum> type,
      Optional<RowCount> rows) {
    if (service.critical().isPresent()) {
      return new Weight(service.critical().get(), "dovetail.toml says so");
    }
    Optional<Schema.Column> column =
        comparison
            .column()
            .flatMap(place ->
                schema
                    .flatMap(known -> Optional.ofNullable(known.tables().get(place.table())))
                    .flatMap(table -> table.column(place.name())));
    boolean states =
        comparison
            .column()
            .filter(place -> STATES.matcher(place.name().toLowerCase(Locale.ROOT)).matches())
            .isPresent();
    List<String> reasons = new ArrayList<>();
    if (column.filter(Schema.Column::notNull).isPresent()) {
      reasons.add("NOT NULL");
    }
    hanging(type, reasons);
    if (column.isPresent() && column.get().defaultText().isPresent() && type.isEmpty()) {
      reasons.add("a default");
    }
    long filled = rows.map(Weighing::total).orElse(0L);
    if (filled > 0) {
      reasons.add("about " + filled + " rows");
    }
    String kind =
        comparison
            .column()
            .map(place -> (states ? "a state in `" : "`") + place + "`")
            .orElse("kept in no column");
    Criticality weight =
        comparison.column().isEmpty()
            ? Criticality.LOW
            : states
                ? reasons.isEmpty() ? Criticality.MEDIUM : Criticality.HIGH
                : reasons.size() > 1 ? Criticality.MEDIUM : Criticality.LOW;
    return new Weight(weight, kind + (reasons.isEmpty() ? "" : ": " + String.join(", ", reasons)));
  }

  /** What hangs on the type beside its columns, counted by kind. */
  private static void hanging(Optional<LiveEnum> type, List<String> reasons) {
    Map<String, Integer> kinds = new TreeMap<>();
    type.stream()
        .flatMap(live -> live.dependents().stream())
        .filter(dependent -> !dependent.kind().contains("column"))
        .forEach(dependent -> kinds.merge(dependent.kind(), 1, Integer::sum));
    kinds.forEach((kind, count) -> reasons.add(count + " " + plural(kind, count)));
  }

  private static String plural(String kind, int count) {
    return count == 1
        ? kind
        : kind.endsWith("x")
            ? kind + "es"
            : kind.endsWith("y") ? kind.replaceAll("y$", "ies") : kind + "s";
  }

  private static long total(RowCount rows) {
    return switch (rows) {
      case RowCount.Exact exact -> exact.rows().values().stream().mapToLong(Long::longValue).sum();
      case RowCount.Estimate estimate -> estimate.total();
      case RowCount.Unknown unknown -> 0;
    };
  }
}
