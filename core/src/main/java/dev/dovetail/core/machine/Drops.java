package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Drops things with what depends on them, or refuses as RESTRICT does. */
final class Drops {

  private final Catalog catalog;

  Drops(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Drops.
   *
   * @param what as the refusal names it: {@code type mood}
   */
  void drop(List<Item> targets, boolean cascade, String what) {
    Dependents dependents = new Dependents(catalog);
    Set<Item> gone = new LinkedHashSet<>(targets);
    Set<Item> silent = new HashSet<>(targets);
    Deque<Item> open = new ArrayDeque<>(targets);
    while (!open.isEmpty()) {
      Item item = open.removeFirst();
      for (Dependents.Edge edge : dependents.on(item)) {
        if (edge.auto() || owner(edge.dependent(), item)) {
          silent.add(edge.dependent());
        }
        if (gone.add(edge.dependent())) {
          open.addLast(edge.dependent());
        }
      }
    }
    settle(gone, silent);
    if (!cascade && !silent.containsAll(gone)) {
      throw Catalog.refuse("2BP01", "cannot drop " + what + " because other objects depend on it");
    }
    dim(dependents, gone);
    remove(gone);
  }

  /** The parts of a thing that is dropped go with it, whatever else they depend on. */
  private void settle(Set<Item> gone, Set<Item> silent) {
    boolean more = true;
    while (more) {
      more = false;
      for (Item item : gone) {
        if (!silent.contains(item) && within(item, silent)) {
          silent.add(item);
          more = true;
        }
      }
    }
  }

  private boolean within(Item item, Set<Item> silent) {
    return switch (item) {
      case Item.Whole whole -> false;
      case Item.Column column -> silent.contains(new Item.Whole(column.column().relation()));
      case Item.Default value ->
          silent.contains(new Item.Column(value.column()))
              || silent.contains(new Item.Whole(value.column().relation()));
      case Item.Constraint constraint -> silent.contains(new Item.Whole(constraint.table()));
    };
  }

  private static boolean owner(Item dependent, Item item) {
    return dependent instanceof Item.Column column
        && item instanceof Item.Whole whole
        && column.column().relation() == whole.oid();
  }

  private void dim(Dependents dependents, Set<Item> gone) {
    if (dependents.dims().isEmpty()) {
      return;
    }
    Set<String> names = new HashSet<>();
    for (Item item : gone) {
      names.add(name(item));
    }
    for (Dependents.Dim dim : dependents.dims()) {
      boolean survives = !gone.contains(dim.dependent()) && !within(dim.dependent(), gone);
      if (survives && dim.words().stream().anyMatch(names::contains)) {
        throw Catalog.unclear(
            name(dim.dependent())
                + " holds an expression that was not understood, and may depend on it",
            name(dim.dependent()));
      }
    }
  }

  private String name(Item item) {
    return switch (item) {
      case Item.Whole whole -> catalog.thing(whole.oid()).map(Thing::name).orElse("");
      case Item.Column column -> columnName(column.column());
      case Item.Default value -> columnName(value.column());
      case Item.Constraint constraint ->
          catalog
              .thing(constraint.table(), Thing.Table.class)
              .flatMap(table ->
                  table.constraints().stream()
                      .filter(found -> found.oid() == constraint.constraint())
                      .findFirst())
              .map(Thing.Constraint::name)
              .orElse("");
    };
  }

  private String columnName(ColumnId id) {
    return catalog
        .thing(id.relation(), Thing.Table.class)
        .flatMap(table -> table.column(id.number()))
        .map(Thing.Column::name)
        .orElse("");
  }

  private void remove(Set<Item> gone) {
    for (Item item : gone) {
      if (item instanceof Item.Whole whole) {
        catalog.remove(whole.oid());
      }
    }
    List<Item.Column> attributes = new ArrayList<>();
    for (Item item : gone) {
      switch (item) {
        case Item.Whole none -> {}
        case Item.Column column -> attributes.add(column);
        case Item.Default value ->
            catalog
                .thing(value.column().relation(), Thing.Table.class)
                .ifPresent(table ->
                    catalog.put(
                        table.with(
                            value.column().number(),
                            column -> column.valued(java.util.Optional.empty()))));
        case Item.Constraint constraint ->
            catalog
                .thing(constraint.table(), Thing.Table.class)
                .ifPresent(table ->
                    catalog.put(
                        table.constrained(
                            table.constraints().stream()
                                .filter(one -> one.oid() != constraint.constraint())
                                .toList())));
      }
    }
    attributes.forEach(column -> remove(column.column()));
  }

  private void remove(ColumnId id) {
    catalog
        .thing(id.relation(), Thing.Table.class)
        .ifPresent(table ->
            catalog.put(
                table.with(
                    table.columns().stream()
                        .filter(column -> column.number() != id.number())
                        .toList())));
    catalog
        .thing(id.relation(), Thing.CompositeType.class)
        .ifPresent(composite -> {
          List<Thing.Attribute> rest = new ArrayList<>(composite.attributes());
          if (id.number() <= rest.size()) {
            rest.remove(id.number() - 1);
          }
          catalog.put(
              new Thing.CompositeType(
                  composite.oid(),
                  composite.schema(),
                  composite.name(),
                  List.copyOf(rest),
                  composite.origin()));
        });
  }
}
