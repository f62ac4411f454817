package dev.dovetail.core.machine;

import dev.dovetail.core.statement.Touches;

/** What PostgreSQL would do is not known: ends the statement at hand, and becomes a doubt. */
final class Unclear extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Touches touches;

  Unclear(String reason, Touches touches) {
    super(reason, null, false, false);
    this.touches = touches;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  Touches touches() {
    return touches;
  }
}
