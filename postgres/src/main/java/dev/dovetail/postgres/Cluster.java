package dev.dovetail.postgres;

import dev.dovetail.core.machine.ServerVersion;

/** A server on which Dovetail makes databases of its own. */
public interface Cluster extends AutoCloseable {

  ServerVersion version();

  /** Makes an empty database. The name is new each time; nobody else's database is touched. */
  Database fresh() throws ServerException;

  /** Makes a copy of a database that nobody is connected to. */
  Database copy(Database original) throws ServerException;

  void drop(Database database) throws ServerException;

  /** Stops what was started and drops what was made. */
  @Override
  void close();
}
