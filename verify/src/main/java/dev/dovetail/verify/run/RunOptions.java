package dev.dovetail.verify.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How migration tools are run.
 *
 * @param root the folder that the workspace was opened on
 * @param timeout for one command
 * @param statementTimeout for one statement; empty where only commands are limited
 * @param guardsOnly that no network namespace is made, even where there could be one
 * @param begun hears of every revision when it begins, on the thread that runs the command
 * @param pythons where a service's Python comes from, and where it stays
 */
public record RunOptions(
    Path root,
    Duration timeout,
    Optional<Duration> statementTimeout,
    Consumer<String> begun,
    boolean guardsOnly,
    WarmPythons pythons) {

  /** As the command line has them where nothing is said. */
  public static RunOptions in(Path root) {
    return new RunOptions(
        root, Duration.ofMinutes(2), Optional.empty(), revision -> {}, false, WarmPythons.none());
  }

  public RunOptions within(Duration limit) {
    return new RunOptions(root, limit, statementTimeout, begun, guardsOnly, pythons);
  }

  /** In another folder. */
  public RunOptions at(Path other) {
    return new RunOptions(other, timeout, statementTimeout, begun, guardsOnly, pythons);
  }

  /** With a limit for each statement. */
  public RunOptions eachWithin(Optional<Duration> limit) {
    return new RunOptions(root, timeout, limit, begun, guardsOnly, pythons);
  }

  /** With Pythons that other services have had, or will have. */
  public RunOptions sharing(WarmPythons others) {
    return new RunOptions(root, timeout, statementTimeout, begun, guardsOnly, others);
  }

  public RunOptions telling(Consumer<String> listener) {
    return new RunOptions(root, timeout, statementTimeout, listener, guardsOnly, pythons);
  }

  /** As on a system that has no namespaces. */
  RunOptions withGuardsOnly() {
    return new RunOptions(root, timeout, statementTimeout, begun, true, pythons);
  }

  Confinement confinement() {
    return guardsOnly ? Confinement.guards("so asked for") : Confinement.here();
  }
}
