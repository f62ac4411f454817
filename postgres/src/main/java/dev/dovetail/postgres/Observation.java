package dev.dovetail.postgres;

import dev.dovetail.core.live.LiveEnum;
import dev.dovetail.core.live.LiveEnum.Dependent;
import dev.dovetail.core.live.RowCount;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One look at a database that is not ours: a single read-only transaction, so that all of it is of
 * one moment, with limits on every question. It works through a pooler and on a standby: nothing is
 * prepared on the server, and nothing is set beyond the transaction.
 */
public final class Observation implements AutoCloseable {

  /** It took too long, met a lock, or is not allowed: the transaction can go on. */
  private static final List<String> PASSING = List.of("57014", "55P03", "42501");

  private static final Comparator<Dependent> BY_KIND =
      Comparator.comparing(Dependent::kind).thenComparing(Dependent::identity);

  private final Connection connection;
  private final Address address;
  private final String release;

  private Observation(Connection connection, Address address, String release) {
    this.connection = connection;
    this.address = address;
    this.release = release;
  }

  /** Enters the database. */
  public static Observation open(Address address, Limits limits) throws ServerException {
    Connection connection = connect(address, limits);
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          """
          %s;
          SET LOCAL statement_timeout = %d;
          SET LOCAL lock_timeout = %d;
          SET LOCAL search_path = ''
          """
              .formatted(
                  Introspection.ALONE, limits.statement().toMillis(), limits.lock().toMillis()));
      String release = connection.getMetaData().getDatabaseProductVersion().split(" ", 2)[0];
      return new Observation(connection, address, release);
    } catch (SQLException e) {
      try {
        connection.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
      throw new ServerException(e);
    }
  }

  private static Connection connect(Address address, Limits limits) throws ServerException {
    String seconds = Long.toString(Math.max(1, limits.connecting().toSeconds()));
    // The server ends what takes too long; this is for one that does not answer any more.
    Duration silence = limits.statement().plusSeconds(5);
    try {
      return address.connect(
          "dovetail audit",
          Map.of(
              "preferQueryMode",
              "simple",
              "loginTimeout",
              seconds,
              "connectTimeout",
              seconds,
              "socketTimeout",
              Long.toString(silence.toSeconds())));
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** As in {@code 15.8}. */
  public String release() {
    return release;
  }

  /** What its catalog holds. */
  public Schema schema() throws ServerException {
    try {
      return Introspection.readHere(connection, address.database());
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** The enum types that people made, and what hangs on them. */
  public SortedMap<ObjectName, LiveEnum> enums() throws ServerException {
    Map<Long, SortedSet<Dependent>> dependents = new HashMap<>();
    SortedMap<ObjectName, LiveEnum> enums = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery(Text.resource("enum_dependents.sql"))) {
        while (rows.next()) {
          dependents
              .computeIfAbsent(rows.getLong("enum"), key -> new TreeSet<>(BY_KIND))
              .add(new Dependent(rows.getString("kind"), rows.getString("identity")));
        }
      }
      try (ResultSet rows = statement.executeQuery(Text.resource("enum_owners.sql"))) {
        while (rows.next()) {
          ObjectName name = name(rows);
          enums.put(
              name,
              new LiveEnum(
                  name,
                  rows.getString("owner"),
                  rows.getBoolean("usable"),
                  List.copyOf(
                      dependents.getOrDefault(rows.getLong("oid"), new TreeSet<>(BY_KIND)))));
        }
      }
      return enums;
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** Tables of which whoever asks sees no rows; {@code true} where it sees some. */
  public SortedMap<ObjectName, Boolean> hiddenTables() throws ServerException {
    SortedMap<ObjectName, Boolean> hidden = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Text.resource("hidden_tables.sql"))) {
      while (rows.next()) {
        hidden.put(name(rows), rows.getBoolean("some"));
      }
      return hidden;
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** A column of a small table, as text and in order. */
  public List<String> column(ObjectName table, String column) throws ServerException {
    String name = Identifiers.quote(column);
    String query =
        "SELECT %s::text FROM %s WHERE %s IS NOT NULL ORDER BY 1 LIMIT 1000"
            .formatted(name, table.quoted(), name);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /**
   * The values of a column of a table that others refer to, as text and in order.
   *
   * @param most so many and no more are read
   * @return empty where they may not be read, or not now
   */
  public Optional<List<String>> codes(ObjectName table, String column, int most)
      throws ServerException {
    String name = Identifiers.quote(column);
    String query =
        "SELECT %s::text FROM %s WHERE %s IS NOT NULL ORDER BY 1 LIMIT %d"
            .formatted(name, table.quoted(), name, most);
    try {
      Savepoint before = connection.setSavepoint();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(query)) {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
          values.add(rows.getString(1));
        }
        return Optional.of(values);
      } catch (SQLException e) {
        if (!PASSING.contains(Optional.ofNullable(e.getSQLState()).orElse(""))) {
          throw e;
        }
        connection.rollback(before);
        return Optional.empty();
      }
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** Reads every row of a column, for as long as a statement may take. */
  public RowCount count(ObjectName table, String column) throws ServerException {
    String name = Identifiers.quote(column);
    String query =
        "SELECT %s::text, count(*) FROM %s WHERE %s IS NOT NULL GROUP BY 1"
            .formatted(name, table.quoted(), name);
    try {
      Savepoint before = connection.setSavepoint();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(query)) {
        SortedMap<String, Long> counts = new TreeMap<>();
        while (rows.next()) {
          counts.put(rows.getString(1), rows.getLong(2));
        }
        return new RowCount.Exact(counts);
      } catch (SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        if (!PASSING.contains(state)) {
          throw e;
        }
        connection.rollback(before);
        return new RowCount.Unknown(
            switch (state) {
              case "42501" -> "the rows of " + table + " may not be read";
              case "55P03" -> table + " is locked";
              default -> "counting the rows of " + table + " took too long";
            });
      }
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  /** What the server's statistics say of a column; no row is read. */
  public RowCount estimate(ObjectName table, String column) throws ServerException {
    try (PreparedStatement statement =
        connection.prepareStatement(Text.resource("label_estimates.sql"))) {
      statement.setString(1, column);
      statement.setString(2, table.schema());
      statement.setString(3, table.name());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? estimate(table, rows) : new RowCount.Unknown(table + " is not there");
      }
    } catch (SQLException e) {
      throw new ServerException(e);
    }
  }

  private static RowCount estimate(ObjectName table, ResultSet row) throws SQLException {
    long total = row.getLong("rows");
    Optional<java.sql.Array> labels = Optional.ofNullable(row.getArray("labels"));
    Optional<java.sql.Array> shares = Optional.ofNullable(row.getArray("shares"));
    if (total < 0 || labels.isEmpty() || shares.isEmpty()) {
      return new RowCount.Unknown("there are no statistics of " + table + " to be seen");
    }
    String[] names = (String[]) labels.get().getArray();
    Double[] parts = (Double[]) shares.get().getArray();
    SortedMap<String, Long> rows = new TreeMap<>();
    for (int i = 0; i < names.length; i++) {
      rows.put(names[i], Math.round(parts[i] * total));
    }
    return new RowCount.Estimate(total, rows);
  }

  private static ObjectName name(ResultSet row) throws SQLException {
    return new ObjectName(row.getString(1), row.getString(2));
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      // The server is gone, and the transaction with it.
    }
  }
}
