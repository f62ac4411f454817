package dev.dovetail.core.history;

import dev.dovetail.core.source.Origin;
import java.util.Optional;

/**
 * Why a history fails where it fails.
 *
 * @param sqlstate where the database refuses
 * @param revision in which it happens; empty before any revision has begun
 */
public record Problem(
    Kind kind,
    Optional<String> sqlstate,
    String message,
    Optional<String> revision,
    Origin origin) {

  /** Who refuses. */
  public enum Kind {
    /** PostgreSQL. */
    DATABASE,
    /** The migration tool, before or between statements. */
    COMMAND,
    /** The language or the library that the migration is written with. */
    PYTHON
  }
}
