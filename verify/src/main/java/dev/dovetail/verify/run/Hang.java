package dev.dovetail.verify.run;

import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the connections of a database wait for, when a migration does not come to its end. */
final class Hang {

  private static final int LONGEST = 200;

  private static final String BACKENDS =
      """
      SELECT a.state, a.wait_event_type, a.wait_event, a.query,
             b.state, b.query,
             b.pid IS NOT NULL AND b.state LIKE 'idle in transaction%'
      FROM pg_stat_activity a
      LEFT JOIN pg_stat_activity b ON b.pid = ANY (pg_blocking_pids(a.pid))
      WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
        AND a.backend_type = 'client backend'
      ORDER BY b.pid IS NULL, a.wait_event_type IS DISTINCT FROM 'Lock', a.state, a.pid, b.pid
      """;

  private static final String TERMINATE =
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND backend_type = 'client backend'
      """;

  private Hang() {}

  /** In words; empty where nothing of it can be seen. */
  static Optional<String> words(Database database) {
    return first(database).map(Hang::describe);
  }

  /**
   * Whether a connection waits for a lock that another one holds and does nothing about: both are
   * of the same program, which so waits for itself.
   */
  static boolean forever(Database database) {
    return first(database).flatMap(row -> row.get(6)).filter("t"::equals).isPresent();
  }

  /** Ends the connections, for a server does not notice by itself that its client is gone. */
  static void end(Database database) {
    try {
      var unused = database.rows(TERMINATE);
    } catch (ServerException e) {
      // The server is gone, and its connections with it.
    }
  }

  private static Optional<List<Optional<String>>> first(Database database) {
    try {
      return database.rows(BACKENDS).stream().findFirst();
    } catch (ServerException e) {
      return Optional.empty();
    }
  }

  private static String describe(List<Optional<String>> row) {
    String statement = quoted(row.get(3));
    String state = row.get(0).orElse("");
    if (row.get(4).isPresent()) {
      return "%s was waiting for a lock held by a connection that is %s, whose last statement was %s"
          .formatted(statement, row.get(4).get(), quoted(row.get(5)));
    }
    if (state.startsWith("idle")) {
      return "its connection was %s after %s".formatted(state, statement);
    }
    return row.get(2)
        .map(event ->
            "%s was running (waiting for %s)".formatted(statement, event.toLowerCase(Locale.ROOT)))
        .orElse(statement + " was running");
  }

  private static String quoted(Optional<String> query) {
    String text = query.orElse("").replaceAll("\\s+", " ").strip();
    return "`" + (text.length() > LONGEST ? text.substring(0, LONGEST) + " ..." : text) + "`";
  }
}
