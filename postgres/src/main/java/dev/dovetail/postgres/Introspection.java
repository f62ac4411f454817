package dev.dovetail.postgres;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what a database holds. Nothing is written: the transaction is read only, and its search
 * path is empty, so that every name comes out with its schema.
 *
 * <p>All questions go in one message, as statements that the server keeps: it is asked again and
 * again at one connection, where planning them takes longer than answering.
 */
public final class Introspection {

  /**
   * What makes a transaction fit to be asked in. To compile what is asked once takes longer than to
   * answer it.
   */
  static final String ALONE =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;\nSET LOCAL jit = off";

  private static final String QUESTIONS =
      Stream.concat(
              Stream.of("SET LOCAL search_path = ''"),
              Stream.of(
                      "columns",
                      "constraints",
                      "indexes",
                      "relations",
                      "enums",
                      "domains",
                      "sequences",
                      "routines",
                      "triggers",
                      "schemas")
                  .map(question -> Text.resource(question + ".sql")))
          .collect(Collectors.joining(";\n"));

  private final PreparedStatement answers;
  private final String database;

  private Introspection(PreparedStatement answers, String database) {
    this.answers = answers;
    this.database = database;
  }

  /**
   * Reads all of it.
   *
   * @param database the name to show as the origin of what is found
   */
  public static Schema read(Connection connection, String database) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      return read(connection, database, ALONE + ";\n" + QUESTIONS);
    } finally {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
    }
  }

  /** The same in a transaction that is open already. */
  static Schema readHere(Connection connection, String database) throws SQLException {
    return read(connection, database, QUESTIONS);
  }

  private static Schema read(Connection connection, String database, String questions)
      throws SQLException {
    try (PreparedStatement answers = connection.prepareStatement(questions)) {
      answers.execute();
      return new Introspection(answers, database).schema();
    }
  }

  /** In the order of the questions. */
  private Schema schema() throws SQLException {
    Map<Long, List<Schema.Column>> columns = columns();
    Map<Long, SortedMap<String, Schema.Constraint>> constraints = constraints();
    Map<Long, SortedMap<String, Schema.Index>> indexes = indexes();
    SortedMap<ObjectName, Schema.Table> tables = new TreeMap<>();
    SortedMap<ObjectName, Schema.View> views = new TreeMap<>();
    each(row -> {
      long id = row.getLong("oid");
      ObjectName name = name(row);
      String kind = row.getString("kind");
      if (kind.equals("v") || kind.equals("m")) {
        views.put(
            name,
            new Schema.View(
                name, kind.equals("m"), row.getString("definition"), origin(name.toString())));
      } else {
        tables.put(
            name,
            new Schema.Table(
                name,
                columns.getOrDefault(id, List.of()),
                constraints.getOrDefault(id, new TreeMap<>()),
                indexes.getOrDefault(id, new TreeMap<>()),
                text(row, "partition_key"),
                pair(row, "parent_schema", "parent_name"),
                text(row, "partition_bound"),
                origin(name.toString())));
      }
    });
    return new Schema(
        enums(), domains(), tables, views, sequences(), routines(), triggers(), schemas());
  }

  private SortedMap<ObjectName, Schema.EnumType> enums() throws SQLException {
    SortedMap<ObjectName, Schema.EnumType> enums = new TreeMap<>();
    each(row -> {
      ObjectName name = name(row);
      Origin origin = origin(name.toString());
      List<Schema.Label> labels =
          strings(row, "labels").stream().map(text -> new Schema.Label(text, origin)).toList();
      enums.put(name, new Schema.EnumType(name, labels, origin));
    });
    return enums;
  }

  private SortedMap<ObjectName, Schema.Domain> domains() throws SQLException {
    SortedMap<ObjectName, Schema.Domain> domains = new TreeMap<>();
    each(row -> {
      ObjectName name = name(row);
      domains.put(
          name,
          new Schema.Domain(
              name,
              row.getString("base"),
              pair(row, "enum_schema", "enum_name"),
              row.getBoolean("typnotnull"),
              text(row, "default_text"),
              strings(row, "checks"),
              origin(name.toString())));
    });
    return domains;
  }

  private Map<Long, List<Schema.Column>> columns() throws SQLException {
    Map<Long, List<Schema.Column>> columns = new HashMap<>();
    each(row -> {
      Optional<String> expression = text(row, "default_text");
      boolean generated = text(row, "generated").isPresent();
      String column = row.getString("attname");
      columns
          .computeIfAbsent(row.getLong("attrelid"), id -> new ArrayList<>())
          .add(
              new Schema.Column(
                  column,
                  row.getString("type"),
                  pair(row, "enum_schema", "enum_name"),
                  row.getBoolean("attnotnull"),
                  generated ? Optional.empty() : expression,
                  generated ? expression : Optional.empty(),
                  text(row, "identity"),
                  origin(column)));
    });
    return columns;
  }

  private Map<Long, SortedMap<String, Schema.Constraint>> constraints() throws SQLException {
    Map<Long, SortedMap<String, Schema.Constraint>> constraints = new HashMap<>();
    each(row -> {
      String name = row.getString("conname");
      constraints
          .computeIfAbsent(row.getLong("conrelid"), id -> new TreeMap<>())
          .put(
              name,
              new Schema.Constraint(
                  name,
                  kind(row.getString("kind")),
                  row.getString("definition"),
                  true,
                  origin(name)));
    });
    return constraints;
  }

  private static Schema.ConstraintKind kind(String letter) {
    return switch (letter) {
      case "p" -> Schema.ConstraintKind.PRIMARY_KEY;
      case "u" -> Schema.ConstraintKind.UNIQUE;
      case "f" -> Schema.ConstraintKind.FOREIGN_KEY;
      case "c" -> Schema.ConstraintKind.CHECK;
      case "x" -> Schema.ConstraintKind.EXCLUSION;
      default -> throw new IllegalStateException("constraints.sql asks for no kind " + letter);
    };
  }

  private Map<Long, SortedMap<String, Schema.Index>> indexes() throws SQLException {
    Map<Long, SortedMap<String, Schema.Index>> indexes = new HashMap<>();
    each(row -> {
      String name = row.getString("relname");
      indexes
          .computeIfAbsent(row.getLong("indrelid"), id -> new TreeMap<>())
          .put(name, new Schema.Index(name, row.getString("definition"), true, origin(name)));
    });
    return indexes;
  }

  private SortedMap<ObjectName, Optional<String>> sequences() throws SQLException {
    SortedMap<ObjectName, Optional<String>> sequences = new TreeMap<>();
    each(row -> sequences.put(name(row), text(row, "owner")));
    return sequences;
  }

  private SortedMap<ObjectName, Schema.Routine> routines() throws SQLException {
    SortedMap<ObjectName, Schema.Routine> routines = new TreeMap<>();
    each(row -> {
      String signature = row.getString("signature");
      // Overloads share a name; the signature keeps them apart.
      ObjectName key = new ObjectName(row.getString(1), signature);
      routines.put(key, new Schema.Routine(name(row), signature, origin(signature)));
    });
    return routines;
  }

  private SortedMap<String, Schema.Trigger> triggers() throws SQLException {
    SortedMap<String, Schema.Trigger> triggers = new TreeMap<>();
    each(row -> {
      String name = row.getString("tgname");
      triggers.put(
          name,
          new Schema.Trigger(
              name,
              new ObjectName(row.getString("nspname"), row.getString("relname")),
              row.getString("definition"),
              origin(name)));
    });
    return triggers;
  }

  private TreeSet<String> schemas() throws SQLException {
    TreeSet<String> schemas = new TreeSet<>();
    each(row -> schemas.add(row.getString(1)));
    return schemas;
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** The rows of the next answer; what only sets something has none. */
  private void each(RowReader reader) throws SQLException {
    while (!answers.getMoreResults()) {
      if (answers.getUpdateCount() < 0) {
        throw new SQLException("the server has answered less than it was asked");
      }
    }
    try (ResultSet rows = answers.getResultSet()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  /** Schema and name stand in the first two columns, or in the columns the catalog calls so. */
  private static ObjectName name(ResultSet row) throws SQLException {
    boolean afterId = row.getMetaData().getColumnName(1).equals("oid");
    return new ObjectName(row.getString(afterId ? 2 : 1), row.getString(afterId ? 3 : 2));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    String value = row.getString(column);
    return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static Optional<ObjectName> pair(ResultSet row, String schema, String name)
      throws SQLException {
    String there = row.getString(name);
    return there == null
        ? Optional.empty()
        : Optional.of(new ObjectName(row.getString(schema), there));
  }

  private static List<String> strings(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private Origin origin(String object) {
    return new Origin.InDatabase(database, object);
  }
}
