package dev.dovetail.proof.invention;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the inventor believes to be in the database, so that most of what it writes makes sense.
 * Nothing is judged by it.
 */
final class World {

  /** A schema's name, or nothing for the first of the search path; and a name in it. */
  record Name(Optional<String> schema, String name) {
    String sql() {
      return schema.map(s -> Words.sql(s) + ".").orElse("") + Words.sql(name);
    }

    /** The keyword argument of an operation. */
    String argument() {
      return schema.map(s -> ", schema=" + Words.python(s)).orElse("");
    }
  }

  /**
   * An enum type.
   *
   * @param fresh labels that were added to it, which may not be used in the same transaction
   */
  record Enumeration(Name name, List<String> labels, Set<String> fresh) {
    Enumeration {
      labels = List.copyOf(labels);
      fresh = Set.copyOf(fresh);
    }

    Enumeration(Name name, List<String> labels) {
      this(name, labels, Set.of());
    }

    /** The labels that are safe to use; all, where there are none. */
    List<String> usable() {
      List<String> usable = labels.stream().filter(label -> !fresh.contains(label)).toList();
      return usable.isEmpty() ? labels : usable;
    }
  }

  /** How a column holds an enum, or that it holds none. */
  enum Holds {
    ENUM,
    ARRAY,
    TEXT,
    NUMBER,
    TIME
  }

  /**
   * A column.
   *
   * @param type the enum's name
   */
  record Column(
      String name, Holds holds, Optional<Name> type, boolean notNull, Optional<String> standard) {}

  /** What a table's id is. */
  enum Key {
    NUMBER,
    UUID,
    TEXT
  }

  /** A table. */
  static final class Table {
    final Name name;
    final Map<String, Column> columns = new LinkedHashMap<>();
    final Set<String> indexes = new LinkedHashSet<>();
    final Set<String> constraints = new LinkedHashSet<>();
    final Set<String> views = new LinkedHashSet<>();

    /** Columns that a check or a predicate compares with a constant. */
    final Set<String> watched = new LinkedHashSet<>();

    Key key = Key.NUMBER;
    boolean referenced;
    boolean filled;

    Table(Name name) {
      this.name = name;
    }

    Table copy(Name as) {
      Table copy = new Table(as);
      copy.columns.putAll(columns);
      copy.indexes.addAll(indexes);
      copy.constraints.addAll(constraints);
      copy.views.addAll(views);
      copy.watched.addAll(watched);
      copy.key = key;
      copy.referenced = referenced;
      copy.filled = filled;
      return copy;
    }

    void put(Column column) {
      columns.put(column.name(), column);
    }

    List<Column> holding(Holds... wanted) {
      Set<Holds> set = Set.of(wanted);
      return columns.values().stream().filter(c -> set.contains(c.holds())).toList();
    }
  }

  /** A table and one of its columns. */
  record Place(Table table, Column column) {}

  final Map<Name, Enumeration> enums = new LinkedHashMap<>();
  final Map<Name, Table> tables = new LinkedHashMap<>();
  final Set<String> schemas = new LinkedHashSet<>();
  final Set<String> sequences = new LinkedHashSet<>();
  final Set<String> domains = new LinkedHashSet<>();

  /** Types that domains and functions hold on to. */
  final Set<Name> held = new LinkedHashSet<>();

  World copy() {
    World copy = new World();
    copy.join(this);
    return copy;
  }

  /** The same place for one who touches nothing that others made. */
  World bare() {
    World bare = new World();
    bare.schemas.addAll(schemas);
    return bare;
  }

  /** Adds what another holds: two branches come together. */
  void join(World other) {
    other.enums.forEach(enums::putIfAbsent);
    other.tables.forEach((name, table) -> tables.putIfAbsent(name, table.copy(name)));
    schemas.addAll(other.schemas);
    sequences.addAll(other.sequences);
    domains.addAll(other.domains);
    held.addAll(other.held);
  }

  void put(Enumeration type) {
    enums.put(type.name(), type);
  }

  void put(Table table) {
    tables.put(table.name, table);
  }

  List<Place> places(Holds... wanted) {
    List<Place> places = new ArrayList<>();
    for (Table table : tables.values()) {
      table.holding(wanted).forEach(column -> places.add(new Place(table, column)));
    }
    return places;
  }

  List<Place> using(Name type) {
    return places(Holds.ENUM, Holds.ARRAY).stream()
        .filter(place -> place.column().type().equals(Optional.of(type)))
        .toList();
  }

  /** The type changes its name; columns follow. */
  void rename(Name from, Name to) {
    Enumeration type = enums.remove(from);
    if (type == null) {
      return;
    }
    enums.put(to, new Enumeration(to, type.labels(), type.fresh()));
    if (held.remove(from)) {
      held.add(to);
    }
    for (Place place : using(from)) {
      Column c = place.column();
      place
          .table()
          .put(new Column(c.name(), c.holds(), Optional.of(to), c.notNull(), c.standard()));
    }
  }

  /** The type is made anew. */
  void relabel(Name type, List<String> labels) {
    enums.put(type, new Enumeration(type, labels));
  }

  /** Labels are added or renamed. */
  void relabel(Enumeration type, List<String> labels, List<String> fresh) {
    Set<String> all = new LinkedHashSet<>(type.fresh());
    all.addAll(fresh);
    enums.put(type.name(), new Enumeration(type.name(), labels, all));
  }
}
