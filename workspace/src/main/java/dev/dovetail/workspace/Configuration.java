package dev.dovetail.workspace;

import dev.dovetail.core.compare.Binding;
import dev.dovetail.core.convention.Convention;
import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.Stack;
import dev.dovetail.workspace.Levels.Level;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code dovetail.toml} says. Everything is optional: services are found by what is there.
 *
 * @param exclude folders and files that are not looked at
 * @param levels how rules are taken
 * @param renames for enum types by their names: labels that became others
 * @param removals for enum types by their names: labels that are to go, and what becomes of their
 *     rows; empty where there are to be none
 * @param levelsIn how they are taken in single services and folders; the last that speaks counts
 * @param transitions the moves that are allowed between the states of enums
 */
public record Configuration(
    List<String> exclude,
    Versions versions,
    Levels levels,
    List<LevelsEntry> levelsIn,
    List<ServiceEntry> services,
    List<BindingEntry> bindings,
    List<Ignore> ignores,
    List<Convention> conventions,
    List<Transitions> transitions,
    SortedMap<String, SortedMap<String, String>> renames,
    SortedMap<String, SortedMap<String, String>> removals)
    implements Judgement.Preferences {

  public Configuration {
    exclude = List.copyOf(exclude);
    levelsIn = List.copyOf(levelsIn);
    services = List.copyOf(services);
    bindings = List.copyOf(bindings);
    ignores = List.copyOf(ignores);
    conventions = List.copyOf(conventions);
    transitions = List.copyOf(transitions);
    renames = Collections.unmodifiableSortedMap(new TreeMap<>(renames));
    removals = Collections.unmodifiableSortedMap(new TreeMap<>(removals));
  }

  /** The stack, and the server. */
  public record Versions(Stack stack, Optional<Integer> postgres) {

    public Versions orElse(Versions other) {
      return new Versions(stack.orElse(other.stack), postgres.or(other::postgres));
    }

    public static Versions open() {
      return new Versions(Stack.unknown(), Optional.empty());
    }
  }

  /**
   * A service.
   *
   * @param code further folders whose models are this service's
   * @param baseline a SQL file: what its database holds before the first migration
   * @param probe whether its databases are there to be tried out
   */
  public record ServiceEntry(
      Optional<String> name,
      String path,
      List<String> code,
      Optional<Criticality> critical,
      Optional<String> baseline,
      Versions versions,
      Running running,
      boolean probe) {
    public ServiceEntry {
      code = List.copyOf(code);
    }

    ServiceEntry preferring(Versions others) {
      return new ServiceEntry(
          name, path, code, critical, baseline, others.orElse(versions), running, probe);
    }
  }

  /** A binding; without a service it holds in each. */
  public record BindingEntry(Optional<String> service, Binding binding) {}

  /** Findings that are known and accepted: those that meet all that is said. */
  public record Ignore(
      Optional<String> rule,
      Optional<String> service,
      Optional<String> path,
      Optional<String> fingerprint) {

    private boolean meets(Finding finding) {
      return rule.map(finding.rule()::equals).orElse(true)
          && service.map(finding.service()::equals).orElse(true)
          && fingerprint.map(finding.fingerprint()::equals).orElse(true)
          && path.map(wanted -> isBelow(finding.at(), wanted)).orElse(true);
    }
  }

  /** How rules are taken in a service, or below a folder. */
  public record LevelsEntry(Optional<String> service, Optional<String> path, Levels levels) {

    private boolean meets(Finding finding) {
      return service.map(finding.service()::equals).orElse(true)
          && path.map(wanted -> isBelow(finding.at(), wanted)).orElse(true);
    }
  }

  private static boolean isBelow(Origin origin, String wanted) {
    return origin instanceof Origin.InFile file
        && (file.path().equals(wanted) || file.path().startsWith(wanted + "/"));
  }

  public static Configuration none() {
    return new Configuration(
        List.of(),
        Versions.open(),
        Levels.none(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  /** The same, where the command line's versions go before all others. */
  Configuration preferring(Versions others) {
    return new Configuration(
        exclude,
        others.orElse(versions),
        levels,
        levelsIn,
        services.stream().map(entry -> entry.preferring(others)).toList(),
        bindings,
        ignores,
        conventions,
        transitions,
        renames,
        removals);
  }

  List<Binding> bindingsOf(String service) {
    return bindings.stream()
        .filter(entry -> entry.service().map(service::equals).orElse(true))
        .map(BindingEntry::binding)
        .toList();
  }

  Optional<ServiceEntry> entry(String path) {
    return services.stream().filter(entry -> entry.path().equals(path)).findFirst();
  }

  /** Whether the databases of the service in this folder are there to be tried out. */
  public boolean letsProbe(String folder) {
    return entry(folder).filter(ServiceEntry::probe).isPresent();
  }

  @Override
  public Optional<Severity> level(Fault fault) {
    return everywhere(fault).severity();
  }

  @Override
  public Optional<Severity> level(Fault fault, Finding finding) {
    return at(fault, finding).severity();
  }

  /** Where it is off, and no service or folder asks for it. */
  @Override
  public boolean silences(Fault fault) {
    return everywhere(fault) == Level.OFF
        && levelsIn.stream()
            .map(entry -> entry.levels().of(fault).orElse(Level.OFF))
            .allMatch(Level.OFF::equals);
  }

  @Override
  public boolean silences(Finding finding) {
    return ignores.stream().anyMatch(ignore -> ignore.meets(finding))
        || Rules.named(finding.rule()).filter(fault -> at(fault, finding) == Level.OFF).isPresent();
  }

  private Level everywhere(Fault fault) {
    return levels.of(fault).orElse(fault.onByDefault() ? Level.ON : Level.OFF);
  }

  private Level at(Fault fault, Finding finding) {
    Level level = everywhere(fault);
    for (LevelsEntry entry : levelsIn) {
      if (entry.meets(finding)) {
        level = entry.levels().of(fault).orElse(level);
      }
    }
    return level;
  }
}
