package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;
import dev.dovetail.core.schema.Schema.ConstraintKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells what a thing, or a part of it, holds on to: PostgreSQL's {@code pg_depend}. */
final class Holding {

  /** Who is told. */
  interface Listener {

    /**
     * Something depends on something.
     *
     * @param auto that it goes in silence with what it depends on
     */
    void holds(Item on, Item dependent, boolean auto);

    /** A part was not understood: it may depend on anything named there. */
    void names(Set<String> words, Item dependent);
  }

  /** What has to be asked of the rest of the catalog. */
  interface Around {

    Optional<Integer> extension(String name);

    /** The key of a table that a foreign key to these columns rests on. */
    Optional<Integer> key(int table, List<Integer> columns);

    /** Whether a default that uses columns of its own table goes with them in silence. */
    boolean ownColumnsGoInSilence();
  }

  /** Nothing of it is known: enough to learn which things are held on to by number. */
  private static final Around NOTHING =
      new Around() {
        @Override
        public Optional<Integer> extension(String name) {
          return Optional.of(BY_NAME);
        }

        @Override
        public Optional<Integer> key(int table, List<Integer> columns) {
          return Optional.empty();
        }

        @Override
        public boolean ownColumnsGoInSilence() {
          return false;
        }
      };

  /** In the place of a thing held on to: what was not understood names it, if anything does. */
  static final int DIM = 0;

  /** In the place of a thing held on to: an extension, which is known by its name. */
  static final int BY_NAME = Snapshot.FIRST - 1;

  private final Around around;
  private final Listener listener;

  private Holding(Around around, Listener listener) {
    this.around = around;
    this.listener = listener;
  }

  static void tell(Thing thing, Around around, Listener listener) {
    new Holding(around, listener).tell(thing);
  }

  /** The numbers of the other things that it holds on to, in whole or in part. */
  static Set<Integer> by(Thing thing) {
    Set<Integer> held = new TreeSet<>();
    int own = thing.oid();
    tell(
        thing,
        NOTHING,
        new Listener() {
          @Override
          public void holds(Item on, Item dependent, boolean auto) {
            int owner = on.owner();
            if (owner != own) {
              held.add(owner);
            }
          }

          @Override
          public void names(Set<String> words, Item dependent) {
            held.add(DIM);
          }
        });
    return held;
  }

  /** Whether both hold on to the same, by a glance: then nothing need be worked out. */
  @SuppressWarnings("ReferenceEquality") // A glance: what is equal in another list is only slower.
  static boolean same(Thing one, Thing other) {
    if (one instanceof Thing.Index before && other instanceof Thing.Index after) {
      return before.schema() == after.schema()
          && before.table() == after.table()
          && before.keys() == after.keys()
          && before.include() == after.include()
          && before.predicate().equals(after.predicate());
    }
    return one instanceof Thing.Table before
        && other instanceof Thing.Table after
        && before.schema() == after.schema()
        && same(before.columns(), after.columns())
        && before.constraints() == after.constraints()
        && before.partition() == after.partition()
        && before.parents() == after.parents();
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean same(List<Thing.Column> before, List<Thing.Column> after) {
    if (before == after) {
      return true;
    }
    boolean same = before.size() == after.size();
    for (int i = 0; same && i < before.size(); i++) {
      Thing.Column old = before.get(i);
      Thing.Column now = after.get(i);
      same =
          old == now
              || old.number() == now.number()
                  && old.type() == now.type()
                  && old.value().equals(now.value())
                  && old.generated() == now.generated();
    }
    return same;
  }

  private void edge(Item on, Item dependent, boolean auto) {
    listener.holds(on, dependent, auto);
  }

  private void edge(int on, Item dependent, boolean auto) {
    if (on >= BY_NAME || on == Snapshot.PUBLIC) {
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
      listener.names(uses.words(), dependent);
    }
  }

  private void tell(Thing thing) {
    Item item = new Item.Whole(thing.oid());
    if (thing instanceof Thing.Housed housed) {
      edge(housed.schema(), item, false);
    }
    switch (thing) {
      case Thing.Namespace none -> {}
      case Thing.Extension none -> {}
      case Thing.EnumType none -> {}
      case Thing.ExtensionType type ->
          around.extension(type.extension()).ifPresent(oid -> edge(oid, item, true));
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
      case Thing.Table table -> tell(table);
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

  private void tell(Thing.Table table) {
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
            uses(Uses.of(stored.node()), value, table.oid(), around.ownColumnsGoInSilence());
            if (column.generated()) {
              edge(value, new Item.Column(id), true);
            }
          });
    }
    for (Thing.Constraint constraint : table.constraints()) {
      tell(table, constraint);
    }
  }

  private void tell(Thing.Table table, Thing.Constraint constraint) {
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
    around
        .key(constraint.referenced(), constraint.referencedColumns())
        .ifPresent(key -> edge(new Item.Constraint(constraint.referenced(), key), item, false));
  }
}
