package dev.dovetail.report;

import dev.dovetail.core.plan.Plan;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The order in which a change is to go out.
 *
 * @param owners of services, by their names
 */
public record Planned(Plan plan, SortedMap<String, List<String>> owners) {

  public Planned {
    owners = Collections.unmodifiableSortedMap(new TreeMap<>(owners));
  }

  List<String> ownersOf(String service) {
    return owners.getOrDefault(service, List.of());
  }
}
