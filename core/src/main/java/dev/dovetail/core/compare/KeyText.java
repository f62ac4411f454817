package dev.dovetail.core.compare;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keys and indexes as the catalog shows them ({@code pg_get_constraintdef}, {@code
 * pg_get_indexdef}), taken apart. What is written otherwise is not understood, and no key.
 */
final class KeyText {

  private final List<String> words;
  private int next;

  private KeyText(String text) {
    this.words = words(text);
  }

  /**
   * A primary or unique key, a foreign key, or an index.
   *
   * @param method of an index; btree for keys
   * @param columns in order; empty stands for an expression
   * @param partial whether it holds for some rows only
   * @param target of a foreign key
   */
  record Key(
      String name,
      boolean unique,
      String method,
      List<Optional<String>> columns,
      boolean partial,
      Optional<Target> target) {

    Key {
      columns = List.copyOf(columns);
    }

    boolean isOver(List<String> others) {
      return columns.equals(others.stream().map(Optional::of).toList());
    }

    boolean beginsWith(List<String> others) {
      return columns.size() >= others.size()
          && columns.subList(0, others.size()).equals(others.stream().map(Optional::of).toList());
    }

    boolean isOverSet(List<String> others) {
      return columns.stream().allMatch(Optional::isPresent) && set().equals(new TreeSet<>(others));
    }

    private Set<String> set() {
      Set<String> names = new TreeSet<>();
      columns.forEach(column -> column.ifPresent(names::add));
      return names;
    }

    /** For people. */
    String shown() {
      return "("
          + String.join(", ", columns.stream().map(it -> it.orElse("an expression")).toList())
          + ")";
    }
  }

  /** What a foreign key refers to; an action that is not written is {@code NO ACTION}. */
  record Target(ObjectName table, List<String> columns, String onUpdate, String onDelete) {
    Target {
      columns = List.copyOf(columns);
    }
  }

  /** A key; empty for a check, or what is not understood. */
  static Optional<Key> of(Schema.Constraint constraint) {
    KeyText text = new KeyText(constraint.definition());
    return switch (constraint.kind()) {
      case PRIMARY_KEY -> text.eats("PRIMARY", "KEY") ? text.key(constraint) : Optional.empty();
      case UNIQUE -> {
        if (!text.eats("UNIQUE")) {
          yield Optional.empty();
        }
        var unused = text.eats("NULLS", "NOT", "DISTINCT");
        yield text.key(constraint);
      }
      case FOREIGN_KEY ->
          text.eats("FOREIGN", "KEY") ? text.foreignKey(constraint) : Optional.empty();
      case CHECK, EXCLUSION -> Optional.empty();
    };
  }

  static Optional<Key> of(Schema.Index index) {
    KeyText text = new KeyText(index.definition());
    if (!text.eats("CREATE")) {
      return Optional.empty();
    }
    boolean unique = text.eats("UNIQUE");
    int using = text.words.indexOf("USING");
    if (using < 0 || !index.definition().contains("INDEX")) {
      return Optional.empty();
    }
    text.next = using + 1;
    String method = text.take();
    List<Optional<String>> columns = text.elements();
    boolean partial = text.words.subList(text.next, text.words.size()).contains("WHERE");
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new Key(index.name(), unique, method, columns, partial, Optional.empty()));
  }

  private Optional<Key> key(Schema.Constraint constraint) {
    List<Optional<String>> columns = elements();
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new Key(constraint.name(), true, "btree", columns, false, Optional.empty()));
  }

  private Optional<Key> foreignKey(Schema.Constraint constraint) {
    List<Optional<String>> columns = elements();
    if (columns.isEmpty() || !eats("REFERENCES")) {
      return Optional.empty();
    }
    String first = name(take());
    ObjectName table =
        eats(".") ? new ObjectName(first, name(take())) : new ObjectName("public", first);
    List<String> referred = elements().stream().map(column -> column.orElse("")).toList();
    String onUpdate = action("UPDATE");
    String onDelete = action("DELETE");
    return Optional.of(
        new Key(
            constraint.name(),
            false,
            "btree",
            columns,
            false,
            Optional.of(new Target(table, referred, onUpdate, onDelete))));
  }

  private String action(String of) {
    for (int i = next; i + 2 < words.size(); i++) {
      if (words.get(i).equals("ON") && words.get(i + 1).equals(of)) {
        String word = words.get(i + 2);
        boolean two = word.equals("SET") || word.equals("NO");
        return two && i + 3 < words.size() ? word + " " + words.get(i + 3) : word;
      }
    }
    return "NO ACTION";
  }

  // ---- words

  private boolean eats(String... expected) {
    if (words.size() - next < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (!words.get(next + i).equals(expected[i])) {
        return false;
      }
    }
    next += expected.length;
    return true;
  }

  private String take() {
    return next < words.size() ? words.get(next++) : "";
  }

  /** What stands in brackets from here on, one for each element. */
  private List<Optional<String>> elements() {
    List<Optional<String>> elements = new ArrayList<>();
    if (!eats("(")) {
      return elements;
    }
    int start = next;
    int depth = 1;
    for (; next < words.size() && depth > 0; next++) {
      String word = words.get(next);
      boolean ends = depth == 1 && (word.equals(",") || word.equals(")"));
      if (ends) {
        elements.add(column(words.subList(start, next)));
        start = next + 1;
      }
      depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
    }
    return elements;
  }

  /** A column is a name; its collation, class of operators and direction may follow. */
  private static Optional<String> column(List<String> element) {
    if (element.isEmpty()) {
      return Optional.empty();
    }
    String first = element.get(0);
    boolean named = first.startsWith("\"") || Character.isJavaIdentifierStart(first.charAt(0));
    boolean called = element.size() > 1 && element.get(1).equals("(");
    return named && !called ? Optional.of(name(first)) : Optional.empty();
  }

  private static String name(String word) {
    return word.length() > 1 && word.startsWith("\"")
        ? word.substring(1, word.length() - 1).replace("\"\"", "\"")
        : word;
  }

  /** Names, quoted names, literals, and each other sign by itself. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = i + 1;
      if (c == '"' || c == '\'') {
        end = closing(text, i, c);
        words.add(text.substring(i, end));
      } else if (Character.isJavaIdentifierPart(c)) {
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
          end++;
        }
        words.add(text.substring(i, end));
      } else if (!Character.isWhitespace(c)) {
        words.add(String.valueOf(c));
      }
      i = end;
    }
    return words;
  }

  /** After the quote that closes the one at a place; a doubled one closes nothing. */
  private static int closing(String text, int open, char quote) {
    int i = open + 1;
    while (i < text.length()) {
      if (text.charAt(i) != quote) {
        i++;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return text.length();
  }
}
