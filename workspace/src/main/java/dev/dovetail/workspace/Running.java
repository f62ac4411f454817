package dev.dovetail.workspace;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a service's migrations are run, as far as it is configured; the rest is found by what is
 * there. Values may hold {@code {url}}, {@code {host}}, {@code {port}}, {@code {user}}, {@code
 * {password}} and {@code {database}} of the disposable database.
 *
 * @param python the interpreter, relative to the root, or a name on the PATH
 * @param urlEnv the variable from which the service's code takes the URL of its database
 * @param environment variables that the service's code wants
 * @param x arguments that env.py takes by {@code -x}
 * @param oneWay revisions that cannot be taken back, and why
 * @param migrate the command that brings a database up to date, of a tool that is not known
 * @param setup a SQL file that an administrator runs before all else
 */
public record Running(
    Optional<String> python,
    Optional<String> urlEnv,
    SortedMap<String, String> environment,
    List<String> x,
    SortedMap<String, String> oneWay,
    Optional<String> migrate,
    Optional<String> setup) {

  public Running {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    x = List.copyOf(x);
    oneWay = Collections.unmodifiableSortedMap(new TreeMap<>(oneWay));
  }

  /** Where nothing is configured. */
  public static Running unsaid() {
    return new Running(
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty());
  }
}
