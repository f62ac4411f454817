package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.Relation;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement.Kind;
import dev.dovetail.core.statement.Touches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table that a statement about rows writes to, and what it names besides. */
final class RowTargets {

  private final Catalog catalog;

  RowTargets(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The table to write. */
  Table of(Name name) {
    if (SystemRelations.is(name)) {
      throw new Unclear("the catalog itself is changed", Touches.anything());
    }
    Optional<Relation> relation = catalog.relation(name);
    if (relation.isEmpty()) {
      throw Catalog.refuse("42P01", "relation " + Catalog.shown(name) + " does not exist");
    }
    if (relation.get() instanceof Table table) {
      return table;
    }
    if (relation.get() instanceof Thing.View) {
      throw new Unclear("rows are changed through the view " + name, new Touches.Rows(List.of()));
    }
    throw Catalog.refuse("42809", "cannot change " + name);
  }

  /** What triggers, rules and partitions may do to rows is not followed. */
  void sideEffects(Table table) {
    boolean triggered =
        catalog.all(Thing.Attached.class).stream()
            .anyMatch(
                attached -> attached.table() == table.oid() && attached.kind() != Kind.POLICY);
    if (triggered) {
      throw new Unclear(
          "a trigger or rule of " + table.name() + " may change rows", new Touches.Rows(List.of()));
    }
    boolean related =
        table.partition().method().isPresent()
            || table.partition().of().isPresent()
            || !table.parents().isEmpty();
    if (related) {
      throw new Unclear(
          "the rows of partitions and heirs of " + table.name() + " are not followed",
          new Touches.Rows(family(table)));
    }
  }

  private List<String> family(Table table) {
    List<String> names = new ArrayList<>();
    Table root = table;
    for (int i = 0; i < 32; i++) {
      Optional<Integer> parent = root.partition().of().or(rootParent(root));
      if (parent.isEmpty()) {
        break;
      }
      root = catalog.table(parent.get());
    }
    names.add(root.name());
    Partitions.below(catalog, root).forEach(child -> names.add(child.name()));
    return names;
  }

  private static java.util.function.Supplier<Optional<Integer>> rootParent(Table table) {
    return () -> table.parents().stream().findFirst();
  }

  /** The columns that a statement may name. */
  Scope scope(Table table, Optional<String> alias, List<Query.Source> others) {
    List<Scope.Source> sources = new ArrayList<>();
    sources.add(Scope.source(table, alias.orElse(table.name())));
    boolean open = false;
    for (Query.Source other : others) {
      Optional<Relation> relation = catalog.relation(other.table());
      if (relation.isPresent()) {
        sources.add(Scope.source(relation.get(), other.alias().orElse(other.table().name())));
      } else {
        open = true;
      }
    }
    return new Scope(sources, open || !others.isEmpty(), Optional.empty());
  }

  /** Whether one of several tables has no rows, so that no row of any counts. */
  boolean someEmpty(List<Query.Source> sources) {
    return !sources.isEmpty()
        && sources.stream()
            .anyMatch(source ->
                catalog
                    .relation(source.table(), Table.class)
                    .filter(table -> table.rows().empty())
                    .isPresent());
  }
}
