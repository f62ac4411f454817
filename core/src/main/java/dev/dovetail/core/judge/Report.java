package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.compare.Verdict;
import java.util.List;

/**
 * Everything a command found out, for whoever prints it.
 *
 * @param command as in {@code check}
 * @param seen what was met and is not read, a sentence each: {@code Flyway: not read yet (...)}
 */
public record Report(
    String command, List<ServiceFacts> services, List<Finding> findings, List<String> seen) {

  public Report {
    services = List.copyOf(services);
    findings = List.copyOf(findings);
    seen = List.copyOf(seen);
  }

  public long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  public long enums() {
    return comparisons().size();
  }

  public long unverifiable() {
    return comparisons().stream().filter(c -> c.verdict() == Verdict.UNVERIFIABLE).count();
  }

  /** Operations of all migrations. */
  public int steps() {
    return services.stream().flatMap(s -> s.told().stream()).mapToInt(Told::steps).sum();
  }

  /** Those of them that were not understood. */
  public int opaque() {
    return services.stream().flatMap(s -> s.told().stream()).mapToInt(Told::opaque).sum();
  }

  /** 1 for errors, 3 where something could not be verified at all, else 0. */
  public int exitCode(boolean strict) {
    if (count(Severity.ERROR) > 0 || (strict && !findings.isEmpty())) {
      return 1;
    }
    boolean unread = services.stream().anyMatch(ServiceFacts::isPartlyUnread);
    return services.isEmpty() || unread ? 3 : 0;
  }

  private List<Comparison> comparisons() {
    return services.stream().flatMap(service -> service.comparisons().stream()).toList();
  }
}
