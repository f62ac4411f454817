package dev.dovetail.core.machine;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a table's rows. */
sealed interface Rows {

  /** More rows than these are not held one by one. */
  int LIMIT = 500;

  /** No row at all. */
  static Rows none() {
    return new Known(List.of());
  }

  static Rows unknown() {
    return new Unknown();
  }

  /** All rows, by column number. A column that a row does not have is null. */
  record Known(List<Map<Integer, Cell>> rows) implements Rows {
    public Known {
      rows = List.copyOf(rows);
    }
  }

  record Unknown() implements Rows {}

  default boolean empty() {
    return this instanceof Known known && known.rows.isEmpty();
  }

  /** A value of a row. */
  sealed interface Cell {

    /** NULL. */
    record None() implements Cell {}

    /** A value in the text form of its type. */
    record Text(String value) implements Cell {}

    /** A label of an enum, by number. */
    record LabelCell(int type, int label) implements Cell {}

    /** An array of labels; an empty one is NULL. */
    record Labels(int type, List<Optional<Integer>> labels) implements Cell {}

    /**
     * Some value that is not NULL.
     *
     * @param serial that it came from a sequence, so that it is another than every other such
     */
    record Some(boolean serial) implements Cell {}

    /** A value, or NULL. */
    record Any() implements Cell {}

    static Cell none() {
      return new None();
    }

    static Cell any() {
      return new Any();
    }

    /** Whether two values of one type are equal; empty where that is not known. */
    static Optional<Boolean> equal(Cell one, Cell other) {
      if (one instanceof None || other instanceof None) {
        return Optional.of(false);
      }
      if (one instanceof Text a && other instanceof Text b) {
        return equal(a.value, b.value);
      }
      if (one instanceof LabelCell && other instanceof LabelCell
          || one instanceof Labels && other instanceof Labels) {
        return Optional.of(one.equals(other));
      }
      return one instanceof Some a && other instanceof Some b && a.serial && b.serial
          ? Optional.of(false)
          : Optional.empty();
    }

    private static Optional<Boolean> equal(String one, String other) {
      if (one.equals(other)) {
        return Optional.of(true);
      }
      Optional<BigDecimal> a = number(one);
      Optional<BigDecimal> b = number(other);
      return Optional.of(a.isPresent() && b.isPresent() && a.get().compareTo(b.get()) == 0);
    }

    static Optional<BigDecimal> number(String text) {
      if (text.isEmpty() || text.length() > 40 || !text.matches("[-+]?[0-9]*\\.?[0-9]+")) {
        return Optional.empty();
      }
      return Optional.of(new BigDecimal(text));
    }
  }
}
