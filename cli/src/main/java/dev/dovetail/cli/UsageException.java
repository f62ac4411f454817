package dev.dovetail.cli;

/** The user asked for something that cannot be; the message says what could. Exit code 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  UsageException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
