package dev.dovetail.core.verified;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A service, verified.
 *
 * @param folder of the service
 * @param revisions how many migrations it has
 * @param checks in their order; what was not asked for is missing
 * @param remarks how it was run, a sentence each: which Python, which versions, how confined
 * @param replayed the schema at the head; empty where it was not reached
 */
public record Verified(
    String service,
    String folder,
    int revisions,
    List<Checked> checks,
    List<String> remarks,
    Optional<Schema> replayed,
    Duration took) {

  public Verified {
    checks = List.copyOf(checks);
    remarks = List.copyOf(remarks);
  }

  public Verified with(List<Checked> others) {
    return new Verified(service, folder, revisions, others, remarks, replayed, took);
  }

  /** The same, with one more sentence on how it came about. */
  public Verified remarked(String remark) {
    List<String> more = new ArrayList<>(remarks);
    more.add(remark);
    return new Verified(service, folder, revisions, checks, more, replayed, took);
  }

  Verified named(String other) {
    return new Verified(
        other,
        folder,
        revisions,
        checks.stream()
            .map(it ->
                new Checked(
                    it.check(),
                    it.outcome(),
                    it.took(),
                    it.findings().stream().map(finding -> finding.of(other)).toList(),
                    it.lines()))
            .toList(),
        remarks,
        replayed,
        took);
  }

  public Optional<Checked> check(Check wanted) {
    return checks.stream().filter(checked -> checked.check() == wanted).findFirst();
  }

  public List<Finding> findings() {
    return checks.stream().flatMap(checked -> checked.findings().stream()).toList();
  }

  /** Whether something of it could not be verified here. */
  public boolean isPartlyUnverified() {
    return checks.stream().anyMatch(c -> c.outcome() instanceof Outcome.Unverified);
  }
}
