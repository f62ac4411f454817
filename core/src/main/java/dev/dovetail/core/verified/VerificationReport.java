package dev.dovetail.core.verified;

import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Severity;
import java.util.List;

/**
 * Everything that a verification found out, for whoever prints it.
 *
 * @param report the services as they are read, and the findings of all checks, each once
 */
public record VerificationReport(Report report, List<Verified> verified) {

  public VerificationReport {
    verified = List.copyOf(verified);
  }

  /** 1 for errors, 3 where something could not be verified, else 0. */
  public int exitCode(boolean strict) {
    if (report.count(Severity.ERROR) > 0 || strict && !report.findings().isEmpty()) {
      return 1;
    }
    boolean unverified = verified.stream().anyMatch(Verified::isPartlyUnverified);
    return verified.isEmpty() || unverified ? 3 : 0;
  }
}
