package dev.dovetail.audit;

import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedEnum;
import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.audited.Standing;
import dev.dovetail.core.audited.State;
import dev.dovetail.core.audited.Weight;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Lookup;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.live.LiveEnum;
import dev.dovetail.core.live.RowCount;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.migrations.Bookkeeping;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Observation;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.workspace.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** One service, held against one database after another. */
final class ServiceAudit {

  private final Service service;
  private final ServiceFacts facts;
  private final Function<Schema, List<Comparison>> compare;
  private final List<Lookup> lookups;
  private final Session initial;
  private final Provenance provenance;
  private final Asked asked;

  /**
   * @param compare holds the service's code against a schema
   * @param lookups enums that are held against tables of codes
   * @param initial what its databases hold before the first migration
   */
  ServiceAudit(
      Service service,
      ServiceFacts facts,
      Function<Schema, List<Comparison>> compare,
      List<Lookup> lookups,
      Session initial,
      Provenance provenance,
      Asked asked) {
    this.service = service;
    this.facts = facts;
    this.compare = compare;
    this.lookups = lookups;
    this.initial = initial;
    this.provenance = provenance;
    this.asked = asked;
  }

  /** What code and migrations say, where no database was read. */
  List<AuditedEnum> told() {
    return facts.comparisons().stream()
        .map(comparison ->
            new AuditedEnum(
                Optional.of(comparison),
                Optional.empty(),
                State.NOT_READ,
                Weighing.of(
                    facts,
                    comparison,
                    facts.told().map(Told::schema),
                    Optional.empty(),
                    Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of()))
        .toList();
  }

  Audited with(List<AuditedDatabase> databases, Optional<String> notAsked) {
    List<AuditedEnum> told = told();
    List<AuditedEnum> best = new Audited(facts, none(), databases, told, notAsked).enums();
    List<Weight> weights = best.stream().map(AuditedEnum::weight).toList();
    return new Audited(facts, Weighing.of(facts, weights), databases, told, notAsked);
  }

  private static Weight none() {
    return new Weight(dev.dovetail.core.judge.Criticality.NONE, "");
  }

  AuditedDatabase.Reading read(Address address) {
    try (Observation observation = Observation.open(address, asked.limits())) {
      return read(observation);
    } catch (ServerException e) {
      return Unreached.by(e, address);
    }
  }

  private AuditedDatabase.Reading read(Observation observation) throws ServerException {
    Schema all = observation.schema();
    if (isStranger(all)) {
      return new AuditedDatabase.Unread(
          "it holds none of the tables and types that the migrations make",
          "is it the right database? If it is new, run the migrations first");
    }
    SortedMap<ObjectName, LiveEnum> types = observation.enums();
    SortedMap<ObjectName, Boolean> hidden = observation.hiddenTables();
    Standing standing = Position.of(service, all, observation, hidden);
    Schema schema = Bookkeeping.without(all);
    Optional<Schema> expected = expected(standing);
    Map<Key, Comparison> told = new LinkedHashMap<>();
    facts.comparisons().forEach(comparison -> told.put(Key.of(comparison), comparison));
    List<AuditedEnum> enums = new ArrayList<>();
    Lists lists = new Lists(observation, schema, hidden);
    for (Comparison live : compare.apply(schema)) {
      Optional<Comparison> twin = Optional.ofNullable(told.remove(Key.of(live)));
      Optional<LiveEnum> type = live.told().flatMap(t -> Optional.ofNullable(types.get(t.name())));
      Optional<RowCount> rows = rows(live, observation, hidden);
      enums.add(audited(live, twin, type, rows, schema, lists.of(live), standing, expected));
    }
    for (Lookup lookup : lookups) {
      Optional<Comparison.Column> place = lookup.in(schema);
      Comparison live = lookup.comparison(place);
      if (place.isEmpty()) {
        enums.add(unfound(live, lookup.written()));
      } else if (!lists.haveRead(place.get())) {
        enums.add(
            audited(
                live,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                schema,
                lists.at(place.get(), false).stream().toList(),
                standing,
                expected));
      }
    }
    told.values().forEach(comparison -> enums.add(absent(comparison)));
    return new AuditedDatabase.Read(
        observation.release(), standing, enums, unseen(types, hidden, enums, lists.unseen()));
  }

  /** A database of somebody else would differ in everything, and that would say nothing. */
  private boolean isStranger(Schema schema) {
    Optional<Schema> told = facts.told().map(Told::schema);
    return told.isPresent()
        && !(told.get().tables().isEmpty() && told.get().enums().isEmpty())
        && told.get().tables().keySet().stream().noneMatch(it -> schema.tables().containsKey(it))
        && told.get().enums().keySet().stream().noneMatch(it -> schema.enums().containsKey(it));
  }

  /** Of one enum, what makes it the same in code, migrations and database. */
  private record Key(Object what, String place) {
    static Key of(Comparison comparison) {
      return comparison.source().isPresent()
          ? new Key(comparison.source().get(), "")
          : new Key(
              comparison.name(),
              comparison.typeName().orElse("")
                  + " "
                  + comparison.column().map(Comparison.Column::toString).orElse(""));
    }
  }

  /** What the migrations make up to where the database says that it is. */
  private Optional<Schema> expected(Standing standing) {
    Optional<MigrationTree> history = service.migrations();
    return switch (standing) {
      case Standing.AtHead head -> facts.told().map(Told::schema);
      case Standing.Behind behind ->
          behind.revisions().size() == 1 && history.isPresent()
              ? Optional.of(
                  history
                      .get()
                      .play(
                          initial,
                          service.versions().stack(),
                          Play.Commands.ONE,
                          Play.Direction.UP,
                          Play.Manner.INTENDED,
                          Optional.of(behind.revisions().getFirst()))
                      .end()
                      .schema())
              : Optional.empty();
      case Standing.Elsewhere elsewhere -> Optional.empty();
      case Standing.Unknown unknown -> Optional.empty();
    };
  }

  private AuditedEnum audited(
      Comparison live,
      Optional<Comparison> told,
      Optional<LiveEnum> type,
      Optional<RowCount> rows,
      Schema schema,
      List<LabelList> lists,
      Standing standing,
      Optional<Schema> expected) {
    Optional<EnumType> there = live.told();
    Optional<EnumType> head =
        there.flatMap(found ->
            facts.told().flatMap(t -> Optional.ofNullable(t.schema().enums().get(found.name()))));
    boolean doubtful = told.filter(one -> one.verdict() == Verdict.UNVERIFIABLE).isPresent();
    Opinions opinions = new Opinions(service.name(), live);
    if (there.isPresent() && !doubtful) {
      Optional<EnumType> due =
          expected.flatMap(s -> Optional.ofNullable(s.enums().get(there.get().name())));
      if (head.isPresent()) {
        provenance.departures(there.get(), head.get(), due, standing).forEach(opinions::departs);
      } else if (facts.told().isPresent() && due.isEmpty()) {
        opinions.departs(
            new Provenance.Departure(
                "is of no migration",
                "no migration here makes the type `" + there.get().name() + "`"));
      }
    }
    if (type.isPresent() && !type.get().usable()) {
      opinions.closed(
          "whoever asked may not use the type, which belongs to `%s`: GRANT USAGE ON TYPE %s"
              .formatted(type.get().owner(), type.get().name().quoted()));
    }
    List<Remedy> ofLists = new ArrayList<>();
    for (LabelList list : lists) {
      List<String> refused = list.refused(live);
      if (!refused.isEmpty()) {
        opinions.refuses(list.refusing(refused));
        ofLists.add(list.remedy(refused));
      }
      List<String> unknown = list.unknown(live);
      if (!unknown.isEmpty()) {
        list.holding(unknown).ifPresent(opinions::knowsMore);
      }
    }
    State state = ofLists.isEmpty() ? state(live) : State.MISMATCH;
    Optional<String> healed =
        head.filter(h -> !doubtful && isWhole(live)).flatMap(h -> provenance.healed(live, h));
    List<Remedy> remedies =
        state == State.MISMATCH ? Triage.of(live, told, standing, rows, ofLists) : List.of();
    return new AuditedEnum(
        told,
        Optional.of(live),
        healed.isPresent() ? State.FIXED : state,
        Weighing.of(facts, live, Optional.of(schema), type, rows),
        type,
        rows,
        healed.or(() -> provenance.since(live)),
        opinions.notes(),
        remedies,
        opinions.findings());
  }

  private static boolean isWhole(Comparison live) {
    return live.verdict() == Verdict.AGREES || live.verdict() == Verdict.SUPERSET;
  }

  private static State state(Comparison live) {
    return switch (live.verdict()) {
      case AGREES -> State.AGREES;
      case SUPERSET -> State.SUPERSET;
      case DRIFT, MISSING_TYPE -> State.MISMATCH;
      case TEXT -> State.TEXT;
      case UNVERIFIABLE -> State.UNVERIFIABLE;
      case UNBOUND -> State.UNDECLARED;
    };
  }

  /** A table of codes that is configured, and not there. */
  private AuditedEnum unfound(Comparison live, String written) {
    Opinions opinions = new Opinions(service.name(), live);
    opinions.refuses("there is no column `%s` to look its labels up in".formatted(written));
    return new AuditedEnum(
        Optional.empty(),
        Optional.of(live),
        State.MISMATCH,
        Weighing.of(facts, live, Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        opinions.notes(),
        List.of(),
        opinions.findings());
  }

  /** A type of the migrations that the database does not have, and no code declares. */
  private AuditedEnum absent(Comparison told) {
    Opinions opinions = new Opinions(service.name(), told);
    opinions.departs(
        new Provenance.Departure(
            "is not there", "the migrations make it, and the database does not have it so"));
    return new AuditedEnum(
        Optional.of(told),
        Optional.empty(),
        State.UNDECLARED,
        Weighing.of(
            facts, told, facts.told().map(Told::schema), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        opinions.notes(),
        List.of(),
        opinions.noted());
  }

  /** Rows matter where labels part. */
  private Optional<RowCount> rows(
      Comparison live, Observation observation, Map<ObjectName, Boolean> hidden)
      throws ServerException {
    if (live.column().isEmpty()
        || live.told().isEmpty()
        || live.verdict() == Verdict.AGREES
        || asked.counting() == Asked.Counting.NONE) {
      return Optional.empty();
    }
    Comparison.Column column = live.column().get();
    if (hidden.containsKey(column.table())) {
      return Optional.of(
          new RowCount.Unknown("the rows of " + column.table() + " may not be read"));
    }
    return Optional.of(
        asked.counting() == Asked.Counting.EXACT
            ? observation.count(column.table(), column.name())
            : observation.estimate(column.table(), column.name()));
  }

  private static List<String> unseen(
      Map<ObjectName, LiveEnum> types,
      Map<ObjectName, Boolean> hidden,
      List<AuditedEnum> enums,
      List<String> ofLists) {
    List<String> unseen = new ArrayList<>(ofLists);
    List<String> tables =
        enums.stream()
            .flatMap(one -> one.comparison().column().stream())
            .map(Comparison.Column::table)
            .distinct()
            .filter(hidden::containsKey)
            .map(table -> "`" + table + "`")
            .toList();
    if (!tables.isEmpty()) {
      unseen.add("rows, or some of them, of " + String.join(", ", tables));
    }
    long closed = types.values().stream().filter(type -> !type.usable()).count();
    if (closed > 0) {
      unseen.add("%d enum types may not be used by whoever asked".formatted(closed));
    }
    return unseen;
  }
}
