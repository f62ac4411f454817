package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;
import dev.dovetail.core.machine.Thing.Index;
import dev.dovetail.core.machine.Thing.Relation;
import dev.dovetail.core.machine.Thing.Sequence;
import dev.dovetail.core.machine.Thing.Table;
import dev.dovetail.core.machine.Thing.View;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is alike for tables, views, sequences and indexes: dropping, renaming, moving. */
final class RelationStatements {

  private final Catalog catalog;

  RelationStatements(Catalog catalog) {
    this.catalog = catalog;
  }

  /** A relation to drop: of the right kind, or missing where it may be. */
  static <T extends Relation> Optional<T> find(
      Catalog catalog, Name name, boolean ifExists, Class<T> kind, String word, String missing) {
    Optional<Relation> relation = catalog.relation(name);
    if (relation.isEmpty()) {
      if (ifExists) {
        return Optional.empty();
      }
      name.schema().filter(schema -> !schema.startsWith("pg_")).ifPresent(catalog::existingSchema);
      throw Catalog.refuse(missing, word + " " + Catalog.shown(name.name()) + " does not exist");
    }
    if (kind.isInstance(relation.get())) {
      return relation.map(kind::cast);
    }
    throw Catalog.refuse(
        "42809",
        Catalog.shown(name.name()) + " is not a" + (word.startsWith("i") ? "n " : " ") + word);
  }

  void drop(Statement.DropTable drop) {
    List<Item> targets = new ArrayList<>();
    String what = "desired object(s)";
    for (Name name : drop.tables()) {
      Optional<Table> table = find(catalog, name, drop.ifExists(), Table.class, "table", "42P01");
      if (table.isPresent()) {
        targets.add(new Item.Whole(table.get().oid()));
        what = "table " + catalog.shown(table.get());
      }
    }
    drop(targets, drop.cascade(), what);
  }

  void drop(Statement.DropView drop) {
    List<Item> targets = new ArrayList<>();
    String word = drop.materialized() ? "materialized view" : "view";
    String what = "desired object(s)";
    for (Name name : drop.views()) {
      Optional<View> view = find(catalog, name, drop.ifExists(), View.class, word, "42P01");
      if (view.isPresent()) {
        if (view.get().materialized() != drop.materialized()) {
          throw Catalog.refuse("42809", Catalog.shown(name.name()) + " is not a " + word);
        }
        targets.add(new Item.Whole(view.get().oid()));
        what = word + " " + catalog.shown(view.get());
      }
    }
    drop(targets, drop.cascade(), what);
  }

  void drop(Statement.DropSequence drop) {
    List<Item> targets = new ArrayList<>();
    String what = "desired object(s)";
    for (Name name : drop.sequences()) {
      Optional<Sequence> found =
          find(catalog, name, drop.ifExists(), Sequence.class, "sequence", "42P01");
      if (found.isPresent()) {
        refuseIdentity(found.get());
        targets.add(new Item.Whole(found.get().oid()));
        what = "sequence " + catalog.shown(found.get());
      }
    }
    drop(targets, drop.cascade(), what);
  }

  private void refuseIdentity(Sequence sequence) {
    if (!sequence.identity()) {
      return;
    }
    ColumnId owner = sequence.owner().orElseThrow();
    Table table = catalog.table(owner.relation());
    String column = table.column(owner.number()).map(Thing.Column::name).orElse("");
    throw Catalog.refuse(
        "2BP01",
        "cannot drop sequence "
            + sequence.name()
            + " because column "
            + column
            + " of table "
            + table.name()
            + " requires it");
  }

  private void drop(List<Item> targets, boolean cascade, String what) {
    if (!targets.isEmpty()) {
      new Drops(catalog).drop(targets, cascade, targets.size() > 1 ? "desired object(s)" : what);
    }
  }

  // ---- sequences

  void create(Statement.CreateSequence create) {
    int schema = catalog.creationSchema(create.sequence());
    String name = Identifiers.cut(create.sequence().name());
    if (catalog.relationIn(schema, name).isPresent()) {
      if (create.ifNotExists()) {
        return;
      }
      throw Catalog.refuse("42P07", "relation " + Catalog.shown(name) + " already exists");
    }
    catalog.put(
        new Sequence(
            catalog.next(),
            schema,
            name,
            create.ownedBy().map(owner -> owner(owner, schema)),
            false,
            catalog.origin()));
  }

  /** A sequence lives and goes with its owner, and so in the same schema. */
  private ColumnId owner(Statement.OwnedBy owner, int schema) {
    Table table = catalog.existingTable(owner.table());
    if (table.schema() != schema) {
      throw Catalog.refuse("55000", "sequence must be in same schema as table it is linked to");
    }
    return new ColumnId(
        table.oid(),
        table
            .column(owner.column())
            .orElseThrow(() -> AlterTable.noColumn(table, owner.column()))
            .number());
  }

  void own(Statement.OwnSequence own) {
    Optional<Relation> relation = catalog.relation(own.sequence());
    if (relation.isEmpty() && own.ifExists()) {
      return;
    }
    if (!(relation.isPresent()
        ? relation.get() instanceof Sequence
        : catalog.existingRelation(own.sequence()) instanceof Sequence)) {
      throw Catalog.refuse("42809", Catalog.shown(own.sequence().name()) + " is not a sequence");
    }
    Sequence sequence = (Sequence) relation.orElseThrow();
    catalog.put(sequence.owned(own.ownedBy().map(owner -> owner(owner, sequence.schema()))));
  }

  // ---- renaming and moving

  void rename(Statement.RenameRelation rename) {
    Optional<Relation> relation = wanted(rename.relation(), rename.ifExists());
    if (relation.isEmpty()) {
      return;
    }
    Relation old = relation.get();
    String to = Identifiers.cut(rename.to());
    refuseKind(rename.kind(), old);
    if (catalog.relationIn(old.schema(), to).isPresent()) {
      throw Catalog.refuse("42P07", "relation " + Catalog.shown(to) + " already exists");
    }
    if ((old instanceof Table || old instanceof View)
        && catalog.typeIn(old.schema(), to).isPresent()) {
      throw Catalog.refuse("42710", "type " + Catalog.shown(to) + " already exists");
    }
    catalog.put(old.at(old.schema(), to));
    if (old instanceof Index index && index.constraint() != 0) {
      renameConstraint(catalog.table(index.table()), index.constraint(), to);
    }
  }

  private static void refuseKind(Statement.Kind kind, Relation relation) {
    boolean fits =
        switch (kind) {
          case INDEX -> relation instanceof Index;
          case SEQUENCE -> relation instanceof Sequence;
          case VIEW -> relation instanceof View view && !view.materialized();
          case MATERIALIZED_VIEW -> relation instanceof View view && view.materialized();
          default -> true;
        };
    if (!fits) {
      throw Catalog.refuse(
          "42809",
          Catalog.shown(relation.name())
              + " is not "
              + (kind == Statement.Kind.INDEX ? "an " : "a ")
              + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    }
  }

  private Optional<Relation> wanted(Name name, boolean ifExists) {
    Optional<Relation> relation = catalog.relation(name);
    return relation.isEmpty() && ifExists
        ? Optional.empty()
        : Optional.of(relation.orElseGet(() -> catalog.existingRelation(name)));
  }

  private void renameConstraint(Table table, int constraint, String to) {
    catalog.put(
        table.constrained(
            table.constraints().stream()
                .map(one -> one.oid() == constraint ? one.named(to) : one)
                .toList()));
  }

  void move(Statement.SetRelationSchema move) {
    Optional<Relation> relation = wanted(move.relation(), move.ifExists());
    if (relation.isEmpty()) {
      return;
    }
    Relation old = relation.get();
    int schema = catalog.existingSchema(move.schema());
    if (old.schema() == schema) {
      return;
    }
    if (old instanceof Sequence sequence && sequence.owner().isPresent()) {
      throw Catalog.refuse("0A000", "cannot move an owned sequence into another schema");
    }
    if (catalog.relationIn(schema, old.name()).isPresent()) {
      throw Catalog.refuse(
          "42P07",
          "relation "
              + Catalog.shown(old.name())
              + " already exists in schema "
              + Catalog.shown(move.schema()));
    }
    catalog.put(old.at(schema, old.name()));
    for (Index index : catalog.near(old.oid(), Index.class)) {
      if (index.table() == old.oid()) {
        catalog.put(index.at(schema, index.name()));
      }
    }
    for (Sequence sequence : catalog.near(old.oid(), Sequence.class)) {
      if (sequence.owner().filter(owner -> owner.relation() == old.oid()).isPresent()) {
        catalog.put(sequence.at(schema, sequence.name()));
      }
    }
  }

  void rename(Statement.RenameColumn rename) {
    Optional<Relation> relation = wanted(rename.table(), rename.ifTableExists());
    if (relation.isEmpty()) {
      return;
    }
    String to = Identifiers.cut(rename.to());
    if (relation.get() instanceof View view) {
      renameColumn(view, rename.from(), to);
      return;
    }
    Table table = catalog.existingTable(rename.table());
    Thing.Column column =
        table
            .column(rename.from())
            .orElseThrow(() ->
                Catalog.refuse(
                    "42703", "column " + Catalog.shown(rename.from()) + " does not exist"));
    if (table.column(to).isPresent()) {
      throw AlterTable.columnExists(table, to);
    }
    catalog.put(table.with(column.number(), old -> old.named(to)));
    for (Table child : Partitions.below(catalog, table)) {
      child
          .column(rename.from())
          .ifPresent(theirs -> catalog.put(child.with(theirs.number(), old -> old.named(to))));
    }
  }

  private void renameColumn(View view, String from, String to) {
    if (view.columns().stream().noneMatch(column -> column.name().equals(from))) {
      throw Catalog.refuse("42703", "column " + Catalog.shown(from) + " does not exist");
    }
    List<Thing.Attribute> columns =
        view.columns().stream()
            .map(column ->
                column.name().equals(from) ? new Thing.Attribute(to, column.type()) : column)
            .toList();
    catalog.put(
        new View(
            view.oid(),
            view.schema(),
            view.name(),
            view.materialized(),
            columns,
            view.uses(),
            view.source(),
            view.origin()));
  }

  void rename(Statement.RenameConstraint rename) {
    Table table = catalog.existingTable(rename.table());
    Thing.Constraint constraint =
        table
            .constraint(rename.from())
            .orElseThrow(() ->
                Catalog.refuse(
                    "42704",
                    "constraint "
                        + Catalog.shown(rename.from())
                        + " for table "
                        + Catalog.shown(table.name())
                        + " does not exist"));
    String to = Identifiers.cut(rename.to());
    if (constraint.index() != 0) {
      Index index = catalog.thing(constraint.index(), Index.class).orElseThrow();
      if (catalog.relationIn(index.schema(), to).isPresent()) {
        throw Catalog.refuse("42P07", "relation " + Catalog.shown(to) + " already exists");
      }
      catalog.put(index.at(index.schema(), to));
    }
    Constraints.refuseTaken(table, to);
    renameConstraint(table, constraint.oid(), to);
  }
}
