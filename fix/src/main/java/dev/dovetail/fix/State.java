package dev.dovetail.fix;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.OverlayTree;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The repository as it is, or as it would be with some drafts written, and what check says. */
record State(OverlayTree tree, Workspace workspace, Report report) {

  static State of(OverlayTree tree, String name, Versions versions) throws ConfigurationException {
    Workspace workspace = Workspace.open(tree, name, versions);
    return new State(tree, workspace, workspace.check());
  }

  State with(Map<String, String> files, String name, Versions versions)
      throws ConfigurationException {
    return of(tree.with(files), name, versions);
  }

  Optional<Service> service(String name) {
    return workspace.services().stream().filter(service -> service.name().equals(name)).findFirst();
  }

  Optional<ServiceFacts> facts(String name) {
    return report.services().stream().filter(facts -> facts.name().equals(name)).findFirst();
  }

  List<Finding> findings(String service) {
    return report.findings().stream().filter(finding -> finding.service().equals(service)).toList();
  }
}
