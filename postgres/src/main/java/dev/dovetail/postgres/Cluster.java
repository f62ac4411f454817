package dev.dovetail.postgres;

import dev.dovetail.core.machine.ServerVersion;
import java.util.List;

/** A server on which Dovetail makes databases of its own. */
public interface Cluster extends AutoCloseable {

  ServerVersion version();

  /**
   * Makes an empty database. The name is new each time; nobody else's database is touched. It
   * belongs to a role without privileges: what a migration could do with more, it should not do
   * here.
   */
  Database fresh() throws ServerException;

  /** Makes a copy of a database that nobody is connected to. */
  Database copy(Database original) throws ServerException;

  /** The same database, entered by whoever administers the server. */
  Database admin(Database database);

  /**
   * Sees to it that there is a role of this name, which the owner of the databases may act as where
   * it was made here.
   *
   * @return whether it was made here
   * @throws ServerException where it is not there, and may not be made
   */
  boolean provideRole(String role) throws ServerException;

  /**
   * How often the server fell so far, as when a process of it was killed, and what is known of each
   * time. Whatever was run meanwhile proves nothing. Waits until the server is up again, or surely
   * gone; the next database that is asked for is on one that is up.
   */
  default List<String> falls() {
    return List.of();
  }

  /** Drops a database, whoever is connected to it. */
  void drop(Database database) throws ServerException;

  /** Leaves a database, and the server under it, where they are when this is closed. */
  Kept keep(Database database) throws ServerException;

  /** Stops what was started and drops what was made. */
  @Override
  void close();
}
