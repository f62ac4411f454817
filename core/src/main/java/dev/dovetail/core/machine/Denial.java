package dev.dovetail.core.machine;

/** PostgreSQL would refuse: ends the statement at hand, and never leaves the session. */
final class Denial extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String sqlstate;
  private final String words;

  Denial(String sqlstate, String words) {
    super(words, null, false, false);
    this.sqlstate = sqlstate;
    this.words = words;
  }

  String sqlstate() {
    return sqlstate;
  }

  String words() {
    return words;
  }
}
