package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.Change;
import dev.dovetail.git.CommitTree;
import dev.dovetail.python.modules.Parses;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one state of a repository after another. A file that did not change is not parsed again,
 * and migrations of which nothing changed are not played again.
 */
final class States {

  /** What was read last, and from which files. */
  private record Read(
      Workspace workspace, Map<Service, Told> told, Set<String> ofMigrations, Set<String> ofCode) {}

  private final String name;
  private final Versions versions;
  private final Blobs blobs;
  private final Parses parses = new Parses();
  private Optional<Read> last = Optional.empty();
  private boolean migrationsChanged = true;

  States(String name, Versions versions, Blobs blobs) {
    this.name = name;
    this.versions = versions;
    this.blobs = blobs;
  }

  /** Takes note of a change; false where it is of no file that was read, or could be. */
  boolean changed(Change change) {
    boolean ofMigrations = last.filter(it -> it.ofMigrations().contains(change.path())).isPresent();
    boolean ofCode = last.filter(it -> it.ofCode().contains(change.path())).isPresent();
    Promise promise =
        change
            .after()
            .filter(id -> !ofMigrations)
            .map(id -> Promise.of(change.path(), () -> blobs.read(id)))
            .orElse(Promise.NONE);
    migrationsChanged |= ofMigrations || promise == Promise.MIGRATIONS;
    return ofMigrations || ofCode || promise != Promise.NONE;
  }

  /**
   * @throws ConfigurationException where the state's own configuration cannot be understood
   */
  List<ServiceFacts> read(NavigableMap<String, String> files) throws ConfigurationException {
    RecordingTree tree = new RecordingTree(new CommitTree(files, blobs));
    boolean keep = last.isPresent() && !migrationsChanged;
    Workspace workspace =
        keep
            ? last.orElseThrow().workspace().withCode(tree, parses)
            : Workspace.open(tree, name, versions, parses);
    Map<Service, Told> told = keep ? last.orElseThrow().told() : workspace.intended();
    Set<String> ofMigrations =
        keep ? last.orElseThrow().ofMigrations() : new HashSet<>(workspace.parsedForMigrations());
    List<ServiceFacts> facts = workspace.facts(told);
    if (!keep) {
      tree.asked().stream().filter(path -> !path.endsWith(".py")).forEach(ofMigrations::add);
    }
    last = Optional.of(new Read(workspace, told, ofMigrations, workspace.parsedForCode()));
    migrationsChanged = false;
    return facts;
  }
}
