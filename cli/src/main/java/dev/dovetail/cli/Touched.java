package dev.dovetail.cli;

import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The services that were touched since a commit, by the word of git. */
final class Touched {

  private Touched() {}

  static Set<String> since(String commit, Path folder, Workspace workspace) {
    try {
      Repository repository = Repository.holding(folder);
      Set<String> touched =
          new TreeSet<>(workspace.touchedBy(repository.changedSince(base(repository, commit))));
      List<String> runnable = workspace.runnable().stream().map(Service::name).toList();
      touched.retainAll(runnable);
      return touched;
    } catch (GitException e) {
      throw new UsageException("--since: " + e.reason());
    }
  }

  /**
   * Where the work that is checked out parted from a commit: what came there since is no part of
   * it. The commit itself where that is not known, as in a shallow clone.
   */
  static String base(Repository repository, String commit) throws GitException {
    String id = repository.commit(commit);
    return repository.head().flatMap(head -> repository.parting(id, head)).orElse(id);
  }
}
