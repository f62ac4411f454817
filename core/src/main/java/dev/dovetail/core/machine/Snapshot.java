package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A catalog at rest.
 *
 * @param names numbers of the things with a name, by the name's hash
 * @param few things of kinds that are few, and often looked for
 * @param holders for each thing, those that hold on to it ({@link Holding})
 * @param constrained numbers of the tables and domains with a constraint, by its name's hash
 * @param freshLabels labels that the open transaction added
 * @param freshTypes enum types that the open transaction created
 * @param next the last number given
 */
record Snapshot(
    IntMap<Thing> things,
    IntMap<List<Integer>> names,
    IntMap<Thing> few,
    IntMap<IntMap<Integer>> holders,
    IntMap<IntMap<Integer>> constrained,
    List<String> path,
    IntMap<Boolean> freshLabels,
    IntMap<Boolean> freshTypes,
    int next) {

  static final int FIRST = 16384;
  static final int PUBLIC = 2200;
  static final List<String> DEFAULT_PATH = List.of("$user", "public");

  static Snapshot empty() {
    return new Snapshot(
            IntMap.empty(),
            IntMap.empty(),
            IntMap.empty(),
            IntMap.empty(),
            IntMap.empty(),
            DEFAULT_PATH,
            IntMap.empty(),
            IntMap.empty(),
            FIRST - 1)
        .with(new Namespace(PUBLIC, "public"));
  }

  private static int hash(String name) {
    return name.hashCode() & Integer.MAX_VALUE;
  }

  List<Thing> named(String name) {
    Optional<List<Integer>> numbers = names.get(hash(name));
    if (numbers.isEmpty()) {
      return List.of();
    }
    List<Thing> named = new ArrayList<>(2);
    for (int oid : numbers.get()) {
      Optional<Thing> thing = things.get(oid);
      if (thing.isPresent() && thing.get().name().equals(name)) {
        named.add(thing.get());
      }
    }
    return named;
  }

  Snapshot with(Thing thing) {
    Optional<Thing> before = things.get(thing.oid());
    IntMap<List<Integer>> newNames = names;
    if (before.isEmpty() || !before.get().name().equals(thing.name())) {
      newNames = before.isPresent() ? unnamed(before.get()) : names;
      int key = hash(thing.name());
      List<Integer> bucket = new ArrayList<>(newNames.get(key).orElse(List.of()));
      bucket.add(thing.oid());
      newNames = newNames.with(key, List.copyOf(bucket));
    }
    return new Snapshot(
        things.with(thing.oid(), thing),
        newNames,
        isFew(thing.getClass()) ? few.with(thing.oid(), thing) : few,
        before.isPresent() && Holding.same(before.get(), thing)
            ? holders
            : held(before, Optional.of(thing)),
        constrained(before, Optional.of(thing)),
        path,
        freshLabels,
        freshTypes,
        next);
  }

  Snapshot without(int oid) {
    Optional<Thing> old = things.get(oid);
    return old.isEmpty()
        ? this
        : new Snapshot(
            things.without(oid),
            unnamed(old.get()),
            isFew(old.get().getClass()) ? few.without(oid) : few,
            held(old, Optional.empty()),
            constrained(old, Optional.empty()),
            path,
            freshLabels,
            freshTypes,
            next);
  }

  private IntMap<List<Integer>> unnamed(Thing old) {
    int key = hash(old.name());
    List<Integer> rest = new ArrayList<>(names.get(key).orElse(List.of()));
    rest.remove(Integer.valueOf(old.oid()));
    return rest.isEmpty() ? names.without(key) : names.with(key, List.copyOf(rest));
  }

  private IntMap<IntMap<Integer>> held(Optional<Thing> before, Optional<Thing> after) {
    return moved(
        holders,
        after.or(() -> before).orElseThrow().oid(),
        before.map(Holding::by).orElse(Set.of()),
        after.map(Holding::by).orElse(Set.of()));
  }

  private IntMap<IntMap<Integer>> constrained(Optional<Thing> before, Optional<Thing> after) {
    List<Thing.Constraint> old = before.map(Snapshot::constraints).orElse(List.of());
    List<Thing.Constraint> now = after.map(Snapshot::constraints).orElse(List.of());
    return old.isEmpty() && now.isEmpty() || old.equals(now)
        ? constrained
        : moved(constrained, after.or(() -> before).orElseThrow().oid(), hashes(old), hashes(now));
  }

  private static List<Thing.Constraint> constraints(Thing thing) {
    return switch (thing) {
      case Thing.Table table -> table.constraints();
      case Thing.DomainType domain -> domain.checks();
      default -> List.of();
    };
  }

  private static Set<Integer> hashes(List<Thing.Constraint> constraints) {
    Set<Integer> hashes = new TreeSet<>();
    constraints.forEach(constraint -> hashes.add(hash(constraint.name())));
    return hashes;
  }

  /** An index after a thing stands in other places of it. */
  private static IntMap<IntMap<Integer>> moved(
      IntMap<IntMap<Integer>> index, int oid, Set<Integer> old, Set<Integer> now) {
    IntMap<IntMap<Integer>> changed = index;
    for (int place : old) {
      if (!now.contains(place)) {
        IntMap<Integer> rest = changed.get(place).orElse(IntMap.empty()).without(oid);
        changed =
            rest instanceof IntMap.Empty<Integer>
                ? changed.without(place)
                : changed.with(place, rest);
      }
    }
    for (int place : now) {
      if (!old.contains(place)) {
        changed = changed.with(place, changed.get(place).orElse(IntMap.empty()).with(oid, oid));
      }
    }
    return changed;
  }

  /** Whether a table or domain of the schema has a constraint of that name. */
  boolean hasConstraint(int schema, String name) {
    Optional<IntMap<Integer>> likely = constrained.get(hash(name));
    return likely.isPresent()
        && likely.get().values().stream()
            .flatMap(oid -> things.get(oid).stream())
            .filter(thing -> thing instanceof Thing.Housed housed && housed.schema() == schema)
            .anyMatch(thing ->
                constraints(thing).stream().anyMatch(constraint -> constraint.name().equals(name)));
  }

  /** The other things that hold on to it or to a part of it, in the order of their numbers. */
  List<Thing> holding(int oid) {
    List<Thing> holding = new ArrayList<>();
    for (int holder : holders.get(oid).orElse(IntMap.empty()).values()) {
      things.get(holder).ifPresent(holding::add);
    }
    return holding;
  }

  /** It and the things that hold on to it, in the order of their numbers. */
  List<Thing> near(int oid) {
    List<Thing> near = holding(oid);
    Optional<Thing> self = things.get(oid);
    if (self.isPresent()) {
      int place = 0;
      while (place < near.size() && near.get(place).oid() < oid) {
        place++;
      }
      near.add(place, self.get());
    }
    return near;
  }

  private static boolean isFew(Class<? extends Thing> kind) {
    return kind == Thing.Cast.class
        || kind == Thing.Extension.class
        || kind == Thing.Attached.class;
  }

  /** All things of a kind, in the order of their numbers. */
  <T extends Thing> List<T> all(Class<T> kind) {
    IntMap<Thing> among = isFew(kind) ? few : things;
    List<T> all = new ArrayList<>();
    for (Thing thing : among.values()) {
      if (kind.isInstance(thing)) {
        all.add(kind.cast(thing));
      }
    }
    return all;
  }

  Snapshot counted() {
    return new Snapshot(
        things, names, few, holders, constrained, path, freshLabels, freshTypes, next + 1);
  }

  Snapshot on(List<String> newPath) {
    return new Snapshot(
        things,
        names,
        few,
        holders,
        constrained,
        List.copyOf(newPath),
        freshLabels,
        freshTypes,
        next);
  }

  Snapshot freshLabel(int label) {
    return new Snapshot(
        things,
        names,
        few,
        holders,
        constrained,
        path,
        freshLabels.with(label, true),
        freshTypes,
        next);
  }

  Snapshot freshType(int type) {
    return new Snapshot(
        things,
        names,
        few,
        holders,
        constrained,
        path,
        freshLabels,
        freshTypes.with(type, true),
        next);
  }

  /** As the transaction leaves it when it commits. */
  Snapshot settled() {
    boolean isSettled =
        freshLabels instanceof IntMap.Empty<Boolean> && freshTypes instanceof IntMap.Empty<Boolean>;
    return isSettled
        ? this
        : new Snapshot(
            things, names, few, holders, constrained, path, IntMap.empty(), IntMap.empty(), next);
  }
}
