package dev.dovetail.core.machine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** The names that PostgreSQL gives to what was created without one. */
final class NameChoice {

  private static final int LONGEST = 63;

  private final Catalog catalog;

  NameChoice(Catalog catalog) {
    this.catalog = catalog;
  }

  /** For an index or sequence: unlike every relation of the schema. */
  String relation(String table, String columns, String ending, int schema) {
    return choose(table, columns, ending, name -> catalog.relationIn(schema, name).isPresent());
  }

  /** For the index of a constraint: unlike every relation and every constraint of the schema. */
  String key(String table, String columns, String ending, int schema) {
    return choose(
        table,
        columns,
        ending,
        name ->
            catalog.relationIn(schema, name).isPresent()
                || catalog.snapshot().hasConstraint(schema, name));
  }

  /** For a check or foreign key: unlike every constraint of the schema. */
  String constraint(String table, String columns, String ending, int schema) {
    return choose(table, columns, ending, name -> catalog.snapshot().hasConstraint(schema, name));
  }

  /** The columns' part of an index's name. */
  static String columns(List<String> names) {
    StringBuilder joined = new StringBuilder();
    for (String name : names) {
      joined.append(joined.length() > 0 ? "_" : "").append(name);
      if (bytes(joined.toString()) > LONGEST) {
        break;
      }
    }
    return joined.toString();
  }

  private static String choose(
      String first, String second, String ending, Predicate<String> taken) {
    for (int pass = 0; ; pass++) {
      String name = make(first, second, pass == 0 ? ending : ending + pass);
      if (!taken.test(name)) {
        return name;
      }
    }
  }

  private static String make(String first, String second, String ending) {
    int overhead = ending.isEmpty() ? 0 : bytes(ending) + 1;
    overhead += second.isEmpty() ? 0 : 1;
    int available = LONGEST - overhead;
    int one = bytes(first);
    int other = bytes(second);
    while (one + other > available) {
      if (one > other) {
        one--;
      } else {
        other--;
      }
    }
    StringBuilder name = new StringBuilder(cut(first, one));
    if (!second.isEmpty()) {
      name.append('_').append(cut(second, other));
    }
    if (!ending.isEmpty()) {
      name.append('_').append(ending);
    }
    return name.toString();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String cut(String text, int length) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= length) {
      return text;
    }
    int end = length;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
