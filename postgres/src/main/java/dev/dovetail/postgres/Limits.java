package dev.dovetail.postgres;

import java.time.Duration;

/**
 * How long a database that is not ours may be asked.
 *
 * @param connecting until it has let us in
 * @param statement for one question
 * @param lock for a lock that somebody else holds
 */
public record Limits(Duration connecting, Duration statement, Duration lock) {

  /** Nobody should notice us. */
  public static Limits usual() {
    return new Limits(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(2));
  }
}
