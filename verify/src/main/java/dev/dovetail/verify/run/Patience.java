package dev.dovetail.verify.run;

import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import java.util.HashSet;
import java.util.Set;

/**
 * How long a single statement may take: said to the database itself, so that it holds for every
 * driver and every connection, and a migration that knows better can still set its own.
 */
final class Patience {

  private final RunOptions options;
  private final Set<Database> asked = new HashSet<>();

  Patience(RunOptions options) {
    this.options = options;
  }

  /** Before the first command in a database. */
  void ask(Database database) throws ServerException {
    if (options.statementTimeout().isPresent() && asked.add(database)) {
      database.run(
          "ALTER DATABASE \"%s\" SET statement_timeout = '%dms'"
              .formatted(
                  database.address().database().replace("\"", "\"\""),
                  Math.max(1, options.statementTimeout().get().toMillis())));
    }
  }
}
