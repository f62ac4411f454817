package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;

/** Something that can be dropped on its own, and on which something else can depend. */
sealed interface Item {

  /** The thing that it is, or is a part of. */
  int owner();

  record Whole(int oid) implements Item {
    @Override
    public int owner() {
      return oid;
    }
  }

  /** A column of a table, or an attribute of a composite type. */
  record Column(ColumnId column) implements Item {
    @Override
    public int owner() {
      return column.relation();
    }
  }

  record Default(ColumnId column) implements Item {
    @Override
    public int owner() {
      return column.relation();
    }
  }

  record Constraint(int table, int constraint) implements Item {
    @Override
    public int owner() {
      return table;
    }
  }
}
