package dev.dovetail.report;

import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.State;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.timeline.EnumTimeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An enum of a service, with all that is said of it.
 *
 * @param id on the page
 * @param accounts the code's first
 * @param databases where live databases were read: what each of them holds
 */
record EnumRow(
    String id,
    ServiceFacts service,
    Comparison comparison,
    List<Account> accounts,
    List<AuditedEnum> databases,
    Optional<EnumTimeline> timeline) {

  EnumRow {
    accounts = List.copyOf(accounts);
    databases = List.copyOf(databases);
  }

  /** All of a survey, by service, in its order. */
  static Map<String, List<EnumRow>> of(Survey survey) {
    Map<List<Object>, EnumTimeline> timelines = new HashMap<>();
    survey
        .timeline()
        .ifPresent(timeline ->
            timeline
                .enums()
                .forEach(it -> timelines.put(List.of(it.service(), it.name(), it.type()), it)));
    Map<String, Audited> audited = new HashMap<>();
    survey
        .audited()
        .ifPresent(audit -> audit.services().forEach(it -> audited.put(it.facts().name(), it)));
    Map<String, Map<String, EnumType>> replayed = replayed(survey);
    Map<String, List<EnumRow>> rows = new LinkedHashMap<>();
    int number = 1;
    for (ServiceFacts service : survey.report().services()) {
      List<EnumRow> own = new ArrayList<>();
      for (Comparison comparison : service.comparisons()) {
        List<Account> accounts = new ArrayList<>();
        accounts.add(
            new Account(
                "code",
                comparison.name().isPresent()
                    ? Optional.of(comparison.labels())
                    : Optional.empty()));
        accounts.add(new Account("migrations", comparison.told().map(EnumType::labels)));
        Optional.ofNullable(replayed.get(service.name()))
            .ifPresent(types ->
                accounts.add(
                    new Account(
                        "replay",
                        comparison
                            .typeName()
                            .flatMap(name -> Optional.ofNullable(types.get(name)))
                            .map(EnumType::labels))));
        List<AuditedEnum> databases =
            databases(Optional.ofNullable(audited.get(service.name())), comparison, accounts);
        own.add(
            new EnumRow(
                "e" + number++,
                service,
                comparison,
                accounts,
                databases,
                comparison
                    .typeName()
                    .flatMap(type ->
                        Optional.ofNullable(
                            timelines.get(List.of(service.name(), comparison.name(), type))))));
      }
      for (AuditedEnum alone :
          onlyThere(Optional.ofNullable(audited.get(service.name())), service)) {
        own.add(alone("e" + number++, service, alone));
      }
      rows.put(service.name(), own);
    }
    return rows;
  }

  /** What databases hold, and neither code nor migrations speak of; each once. */
  private static List<AuditedEnum> onlyThere(Optional<Audited> audited, ServiceFacts service) {
    Map<List<Object>, AuditedEnum> alone = new LinkedHashMap<>();
    for (AuditedDatabase database : audited.map(Audited::databases).orElse(List.of())) {
      if (database.reading() instanceof AuditedDatabase.Read read) {
        for (AuditedEnum one : read.enums()) {
          Comparison comparison = one.comparison();
          if (service.comparisons().stream().noneMatch(known -> isSame(comparison, known))) {
            alone.putIfAbsent(
                List.of(comparison.name(), comparison.column(), comparison.typeName()), one);
          }
        }
      }
    }
    return List.copyOf(alone.values());
  }

  private static EnumRow alone(String id, ServiceFacts service, AuditedEnum one) {
    Comparison comparison = one.comparison();
    List<Account> accounts =
        List.of(
            new Account(
                "code",
                comparison.name().isPresent()
                    ? Optional.of(comparison.labels())
                    : Optional.empty()),
            new Account("migrations", Optional.empty()),
            new Account("database", one.live().flatMap(Comparison::told).map(EnumType::labels)));
    return new EnumRow(id, service, comparison, accounts, List.of(one), Optional.empty());
  }

  private static Map<String, Map<String, EnumType>> replayed(Survey survey) {
    Map<String, Map<String, EnumType>> replayed = new HashMap<>();
    survey
        .replayed()
        .ifPresent(verification ->
            verification
                .verified()
                .forEach(one ->
                    one.replayed()
                        .ifPresent(schema -> replayed.put(one.service(), types(schema)))));
    return replayed;
  }

  private static Map<String, EnumType> types(Schema schema) {
    Map<String, EnumType> types = new HashMap<>();
    schema.enums().forEach((name, type) -> types.put(name.toString(), type));
    return types;
  }

  private static List<AuditedEnum> databases(
      Optional<Audited> audited, Comparison comparison, List<Account> accounts) {
    List<AuditedEnum> found = new ArrayList<>();
    for (AuditedDatabase database : audited.map(Audited::databases).orElse(List.of())) {
      if (database.reading() instanceof AuditedDatabase.Read read) {
        read.enums().stream()
            .filter(one -> isSame(one.comparison(), comparison))
            .findFirst()
            .ifPresent(one -> {
              found.add(one);
              accounts.add(
                  new Account(
                      audited.get().databases().size() > 1 ? database.name() : "database",
                      one.live().flatMap(Comparison::told).map(EnumType::labels)));
            });
      }
    }
    return found;
  }

  private static boolean isSame(Comparison one, Comparison other) {
    return one.name().equals(other.name())
        && one.column().equals(other.column())
        && (one.column().isPresent() || one.typeName().equals(other.typeName()));
  }

  String name() {
    return comparison.name().or(comparison::typeName).orElse("an enum");
  }

  /** The worst that any side says. */
  Verdict verdict() {
    Verdict told = comparison.verdict();
    if (told == Verdict.MISSING_TYPE) {
      return told;
    }
    boolean refused =
        databases.stream().anyMatch(one -> one.state() == State.MISMATCH) || lacking() > 0;
    boolean unsure = databases.stream().anyMatch(one -> one.state() == State.UNVERIFIABLE);
    if (refused && told != Verdict.TEXT && told != Verdict.UNVERIFIABLE) {
      return Verdict.DRIFT;
    }
    if (told == Verdict.AGREES) {
      return unsure ? Verdict.UNVERIFIABLE : more() > 0 ? Verdict.SUPERSET : told;
    }
    return told;
  }

  /** The verdict in a few words. */
  String words() {
    return switch (verdict()) {
      case AGREES -> "agrees";
      case DRIFT -> lacking() > 0 ? lacking() + " missing" : "differs";
      case SUPERSET -> more() + " more in the type";
      case MISSING_TYPE -> "no such type";
      case TEXT -> "kept as text";
      case UNVERIFIABLE -> "unverifiable";
      case UNBOUND -> comparison.name().isEmpty() ? "no enum in the code" : "unbound";
    };
  }

  /** How many labels of the code the side lacks that lacks most. */
  private int lacking() {
    int most = 0;
    for (Account other : others()) {
      Map<String, Origin> there = other.places();
      long lacking =
          comparison.labels().stream().filter(label -> !there.containsKey(label.text())).count();
      most = Math.max(most, (int) lacking);
    }
    return most;
  }

  /** How many labels a side has that the code does not know. */
  private int more() {
    Map<String, Origin> known = accounts.getFirst().places();
    int most = 0;
    for (Account other : others()) {
      long more =
          other.places().keySet().stream().filter(label -> !known.containsKey(label)).count();
      most = Math.max(most, (int) more);
    }
    return most;
  }

  /** The sides beside the code that have such a type. */
  private List<Account> others() {
    return comparison.name().isEmpty()
        ? List.of()
        : accounts.stream().skip(1).filter(it -> it.labels().isPresent()).toList();
  }
}
