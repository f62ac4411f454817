package dev.dovetail.audit;

import dev.dovetail.postgres.Limits;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of an audit.
 *
 * @param services by name; empty for all
 * @param jobs how many databases are read at a time
 */
public record Asked(Set<String> services, int jobs, Limits limits, Counting counting) {

  public Asked {
    services = Collections.unmodifiableSet(new TreeSet<>(services));
  }

  /** How the rows of each label are counted, where a mismatch makes them matter. */
  public enum Counting {
    /** By reading them. */
    EXACT,
    /** From the server's statistics. */
    ESTIMATE,
    NONE
  }

  boolean wants(String service) {
    return services.isEmpty() || services.contains(service);
  }
}
