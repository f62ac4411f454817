package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A catalog at rest.
 *
 * @param names numbers of the things with a name, by the name's hash
 * @param freshLabels labels that the open transaction added
 * @param freshTypes enum types that the open transaction created
 * @param next the last number given
 */
record Snapshot(
    IntMap<Thing> things,
    IntMap<List<Integer>> names,
    List<String> path,
    IntMap<Boolean> freshLabels,
    IntMap<Boolean> freshTypes,
    int next) {

  static final int FIRST = 16384;
  static final int PUBLIC = 2200;
  static final List<String> DEFAULT_PATH = List.of("$user", "public");

  static Snapshot empty() {
    return new Snapshot(
            IntMap.empty(), IntMap.empty(), DEFAULT_PATH, IntMap.empty(), IntMap.empty(), FIRST - 1)
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
        things.with(thing.oid(), thing), newNames, path, freshLabels, freshTypes, next);
  }

  Snapshot without(int oid) {
    return things
        .get(oid)
        .map(old ->
            new Snapshot(things.without(oid), unnamed(old), path, freshLabels, freshTypes, next))
        .orElse(this);
  }

  private IntMap<List<Integer>> unnamed(Thing old) {
    int key = hash(old.name());
    List<Integer> rest =
        names.get(key).orElse(List.of()).stream().filter(oid -> oid != old.oid()).toList();
    return rest.isEmpty() ? names.without(key) : names.with(key, rest);
  }

  Snapshot counted() {
    return new Snapshot(things, names, path, freshLabels, freshTypes, next + 1);
  }

  Snapshot on(List<String> newPath) {
    return new Snapshot(things, names, List.copyOf(newPath), freshLabels, freshTypes, next);
  }

  Snapshot freshLabel(int label) {
    return new Snapshot(things, names, path, freshLabels.with(label, true), freshTypes, next);
  }

  Snapshot freshType(int type) {
    return new Snapshot(things, names, path, freshLabels, freshTypes.with(type, true), next);
  }

  /** As the transaction leaves it when it commits. */
  Snapshot settled() {
    return new Snapshot(things, names, path, IntMap.empty(), IntMap.empty(), next);
  }
}
