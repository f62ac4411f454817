package dev.dovetail.verify;

import dev.dovetail.core.verified.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of a verification.
 *
 * @param root the folder that the workspace was opened on
 * @param services by name; empty for all
 * @param failFast stop after the first check that fails
 * @param jobs how many services are verified at a time
 * @param timeout for one command of a migration tool
 * @param statementTimeout for one statement; empty where only commands are limited
 * @param keep whether the database of a service that fails is left where it is
 */
public record Asked(
    Path root,
    Set<String> services,
    Set<Check> checks,
    boolean failFast,
    int jobs,
    Duration timeout,
    Optional<Duration> statementTimeout,
    boolean keep) {

  public Asked(
      Path root,
      Set<String> services,
      Set<Check> checks,
      boolean failFast,
      int jobs,
      Duration timeout) {
    this(root, services, checks, failFast, jobs, timeout, Optional.empty(), false);
  }

  public Asked {
    services = Collections.unmodifiableSet(new TreeSet<>(services));
    checks =
        Collections.unmodifiableSet(
            checks.isEmpty() ? EnumSet.allOf(Check.class) : EnumSet.copyOf(checks));
  }

  boolean wants(Check check) {
    return checks.contains(check);
  }

  boolean wants(String service) {
    return services.isEmpty() || services.contains(service);
  }
}
