package dev.dovetail.guard;

import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Asks a database that may not be up yet: again and again while it refuses connections, and never
 * longer than is allowed, also where it accepts one and then says nothing.
 */
record Patience(Duration longest) {

  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  /** Why there is no answer, for people. */
  static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    Unanswered(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  LiveTypes ask(DataSource source, Question question) throws Unanswered, OtherDatabase {
    // A thread of its own: a pool, or a server that hangs, is not to be interrupted otherwise.
    FutureTask<LiveTypes> asking = new FutureTask<>(() -> untilItAnswers(source, question));
    Thread thread = new Thread(asking, "dovetail guard");
    thread.setDaemon(true);
    thread.start();
    try {
      return asking.get(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asking.cancel(true);
      throw new Unanswered("it has not answered in %d s".formatted(longest.toSeconds()));
    } catch (InterruptedException e) {
      asking.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unanswered("the guard was interrupted");
    } catch (ExecutionException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      if (cause instanceof OtherDatabase other) {
        throw other;
      }
      throw new Unanswered(said(cause));
    }
  }

  private LiveTypes untilItAnswers(DataSource source, Question question) throws Exception {
    long end = System.nanoTime() + longest.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try (Connection connection = source.getConnection()) {
        if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
          throw new OtherDatabase(connection.getMetaData().getDatabaseProductName());
        }
        return question.ask(connection);
      } catch (SQLException e) {
        if (!mayPass(e) || System.nanoTime() + pause * 1_000_000 > end) {
          throw e;
        }
      }
      Thread.sleep(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  /** It is not PostgreSQL: there are no such types in it. */
  static final class OtherDatabase extends Exception {
    private static final long serialVersionUID = 1;

    private final String product;

    OtherDatabase(String product) {
      super(product);
      this.product = product;
    }

    String product() {
      return product;
    }
  }

  /** A wrong password will stay wrong. A pool hides what the server said in a cause. */
  private static boolean mayPass(SQLException e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof ConnectException) {
        return true;
      }
      if (cause instanceof SQLException said && said.getSQLState() != null) {
        return mayPass(said.getSQLState());
      }
      cause = cause.getCause();
    }
    return e instanceof SQLTransientConnectionException;
  }

  /** Not up yet, starting, or full. */
  private static boolean mayPass(String state) {
    return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
  }

  /** A driver's message names hosts and users, and no password. */
  private static String said(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
  }
}
