package dev.dovetail.verify.run;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DatabaseSession;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.postgres.StatementRefusal;
import java.util.Optional;

/**
 * Dovetail's own note, in the database itself, of the last migration that it has applied there. It
 * stands in a schema of its own, so that nothing that migrations do to theirs concerns it, and
 * comparisons leave it out. It is written over a connection of its own, which what migrations set
 * or leave open does not concern.
 */
final class Applied implements AutoCloseable {

  private static final String READY =
      "SET client_min_messages = error; CREATE SCHEMA IF NOT EXISTS _dovetail;"
          + " CREATE TABLE IF NOT EXISTS _dovetail.version (version_num varchar NOT NULL)";

  private final Database database;
  private final DatabaseSession session;

  private Applied(Database database, DatabaseSession session) {
    this.database = database;
    this.session = session;
  }

  static Applied in(Database database) throws ServerException {
    Applied applied = new Applied(database, database.session());
    Optional<StatementRefusal> refusal = applied.session.send(READY);
    if (refusal.isPresent()) {
      applied.close();
      throw new ServerException(refusal.get());
    }
    return applied;
  }

  boolean isIn(Database other) {
    return database.equals(other);
  }

  /** The last one; empty where none is applied. */
  Optional<String> last() throws ServerException {
    return session.column("SELECT version_num FROM _dovetail.version ORDER BY 1 DESC").stream()
        .findFirst();
  }

  /** Writes down the last one that is applied; empty where none is. */
  Optional<StatementRefusal> write(Optional<String> last) {
    return session.send(
        "DELETE FROM _dovetail.version;"
            + last.map(key ->
                    "INSERT INTO _dovetail.version VALUES (" + Identifiers.literal(key) + ")")
                .orElse(""));
  }

  @Override
  public void close() {
    session.close();
  }
}
