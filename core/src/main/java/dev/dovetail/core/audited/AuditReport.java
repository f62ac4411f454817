package dev.dovetail.core.audited;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.LiveFault;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Severity;
import java.util.List;

/**
 * Everything that an audit found out, for whoever prints it.
 *
 * @param findings what is wrong, but for what is allowed, each once
 * @param seen what was met and is not read, a sentence each
 */
public record AuditReport(List<Audited> services, List<Finding> findings, List<String> seen) {

  public AuditReport {
    services = List.copyOf(services);
    findings = List.copyOf(findings);
    seen = List.copyOf(seen);
  }

  /** What makes an audit fail. */
  public enum FailOn {
    /** The code may write what a database refuses. */
    MISSING,
    /** Any difference between code, migrations and database. */
    ANY,
    /** Only what could not be read. */
    NONE
  }

  public long checked() {
    return services.stream().filter(Audited::isChecked).count();
  }

  public long count(State state) {
    return services.stream()
        .flatMap(service -> service.enums().stream())
        .filter(one -> one.state() == state)
        .count();
  }

  public int enums() {
    return services.stream().mapToInt(service -> service.enums().size()).sum();
  }

  public long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  /** Its findings, for whoever prints those of any command. */
  public Report report() {
    return new Report("audit", services.stream().map(Audited::facts).toList(), findings, seen);
  }

  /** 1 for what is to fail, 3 where something could not be read, else 0. */
  public int exitCode(FailOn failOn) {
    boolean fails =
        switch (failOn) {
          case MISSING -> count(Severity.ERROR) > 0;
          case ANY -> findings.stream().anyMatch(AuditReport::isOfDatabase);
          case NONE -> false;
        };
    return fails ? 1 : services.isEmpty() || checked() < services.size() ? 3 : 0;
  }

  /** That it could not be read says nothing of a database. */
  private static boolean isOfDatabase(Finding finding) {
    return !finding.rule().equals(LiveFault.DATABASE_NOT_READ.id());
  }
}
