package dev.dovetail.guard;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An enum of the code, what of it is stored, and where.
 *
 * @param enumName as messages call it
 * @param labels what the code may write, in order
 * @param unknown why the labels are not known
 */
record Expectation(String enumName, List<String> labels, Place place, Optional<String> unknown) {

  Expectation {
    labels = List.copyOf(labels);
  }

  /** Where an enum is stored. */
  sealed interface Place permits NamedType, Column {}

  /** A type, by the name that somebody wrote down: it has to be there. */
  record NamedType(Name name) implements Place {}

  /**
   * A column, by the names that a mapping may give it: the first that exists counts.
   *
   * @param shown as messages call it
   * @param schema where one is written down
   * @param types what the type may be called, where the column itself is not found
   */
  record Column(
      String shown,
      Optional<String> schema,
      List<String> tables,
      List<String> columns,
      List<Name> types)
      implements Place {

    Column {
      tables = List.copyOf(tables);
      columns = List.copyOf(columns);
      types = List.copyOf(types);
    }
  }

  /** A name of the database, with its schema where one is said. */
  record Name(Optional<String> schema, String name) {

    /** Reads {@code order_status}, {@code shop.order_status}, {@code "Shop"."Order.Status"}. */
    static Name of(String written) {
      String text = written.strip();
      boolean quoted = false;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        quoted ^= c == '"';
        if (c == '.' && !quoted) {
          return new Name(
              Optional.of(unquoted(text.substring(0, i))), unquoted(text.substring(i + 1)));
        }
      }
      return new Name(Optional.empty(), unquoted(text));
    }

    /** As it is written, and as PostgreSQL folds it. */
    Set<String> spellings() {
      Set<String> spellings = new LinkedHashSet<>();
      spellings.add(name);
      spellings.add(name.toLowerCase(Locale.ROOT));
      return spellings;
    }

    private static String unquoted(String text) {
      return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
          ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
          : text;
    }

    @Override
    public String toString() {
      return schema.isPresent() ? schema.get() + "." + name : name;
    }
  }
}
