package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Column;
import dev.dovetail.core.machine.Thing.Constraint;
import dev.dovetail.core.machine.Thing.Index;
import dev.dovetail.core.machine.Thing.Stored;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What partitions and inheriting tables take over from their parents. */
final class Partitions {

  private Partitions() {}

  /** The partitions and heirs of a table, and theirs, parents first. */
  static List<Table> below(Catalog catalog, Table table) {
    List<Table> below = new ArrayList<>();
    List<Integer> parents = new ArrayList<>(List.of(table.oid()));
    for (int i = 0; i < parents.size(); i++) {
      int parent = parents.get(i);
      for (Thing thing : catalog.snapshot().holding(parent)) {
        if (thing instanceof Table child
            && isChildOf(child, parent)
            && !parents.contains(child.oid())) {
          parents.add(child.oid());
          below.add(child);
        }
      }
    }
    return below;
  }

  private static boolean isChildOf(Table child, int parent) {
    return child.partition().of().filter(of -> of == parent).isPresent()
        || child.parents().contains(parent);
  }

  /** The column numbers of a parent to those of a child, by name. */
  static Map<Integer, Integer> numbers(Table parent, Table child) {
    Map<Integer, Integer> numbers = new LinkedHashMap<>();
    for (Column column : parent.columns()) {
      child
          .column(column.name())
          .ifPresent(theirs -> numbers.put(column.number(), theirs.number()));
    }
    return numbers;
  }

  /** A parent's constraint for its child, without an index. */
  static Constraint follow(Catalog catalog, Constraint constraint, Table parent, Table child) {
    Map<Integer, Integer> numbers = numbers(parent, child);
    Optional<Stored> check =
        constraint
            .check()
            .map(stored ->
                new Stored(
                    Rewriting.moved(stored.node(), parent.oid(), child.oid(), numbers),
                    stored.source()));
    return new Constraint(
        catalog.next(),
        constraint.name(),
        constraint.kind(),
        constraint.columns().stream().map(number -> numbers.getOrDefault(number, 0)).toList(),
        0,
        constraint.referenced(),
        constraint.referencedColumns(),
        constraint.suffix(),
        check,
        constraint.valid(),
        constraint.origin());
  }

  static void refuseKeyWithout(Table table, List<Integer> columns, boolean primary) {
    if (table.partition().method().isEmpty()) {
      return;
    }
    for (Thing.Key key : table.partition().keys()) {
      if (!columns.contains(key.column())) {
        throw Catalog.refuse(
            "0A000",
            "unique constraint on partitioned table must include all partitioning columns");
      }
    }
  }

  /** Gives the partitions of a table the key that it got. */
  static void keyBelow(Catalog catalog, Table table, ConstraintKind kind, List<Integer> columns) {
    if (table.partition().method().isEmpty()) {
      return;
    }
    for (Table child : below(catalog, table)) {
      key(catalog, table, child.oid(), kind, columns);
    }
  }

  private static void key(
      Catalog catalog, Table parent, int oid, ConstraintKind kind, List<Integer> columns) {
    Table child = catalog.table(oid);
    Map<Integer, Integer> numbers = numbers(parent, child);
    List<Integer> theirs = columns.stream().map(number -> numbers.getOrDefault(number, 0)).toList();
    boolean primary = kind == ConstraintKind.PRIMARY_KEY;
    List<String> names =
        theirs.stream().map(number -> child.column(number).map(Column::name).orElse("")).toList();
    String name =
        new NameChoice(catalog)
            .key(
                child.name(),
                primary ? "" : NameChoice.columns(names),
                primary ? "pkey" : "key",
                child.schema());
    if (primary) {
      theirs.forEach(number -> new NotNull(catalog).set(oid, number));
    }
    int index = catalog.next();
    int constraint = catalog.next();
    catalog.put(
        new Index(
            index,
            child.schema(),
            name,
            oid,
            true,
            "btree",
            theirs.stream().map(number -> new Thing.Key(number, Optional.empty(), "")).toList(),
            List.of(),
            "",
            Optional.empty(),
            constraint,
            catalog.origin()));
    catalog.put(
        catalog
            .table(oid)
            .plus(
                new Constraint(
                    constraint,
                    name,
                    kind,
                    theirs,
                    index,
                    0,
                    List.of(),
                    "",
                    Optional.empty(),
                    true,
                    catalog.origin())));
  }

  /** Gives a new partition the keys, indexes and foreign keys of its parent. */
  static void inherit(Catalog catalog, Table parent, int child) {
    for (Constraint constraint : parent.constraints()) {
      switch (constraint.kind()) {
        case PRIMARY_KEY, UNIQUE ->
            key(catalog, parent, child, constraint.kind(), constraint.columns());
        case FOREIGN_KEY, CHECK -> {
          Table table = catalog.table(child);
          if (table.constraint(constraint.name()).isEmpty()) {
            catalog.put(table.plus(follow(catalog, constraint, parent, table)));
          }
        }
        case EXCLUSION -> {}
      }
    }
    for (Index index : catalog.near(parent.oid(), Index.class)) {
      if (index.table() == parent.oid() && index.constraint() == 0) {
        index(catalog, parent, index, child);
      }
    }
  }

  /** A parent's index for its partition, under a name of its own. */
  static void index(Catalog catalog, Table parent, Index index, int oid) {
    Table child = catalog.table(oid);
    Map<Integer, Integer> numbers = numbers(parent, child);
    List<Thing.Key> keys = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Thing.Key key : index.keys()) {
      int number = numbers.getOrDefault(key.column(), 0);
      keys.add(
          new Thing.Key(
              number,
              key.expression().map(stored -> moved(stored, parent, child, numbers)),
              key.suffix()));
      names.add(child.column(number).map(Column::name).orElse("expr"));
    }
    catalog.put(
        new Index(
            catalog.next(),
            child.schema(),
            new NameChoice(catalog)
                .relation(child.name(), NameChoice.columns(names), "idx", child.schema()),
            oid,
            index.unique(),
            index.method(),
            List.copyOf(keys),
            index.include().stream().map(number -> numbers.getOrDefault(number, 0)).toList(),
            index.options(),
            index.predicate().map(stored -> moved(stored, parent, child, numbers)),
            0,
            index.origin()));
  }

  private static Stored moved(
      Stored stored, Table parent, Table child, Map<Integer, Integer> numbers) {
    return new Stored(
        Rewriting.moved(stored.node(), parent.oid(), child.oid(), numbers), stored.source());
  }
}
