package dev.dovetail.core.machine;

import dev.dovetail.core.schema.Schema.ConstraintKind;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An object of the catalog. Objects refer to each other by number, so that renaming or moving one
 * is seen by all that hold on to it.
 */
sealed interface Thing {

  int oid();

  String name();

  record Namespace(int oid, String name) implements Thing {}

  /** An object that lives in a schema. */
  sealed interface Housed extends Thing {
    int schema();

    Housed at(int schema, String name);
  }

  // ---- types

  sealed interface Type extends Housed {}

  /** A label. Its number stays when it is renamed. */
  record Label(int id, String text, Origin origin) {}

  record EnumType(int oid, int schema, String name, List<Label> labels, Origin origin)
      implements Type {
    @Override
    public EnumType at(int newSchema, String newName) {
      return new EnumType(oid, newSchema, newName, labels, origin);
    }

    EnumType with(List<Label> newLabels) {
      return new EnumType(oid, schema, name, List.copyOf(newLabels), origin);
    }

    Optional<Label> label(String text) {
      return labels.stream().filter(label -> label.text().equals(text)).findFirst();
    }

    Optional<Label> label(int id) {
      return labels.stream().filter(label -> label.id() == id).findFirst();
    }
  }

  record DomainType(
      int oid,
      int schema,
      String name,
      TypeRef base,
      boolean notNull,
      Optional<Stored> value,
      List<Constraint> checks,
      Origin origin)
      implements Type {
    @Override
    public DomainType at(int newSchema, String newName) {
      return new DomainType(oid, newSchema, newName, base, notNull, value, checks, origin);
    }

    DomainType with(boolean newNotNull, Optional<Stored> newValue, List<Constraint> newChecks) {
      return new DomainType(
          oid, schema, name, base, newNotNull, newValue, List.copyOf(newChecks), origin);
    }
  }

  record Attribute(String name, TypeRef type) {}

  record CompositeType(int oid, int schema, String name, List<Attribute> attributes, Origin origin)
      implements Type {
    @Override
    public CompositeType at(int newSchema, String newName) {
      return new CompositeType(oid, newSchema, newName, attributes, origin);
    }
  }

  record RangeType(int oid, int schema, String name, TypeRef subtype, Origin origin)
      implements Type {
    @Override
    public RangeType at(int newSchema, String newName) {
      return new RangeType(oid, newSchema, newName, subtype, origin);
    }
  }

  /** A type that an extension brought. */
  record ExtensionType(int oid, int schema, String name, String extension) implements Type {
    @Override
    public ExtensionType at(int newSchema, String newName) {
      return new ExtensionType(oid, newSchema, newName, extension);
    }
  }

  // ---- relations

  sealed interface Relation extends Housed {}

  /** An expression that the catalog keeps, with the words it was written in. */
  record Stored(Node node, String source) {}

  /**
   * A column. Its number stays when it is renamed.
   *
   * @param value the default, or the expression of a generated column
   */
  record Column(
      int number,
      String name,
      TypeRef type,
      boolean notNull,
      Optional<Stored> value,
      boolean generated,
      Optional<String> identity,
      Origin origin) {

    Column named(String newName) {
      return new Column(number, newName, type, notNull, value, generated, identity, origin);
    }

    Column typed(TypeRef newType) {
      return new Column(number, name, newType, notNull, value, generated, identity, origin);
    }

    Column notNull(boolean newNotNull) {
      return new Column(number, name, type, newNotNull, value, generated, identity, origin);
    }

    Column valued(Optional<Stored> newValue) {
      return new Column(
          number,
          name,
          type,
          notNull,
          newValue,
          generated && newValue.isPresent(),
          identity,
          origin);
    }

    Column identified(Optional<String> newIdentity) {
      return new Column(number, name, type, notNull, value, generated, newIdentity, origin);
    }
  }

  /**
   * A constraint of a table or domain.
   *
   * @param index the index behind it, else 0
   * @param referenced the table that a foreign key names, else 0
   */
  record Constraint(
      int oid,
      String name,
      ConstraintKind kind,
      List<Integer> columns,
      int index,
      int referenced,
      List<Integer> referencedColumns,
      String suffix,
      Optional<Stored> check,
      boolean valid,
      Origin origin) {

    Constraint named(String newName) {
      return new Constraint(
          oid,
          newName,
          kind,
          columns,
          index,
          referenced,
          referencedColumns,
          suffix,
          check,
          valid,
          origin);
    }

    Constraint checking(Optional<Stored> newCheck) {
      return new Constraint(
          oid,
          name,
          kind,
          columns,
          index,
          referenced,
          referencedColumns,
          suffix,
          newCheck,
          valid,
          origin);
    }

    Constraint validated() {
      return new Constraint(
          oid,
          name,
          kind,
          columns,
          index,
          referenced,
          referencedColumns,
          suffix,
          check,
          true,
          origin);
    }
  }

  /** How a table is partitioned, and what it is a partition of. */
  record Partition(
      Optional<String> method,
      List<Key> keys,
      Optional<Integer> of,
      String bound,
      List<Node> values) {
    static final Partition NONE =
        new Partition(Optional.empty(), List.of(), Optional.empty(), "", List.of());
  }

  record Table(
      int oid,
      int schema,
      String name,
      List<Column> columns,
      int lastColumn,
      List<Constraint> constraints,
      Partition partition,
      List<Integer> parents,
      Rows rows,
      Origin origin)
      implements Relation {
    @Override
    public Table at(int newSchema, String newName) {
      return new Table(
          oid,
          newSchema,
          newName,
          columns,
          lastColumn,
          constraints,
          partition,
          parents,
          rows,
          origin);
    }

    Optional<Column> column(String wanted) {
      for (Column column : columns) {
        if (column.name().equals(wanted)) {
          return Optional.of(column);
        }
      }
      return Optional.empty();
    }

    Optional<Column> column(int number) {
      for (Column column : columns) {
        if (column.number() == number) {
          return Optional.of(column);
        }
      }
      return Optional.empty();
    }

    Optional<Constraint> constraint(String wanted) {
      for (Constraint constraint : constraints) {
        if (constraint.name().equals(wanted)) {
          return Optional.of(constraint);
        }
      }
      return Optional.empty();
    }

    Optional<Constraint> primaryKey() {
      for (Constraint constraint : constraints) {
        if (constraint.kind() == ConstraintKind.PRIMARY_KEY) {
          return Optional.of(constraint);
        }
      }
      return Optional.empty();
    }

    Table with(List<Column> newColumns) {
      int last = lastColumn;
      for (Column column : newColumns) {
        last = Math.max(last, column.number());
      }
      return new Table(
          oid,
          schema,
          name,
          List.copyOf(newColumns),
          last,
          constraints,
          partition,
          parents,
          rows,
          origin);
    }

    Table with(int number, UnaryOperator<Column> change) {
      List<Column> changed = new ArrayList<>(columns);
      changed.replaceAll(column -> column.number() == number ? change.apply(column) : column);
      return with(changed);
    }

    Table plus(Constraint constraint) {
      List<Constraint> more = new ArrayList<>(constraints);
      more.add(constraint);
      return constrained(more);
    }

    Table constrained(List<Constraint> newConstraints) {
      return new Table(
          oid,
          schema,
          name,
          columns,
          lastColumn,
          List.copyOf(newConstraints),
          partition,
          parents,
          rows,
          origin);
    }

    Table holding(Rows newRows) {
      return new Table(
          oid, schema, name, columns, lastColumn, constraints, partition, parents, newRows, origin);
    }

    Table partitioned(Partition newPartition) {
      return new Table(
          oid, schema, name, columns, lastColumn, constraints, newPartition, parents, rows, origin);
    }
  }

  /**
   * A key of an index.
   *
   * @param column 0 for an expression
   */
  record Key(int column, Optional<Stored> expression, String suffix) {}

  /**
   * An index.
   *
   * @param options what stands before WHERE in the catalog's words
   * @param constraint the constraint that it stands behind, else 0
   */
  record Index(
      int oid,
      int schema,
      String name,
      int table,
      boolean unique,
      String method,
      List<Key> keys,
      List<Integer> include,
      String options,
      Optional<Stored> predicate,
      int constraint,
      Origin origin)
      implements Relation {
    @Override
    public Index at(int newSchema, String newName) {
      return new Index(
          oid,
          newSchema,
          newName,
          table,
          unique,
          method,
          keys,
          include,
          options,
          predicate,
          constraint,
          origin);
    }

    Index behind(int newConstraint) {
      return new Index(
          oid,
          schema,
          name,
          table,
          unique,
          method,
          keys,
          include,
          options,
          predicate,
          newConstraint,
          origin);
    }

    Index with(List<Key> newKeys, Optional<Stored> newPredicate) {
      return new Index(
          oid,
          schema,
          name,
          table,
          unique,
          method,
          List.copyOf(newKeys),
          include,
          options,
          newPredicate,
          constraint,
          origin);
    }
  }

  /** A column of a relation. */
  record ColumnId(int relation, int number) {}

  record Sequence(
      int oid, int schema, String name, Optional<ColumnId> owner, boolean identity, Origin origin)
      implements Relation {
    @Override
    public Sequence at(int newSchema, String newName) {
      return new Sequence(oid, newSchema, newName, owner, identity, origin);
    }

    Sequence owned(Optional<ColumnId> newOwner) {
      return new Sequence(oid, schema, name, newOwner, identity, origin);
    }
  }

  record View(
      int oid,
      int schema,
      String name,
      boolean materialized,
      List<Attribute> columns,
      Uses uses,
      String source,
      Origin origin)
      implements Relation {
    @Override
    public View at(int newSchema, String newName) {
      return new View(oid, newSchema, newName, materialized, columns, uses, source, origin);
    }
  }

  // ---- the rest

  record Routine(
      int oid,
      int schema,
      String name,
      List<TypeRef> inputs,
      Uses signature,
      Uses body,
      Origin origin)
      implements Housed {
    @Override
    public Routine at(int newSchema, String newName) {
      return new Routine(oid, newSchema, newName, inputs, signature, body, origin);
    }
  }

  /**
   * A trigger, row policy or rule of a table.
   *
   * @param function a trigger's, else 0
   */
  record Attached(
      int oid,
      String name,
      Kind kind,
      int table,
      Uses uses,
      int function,
      String source,
      Origin origin)
      implements Thing {}

  record Cast(int oid, String name, TypeRef from, TypeRef to) implements Thing {}

  /** An extension; {@code known} where all the types that it brings are known. */
  record Extension(int oid, String name, boolean known) implements Thing {}
}
