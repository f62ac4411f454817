package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;

/** Something that can be dropped on its own, and on which something else can depend. */
sealed interface Item {

  record Whole(int oid) implements Item {}

  /** A column of a table, or an attribute of a composite type. */
  record Column(ColumnId column) implements Item {}

  record Default(ColumnId column) implements Item {}

  record Constraint(int table, int constraint) implements Item {}
}
