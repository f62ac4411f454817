package dev.dovetail.cli;

import dev.dovetail.core.expected.LiveType;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.ServerException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a database that may not be up yet: again while it refuses connections, and never longer than
 * is allowed, also where it accepts one and then says nothing.
 *
 * @param seconds the longest that it may take
 */
record Asking(Database database, int seconds) {

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  List<LiveType> enumTypes() throws ServerException, InterruptedException {
    FutureTask<List<LiveType>> asking = new FutureTask<>(this::untilItAnswers);
    Thread thread = new Thread(asking, "asking the database");
    thread.setDaemon(true);
    thread.start();
    try {
      return asking.get(Math.max(1, seconds), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new ServerException("it has not answered in %d s".formatted(seconds));
    } catch (ExecutionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      throw cause instanceof ServerException refused
          ? refused
          : new ServerException(String.valueOf(cause.getMessage()));
    }
  }

  private List<LiveType> untilItAnswers() throws ServerException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        return database.enumTypes();
      } catch (ServerException e) {
        if (!mayPass(e.sqlstate())
            || System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) > end) {
          throw e;
        }
      }
      Thread.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Not up yet, starting, or full. A wrong password stays wrong. */
  private static boolean mayPass(String state) {
    return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
  }
}
