package dev.dovetail.workspace;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.source.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A state before that is read anew, as far as it is asked. */
final class ReadPast implements Past {

  private final Workspace workspace;
  private Optional<Set<String>> fingerprints = Optional.empty();

  ReadPast(Workspace workspace) {
    this.workspace = workspace;
  }

  Workspace workspace() {
    return workspace;
  }

  @Override
  public Tree tree() {
    return workspace.tree();
  }

  @Override
  public Optional<List<Stored>> stored(String service) throws ConfigurationException {
    Optional<Service> old = service(service);
    return old.isPresent()
        ? Optional.of(Stored.of(workspace.enumColumns(old.get())))
        : Optional.empty();
  }

  /** Of all services. */
  Map<String, List<Stored>> stored() throws ConfigurationException {
    Map<String, List<Stored>> all = new TreeMap<>();
    for (Service service : workspace.services()) {
      all.put(service.name(), Stored.of(workspace.enumColumns(service)));
    }
    return all;
  }

  Optional<Service> service(String name) {
    return workspace.services().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  @Override
  public Set<String> fingerprints() throws ConfigurationException {
    if (fingerprints.isEmpty()) {
      fingerprints = Optional.of(fingerprints(workspace.check()));
    }
    return fingerprints.get();
  }

  static Set<String> fingerprints(Report report) {
    return report.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
  }

  /** Whether somebody asked what was found there. */
  boolean isChecked() {
    return fingerprints.isPresent();
  }
}
