package dev.dovetail.verify.run;

import dev.dovetail.postgres.Database;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends what runs in a database when its time is over, and keeps what it was waiting for: a server
 * goes on with a statement until somebody ends it.
 */
final class Deadline implements AutoCloseable {

  private final Duration limit;
  private final Thread watch;
  private volatile Optional<String> over = Optional.empty();

  private Deadline(Database database, Duration limit) {
    this.limit = limit;
    this.watch = Thread.ofVirtual().name("deadline").start(() -> wait(database));
  }

  static Deadline of(Database database, Duration limit) {
    return new Deadline(database, limit);
  }

  /** Why it was ended; empty where it was not. */
  Optional<String> over() {
    return over;
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  private void wait(Database database) {
    try {
      Thread.sleep(limit);
    } catch (InterruptedException inTime) {
      return;
    }
    over =
        Optional.of(
            "it took longer than "
                + limit.toSeconds()
                + " s"
                + Hang.words(database).map(words -> ": " + words).orElse(""));
    Hang.end(database);
  }
}
