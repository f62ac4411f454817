package dev.dovetail.core.verified;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Severity;
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

  /** Passed or failed: any finding is a failure that is more than an information. */
  public static Checked of(Check check, Duration took, List<Finding> findings, List<String> lines) {
    Outcome outcome = isFailed(findings) ? new Outcome.Failed() : new Outcome.Passed();
    return new Checked(check, outcome, took, findings, lines);
  }

  /** The same, when a configuration has weighed its findings and left some out. */
  public Checked with(List<Finding> others) {
    return switch (outcome) {
      case Outcome.Passed passed -> of(check, took, others, lines);
      case Outcome.Failed failed -> of(check, took, others, lines);
      case Outcome.Skipped skipped -> new Checked(check, outcome, took, others, lines);
      case Outcome.Unverified unverified -> new Checked(check, outcome, took, others, lines);
    };
  }

  public static Checked skipped(Check check, String reason) {
    return new Checked(check, new Outcome.Skipped(reason), Duration.ZERO, List.of(), List.of());
  }

  private static boolean isFailed(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.severity() != Severity.INFO);
  }
}
