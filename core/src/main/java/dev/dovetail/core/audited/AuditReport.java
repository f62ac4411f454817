package dev.dovetail.core.audited;

import dev.dovetail.core.compare.Drift;
import java.util.List;
import java.util.function.Predicate;

/**
 * Everything that an audit found out, for whoever prints it.
 *
 * @param seen what was met and is not read, a sentence each
 */
public record AuditReport(List<Audited> services, List<String> seen) {

  public AuditReport {
    services = List.copyOf(services);
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
    return enums(one -> one.state() == state);
  }

  public int enums() {
    return services.stream().mapToInt(service -> service.enums().size()).sum();
  }

  private long enums(Predicate<AuditedEnum> wanted) {
    return services.stream().flatMap(service -> service.enums().stream()).filter(wanted).count();
  }

  /** 1 for what is to fail, 3 where something could not be read, else 0. */
  public int exitCode(FailOn failOn) {
    boolean fails =
        switch (failOn) {
          case MISSING -> count(State.MISMATCH) > 0;
          case ANY -> enums(AuditReport::differs) > 0;
          case NONE -> false;
        };
    return fails ? 1 : services.isEmpty() || checked() < services.size() ? 3 : 0;
  }

  private static boolean differs(AuditedEnum one) {
    boolean apart =
        one.live().stream()
            .flatMap(comparison -> comparison.drifts().stream())
            .anyMatch(drift -> !(drift instanceof Drift.StoredAsText text && text.asDeclared()));
    return one.state() == State.MISMATCH || apart || !one.notes().isEmpty();
  }
}
