package dev.dovetail.fix;

import dev.dovetail.core.judge.Finding;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What is asked for.
 *
 * @param only names of services and rules; empty for all
 * @param enums names of enums and types; empty for all
 * @param now for the names and headers that hold the time
 * @param editDowngrades whether the way back of migrations that may have run may be edited
 */
public record Wanted(
    List<String> only, List<String> enums, LocalDateTime now, boolean editDowngrades) {

  public Wanted {
    only = List.copyOf(only);
    enums = List.copyOf(enums);
  }

  boolean includes(String service, Remedy remedy, List<String> services) {
    return asked(service, remedy.rules(), services)
        && (enums.isEmpty() || remedy.names().stream().anyMatch(enums::contains));
  }

  /** Of what nothing can mend, an enum's is not told apart. */
  boolean includes(Finding finding, List<String> services) {
    return enums.isEmpty() && asked(finding.service(), List.of(finding.rule()), services);
  }

  private boolean asked(String service, List<String> rules, List<String> services) {
    boolean chosen = only.stream().anyMatch(services::contains);
    boolean ruled = only.stream().anyMatch(name -> !services.contains(name));
    return (!chosen || only.contains(service))
        && (!ruled || rules.stream().anyMatch(only::contains));
  }
}
