package dev.dovetail.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a database is, and who may enter. The password is in no URL and in no {@code toString}: it
 * goes by the environment or by a pipe.
 *
 * @param password empty where the driver finds it by itself
 * @param socketFolder where the server's unix socket stands too, under the same port: libpq takes
 *     it as a host
 */
public record Address(
    String host,
    int port,
    String user,
    String password,
    String database,
    Optional<Path> socketFolder) {

  private static final int CONNECT_SECONDS = 10;

  public Address(String host, int port, String user, String password, String database) {
    this(host, port, user, password, database, Optional.empty());
  }

  /** Another database of the same server, for the same user. */
  Address to(String otherDatabase) {
    return new Address(host, port, user, password, otherDatabase, socketFolder);
  }

  /** The same place for another user. */
  Address as(String otherUser, String otherPassword) {
    return new Address(host, port, otherUser, otherPassword, database, socketFolder);
  }

  /** {@code postgresql+asyncpg://user@host:port/database}, without the password. */
  public String url(String scheme) {
    return scheme + "://" + user + "@" + host + ":" + port + "/" + database;
  }

  /** What leads libpq and its kin here. */
  public SortedMap<String, String> environment() {
    SortedMap<String, String> environment = new TreeMap<>();
    environment.put("PGHOST", host);
    environment.put("PGPORT", Integer.toString(port));
    environment.put("PGUSER", user);
    if (!password.isEmpty()) {
      environment.put("PGPASSWORD", password);
    }
    environment.put("PGDATABASE", database);
    return environment;
  }

  Connection connect(String applicationName) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    String place = host.contains(":") ? "[" + host + "]" : host;
    return DriverManager.getConnection(
        "jdbc:postgresql://" + place + ":" + port + "/" + database, properties);
  }

  @Override
  public String toString() {
    return url("postgresql");
  }
}
