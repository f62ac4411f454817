package dev.dovetail.postgres.rows;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema.Column;
import dev.dovetail.core.schema.Schema.Table;
import dev.dovetail.postgres.ForeignKey;
import dev.dovetail.postgres.Rehearsal;
import dev.dovetail.postgres.Rehearsal.Refused;
import dev.dovetail.postgres.Rehearsal.Rows;
import dev.dovetail.postgres.ServerException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes rows that a table takes: what is required is given, parents first; and where the server
 * refuses a row, the columns that it blames are given something else, for so long as that leads on.
 * What fitted once is tried first the next time.
 */
public final class RowBuilder {

  private static final int MOST_ATTEMPTS = 60;
  private static final int DEEPEST = 6;

  private final Rehearsal rehearsal;
  private final Tables tables;
  private final Map<Tables.Spot, Integer> fitting = new HashMap<>();
  private final Map<ObjectName, Set<String>> wanted = new HashMap<>();

  public RowBuilder(Rehearsal rehearsal, Tables tables) {
    this.rehearsal = rehearsal;
    this.tables = tables;
  }

  /** What came of it. */
  public sealed interface Made {}

  /**
   * A row, and where it is: it has no other name that is sure.
   *
   * @param part the table that holds it, where it is partitioned
   */
  public record Row(Table table, String part, String place) implements Made {
    public String where() {
      return "tableoid = " + part + " AND ctid = '" + place + "'";
    }
  }

  /**
   * There is none.
   *
   * @param reason half a sentence
   * @param last what the server said at last, where it is the server that refuses
   */
  public record NoRow(String reason, Optional<Refused> last) implements Made {}

  /** A row in which these columns are given these expressions. */
  public Made row(Table table, Map<String, String> given) throws ServerException {
    return row(table, given, 0, new HashSet<>());
  }

  private Made row(Table table, Map<String, String> given, int depth, Set<ObjectName> above)
      throws ServerException {
    if (depth > DEEPEST || !above.add(table.name())) {
      return new NoRow(
          "foreign keys lead from `" + Tables.shown(table.name()) + "` back to it",
          Optional.empty());
    }
    try {
      return search(table, given, depth, above);
    } finally {
      above.remove(table.name());
    }
  }

  private Made search(Table table, Map<String, String> given, int depth, Set<ObjectName> above)
      throws ServerException {
    Search search = new Search(table, given);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Map<String, String> values = new LinkedHashMap<>(given);
      Optional<NoRow> orphan = parents(table, values, depth, above);
      if (orphan.isPresent()) {
        return orphan.get();
      }
      Optional<String> lacking = search.fill(values);
      if (lacking.isPresent()) {
        return new NoRow(lacking.get(), search.last);
      }
      Made made = insert(table, values);
      if (!(made instanceof NoRow none) || none.last().isEmpty()) {
        if (made instanceof Row) {
          fitting.putAll(search.position);
        }
        return made;
      }
      Refused refused = none.last().get();
      search.last = Optional.of(refused);
      if (!search.changes(refused)) {
        return none;
      }
    }
    return new NoRow(
        "no row was found that `%s` takes: %s"
            .formatted(Tables.shown(table.name()), search.last.map(Refused::message).orElse("")),
        search.last);
  }

  /** One search, for one row. */
  private final class Search {
    private final Table table;
    private final Map<String, String> given;
    private final Map<Tables.Spot, Integer> position = new HashMap<>();
    private Optional<Refused> last = Optional.empty();

    Search(Table table, Map<String, String> given) {
      this.table = table;
      this.given = given;
    }

    private int at(Column column) {
      Tables.Spot spot = spot(column);
      return position.getOrDefault(spot, fitting.getOrDefault(spot, 0));
    }

    private Tables.Spot spot(Column column) {
      return new Tables.Spot(table.name(), column.name());
    }

    /** Puts in what is not there yet; a sentence says what cannot be. */
    Optional<String> fill(Map<String, String> values) {
      for (Column column : table.columns()) {
        if (values.containsKey(column.name())) {
          continue;
        }
        List<Optional<String>> choices = tables.choices(table, column);
        if (choices.isEmpty()) {
          return Optional.of(
              "`%s.%s` is required, and nothing is known of its type `%s`"
                  .formatted(Tables.shown(table.name()), column.name(), column.type()));
        }
        choices
            .get(Math.min(at(column), choices.size() - 1))
            .ifPresent(value -> values.put(column.name(), value));
      }
      return Optional.empty();
    }

    /** Whether there is something else to try after a refusal. */
    boolean changes(Refused refused) {
      return switch (refused.sqlstate()) {
        case "23514", "23505", "23P01" -> advance(blamed(refused));
        case "23502" ->
            advance(
                table.columns().stream()
                    .filter(column -> refused.column().equals(Optional.of(column.name())))
                    .toList());
        case "23503" ->
            refused.constraint().isPresent()
                && tables.keys(table).stream()
                    .anyMatch(key -> key.name().equals(refused.constraint().get()))
                && wanted
                    .computeIfAbsent(table.name(), name -> new HashSet<>())
                    .add(refused.constraint().get());
        default -> false;
      };
    }

    /** What the columns that were gone on with are given; those that would be left out are not. */
    Map<String, String> moved() {
      Map<String, String> moved = new LinkedHashMap<>();
      for (Column column : table.columns()) {
        if (position.containsKey(spot(column))) {
          tables.choices(table, column).get(at(column)).ifPresent(v -> moved.put(column.name(), v));
        }
      }
      return moved;
    }

    private List<Column> blamed(Refused refused) {
      if (refused.type().isPresent()) {
        return tables.ofDomain(table, refused.type().get());
      }
      return refused.constraint().isPresent()
          ? tables.heldBy(table, refused.constraint().get())
          : tables.partitioning(table);
    }

    /** Goes on to the next of all their combinations. */
    private boolean advance(List<Column> columns) {
      for (Column column : columns) {
        if (given.containsKey(column.name())) {
          continue;
        }
        int next = at(column) + 1;
        if (next < tables.choices(table, column).size()) {
          position.put(spot(column), next);
          return true;
        }
        position.put(spot(column), 0);
      }
      return false;
    }
  }

  /** Makes the rows that required foreign keys point to, and takes over their keys. */
  private Optional<NoRow> parents(
      Table table, Map<String, String> values, int depth, Set<ObjectName> above)
      throws ServerException {
    for (ForeignKey key : tables.keys(table)) {
      boolean free = key.columns().stream().noneMatch(values::containsKey);
      if (free && isRequired(table, key)) {
        Optional<List<String>> parent = parent(key, depth, above);
        if (parent.isEmpty()) {
          return Optional.of(
              new NoRow(
                  "no row of `%s` could be made for `%s`"
                      .formatted(Tables.shown(key.target()), key.name()),
                  Optional.empty()));
        }
        for (int i = 0; i < key.columns().size(); i++) {
          values.put(key.columns().get(i), parent.get().get(i));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isRequired(Table table, ForeignKey key) {
    return wanted.getOrDefault(table.name(), Set.of()).contains(key.name())
        || key.columns().stream()
            .flatMap(name -> table.column(name).stream())
            .anyMatch(tables::isRequired);
  }

  /** The key of a parent: of a new one, else of one that is there. */
  private Optional<List<String>> parent(ForeignKey key, int depth, Set<ObjectName> above)
      throws ServerException {
    Optional<Table> target = tables.table(key.target());
    if (target.isPresent() && row(target.get(), Map.of(), depth + 1, above) instanceof Row row) {
      Optional<List<String>> made = keyOf(key, " WHERE " + row.where());
      if (made.isPresent()) {
        return made;
      }
    }
    String present =
        key.targetColumns().stream()
            .map(name -> Identifiers.quote(name) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    return keyOf(key, " WHERE " + present + " LIMIT 1");
  }

  private Optional<List<String>> keyOf(ForeignKey key, String which) throws ServerException {
    String columns =
        key.targetColumns().stream()
            .map(name -> Identifiers.quote(name) + "::text")
            .collect(Collectors.joining(", "));
    if (!(rehearsal.ask("SELECT " + columns + " FROM " + key.target().quoted() + which)
            instanceof Rows found)
        || found.rows().isEmpty()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (Optional<String> value : found.rows().getFirst()) {
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(Identifiers.quoteLiteral(value.get()));
    }
    return Optional.of(values);
  }

  private Made insert(Table table, Map<String, String> values) throws ServerException {
    String name = table.name().quoted();
    String columns =
        values.keySet().stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    String what =
        values.isEmpty()
            ? "DEFAULT VALUES"
            : "(%s) VALUES (%s)".formatted(columns, String.join(", ", values.values()));
    return placed(
        table,
        () ->
            rehearsal.ask(
                "INSERT INTO %s %s RETURNING tableoid::oid::text, ctid::text"
                    .formatted(name, what)));
  }

  /**
   * Gives columns of a row other values; it is another row then. Where a CHECK looks at further
   * columns, these are given something else too, for so long as that leads on.
   */
  public Made change(Row row, Map<String, String> given) throws ServerException {
    Search search = new Search(row.table(), given);
    Map<String, String> values = new LinkedHashMap<>(given);
    for (int attempt = 0; ; attempt++) {
      Made made = update(row, values);
      boolean other =
          attempt < MOST_ATTEMPTS
              && made instanceof NoRow none
              && none.last().filter(search::changes).isPresent();
      if (!other) {
        return made;
      }
      values.clear();
      values.putAll(given);
      search.moved().forEach(values::putIfAbsent);
    }
  }

  private Made update(Row row, Map<String, String> values) throws ServerException {
    String sets =
        values.entrySet().stream()
            .map(entry -> Identifiers.quote(entry.getKey()) + " = " + entry.getValue())
            .collect(Collectors.joining(", "));
    return placed(
        row.table(),
        () ->
            rehearsal.ask(
                "UPDATE %s SET %s WHERE %s RETURNING tableoid::oid::text, ctid::text"
                    .formatted(row.table().name().quoted(), sets, row.where())));
  }

  private interface Deed {
    Rehearsal.Answer done() throws ServerException;
  }

  /** Where nothing came of it, nothing of it is left. */
  private Made placed(Table table, Deed deed) throws ServerException {
    rehearsal.mark();
    Made made = placed(table, deed.done());
    if (made instanceof Row) {
      rehearsal.keep();
    } else {
      rehearsal.back();
    }
    return made;
  }

  private Made placed(Table table, Rehearsal.Answer answer) throws ServerException {
    return switch (answer) {
      case Refused refused -> refused(refused);
      case Rows rows -> {
        if (rows.rows().isEmpty()) {
          yield new NoRow(
              "a trigger or rule of `" + Tables.shown(table.name()) + "` lets no row through",
              Optional.empty());
        }
        // What is put off to the end of a transaction would never be asked: this one has none.
        if (rehearsal.ask("SET CONSTRAINTS ALL IMMEDIATE") instanceof Refused late) {
          yield refused(late);
        }
        List<Optional<String>> place = rows.rows().getFirst();
        yield new Row(table, place.get(0).orElse("0"), place.get(1).orElse("(0,0)"));
      }
    };
  }

  private static NoRow refused(Refused refused) {
    return new NoRow(
        "%s (%s)".formatted(refused.message(), refused.sqlstate()), Optional.of(refused));
  }
}
