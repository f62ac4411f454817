package dev.dovetail.core.statement;

import java.util.List;

/** What something that was not understood might change. */
public sealed interface Touches {

  /** It could change anything. */
  record Anything() implements Touches {}

  /**
   * It could change only objects of these names (types, tables, indexes ... by their last name).
   */
  record Named(List<String> names) implements Touches {
    public Named {
      names = List.copyOf(names);
    }
  }

  /** Rows, and nothing of the schema; of these tables, or of any where the list is empty. */
  record Rows(List<String> tables) implements Touches {
    public Rows {
      tables = List.copyOf(tables);
    }
  }

  static Touches anything() {
    return new Anything();
  }
}
