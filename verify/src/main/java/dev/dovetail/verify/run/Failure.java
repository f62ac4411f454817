package dev.dovetail.verify.run;

import dev.dovetail.core.history.Problem;
import dev.dovetail.core.source.Origin;
import java.util.Optional;

/**
 * Why a command ended early.
 *
 * @param sqlstate of a refusal by the database
 * @param message one line, without secrets
 * @param statement the SQL that was refused, as it was sent
 * @param revision the migration that was running
 * @param at the innermost place in the service's own files
 */
public record Failure(
    Kind kind,
    Optional<String> sqlstate,
    String message,
    Optional<String> statement,
    Optional<String> revision,
    Optional<Origin> at) {

  /** It cannot be run here. */
  static Failure missing(String message) {
    return of(Kind.MISSING, message);
  }

  static Failure of(Kind kind, String message) {
    return new Failure(
        kind, Optional.empty(), message, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same as a problem of a history, at this place. */
  public Problem problem(Origin place) {
    Problem.Kind ended =
        switch (kind) {
          case DATABASE -> Problem.Kind.DATABASE;
          case COMMAND -> Problem.Kind.COMMAND;
          case PYTHON, ASTRAY, TIMEOUT, ENDED, MISSING -> Problem.Kind.PYTHON;
        };
    return new Problem(ended, sqlstate, message, revision, place);
  }

  /** What ended it. */
  public enum Kind {
    /** The database refused a statement. */
    DATABASE,
    /** The tool refused the command: several heads, a missing revision. */
    COMMAND,
    /** The migration's own code raised. */
    PYTHON,
    /** It tried to reach another server than the disposable one. */
    ASTRAY,
    /** It took longer than allowed; the message says what it was waiting on. */
    TIMEOUT,
    /** The process ended by itself, or was killed. */
    ENDED,
    /** It cannot be run here: no Python, a package missing. The message says what to install. */
    MISSING
  }
}
