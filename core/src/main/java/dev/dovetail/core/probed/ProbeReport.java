package dev.dovetail.core.probed;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that probing found out, for whoever prints it.
 *
 * @param seen what is worth saying beside it, a sentence each
 */
public record ProbeReport(List<Probed> services, List<String> seen) {

  public ProbeReport {
    services = List.copyOf(services);
    seen = List.copyOf(seen);
  }

  /** The findings, each once: what two trials have met is one fault. */
  public Report report() {
    Set<String> met = new HashSet<>();
    List<Finding> findings =
        services.stream()
            .flatMap(service -> service.findings().stream())
            .filter(finding -> met.add(finding.fingerprint()))
            .sorted((one, other) -> one.severity().compareTo(other.severity()))
            .toList();
    return new Report("probe", services.stream().map(Probed::facts).toList(), findings, seen);
  }

  /** 1 for errors, 3 where something could not be probed, else 0. */
  public int exitCode(boolean strict) {
    Report report = report();
    if (report.count(Severity.ERROR) > 0 || strict && !report.findings().isEmpty()) {
      return 1;
    }
    return services.isEmpty() || !services.stream().allMatch(Probed::isWhole) ? 3 : 0;
  }
}
