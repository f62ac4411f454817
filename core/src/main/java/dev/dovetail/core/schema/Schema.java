package dev.dovetail.core.schema;

import dev.dovetail.core.source.Origin;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a database holds, in the words of its catalog: told by migrations, replayed, or live. A
 * value; how it came about is the machine's affair.
 *
 * @param sequences each sequence and the column that owns it, as {@code schema.table.column}
 * @param views views and materialized views
 */
public record Schema(
    SortedMap<ObjectName, EnumType> enums,
    SortedMap<ObjectName, Domain> domains,
    SortedMap<ObjectName, Table> tables,
    SortedMap<ObjectName, View> views,
    SortedMap<ObjectName, Optional<String>> sequences,
    SortedMap<ObjectName, Routine> routines,
    SortedMap<String, Trigger> triggers,
    SortedSet<String> schemas) {

  public Schema {
    enums = Collections.unmodifiableSortedMap(new TreeMap<>(enums));
    domains = Collections.unmodifiableSortedMap(new TreeMap<>(domains));
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    views = Collections.unmodifiableSortedMap(new TreeMap<>(views));
    sequences = Collections.unmodifiableSortedMap(new TreeMap<>(sequences));
    routines = Collections.unmodifiableSortedMap(new TreeMap<>(routines));
    triggers = Collections.unmodifiableSortedMap(new TreeMap<>(triggers));
    schemas = Collections.unmodifiableSortedSet(new TreeSet<>(schemas));
  }

  /** A label of an enum type, and where it was added. */
  public record Label(String text, Origin origin) {}

  /** An enum type with its labels in the type's own order. */
  public record EnumType(ObjectName name, List<Label> labels, Origin origin) {
    public EnumType {
      labels = List.copyOf(labels);
    }

    public List<String> texts() {
      return labels.stream().map(Label::text).toList();
    }
  }

  /** A domain. {@code base} is a displayed type; default and checks are as they were written. */
  public record Domain(
      ObjectName name,
      String base,
      Optional<ObjectName> enumType,
      boolean notNull,
      Optional<String> defaultText,
      List<String> checks,
      Origin origin) {}

  /**
   * A table.
   *
   * @param constraints name to definition; exact for keys, as written for checks
   * @param indexes name to definition, without those that stand behind constraints
   * @param partitionKey as in {@code LIST (state)}
   */
  public record Table(
      ObjectName name,
      List<Column> columns,
      SortedMap<String, Constraint> constraints,
      SortedMap<String, Index> indexes,
      Optional<String> partitionKey,
      Optional<ObjectName> partitionOf,
      Optional<String> partitionBound,
      Origin origin) {
    public Table {
      columns = List.copyOf(columns);
      constraints = Collections.unmodifiableSortedMap(new TreeMap<>(constraints));
      indexes = Collections.unmodifiableSortedMap(new TreeMap<>(indexes));
    }

    public Optional<Column> column(String wanted) {
      return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }
  }

  /**
   * A column.
   *
   * @param type as {@code format_type} shows it with an empty search path
   * @param enumType the enum behind it, also through an array or a domain
   * @param defaultText as {@code pg_get_expr} shows it
   * @param generated the expression of a generated column
   * @param identity {@code a} for always, {@code d} for by default
   */
  public record Column(
      String name,
      String type,
      Optional<ObjectName> enumType,
      boolean notNull,
      Optional<String> defaultText,
      Optional<String> generated,
      Optional<String> identity,
      Origin origin) {}

  /** What sort of constraint it is. */
  public enum ConstraintKind {
    PRIMARY_KEY,
    UNIQUE,
    FOREIGN_KEY,
    CHECK,
    EXCLUSION
  }

  /**
   * A constraint; {@code definition} as {@code pg_get_constraintdef} shows it where it is exact.
   */
  public record Constraint(
      String name, ConstraintKind kind, String definition, boolean exact, Origin origin) {}

  /** An index; {@code definition} as {@code pg_get_indexdef} shows it where it is exact. */
  public record Index(String name, String definition, boolean exact, Origin origin) {}

  /** A view; {@code source} as it was written. */
  public record View(ObjectName name, boolean materialized, String source, Origin origin) {}

  /** A function or procedure, by its signature. */
  public record Routine(ObjectName name, String signature, Origin origin) {}

  /** A trigger, by its table. */
  public record Trigger(String name, ObjectName table, String source, Origin origin) {}
}
