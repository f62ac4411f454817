package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A catalog at rest.
 *
 * @param names numbers of the things with a name, by the name's hash
 * @param few things of kinds that are few, and often looked for
 * @param holders for each thing, those that hold on to it ({@link Holding})
 * @param freshLabels labels that the open transaction added
 * @param freshTypes enum types that the open transaction created
 * @param next the last number given
 */
record Snapshot(
    IntMap<Thing> things,
    IntMap<List<Integer>> names,
    IntMap<Thing> few,
    IntMap<IntMap<Integer>> holders,
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
    return names.get(hash(name)).orElse(List.of()).stream()
        .map(things::get)
        .flatMap(Optional::stream)
        .filter(thing -> thing.name().equals(name))
        .toList();
  }

  Snapshot with(Thing thing) {
    Optional<Thing> before = things.get(thing.oid());
    boolean sameName = before.map(Thing::name).filter(thing.name()::equals).isPresent();
    IntMap<List<Integer>> newNames = names;
    if (!sameName) {
      newNames = before.map(old -> unnamed(old)).orElse(names);
      int key = hash(thing.name());
      List<Integer> bucket = new ArrayList<>(newNames.get(key).orElse(List.of()));
      bucket.add(thing.oid());
      newNames = newNames.with(key, List.copyOf(bucket));
    }
    return new Snapshot(
        things.with(thing.oid(), thing),
        newNames,
        isFew(thing.getClass()) ? few.with(thing.oid(), thing) : few,
        before.filter(old -> Holding.same(old, thing)).isPresent()
            ? holders
            : held(before, Optional.of(thing)),
        path,
        freshLabels,
        freshTypes,
        next);
  }

  Snapshot without(int oid) {
    return things
        .get(oid)
        .map(old ->
            new Snapshot(
                things.without(oid),
                unnamed(old),
                isFew(old.getClass()) ? few.without(oid) : few,
                held(Optional.of(old), Optional.empty()),
                path,
                freshLabels,
                freshTypes,
                next))
        .orElse(this);
  }

  private IntMap<List<Integer>> unnamed(Thing old) {
    int key = hash(old.name());
    List<Integer> rest =
        names.get(key).orElse(List.of()).stream().filter(oid -> oid != old.oid()).toList();
    return rest.isEmpty() ? names.without(key) : names.with(key, rest);
  }

  private IntMap<IntMap<Integer>> held(Optional<Thing> before, Optional<Thing> after) {
    Set<Integer> old = before.map(Holding::by).orElse(Set.of());
    Set<Integer> now = after.map(Holding::by).orElse(Set.of());
    int oid = after.or(() -> before).orElseThrow().oid();
    IntMap<IntMap<Integer>> changed = holders;
    for (int held : old) {
      if (!now.contains(held)) {
        IntMap<Integer> rest = changed.get(held).orElse(IntMap.empty()).without(oid);
        changed =
            rest instanceof IntMap.Empty<Integer>
                ? changed.without(held)
                : changed.with(held, rest);
      }
    }
    for (int held : now) {
      if (!old.contains(held)) {
        changed = changed.with(held, changed.get(held).orElse(IntMap.empty()).with(oid, oid));
      }
    }
    return changed;
  }

  /** The other things that hold on to it or to a part of it, in the order of their numbers. */
  List<Thing> holding(int oid) {
    return holders.get(oid).orElse(IntMap.empty()).values().stream()
        .flatMap(holder -> things.get(holder).stream())
        .toList();
  }

  /** It and the things that hold on to it, in the order of their numbers. */
  List<Thing> near(int oid) {
    List<Thing> near = new ArrayList<>(holding(oid));
    things
        .get(oid)
        .ifPresent(self -> {
          int place = 0;
          while (place < near.size() && near.get(place).oid() < oid) {
            place++;
          }
          near.add(place, self);
        });
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
    return new Snapshot(things, names, few, holders, path, freshLabels, freshTypes, next + 1);
  }

  Snapshot on(List<String> newPath) {
    return new Snapshot(
        things, names, few, holders, List.copyOf(newPath), freshLabels, freshTypes, next);
  }

  Snapshot freshLabel(int label) {
    return new Snapshot(
        things, names, few, holders, path, freshLabels.with(label, true), freshTypes, next);
  }

  Snapshot freshType(int type) {
    return new Snapshot(
        things, names, few, holders, path, freshLabels, freshTypes.with(type, true), next);
  }

  /** As the transaction leaves it when it commits. */
  Snapshot settled() {
    return new Snapshot(things, names, few, holders, path, IntMap.empty(), IntMap.empty(), next);
  }
}
