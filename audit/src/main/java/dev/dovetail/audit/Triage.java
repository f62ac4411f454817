package dev.dovetail.audit;

import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.audited.Standing;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.live.RowCount;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ways to end a mismatch, the best first: what is pending is run, a label that is only spelled
 * otherwise is spelled alike in the code, a new one is added to the type.
 */
final class Triage {

  private static final String TYPE_LOCK =
      "a lock on the type alone, for a moment; no row is touched and no table is locked";

  private final Comparison live;
  private final Optional<Comparison> told;
  private final Standing standing;
  private final Optional<RowCount> rows;
  private final List<Remedy> ofLists;
  private final List<Remedy> remedies = new ArrayList<>();

  private Triage(
      Comparison live,
      Optional<Comparison> told,
      Standing standing,
      Optional<RowCount> rows,
      List<Remedy> ofLists) {
    this.live = live;
    this.told = told;
    this.standing = standing;
    this.rows = rows;
    this.ofLists = ofLists;
  }

  /**
   * @param ofLists for what lists of the database refuse
   */
  static List<Remedy> of(
      Comparison live,
      Optional<Comparison> told,
      Standing standing,
      Optional<RowCount> rows,
      List<Remedy> ofLists) {
    Triage triage = new Triage(live, told, standing, rows, ofLists);
    triage.run();
    triage.spell();
    triage.persist();
    triage.add();
    triage.remedies.addAll(triage.ofLists);
    triage.make();
    return List.copyOf(triage.remedies);
  }

  private <D extends Drift> List<D> drifts(Class<D> kind) {
    return live.drifts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private String type() {
    return live.told().map(type -> type.name().quoted()).orElse("the type");
  }

  /** What the migrations bring already need only be run. */
  private void run() {
    if (live.missing().isEmpty() && drifts(Drift.TypeMissing.class).isEmpty()) {
      return;
    }
    Set<String> brought =
        told.flatMap(Comparison::told)
            .map(type -> (Set<String>) new HashSet<>(type.texts()))
            .orElse(Set.of());
    if (standing instanceof Standing.Behind behind
        && !brought.isEmpty()
        && brought.containsAll(live.missing())) {
      remedies.add(
          new Remedy(
              behind.pending().size() == 1
                  ? "run the migration that is pending, `%s`".formatted(behind.pending().getFirst())
                  : "run the %d migrations that are pending".formatted(behind.pending().size()),
              "every label that is missing comes with them",
              "whatever they do; `dovetail verify` tries them first",
              "alembic upgrade heads"));
    }
  }

  /** The same labels in another spelling. */
  private void spell() {
    List<Drift.Respelled> respelled = drifts(Drift.Respelled.class);
    if (respelled.isEmpty()) {
      return;
    }
    boolean all = respelled.size() > 1 && respelled.size() == live.labels().size();
    String which =
        all
            ? "every label, which is the same in another spelling"
            : listed(respelled.stream().map(one -> one.told().text()).toList());
    Drift.Respelled first = respelled.getFirst();
    remedies.add(
        new Remedy(
            "store in the code what the database has: " + which,
            "the safest: code is deployed and rolled back fast, and no data changes",
            "none in the database",
            "`%s` instead of `%s`%s in `%s`"
                .formatted(
                    first.told().text(),
                    first.declared().text(),
                    respelled.size() > 1 ? ", and so on," : "",
                    live.name().orElse("the enum"))));
    remedies.add(
        new Remedy(
            "rename in the database " + (all ? "every label" : "the label"),
            "services that still write the old spelling fail from that moment; rows keep their"
                + " label under its new name",
            TYPE_LOCK,
            respelled.stream()
                .map(one ->
                    "ALTER TYPE %s RENAME VALUE %s TO %s"
                        .formatted(
                            type(),
                            Identifiers.quoteLiteral(one.told().text()),
                            Identifiers.quoteLiteral(one.declared().text())))
                .collect(Collectors.joining("; "))));
    remedies.add(
        new Remedy(
            "add the new spelling beside the old, and migrate the rows",
            "old and new services both work meanwhile; the old label stays in the type",
            rowsOf(respelled.stream().map(one -> one.told().text()).toList())
                + " to be updated, in a later transaction than the label",
            "ALTER TYPE %s ADD VALUE %s%s"
                .formatted(
                    type(),
                    Identifiers.quoteLiteral(first.declared().text()),
                    update(first.told(), first.declared()))));
  }

  private String update(Label from, Label to) {
    return live.column()
        .map(column ->
            "; then UPDATE %s SET %s = %s WHERE %s = %s"
                .formatted(
                    column.table().quoted(),
                    Identifiers.quote(column.name()),
                    Identifiers.quoteLiteral(to.text()),
                    Identifiers.quote(column.name()),
                    Identifiers.quoteLiteral(from.text())))
        .orElse("");
  }

  /** Names are stored where the database has values. */
  private void persist() {
    for (Drift.NamesForValues names : drifts(Drift.NamesForValues.class)) {
      remedies.add(
          new Remedy(
              "store the values of `%s`, not the names of its members"
                  .formatted(names.declared().name()),
              "the safest: the database has the values already",
              "none in the database",
              "values_callable=lambda e: [member.value for member in e]"));
    }
  }

  /** Labels that the database never had. */
  private void add() {
    List<Drift.Missing> missing = drifts(Drift.Missing.class);
    if (missing.isEmpty()) {
      return;
    }
    boolean many = missing.size() > 1;
    Set<String> brought =
        told.flatMap(Comparison::told)
            .map(type -> (Set<String>) new HashSet<>(type.texts()))
            .orElse(Set.of());
    boolean told = missing.stream().allMatch(one -> brought.contains(one.label().text()));
    String statements = missing.stream().map(live::adding).collect(Collectors.joining("; "));
    remedies.add(
        new Remedy(
            "add the %s to the type, %s"
                .formatted(
                    many ? missing.size() + " labels" : "label",
                    told ? "as the migrations do" : "in a new migration"),
            "nothing that works today changes; a label can be used only after its transaction has"
                + " committed, and cannot be taken back",
            TYPE_LOCK,
            statements));
    remedies.add(
        new Remedy(
            "take %s out of the code".formatted(many ? "them" : "it"),
            "right where nothing writes %s yet".formatted(many ? "them" : "it"),
            "none in the database",
            "remove %s from `%s`"
                .formatted(
                    listed(missing.stream().map(one -> one.label().text()).toList()),
                    live.name().orElse("the enum"))));
  }

  /** The type is not there at all. */
  private void make() {
    for (Drift.TypeMissing missing : drifts(Drift.TypeMissing.class)) {
      boolean text = missing.columnType().isPresent();
      if (missing.instead().isPresent()) {
        remedies.add(
            new Remedy(
                "name in the code the type that the column has",
                "the safest: only a driver that casts its parameters reads the name",
                "none in the database",
                "name=%s instead of %s"
                    .formatted(
                        Identifiers.quoteLiteral(missing.instead().get().name().name()),
                        missing.type())));
        continue;
      }
      if (text) {
        remedies.add(
            new Remedy(
                "say in the code that it is text",
                "the safest: the database stays as it is, but refuses no wrong label",
                "none in the database",
                "native_enum=False in the column"));
      }
      remedies.add(make(missing, text));
    }
  }

  private Remedy make(Drift.TypeMissing missing, boolean text) {
    String labels =
        live.labels().stream()
            .map(label -> Identifiers.quoteLiteral(label.text()))
            .collect(Collectors.joining(", "));
    String create = "CREATE TYPE %s AS ENUM (%s)".formatted(missing.type(), labels);
    String alter =
        live.column()
            .filter(column -> text)
            .map(column ->
                "; ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s::%s"
                    .formatted(
                        column.table().quoted(),
                        Identifiers.quote(column.name()),
                        missing.type(),
                        Identifiers.quote(column.name()),
                        missing.type()))
            .orElse("");
    return new Remedy(
        text ? "make the type and alter the column" : "make the type",
        text ? "fails where a row holds what is no label" : "nothing that works today changes",
        text ? "the table is rewritten under a lock that stops readers too" : "none",
        create + alter);
  }

  private String rowsOf(List<String> labels) {
    if (rows.isEmpty()) {
      return "the rows that hold the old label";
    }
    return switch (rows.get()) {
      case RowCount.Exact exact -> sum(exact.rows(), labels) + " rows";
      case RowCount.Estimate estimate -> "about " + sum(estimate.rows(), labels) + " rows";
      case RowCount.Unknown unknown -> "an unknown number of rows (" + unknown.reason() + ")";
    };
  }

  private static long sum(java.util.Map<String, Long> rows, List<String> labels) {
    return labels.stream().mapToLong(label -> rows.getOrDefault(label, 0L)).sum();
  }

  private static String listed(List<String> labels) {
    return labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
  }
}
