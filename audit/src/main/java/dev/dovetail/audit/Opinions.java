package dev.dovetail.audit;

import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.LiveFault;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is wrong with one enum in one database, as findings: each stands where the code declares it,
 * so that it can be allowed there, and is the same in every database that has it.
 */
final class Opinions {

  private final String service;
  private final Comparison comparison;
  private final List<String> notes = new ArrayList<>();
  private final List<Finding> noted = new ArrayList<>();

  Opinions(String service, Comparison comparison) {
    this.service = service;
    this.comparison = comparison;
  }

  /** The database is not what the migrations make. */
  void departs(Provenance.Departure departure) {
    note(
        LiveFault.DATABASE_DEPARTS_FROM_MIGRATIONS,
        comparison.typeName().orElse("") + " " + departure.kind(),
        departure.note(),
        "run what is pending, or bring into a migration what was done by hand");
  }

  /** The database refuses, by a list, what the code may write. */
  void refuses(String note) {
    note(
        LiveFault.DATABASE_REFUSES_LABEL,
        note,
        note,
        "bring the label into the list, in a migration");
  }

  /** A list of the database holds what the code does not know. */
  void knowsMore(String note) {
    note(
        LiveFault.DATABASE_LABEL_UNKNOWN_TO_CODE,
        note,
        note,
        "bring it into the enum, or let no row hold it");
  }

  void closed(String note) {
    note(
        LiveFault.DATABASE_TYPE_CLOSED,
        note,
        note,
        "grant it, where this role is the service's own");
  }

  private void note(LiveFault fault, String about, String note, String help) {
    notes.add(note);
    noted.add(
        FindingBuilder.of(fault, service, place())
            .says(shown() + " " + about, "%s: %s".formatted(code(shown()), note), help));
  }

  /** A sentence each, for people. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** What was noted, where no database is at hand to compare with. */
  List<Finding> noted() {
    return List.copyOf(noted);
  }

  /** All of it. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    comparison.drifts().forEach(drift -> of(drift).ifPresent(findings::add));
    findings.addAll(noted);
    return findings;
  }

  private Optional<Finding> of(Drift drift) {
    return switch (drift) {
      case Drift.Missing missing -> Optional.of(lacks(missing));
      case Drift.Respelled respelled ->
          Optional.of(
              lacking(respelled.declared(), respelled.type())
                  .says(
                      subject(respelled.declared().text(), respelled.type()),
                      "the code writes %s, and the database has %s: writing it fails with 22P02"
                          .formatted(
                              code(respelled.declared().text()), code(respelled.told().text())),
                      "spell it alike; `dovetail audit` ranks the ways"));
      case Drift.NamesForValues names ->
          Optional.of(
              FindingBuilder.of(LiveFault.DATABASE_LACKS_LABEL, service, names.declared().origin())
                  .also(names.type().origin(), "the database has their values")
                  .says(
                      subject("names of members", names.type()),
                      "%s stores the names of its members, and the database has their values: %s"
                          .formatted(code(shown()), names.reason()),
                      "store the values, by `values_callable`"));
      case Drift.Extra extra ->
          Optional.of(
              FindingBuilder.of(LiveFault.DATABASE_LABEL_UNKNOWN_TO_CODE, service, place())
                  .also(extra.type().origin(), "the database has it")
                  .topic(
                      "labels of %s are unknown to %s"
                          .formatted(code(extra.type().name()), code(shown())))
                  .says(
                      subject(extra.label().text(), extra.type()),
                      "%s of %s is unknown to %s: reading a row that holds it fails"
                          .formatted(
                              code(extra.label().text()), code(extra.type().name()), code(shown())),
                      "bring it into the enum, or let no row hold it"));
      case Drift.OrderDiffers order ->
          Optional.of(
              FindingBuilder.of(LiveFault.DATABASE_ORDER_DIFFERS, service, place())
                  .says(
                      subject("order", order.type()),
                      "%s has %s where the code has %s: comparisons and ORDER BY follow the database"
                          .formatted(
                              code(order.type().name()),
                              code(order.told().text()),
                              code(order.declared().text())),
                      "leave it, unless something sorts by it"));
      case Drift.TypeMissing missing -> Optional.of(lacksType(missing));
      case Drift.StoredAsText text ->
          text.asDeclared()
              ? Optional.empty()
              : Optional.of(
                  FindingBuilder.of(LiveFault.DATABASE_KEEPS_TEXT, service, place())
                      .says(
                          shown() + " " + column(),
                          "%s is %s in the database, and an enum type in the code: nothing refuses a wrong label"
                              .formatted(code(column()), text.columnType()),
                          "alter the column to the type, or say `native_enum=False`"));
      case Drift.Unverifiable unverifiable ->
          Optional.of(
              FindingBuilder.of(LiveFault.DATABASE_NOT_TOLD, service, place())
                  .says(
                      shown() + " " + column(),
                      "%s could not be held against the database: %s"
                          .formatted(code(shown()), unverifiable.reason()),
                      "look at it by hand"));
      case Drift.Unbound unbound ->
          Optional.of(
              FindingBuilder.of(
                      LiveFault.DATABASE_TYPE_UNDECLARED, service, unbound.type().origin())
                  .says(
                      unbound.type().name().toString(),
                      "no enum of the code belongs to %s of the database"
                          .formatted(code(unbound.type().name())),
                      "name it by a `[[binding]]` in dovetail.toml, or drop it in a migration"));
    };
  }

  private Finding lacks(Drift.Missing missing) {
    return lacking(missing.label(), missing.type())
        .topic(
            "labels of %s are missing in %s: writing one fails with 22P02"
                .formatted(code(shown()), code(missing.type().name())))
        .says(
            subject(missing.label().text(), missing.type()),
            "%s of %s is not a label of %s in the database: writing it fails with 22P02"
                .formatted(
                    code(missing.label().text()), code(shown()), code(missing.type().name())),
            "`%s`, by a migration".formatted(comparison.adding(missing)));
  }

  private FindingBuilder lacking(Label label, EnumType type) {
    return FindingBuilder.of(LiveFault.DATABASE_LACKS_LABEL, service, label.origin())
        .also(type.origin(), "the database has the labels " + some(type));
  }

  /** A type of another name with the same labels stops only a driver that casts. */
  private Finding lacksType(Drift.TypeMissing missing) {
    return FindingBuilder.of(LiveFault.DATABASE_LACKS_TYPE, service, place())
        .weighing(missing.instead().isPresent() ? Severity.WARNING : Severity.ERROR)
        .says(
            shown() + " " + missing.type(),
            "the database has no type %s%s"
                .formatted(
                    code(missing.type()),
                    missing
                        .instead()
                        .map(type -> ": the column has " + code(type.name()))
                        .or(() -> missing.columnType().map(type -> ": the column is " + type))
                        .orElse("")),
            missing.instead().isPresent()
                ? "name in the code the type that the column has"
                : "run the migration that makes it, or write one");
  }

  /** Databases that were not read, or not even named. */
  static List<Finding> unread(Audited service) {
    List<Finding> unread = new ArrayList<>();
    String name = service.facts().name();
    service
        .notAsked()
        .ifPresent(reason -> unread.add(unread(name, "its database", "none is named", reason, "")));
    for (AuditedDatabase database : service.databases()) {
      if (database.reading() instanceof AuditedDatabase.Unread(String reason, String help)) {
        unread.add(unread(name, database.name(), database.name(), reason, help));
      }
    }
    return unread;
  }

  private static Finding unread(
      String service, String database, String subject, String reason, String help) {
    return FindingBuilder.of(
            LiveFault.DATABASE_NOT_READ, service, new Origin.Implied("the database of " + service))
        .says(
            subject,
            "%s of %s was not read: %s".formatted(database, code(service), reason),
            help.isEmpty() ? "name it" : help);
  }

  // ---- words

  private Origin place() {
    return comparison
        .source()
        .map(EnumColumn::origin)
        .or(() -> comparison.declared().map(DeclaredEnum::origin))
        .or(() -> comparison.told().map(EnumType::origin))
        .orElseGet(() -> new Origin.Implied("the database of " + service));
  }

  private String shown() {
    return comparison.name().or(comparison::typeName).orElse("");
  }

  private String column() {
    return comparison.column().map(Comparison.Column::toString).orElse("");
  }

  private String subject(String what, EnumType type) {
    return shown() + "." + what + " " + type.name();
  }

  private static String some(EnumType type) {
    return type.texts().stream().limit(6).map(Opinions::code).collect(Collectors.joining(", "))
        + (type.texts().size() > 6 ? " and " + (type.texts().size() - 6) + " more" : "");
  }

  private static String code(Object name) {
    return "`" + name + "`";
  }
}
