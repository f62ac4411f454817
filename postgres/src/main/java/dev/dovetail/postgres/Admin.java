package dev.dovetail.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The administrator of a server, at one connection that stays open: a new one costs 10 ms. */
final class Admin implements AutoCloseable {

  private final Address address;
  private final String applicationName;
  private Optional<Connection> open = Optional.empty();

  Admin(Address address, String applicationName) {
    this.address = address;
    this.applicationName = applicationName;
  }

  Address address() {
    return address;
  }

  /** Runs statements one by one, each in its own transaction. */
  synchronized void run(String... statements) throws ServerException {
    try (Statement statement = connection().createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The first column of a query. */
  synchronized List<String> column(String query) throws ServerException {
    try (Statement statement = connection().createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> column = new ArrayList<>();
      while (result.next()) {
        column.add(Optional.ofNullable(result.getString(1)).orElse(""));
      }
      return column;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Drops a database, whoever is in it. */
  synchronized void dropDatabase(String name) throws ServerException {
    String drop = "DROP DATABASE IF EXISTS " + quoted(name);
    if (forces()) {
      run(drop + " WITH (FORCE)");
    } else {
      run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = " + literal(name),
          drop);
    }
  }

  /** From PostgreSQL 13 on, dropping a database ends who is in it. */
  private boolean forces() throws ServerException {
    try {
      return connection().getMetaData().getDatabaseMajorVersion() >= 13;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public synchronized void close() {
    open.ifPresent(connection -> {
      try {
        connection.close();
      } catch (SQLException e) {
        // The server is gone, and the connection with it.
      }
    });
    open = Optional.empty();
  }

  private Connection connection() throws SQLException {
    if (open.isEmpty()) {
      open = Optional.of(address.connect(applicationName));
    }
    return open.get();
  }

  /** After a broken connection the next call makes a new one. */
  private ServerException failed(SQLException e) {
    String state = Optional.ofNullable(e.getSQLState()).orElse("08000");
    if (state.startsWith("08") || state.startsWith("57P")) {
      close();
    }
    return new ServerException(e);
  }

  /** A name as SQL writes it. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text as SQL writes it; standard_conforming_strings is on wherever we connect. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
