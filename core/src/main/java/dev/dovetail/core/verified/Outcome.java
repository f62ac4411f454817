package dev.dovetail.core.verified;

/** What came of a check. */
public sealed interface Outcome {

  record Passed() implements Outcome {}

  record Failed() implements Outcome {}

  /** Not asked for, or nothing there to check. */
  record Skipped(String reason) implements Outcome {}

  /** It could not be done here. */
  record Unverified(String reason) implements Outcome {}
}
