package dev.dovetail.core.statement;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What something that was not understood might change. */
public sealed interface Touches {

  /** Whether it could change an object of the schema that has one of these names. */
  boolean concerns(Collection<String> names);

  /** Whether it could change the rows of a table. */
  boolean changesRowsOf(String table);

  /** The tables whose rows it could change, by name; empty where it could be any. */
  default Optional<List<String>> ofTables() {
    return switch (this) {
      case Anything anything -> Optional.empty();
      case Named named ->
          named.names().stream().anyMatch(name -> name.indexOf('*') >= 0)
              ? Optional.empty()
              : Optional.of(named.names());
      case Column column -> Optional.of(List.of(column.table()));
      case Rows rows -> rows.tables().isEmpty() ? Optional.empty() : Optional.of(rows.tables());
      case Acceptance acceptance -> Optional.of(List.of());
    };
  }

  /** Whether it could change anything of the schema. */
  default boolean changesSchema() {
    return switch (this) {
      case Anything anything -> true;
      case Named named -> true;
      case Column column -> true;
      case Rows rows -> false;
      case Acceptance acceptance -> false;
    };
  }

  /** It could change anything. */
  record Anything() implements Touches {
    @Override
    public boolean concerns(Collection<String> names) {
      return true;
    }

    @Override
    public boolean changesRowsOf(String table) {
      return true;
    }
  }

  /**
   * It could change only objects of these names (types, tables, indexes ... by their last name). In
   * a name, {@code *} stands for a part that is not known.
   */
  record Named(List<String> names) implements Touches {
    public Named {
      names = List.copyOf(names);
    }

    @Override
    public boolean concerns(Collection<String> asked) {
      for (String name : names) {
        int star = name.indexOf('*');
        if (star < 0
            ? asked.contains(name)
            : asked.stream().anyMatch(each -> matches(name, star, each))) {
          return true;
        }
      }
      return false;
    }

    @Override
    public boolean changesRowsOf(String table) {
      return concerns(List.of(table));
    }

    /** By the first and last part alone: what stands between several gaps only narrows. */
    private static boolean matches(String pattern, int star, String name) {
      String head = pattern.substring(0, star);
      String tail = pattern.substring(pattern.lastIndexOf('*') + 1);
      return name.length() >= head.length() + tail.length()
          && name.startsWith(head)
          && name.endsWith(tail);
    }
  }

  /** It could change one column of a table: its type, its default, whether it may be null. */
  record Column(String table, String column) implements Touches {
    @Override
    public boolean concerns(Collection<String> names) {
      return names.contains(table);
    }

    @Override
    public boolean changesRowsOf(String asked) {
      return table.equals(asked);
    }
  }

  /** Rows, and nothing of the schema; of these tables, or of any where the list is empty. */
  record Rows(List<String> tables) implements Touches {
    public Rows {
      tables = List.copyOf(tables);
    }

    @Override
    public boolean concerns(Collection<String> names) {
      return false;
    }

    @Override
    public boolean changesRowsOf(String table) {
      return tables.isEmpty() || tables.contains(table);
    }
  }

  /**
   * Nothing that is there. Only whether a statement is refused is not known, for it depends on rows
   * of these tables.
   */
  record Acceptance(List<String> tables) implements Touches {
    public Acceptance {
      tables = List.copyOf(tables);
    }

    @Override
    public boolean concerns(Collection<String> names) {
      return false;
    }

    @Override
    public boolean changesRowsOf(String table) {
      return false;
    }
  }

  static Touches anything() {
    return new Anything();
  }
}
