package dev.dovetail.sql;

/** Ends the reading of one statement; caught where statements are read, and never seen outside. */
abstract sealed class Stop extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private Stop(String message) {
    super(message, null, false, false);
  }

  final String reason() {
    return String.valueOf(getMessage());
  }

  /** PostgreSQL's grammar certainly refuses. */
  static final class Refusal extends Stop {
    private static final long serialVersionUID = 1L;
    private final String sqlstate;

    Refusal(String sqlstate, String message) {
      super(message);
      this.sqlstate = sqlstate;
    }

    String sqlstate() {
      return sqlstate;
    }
  }

  /** This reader does not understand; PostgreSQL may. */
  static final class Unknown extends Stop {
    private static final long serialVersionUID = 1L;

    Unknown(String reason) {
      super(reason);
    }
  }
}
