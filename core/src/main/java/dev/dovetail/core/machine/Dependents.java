package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What depends on what: PostgreSQL's {@code pg_depend}, worked out anew when it is asked for. */
final class Dependents {

  /**
   * That something depends on something.
   *
   * @param auto that it goes in silence with what it depends on
   */
  record Edge(Item dependent, boolean auto) {}

  /** An object with a part that was not understood: it may depend on anything named there. */
  record Dim(Item dependent, Set<String> words) {}

  private final Catalog catalog;
  private final Map<Item, List<Edge>> edges = new LinkedHashMap<>();
  private final List<Dim> dims = new ArrayList<>();

  Dependents(Catalog catalog) {
    this.catalog = catalog;
    for (Thing thing : catalog.snapshot().things().values()) {
      add(thing);
    }
  }

  List<Edge> on(Item item) {
    return edges.getOrDefault(item, List.of());
  }

  List<Dim> dims() {
    return dims;
  }

  private void edge(Item on, Item dependent, boolean auto) {
    edges.computeIfAbsent(on, key -> new ArrayList<>()).add(new Edge(dependent, auto));
  }

  private void edge(int on, Item dependent, boolean auto) {
    if (on >= Snapshot.FIRST || on == Snapshot.PUBLIC) {
      edge(new Item.Whole(on), dependent, auto);
    }
  }

  private void uses(Uses uses, Item dependent, int own, boolean ownAuto) {
    uses.types().forEach(type -> edge(type, dependent, false));
    uses.routines().forEach(routine -> edge(routine, dependent, false));
    uses.relations().forEach(relation -> edge(relation, dependent, false));
    for (ColumnId column : uses.columns()) {
      edge(new Item.Column(column), dependent, ownAuto && column.relation() == own);
    }
    if (!uses.words().isEmpty()) {
      dims.add(new Dim(dependent, uses.words()));
    }
  }

  private void add(Thing thing) {
    Item item = new Item.Whole(thing.oid());
    if (thing instanceof Thing.Housed housed) {
      edge(housed.schema(), item, false);
    }
    switch (thing) {
      case Thing.Namespace none -> {}
      case Thing.Extension none -> {}
      case Thing.EnumType none -> {}
      case Thing.ExtensionType type ->
          catalog.all(Thing.Extension.class).stream()
              .filter(extension -> extension.name().equals(type.extension()))
              .forEach(extension -> edge(extension.oid(), item, true));
      case Thing.DomainType domain -> {
        edge(domain.base().type(), item, false);
        domain.value().ifPresent(value -> uses(Uses.of(value.node()), item, 0, false));
        for (Thing.Constraint check : domain.checks()) {
          check.check().ifPresent(stored -> uses(Uses.of(stored.node()), item, 0, false));
        }
      }
      case Thing.CompositeType composite -> {
        for (int i = 0; i < composite.attributes().size(); i++) {
          Item attribute = new Item.Column(new ColumnId(composite.oid(), i + 1));
          edge(composite.attributes().get(i).type().type(), attribute, false);
        }
      }
      case Thing.RangeType range -> edge(range.subtype().type(), item, false);
      case Thing.Table table -> add(table);
      case Thing.Index index -> {
        edge(index.table(), item, true);
        for (Thing.Key key : index.keys()) {
          edge(new Item.Column(new ColumnId(index.table(), key.column())), item, true);
          key.expression()
              .ifPresent(stored -> uses(Uses.of(stored.node()), item, index.table(), true));
        }
        index
            .include()
            .forEach(
                number -> edge(new Item.Column(new ColumnId(index.table(), number)), item, true));
        index
            .predicate()
            .ifPresent(stored -> uses(Uses.of(stored.node()), item, index.table(), true));
      }
      case Thing.Sequence sequence ->
          sequence.owner().ifPresent(owner -> edge(new Item.Column(owner), item, true));
      case Thing.View view -> {
        uses(view.uses(), item, 0, false);
        view.columns().forEach(column -> edge(column.type().type(), item, false));
      }
      case Thing.Routine routine -> {
        uses(routine.signature(), item, 0, false);
        uses(routine.body(), item, 0, false);
      }
      case Thing.Attached attached -> {
        edge(attached.table(), item, true);
        edge(attached.function(), item, false);
        uses(attached.uses(), item, 0, false);
      }
      case Thing.Cast cast -> {
        edge(cast.from().type(), item, false);
        edge(cast.to().type(), item, false);
      }
    }
  }

  private void add(Thing.Table table) {
    Item item = new Item.Whole(table.oid());
    table.partition().of().ifPresent(parent -> edge(parent, item, true));
    table.partition().values().forEach(value -> uses(Uses.of(value), item, 0, false));
    for (Thing.Key key : table.partition().keys()) {
      edge(new Item.Column(new ColumnId(table.oid(), key.column())), item, false);
      key.expression().ifPresent(stored -> uses(Uses.of(stored.node()), item, table.oid(), true));
    }
    table.parents().forEach(parent -> edge(parent, item, false));
    for (Thing.Column column : table.columns()) {
      ColumnId id = new ColumnId(table.oid(), column.number());
      edge(column.type().type(), new Item.Column(id), false);
      edge(item, new Item.Column(id), true);
      column
          .value()
          .ifPresent(stored -> {
            Item.Default value = new Item.Default(id);
            edge(new Item.Column(id), value, true);
            uses(Uses.of(stored.node()), value, table.oid(), catalog.version().major() < 15);
            if (column.generated()) {
              edge(value, new Item.Column(id), true);
            }
          });
    }
    for (Thing.Constraint constraint : table.constraints()) {
      add(table, constraint);
    }
  }

  private void add(Thing.Table table, Thing.Constraint constraint) {
    Item item = new Item.Constraint(table.oid(), constraint.oid());
    edge(new Item.Whole(table.oid()), item, true);
    for (int number : constraint.columns()) {
      edge(new Item.Column(new ColumnId(table.oid(), number)), item, true);
    }
    if (constraint.index() != 0) {
      edge(item, new Item.Whole(constraint.index()), true);
      edge(new Item.Whole(constraint.index()), item, true);
    }
    constraint.check().ifPresent(stored -> uses(Uses.of(stored.node()), item, table.oid(), true));
    if (constraint.kind() != ConstraintKind.FOREIGN_KEY) {
      return;
    }
    edge(constraint.referenced(), item, constraint.referenced() == table.oid());
    for (int number : constraint.referencedColumns()) {
      edge(new Item.Column(new ColumnId(constraint.referenced(), number)), item, false);
    }
    catalog
        .thing(constraint.referenced(), Thing.Table.class)
        .flatMap(referenced -> ForeignKeys.keyFor(referenced, constraint.referencedColumns()))
        .ifPresent(
            key -> edge(new Item.Constraint(constraint.referenced(), key.oid()), item, false));
  }
}
