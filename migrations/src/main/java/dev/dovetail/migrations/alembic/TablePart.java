package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Optional;

/** A part of {@code op.create_table}: a column, a constraint, an index. */
sealed interface TablePart {

  /** How {@code autoincrement=} was set. */
  enum Increment {
    AUTO,
    ALWAYS,
    NEVER
  }

  /**
   * A column.
   *
   * @param defaultSql the expression of its server default
   * @param suffix identity or generation, in SQL
   * @param ownDefault whether it has a default in Python, which forbids SERIAL
   * @param obscure why its type or its default is not known: then something stands in for it
   */
  record Column(
      String name,
      ColumnType type,
      boolean nullable,
      boolean primaryKey,
      Optional<String> defaultSql,
      Optional<String> suffix,
      boolean identity,
      boolean ownDefault,
      Increment increment,
      boolean unique,
      boolean index,
      List<Constraint> foreignKeys,
      List<Constraint> checks,
      Optional<String> comment,
      Optional<Unreadable> obscure,
      Origin at)
      implements TablePart {
    public Column {
      foreignKeys = List.copyOf(foreignKeys);
      checks = List.copyOf(checks);
    }
  }

  /** What sort of constraint it is. */
  enum Kind {
    PRIMARY_KEY,
    UNIQUE,
    FOREIGN_KEY,
    CHECK,
    EXCLUSION
  }

  /**
   * A constraint.
   *
   * @param name as it was given
   * @param body what stands between its name and its suffix, as in {@code UNIQUE ("a")}
   * @param separate that it is made by itself and not with its table
   */
  record Constraint(
      Kind kind,
      Optional<Value> name,
      List<String> columns,
      Optional<String> referredTable,
      List<String> referredColumns,
      String body,
      boolean separate,
      Given given)
      implements TablePart {
    public Constraint {
      columns = List.copyOf(columns);
      referredColumns = List.copyOf(referredColumns);
    }
  }

  /** An index, written as in {@code sa.Index("name", "a", "b")}. */
  record Index(Optional<Value> name, List<Value> keys, Given given) implements TablePart {
    public Index {
      keys = List.copyOf(keys);
    }
  }
}
