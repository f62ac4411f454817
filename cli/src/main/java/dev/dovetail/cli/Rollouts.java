package dev.dovetail.cli;

import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.plan.RolloutReader;
import dev.dovetail.core.plan.Side;
import dev.dovetail.core.source.Tree;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.report.Planned;
import dev.dovetail.workspace.AtCommit;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Owners;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Plans from one commit of a folder to another. */
final class Rollouts {

  private static final int SHORT = 8;

  private final Folder folder;
  private final Versions versions;

  Rollouts(Folder folder, Versions versions) {
    this.folder = folder;
    this.versions = versions;
  }

  /** Empty where neither commit has a service. */
  Optional<Planned> read(String from, String to) {
    try {
      Repository repository = Repository.holding(folder.path.toAbsolutePath());
      try (Blobs blobs = repository.blobs()) {
        return read(repository, blobs, from, to);
      }
    } catch (GitException e) {
      throw new UsageException("plan: " + e.reason());
    }
  }

  private Optional<Planned> read(Repository repository, Blobs blobs, String from, String to)
      throws GitException {
    String before = repository.commit(from);
    String after = repository.commit(to);
    if (before.equals(after)) {
      throw new UsageException("plan: `%s` and `%s` are the same commit".formatted(from, to));
    }
    Tree tree = AtCommit.tree(repository, blobs, after);
    Side old = side(AtCommit.tree(repository, blobs, before), shown(from, before));
    Side late = side(tree, shown(to, after));
    return old.services().isEmpty() && late.services().isEmpty()
        ? Optional.empty()
        : Optional.of(new Planned(RolloutReader.plan(old, late), owners(tree, late.services())));
  }

  private Side side(Tree tree, String name) {
    try {
      return AtCommit.side(tree, name, folder.name(), versions);
    } catch (ConfigurationException e) {
      throw new UsageException("%s: %s".formatted(name, e.reason()));
    }
  }

  /** A name that says more than an id. */
  private static String shown(String said, String id) {
    return said.matches("[\\w./-]{1,24}") && !id.startsWith(said) && !said.equals("HEAD")
        ? said
        : id.substring(0, Math.min(SHORT, id.length()));
  }

  private static SortedMap<String, List<String>> owners(Tree tree, List<ServiceFacts> services) {
    Owners all = Owners.in(tree);
    SortedMap<String, List<String>> owners = new TreeMap<>();
    services.forEach(facts -> owners.put(facts.name(), all.of(facts.path())));
    return owners;
  }
}
