package dev.dovetail.core.verified;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Everything that a verification found out, for whoever prints it.
 *
 * @param report the services as they are read, and the findings of all checks, each once
 */
public record VerificationReport(Report report, List<Verified> verified) {

  public VerificationReport {
    verified = List.copyOf(verified);
  }

  /**
   * The same services on servers of several versions: each says in its name which one it was on.
   */
  public static VerificationReport onEach(SortedMap<Integer, VerificationReport> reports) {
    List<ServiceFacts> services = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    List<Verified> verified = new ArrayList<>();
    reports.forEach((major, one) -> {
      one.report().services().forEach(it -> services.add(it.named(on(it.name(), major))));
      one.report().findings().forEach(it -> findings.add(it.of(on(it.service(), major))));
      seen.addAll(one.report().seen());
      one.verified().forEach(it -> verified.add(it.named(on(it.service(), major))));
    });
    return new VerificationReport(
        new Report("verify", services, findings, List.copyOf(seen)), verified);
  }

  private static String on(String service, int major) {
    return service.isEmpty() ? "" : "%s (PostgreSQL %d)".formatted(service, major);
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
