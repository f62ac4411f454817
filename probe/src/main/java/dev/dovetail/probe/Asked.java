package dev.dovetail.probe;

import dev.dovetail.postgres.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of a probe.
 *
 * @param root the folder that the workspace was opened on
 * @param services by name; empty for all
 * @param jobs how many services at a time
 * @param limits for each statement on a database
 * @param timeout for the migrations of one service, where they are run
 * @param database the name of the database that may be probed although nothing says that it is
 *     there to be tried out
 */
public record Asked(
    Path root,
    Set<String> services,
    int jobs,
    Limits limits,
    Duration timeout,
    Optional<String> database) {

  public Asked {
    services = Collections.unmodifiableSet(new TreeSet<>(services));
  }

  boolean wants(String service) {
    return services.isEmpty() || services.contains(service);
  }
}
