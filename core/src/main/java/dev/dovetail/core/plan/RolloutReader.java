package dev.dovetail.core.plan;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a rollout of two commits: what the code of each stores in which column, and what the
 * migrations between them do to these columns. Columns of which nothing changes are left out.
 */
public final class RolloutReader {

  /** A column of a database. */
  private record Key(int ladder, String schema, String table, String column) {
    String shown() {
      return (schema.equals("public") ? "" : schema + ".") + table + "." + column;
    }
  }

  /** What one version of a service stores in a column. */
  record Stored(
      String enumName,
      List<String> labels,
      Map<String, String> members,
      Optional<EnumColumn> source) {}

  private final Side from;
  private final Side to;
  private final Notes notes = new Notes();
  private final List<String> services;
  private final List<Climb> climbs = new ArrayList<>();
  private final Map<String, Integer> ladders = new LinkedHashMap<>();
  private final Map<Key, Map<String, Stored>> before = new LinkedHashMap<>();
  private final Map<Key, Map<String, Stored>> after = new LinkedHashMap<>();

  private final List<Place> places = new ArrayList<>();
  private final Map<String, List<Optional<Version.Knows>>> old = new HashMap<>();
  private final Map<String, List<Optional<Version.Knows>>> late = new HashMap<>();

  private final boolean refines;
  private final List<String> held = new ArrayList<>();
  private final List<String> open = new ArrayList<>();

  /**
   * @param refines whether code is looked through for what it writes
   */
  private RolloutReader(Side from, Side to, boolean refines) {
    this.from = from;
    this.to = to;
    this.refines = refines;
    Set<String> names = new LinkedHashSet<>();
    to.services().forEach(facts -> names.add(facts.name()));
    from.services().forEach(facts -> names.add(facts.name()));
    this.services = List.copyOf(names);
  }

  /** The plan for going from one commit to another. */
  public static Plan plan(Side from, Side to) {
    RolloutReader reader = new RolloutReader(from, to, true);
    Plan plan = reader.plan();
    List<String> notes = new ArrayList<>(reader.held);
    if (plan.verdict() != Plan.Verdict.SAFE) {
      notes.addAll(reader.open);
    }
    if (!reader.held.isEmpty()) {
      Plan declared = new RolloutReader(from, to, false).plan();
      if (declared.verdict() != plan.verdict() || steps(declared) != steps(plan)) {
        notes.add(
            "the answer rests on what is held not to be written: were every declared label"
                + " written, "
                + without(declared));
      }
    }
    notes.addAll(plan.notes());
    return new Plan(plan.from(), plan.to(), plan.parts(), plan.quiet(), notes, plan.doubts());
  }

  private static int steps(Plan plan) {
    return plan.parts().stream().mapToInt(part -> part.steps().map(List::size).orElse(0)).sum();
  }

  private static String without(Plan plan) {
    return switch (plan.verdict()) {
      case SAFE -> "there would be a safe order of %d steps".formatted(steps(plan));
      case DETOUR -> "no order would be safe without more releases";
      case NONE -> "no order would be safe";
      case UNKNOWN -> "it would not be known";
    };
  }

  private Plan plan() {
    for (String service : services) {
      Optional<Told> was = from.service(service).flatMap(ServiceFacts::told);
      Optional<Told> is = to.service(service).flatMap(ServiceFacts::told);
      if (was.isPresent() || is.isPresent()) {
        ladders.put(service, climbs.size());
        String path =
            to.service(service).or(() -> from.service(service)).map(ServiceFacts::path).orElse("");
        climbs.add(Climb.of(service, path, was, is, notes));
        is.flatMap(Told::fails)
            .ifPresent(problem ->
                notes.doubt(
                    "%s: the migrations of %s fail: %s"
                        .formatted(service, to.name(), problem.message())));
      }
    }
    read(from, before);
    read(to, after);
    services.forEach(service -> {
      old.put(service, new ArrayList<>());
      late.put(service, new ArrayList<>());
    });
    Set<Key> keys = new LinkedHashSet<>(after.keySet());
    keys.addAll(before.keySet());
    keys.forEach(this::place);
    new Messages(from, to, notes).add(services, places, old, late);
    List<Party> parties = new ArrayList<>();
    List<String> quiet = new ArrayList<>();
    for (String service : services) {
      Party party = party(service);
      if (party.last() > 0
          || party.versions().getFirst().knows().stream().anyMatch(Optional::isPresent)) {
        parties.add(party);
      }
      if (party.last() == 0 && to.service(service).isPresent()) {
        quiet.add(service);
      }
    }
    Rollout rollout = new Rollout(parties, climbs.stream().map(Climb::ladder).toList(), places);
    return Plan.of(from.name(), to.name(), Mending.of(rollout, notes), quiet, notes);
  }

  private Party party(String service) {
    Version first =
        new Version(
            service + "@" + from.name(),
            from.service(service).isPresent(),
            old.getOrDefault(service, List.of()));
    Version last =
        new Version(
            service + "@" + to.name(),
            to.service(service).isPresent(),
            late.getOrDefault(service, List.of()));
    return first.knows().equals(last.knows())
        ? new Party(service, List.of(first.runs() ? first : last))
        : new Party(service, List.of(first, last));
  }

  // ---- what the code stores

  private void read(Side side, Map<Key, Map<String, Stored>> into) {
    for (ServiceFacts facts : side.services()) {
      for (Comparison comparison : facts.comparisons()) {
        if (comparison.name().isPresent()) {
          unknown(comparison)
              .ifPresentOrElse(
                  reason ->
                      notes.doubt(
                          "%s at %s: the labels of `%s` are not known: %s"
                              .formatted(
                                  facts.name(), side.name(), comparison.name().get(), reason)),
                  () -> read(side, facts, comparison, into));
        }
      }
    }
  }

  private void read(
      Side side, ServiceFacts facts, Comparison comparison, Map<Key, Map<String, Stored>> into) {
    Optional<Key> key = key(facts, comparison);
    if (key.isEmpty()) {
      notes.note(
          "%s at %s keeps `%s` in no database of this repository: left out"
              .formatted(facts.name(), side.name(), comparison.name().orElse("")));
      return;
    }
    Stored stored =
        new Stored(
            comparison.name().orElseThrow(),
            comparison.labels().stream().map(Label::text).distinct().toList(),
            members(comparison),
            comparison.source());
    into.computeIfAbsent(key.get(), any -> new LinkedHashMap<>()).putIfAbsent(facts.name(), stored);
  }

  private static Optional<String> unknown(Comparison comparison) {
    Optional<String> declared =
        comparison
            .declared()
            .flatMap(DeclaredEnum::unknown)
            .or(() -> comparison.source().flatMap(EnumColumn::unknown));
    return declared.or(() ->
        comparison
            .source()
            .filter(column -> column.persistence() instanceof EnumColumn.Persistence.Unknown)
            .map(column -> ((EnumColumn.Persistence.Unknown) column.persistence()).reason()));
  }

  /** The column, in the service's own database or in the only one that has its table. */
  private Optional<Key> key(ServiceFacts facts, Comparison comparison) {
    Optional<Comparison.Column> column = comparison.column();
    Optional<EnumColumn> source = comparison.source();
    Optional<String> table =
        column.map(c -> c.table().name()).or(() -> source.map(EnumColumn::table));
    Optional<String> name =
        column.map(Comparison.Column::name).or(() -> source.map(EnumColumn::column));
    if (table.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> schema =
        column.map(c -> c.table().schema()).or(() -> source.flatMap(EnumColumn::schema));
    Optional<Integer> ladder =
        Optional.ofNullable(ladders.get(facts.name())).or(() -> having(table.get(), name.get()));
    return ladder.map(at -> new Key(at, schema.orElse("public"), table.get(), name.get()));
  }

  private Optional<Integer> having(String table, String column) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < climbs.size(); i++) {
      if (climbs.get(i).schemas().stream()
          .flatMap(schema -> schema.tables().values().stream())
          .anyMatch(one -> one.name().name().equals(table) && one.column(column).isPresent())) {
        found.add(i);
      }
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static Map<String, String> members(Comparison comparison) {
    Map<Origin, String> labels = new HashMap<>();
    comparison.labels().forEach(label -> labels.putIfAbsent(label.origin(), label.text()));
    Map<String, String> members = new LinkedHashMap<>();
    for (DeclaredEnum.Member member :
        comparison.declared().map(DeclaredEnum::members).orElse(List.of())) {
      Optional.ofNullable(labels.get(member.origin()))
          .ifPresent(label -> members.putIfAbsent(member.name(), label));
    }
    return members;
  }

  // ---- places

  private void place(Key key) {
    Climb climb = climbs.get(key.ladder());
    List<Shape> shapes = climb.schemas().stream().map(schema -> shape(schema, key)).toList();
    List<Place.Moves> moves =
        climb.deeds().stream()
            .map(deeds -> Deeds.moves(deeds, key.schema(), key.table(), key.column()))
            .toList();
    Map<String, Stored> was = before.getOrDefault(key, Map.of());
    Map<String, Stored> is = after.getOrDefault(key, Map.of());
    Map<String, Optional<Version.Knows>> oldDeclared = knows(from, was, shapes.getFirst());
    Map<String, Optional<Version.Knows>> lateDeclared = knows(to, is, shapes.getLast());
    boolean unmoved =
        shapes.stream().distinct().count() == 1
            && moves.stream().allMatch(Place.Moves.none()::equals);
    if (unmoved && oldDeclared.equals(lateDeclared)) {
      return;
    }
    Refined refined =
        new Refined(key.shown(), key.schema(), key.table(), key.column(), schemas(climb));
    Map<String, Optional<Version.Knows>> oldKnows =
        refines ? refined.of(from, was, oldDeclared) : oldDeclared;
    Map<String, Optional<Version.Knows>> lateKnows =
        refines ? refined.of(to, is, lateDeclared) : lateDeclared;
    held.addAll(refined.held());
    open.addAll(refined.open());
    doubts(key, shapes);
    places.add(
        new Place(
            key.shown(),
            Optional.of(key.ladder()),
            shapes,
            held(shapes.getFirst(), oldDeclared),
            moves,
            successors(was, is, moves)));
    for (String service : services) {
      Optional.ofNullable(old.get(service)).ifPresent(list -> list.add(oldKnows.get(service)));
      Optional.ofNullable(late.get(service)).ifPresent(list -> list.add(lateKnows.get(service)));
    }
    for (int i = 0; i < moves.size(); i++) {
      if (moves.get(i).unknown()) {
        notes.doubt(
            "%s: what %s does to the rows of %s is not known; it is taken to leave none that its type does not have"
                .formatted(
                    climb.ladder().service(),
                    climb.ladder().rungs().get(i).revision(),
                    key.shown()));
      }
    }
  }

  /** On the way, and at its end: a climb leaves out what changes no column. */
  private List<Schema> schemas(Climb climb) {
    List<Schema> all = new ArrayList<>(climb.schemas());
    to.service(climb.ladder().service())
        .flatMap(ServiceFacts::told)
        .ifPresent(told -> all.add(told.schema()));
    return all;
  }

  private static Shape shape(Schema schema, Key key) {
    return schema.tables().values().stream()
        .filter(table ->
            table.name().name().equals(key.table()) && table.name().schema().equals(key.schema()))
        .findFirst()
        .flatMap(table -> table.column(key.column()))
        .map(column ->
            column
                .enumType()
                .flatMap(type -> Optional.ofNullable(schema.enums().get(type)))
                .<Shape>map(type -> new Shape.Labels(type.name().toString(), type.texts()))
                .orElseGet(Shape.Anything::new))
        .orElseGet(Shape.Absent::new);
  }

  /** What is declared, or said by the configuration. */
  private Map<String, Optional<Version.Knows>> knows(
      Side side, Map<String, Stored> stored, Shape shape) {
    Map<String, Optional<Version.Knows>> knows = new HashMap<>();
    for (String service : services) {
      knows.put(service, knows(side, service, stored, shape));
    }
    return knows;
  }

  private static Optional<Version.Knows> knows(
      Side side, String service, Map<String, Stored> stored, Shape shape) {
    return Optional.ofNullable(stored.get(service))
        .map(own -> {
          List<String> reads =
              Said.of(side.said().reads(), service, own.enumName()).orElse(own.labels());
          List<String> writes =
              Said.of(side.said().writes(), service, own.enumName()).orElse(own.labels());
          return new Version.Knows(
              writes.contains(Said.ANY) ? own.labels() : writes,
              reads.contains(Said.ANY) ? Optional.empty() : Optional.of(reads),
              shape instanceof Shape.Labels labels ? Optional.of(labels.type()) : Optional.empty());
        });
  }

  /** Rows have what code that ran could write; of what nobody knows, everything. */
  private static List<String> held(Shape shape, Map<String, Optional<Version.Knows>> knows) {
    Set<String> known = new LinkedHashSet<>();
    knows.values().stream()
        .flatMap(Optional::stream)
        .forEach(one -> {
          known.addAll(one.writes());
          one.reads().ifPresent(known::addAll);
        });
    boolean anybody = knows.values().stream().anyMatch(Optional::isPresent);
    return switch (shape) {
      case Shape.Absent absent -> List.of();
      case Shape.Anything anything -> known.stream().sorted().toList();
      case Shape.Labels labels ->
          labels.labels().stream().filter(label -> !anybody || known.contains(label)).toList();
    };
  }

  private static SortedMap<String, String> successors(
      Map<String, Stored> was, Map<String, Stored> is, List<Place.Moves> moves) {
    TreeMap<String, String> successors = new TreeMap<>();
    moves.forEach(move -> move.known().forEach(successors::putIfAbsent));
    was.forEach((service, stored) ->
        Optional.ofNullable(is.get(service))
            .ifPresent(now ->
                stored
                    .members()
                    .forEach((member, label) -> {
                      String then = now.members().getOrDefault(member, label);
                      if (!then.equals(label) && !now.labels().contains(label)) {
                        successors.putIfAbsent(label, then);
                      }
                    })));
    return successors;
  }

  private void doubts(Key key, List<Shape> shapes) {
    List<String> names = new ArrayList<>(List.of(key.table()));
    for (Shape shape : shapes) {
      if (shape instanceof Shape.Labels labels) {
        names.add(labels.type().substring(labels.type().indexOf('.') + 1));
      }
    }
    String service = climbs.get(key.ladder()).ladder().service();
    for (Doubt doubt :
        to.service(service).flatMap(ServiceFacts::told).map(Told::doubts).orElse(List.of())) {
      if (doubt.touches().concerns(names)) {
        notes.doubt("%s: %s: %s".formatted(service, key.shown(), doubt.reason()));
      }
    }
  }
}
