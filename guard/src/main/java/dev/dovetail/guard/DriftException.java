package dev.dovetail.guard;

/** The database lacks what the code is about to write, or could not be asked: the start ends. */
public final class DriftException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Outcome outcome;

  DriftException(Outcome outcome) {
    super(outcome.message());
    this.outcome = outcome;
  }

  /** What was found. */
  public Outcome outcome() {
    return outcome;
  }
}
