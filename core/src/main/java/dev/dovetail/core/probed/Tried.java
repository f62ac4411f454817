package dev.dovetail.core.probed;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.verified.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What came of one trial of an enum.
 *
 * @param nothing why there is nothing to try; empty where there is
 * @param unknown why a part of it could not be tried
 * @param lines what was done and seen, half a sentence each
 */
public record Tried(
    Trial trial,
    Optional<String> nothing,
    Optional<String> unknown,
    List<String> lines,
    List<Finding> findings) {

  public Tried {
    lines = List.copyOf(lines);
    findings = List.copyOf(findings);
  }

  /** There is nothing to try. */
  public static Tried skipped(Trial trial, String reason) {
    return new Tried(trial, Optional.of(reason), Optional.empty(), List.of(), List.of());
  }

  /** Any finding is a failure that is more than an information. */
  public Outcome outcome() {
    if (findings.stream().anyMatch(finding -> finding.severity() != Severity.INFO)) {
      return new Outcome.Failed();
    }
    return unknown
        .<Outcome>map(Outcome.Unverified::new)
        .or(() -> nothing.map(Outcome.Skipped::new))
        .orElseGet(Outcome.Passed::new);
  }

  /** The same, when a configuration has weighed its findings and left some out. */
  public Tried with(List<Finding> others) {
    return new Tried(trial, nothing, unknown, lines, others);
  }

  public boolean isError() {
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
  }
}
