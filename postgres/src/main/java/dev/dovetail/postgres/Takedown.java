package dev.dovetail.postgres;

import dev.dovetail.core.schema.ObjectName;
import java.util.List;
import java.util.Optional;

/**
 * What has to be taken away before a type can be made anew, and how it is put back: as the server
 * would write it.
 *
 * @param parts in the order in which they are put back; they are taken away in the other
 * @param carriers the type itself first, then the types that are made of it, each after those that
 *     it is made of
 * @param columns that store one of these
 * @param routines functions and procedures that stay where they are
 * @param obstacles what cannot be put back: whole clauses
 */
public record Takedown(
    List<Part> parts,
    List<Carrier> carriers,
    List<Stored> columns,
    List<Part> routines,
    List<String> obstacles) {

  public Takedown {
    parts = List.copyOf(parts);
    carriers = List.copyOf(carriers);
    columns = List.copyOf(columns);
    routines = List.copyOf(routines);
    obstacles = List.copyOf(obstacles);
  }

  /**
   * A thing in the catalog.
   *
   * @param away empty where it goes with something else
   * @param back statements, the one that makes it first; none where it comes with something else
   */
  public record Part(String kind, String identity, Optional<String> away, List<String> back) {
    public Part {
      back = List.copyOf(back);
    }

    public String words() {
      return "the %s `%s`".formatted(kind, identity);
    }
  }

  /** What sort of type it is. */
  public enum Sort {
    ENUM,
    DOMAIN,
    COMPOSITE,
    RANGE
  }

  /**
   * A type.
   *
   * @param name as SQL has it
   * @param schema as SQL has it
   * @param plain the name alone, unquoted
   * @param make the statement that makes it; empty for the enum
   * @param standard the default of a domain
   * @param after what is said of it once it is there
   */
  public record Carrier(
      Sort sort,
      String name,
      String schema,
      String plain,
      String make,
      Optional<String> standard,
      List<String> after) {
    public Carrier {
      after = List.copyOf(after);
    }
  }

  /** How a column holds labels. */
  public enum Shape {
    VALUE,
    ARRAY,
    /** Within something else. */
    WITHIN
  }

  /**
   * A column of a table; not one that comes with another table's.
   *
   * @param relation the table as SQL has it
   * @param column as SQL has it
   */
  public record Stored(
      ObjectName table, String relation, String column, String type, Shape shape) {}
}
