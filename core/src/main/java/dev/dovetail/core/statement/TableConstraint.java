package dev.dovetail.core.statement;

import java.util.List;
import java.util.Optional;

/** A constraint of a table. Without a name, PostgreSQL gives it one. */
public sealed interface TableConstraint {

  Optional<String> name();

  /**
   * A primary key.
   *
   * @param suffix what follows in the catalog's words, as {@code INCLUDE (b)} or {@code
   *     DEFERRABLE}; else empty
   */
  record PrimaryKey(
      Optional<String> name, List<String> columns, Optional<String> usingIndex, String suffix)
      implements TableConstraint {
    public PrimaryKey {
      columns = List.copyOf(columns);
    }

    public PrimaryKey(Optional<String> name, List<String> columns, Optional<String> usingIndex) {
      this(name, columns, usingIndex, "");
    }
  }

  /**
   * A unique constraint.
   *
   * @param nullsNotDistinct printed before the columns
   * @param suffix what follows in the catalog's words, as {@code INCLUDE (b)} or {@code
   *     DEFERRABLE}; else empty
   */
  record Unique(
      Optional<String> name,
      List<String> columns,
      Optional<String> usingIndex,
      boolean nullsNotDistinct,
      String suffix)
      implements TableConstraint {
    public Unique {
      columns = List.copyOf(columns);
    }

    public Unique(Optional<String> name, List<String> columns, Optional<String> usingIndex) {
      this(name, columns, usingIndex, false, "");
    }
  }

  /**
   * A foreign key.
   *
   * @param referenced empty means the other table's primary key
   * @param suffix what follows in the catalog's words, as {@code ON DELETE CASCADE}; else empty
   */
  record ForeignKey(
      Optional<String> name,
      List<String> columns,
      Name table,
      List<String> referenced,
      String suffix)
      implements TableConstraint {
    public ForeignKey {
      columns = List.copyOf(columns);
      referenced = List.copyOf(referenced);
    }
  }

  /**
   * A check.
   *
   * @param column set where it was written with a column: PostgreSQL names such a check after it
   * @param source its expression as it was written
   */
  record Check(Optional<String> name, Optional<String> column, Expression expression, String source)
      implements TableConstraint {}

  /** EXCLUDE: its columns, and its words. */
  record Exclusion(Optional<String> name, List<IndexKey> keys, String source)
      implements TableConstraint {
    public Exclusion {
      keys = List.copyOf(keys);
    }
  }
}
