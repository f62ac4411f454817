package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;
import org.jspecify.annotations.Nullable;

/** Something that can be dropped on its own, and on which something else can depend. */
sealed interface Item {

  /** The thing that it is, or is a part of. */
  int owner();

  record Whole(int oid) implements Item {
    // What is dropped is looked up by its items again and again. Equality written out is there from
    // the start; that of a record is put together when it is asked for first.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Whole whole && oid == whole.oid;
    }

    @Override
    public int hashCode() {
      return oid;
    }

    @Override
    public int owner() {
      return oid;
    }
  }

  /** A column of a table, or an attribute of a composite type. */
  record Column(ColumnId column) implements Item {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Column part && column.equals(part.column);
    }

    @Override
    public int hashCode() {
      return column.hashCode();
    }

    @Override
    public int owner() {
      return column.relation();
    }
  }

  record Default(ColumnId column) implements Item {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Default part && column.equals(part.column);
    }

    @Override
    public int hashCode() {
      return column.hashCode() + 1;
    }

    @Override
    public int owner() {
      return column.relation();
    }
  }

  record Constraint(int table, int constraint) implements Item {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Constraint part
          && table == part.table
          && constraint == part.constraint;
    }

    @Override
    public int hashCode() {
      return constraint;
    }

    @Override
    public int owner() {
      return table;
    }
  }
}
