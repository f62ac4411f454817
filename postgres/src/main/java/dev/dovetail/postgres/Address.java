package dev.dovetail.postgres;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where a database is, and who may enter. The password is in no URL and in no {@code toString}: it
 * goes by the environment or by a pipe.
 *
 * @param password empty where the driver finds it by itself
 * @param socketFolder where the server's unix socket stands too, under the same port: libpq takes
 *     it as a host
 * @param transport {@code sslmode} and {@code sslrootcert}, where something is said of them
 */
public record Address(
    String host,
    int port,
    String user,
    String password,
    String database,
    Optional<Path> socketFolder,
    SortedMap<String, String> transport) {

  private static final int CONNECT_SECONDS = 10;

  /**
   * The driver writes to it what it also throws. Whoever keeps no hold on a logger loses its level.
   */
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  public Address {
    transport = Collections.unmodifiableSortedMap(new TreeMap<>(transport));
  }

  public Address(String host, int port, String user, String password, String database) {
    this(host, port, user, password, database, Optional.empty());
  }

  Address(
      String host,
      int port,
      String user,
      String password,
      String database,
      Optional<Path> socketFolder) {
    this(host, port, user, password, database, socketFolder, new TreeMap<>());
  }

  Address over(SortedMap<String, String> otherTransport) {
    return new Address(host, port, user, password, database, socketFolder, otherTransport);
  }

  /** The same server behind a relay, which has another name than its certificate. */
  public Address behind(String relayHost, int relayPort) {
    SortedMap<String, String> lowered = new TreeMap<>(transport);
    lowered.replace("sslmode", "verify-full", "verify-ca");
    return new Address(relayHost, relayPort, user, password, database, Optional.empty(), lowered);
  }

  /** Another database of the same server, for the same user. */
  Address to(String otherDatabase) {
    return new Address(host, port, user, password, otherDatabase, socketFolder, transport);
  }

  /** The same place for another user. */
  Address as(String otherUser, String otherPassword) {
    return new Address(host, port, otherUser, otherPassword, database, socketFolder, transport);
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
    transport.forEach(
        (name, value) -> environment.put("PG" + name.toUpperCase(Locale.ROOT), value));
    return environment;
  }

  Connection connect(String applicationName) throws SQLException {
    return connect(applicationName, Map.of());
  }

  /**
   * @param more properties of the driver
   */
  Connection connect(String applicationName, Map<String, String> more) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(more);
    properties.setProperty("user", user);
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    transport.forEach(properties::setProperty);
    DRIVER.setLevel(Level.OFF);
    String place = host.contains(":") ? "[" + host + "]" : host;
    return DriverManager.getConnection(
        "jdbc:postgresql://"
            + place
            + ":"
            + port
            + "/"
            + URLEncoder.encode(database, Text.CHARSET).replace("+", "%20"),
        properties);
  }

  @Override
  public String toString() {
    return url("postgresql");
  }
}
