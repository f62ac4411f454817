package dev.dovetail.core.declared;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * A constraint of a declared table. A name is there where the code gives one, also by a naming
 * convention; else the database chooses.
 */
public sealed interface DeclaredConstraint {

  Optional<String> name();

  Origin origin();

  /** The columns in the key's own order. */
  record PrimaryKey(Optional<String> name, List<String> columns, Origin origin)
      implements DeclaredConstraint {
    public PrimaryKey {
      columns = List.copyOf(columns);
    }
  }

  /** A unique constraint. */
  record Unique(Optional<String> name, List<String> columns, Origin origin)
      implements DeclaredConstraint {
    public Unique {
      columns = List.copyOf(columns);
    }
  }

  /** A foreign key. Its actions are as they are written: {@code CASCADE}. */
  record ForeignKey(
      Optional<String> name,
      List<String> columns,
      Reading<Target> target,
      Optional<String> onDelete,
      Optional<String> onUpdate,
      Origin origin)
      implements DeclaredConstraint {
    public ForeignKey {
      columns = List.copyOf(columns);
    }
  }

  /** What a foreign key refers to. */
  record Target(Optional<String> schema, String table, List<String> columns) {
    public Target {
      columns = List.copyOf(columns);
    }
  }

  /** A check; its text is as it is written, where it could be read. */
  record Check(Optional<String> name, Reading<String> sql, Origin origin)
      implements DeclaredConstraint {}

  /** Anything else, an exclusion perhaps. */
  record Other(Optional<String> name, String kind, Origin origin) implements DeclaredConstraint {}
}
