package dev.dovetail.postgres;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Statements tried on a database, and taken back: one transaction that is never committed. Whoever
 * kills us does the same, for the server undoes what is open when a connection ends. Only sequences
 * keep what they have given out.
 */
public final class Rehearsal implements AutoCloseable {

  /** Another place than any that a statement could name. */
  private static final String MARK = "dovetail_mark_";

  private static final String TRIED = "dovetail_tried";

  private final Connection connection;
  private final Address address;
  private final String release;
  private int depth;
  private boolean lost;

  private Rehearsal(Connection connection, Address address, String release) {
    this.connection = connection;
    this.address = address;
    this.release = release;
  }

  /** What came of a statement. */
  public sealed interface Answer {}

  /** Its rows as text; empty stands for null. */
  public record Rows(List<List<Optional<String>>> rows) implements Answer {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /**
   * The server refused it, and nothing of it is left.
   *
   * @param message on one line
   * @param constraint by name, where one is broken
   * @param column by name, where the server blames one
   * @param type the domain that is blamed, by its name without a schema
   */
  public record Refused(
      String sqlstate,
      String message,
      Optional<String> constraint,
      Optional<String> table,
      Optional<String> column,
      Optional<String> type)
      implements Answer {

    /** It, or what it called, took longer than is allowed. */
    public boolean isTooLong() {
      return sqlstate.equals("57014") || sqlstate.equals("55P03");
    }
  }

  /** Enters a database. */
  public static Rehearsal open(Address address, Limits limits) throws ServerException {
    String seconds = Long.toString(Math.max(1, limits.connecting().toSeconds()));
    // The server ends what takes too long; this is for one that does not answer any more.
    Duration silence = limits.statement().plusSeconds(5);
    try {
      Connection connection =
          address.connect(
              "dovetail probe",
              Map.of(
                  "preferQueryMode",
                  "simple",
                  "loginTimeout",
                  seconds,
                  "connectTimeout",
                  seconds,
                  "socketTimeout",
                  Long.toString(Math.max(1, silence.toSeconds()))));
      return begin(connection, address, limits);
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  private static Rehearsal begin(Connection connection, Address address, Limits limits)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL statement_timeout = " + limits.statement().toMillis());
      statement.execute("SET LOCAL lock_timeout = " + limits.lock().toMillis());
      // Should we hang between two statements, nobody waits for our locks for long.
      statement.execute(
          "SET LOCAL idle_in_transaction_session_timeout = "
              + limits.statement().plusSeconds(60).toMillis());
      // From PostgreSQL 14 on, a server notices early that whoever asked it is gone.
      statement.execute(
          "SELECT set_config(name, '1000', true) FROM pg_catalog.pg_settings"
              + " WHERE name = 'client_connection_check_interval'");
      String release = connection.getMetaData().getDatabaseProductVersion().split(" ", 2)[0];
      return new Rehearsal(connection, address, release);
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /** As in {@code 15.8}. */
  public String release() {
    return release;
  }

  /** Whether it is a standby, or says of itself that it only reads. */
  public boolean readsOnly() throws ServerException {
    return column("SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool")
        .equals(List.of("t"));
  }

  /** What its catalog holds. */
  public Schema schema() throws ServerException {
    mark();
    try {
      return Introspection.readHere(connection, address.database());
    } catch (SQLException e) {
      throw new ServerException(e);
    } finally {
      // The search path is ours again.
      back();
    }
  }

  /** Every foreign key. */
  public List<ForeignKey> foreignKeys() throws ServerException {
    List<ForeignKey> keys = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Text.resource("foreign_keys.sql"))) {
      while (rows.next()) {
        keys.add(
            new ForeignKey(
                new ObjectName(rows.getString(1), rows.getString(2)),
                rows.getString("name"),
                strings(rows, "columns"),
                new ObjectName(rows.getString("target_schema"), rows.getString("target_name")),
                strings(rows, "target_columns")));
      }
      return keys;
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  private static List<String> strings(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  /** The last value of each sequence; empty where it has given out none. */
  public SortedMap<ObjectName, String> sequences() throws ServerException {
    SortedMap<ObjectName, String> values = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Text.resource("sequence_values.sql"))) {
      while (rows.next()) {
        values.put(
            new ObjectName(rows.getString(1), rows.getString(2)),
            Optional.ofNullable(rows.getString(3)).orElse(""));
      }
      return values;
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** From here on everything can be taken back by {@link #back}. */
  public void mark() throws ServerException {
    run("SAVEPOINT " + MARK + depth);
    depth++;
  }

  /**
   * Takes back what was done since the last mark. Where the connection was lost, the server has
   * done so already.
   */
  public void back() throws ServerException {
    depth--;
    if (lost) {
      return;
    }
    run("ROLLBACK TO SAVEPOINT " + MARK + depth);
    run("RELEASE SAVEPOINT " + MARK + depth);
  }

  /** What was done since the last mark stays, until an earlier one is gone back to. */
  public void keep() throws ServerException {
    depth--;
    run("RELEASE SAVEPOINT " + MARK + depth);
  }

  /** Runs one statement. Where it is refused, what was done before it stays. */
  public Answer ask(String sql) throws ServerException {
    run("SAVEPOINT " + TRIED);
    try {
      Rows rows = rows(sql);
      run("RELEASE SAVEPOINT " + TRIED);
      return rows;
    } catch (SQLException e) {
      Refused refused = refused(e);
      if (refused.sqlstate().startsWith("08") || refused.sqlstate().startsWith("57P")) {
        lost = true;
        throw new ServerException(e);
      }
      run("ROLLBACK TO SAVEPOINT " + TRIED);
      run("RELEASE SAVEPOINT " + TRIED);
      return refused;
    }
  }

  private List<String> column(String query) throws ServerException {
    try {
      return rows(query).rows().stream().map(row -> row.getFirst().orElse("")).toList();
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  private Rows rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      if (!statement.execute(sql)) {
        return new Rows(List.of());
      }
      List<List<Optional<String>>> rows = new ArrayList<>();
      try (ResultSet result = statement.getResultSet()) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<Optional<String>> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(Optional.ofNullable(result.getString(i)));
          }
          rows.add(row);
        }
      }
      return new Rows(rows);
    }
  }

  private void run(String sql) throws ServerException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      lost = true;
      throw new ServerException(e);
    }
  }

  private static Refused refused(SQLException e) {
    Optional<ServerErrorMessage> said =
        e instanceof PSQLException theirs
            ? Optional.ofNullable(theirs.getServerErrorMessage())
            : Optional.empty();
    String message =
        said.flatMap(words -> Optional.ofNullable(words.getMessage()))
            .orElseGet(() -> String.valueOf(e.getMessage()));
    return new Refused(
        Optional.ofNullable(e.getSQLState()).orElse("08006"),
        message.replaceAll("\\s+", " ").strip(),
        said.flatMap(words -> Optional.ofNullable(words.getConstraint())),
        said.flatMap(words -> Optional.ofNullable(words.getTable())),
        said.flatMap(words -> Optional.ofNullable(words.getColumn())),
        said.flatMap(words -> Optional.ofNullable(words.getDatatype())));
  }

  /** Makes all that was done last, on a database that is ours. */
  void settle() throws ServerException {
    try {
      connection.commit();
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** Takes everything back. */
  @Override
  public void close() {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      // The server is gone, and the transaction with it.
    }
  }
}
