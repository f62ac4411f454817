package dev.dovetail.core.verified;

import dev.dovetail.core.judge.Finding;
import java.time.Duration;
import java.util.List;

/**
 * A check, done.
 *
 * @param lines what is worth saying besides findings, a sentence each: {@code OK: Outbox indexes
 *     aligned with shared conventions.}
 */
public record Checked(
    Check check, Outcome outcome, Duration took, List<Finding> findings, List<String> lines) {

  public Checked {
    findings = List.copyOf(findings);
    lines = List.copyOf(lines);
  }

  /** Passed or failed: any finding is a failure. */
  public static Checked of(Check check, Duration took, List<Finding> findings, List<String> lines) {
    Outcome outcome = findings.isEmpty() ? new Outcome.Passed() : new Outcome.Failed();
    return new Checked(check, outcome, took, findings, lines);
  }

  /** The same, when a configuration has weighed its findings and left some out. */
  public Checked with(List<Finding> others) {
    boolean passes = outcome instanceof Outcome.Failed && others.isEmpty();
    return new Checked(check, passes ? new Outcome.Passed() : outcome, took, others, lines);
  }

  public static Checked skipped(Check check, String reason) {
    return new Checked(check, new Outcome.Skipped(reason), Duration.ZERO, List.of(), List.of());
  }
}
