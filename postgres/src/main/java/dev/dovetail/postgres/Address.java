package dev.dovetail.postgres;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a database is, and who may enter. The password is in no URL and in no {@code toString}: it
 * goes by the environment or by a pipe.
 */
public record Address(String host, int port, String user, String password, String database) {

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
    environment.put("PGPASSWORD", password);
    environment.put("PGDATABASE", database);
    return environment;
  }

  @Override
  public String toString() {
    return url("postgresql");
  }
}
