package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.Change;
import dev.dovetail.git.CommitTree;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one state of a repository after another. A file that did not change is not parsed again,
 * and migrations of which nothing changed are not played again.
 */
final class States {

  private final String name;
  private final Versions versions;
  private final Blobs blobs;
  private final boolean whole;
  private final Earlier earlier = new Earlier();
  private Optional<State> last = Optional.empty();
  private Set<String> ofMigrations = Set.of();
  private Set<String> ofCode = Set.of();
  private boolean migrationsChanged = true;

  /**
   * @param whole whether all is told that a check asks for, not only what the migrations intend
   */
  States(String name, Versions versions, Blobs blobs, boolean whole) {
    this.name = name;
    this.versions = versions;
    this.blobs = blobs;
    this.whole = whole;
  }

  /** Goes on where another run ended, which read these files last. */
  void resume(Annals annals) {
    ofMigrations = annals.ofMigrations();
    ofCode = annals.ofCode();
  }

  Set<String> ofMigrations() {
    return ofMigrations;
  }

  Set<String> ofCode() {
    return ofCode;
  }

  /** Takes note of a change; false where it is of no file that was read, or could be. */
  boolean changed(Change change) {
    boolean known = ofMigrations.contains(change.path());
    Promise promise =
        change
            .after()
            .filter(id -> !known)
            .map(id -> Promise.of(change.path(), () -> blobs.read(id)))
            .orElse(Promise.NONE);
    migrationsChanged |= known || promise == Promise.MIGRATIONS;
    return known || ofCode.contains(change.path()) || promise != Promise.NONE;
  }

  /**
   * @param files by path; those of a whole state are not changed afterwards
   * @throws ConfigurationException where the state's own configuration cannot be understood
   */
  State read(NavigableMap<String, String> files) throws ConfigurationException {
    RecordingTree tree = new RecordingTree(new CommitTree(files, blobs));
    boolean keep = last.isPresent() && !migrationsChanged;
    Workspace workspace =
        keep
            ? last.orElseThrow().workspace().withCode(tree, earlier)
            : Workspace.open(tree, name, versions, earlier);
    Map<Service, Told> told = keep ? last.orElseThrow().told() : told(workspace);
    Set<String> migrations = keep ? ofMigrations : new HashSet<>(workspace.askedForMigrations());
    State state = new State(workspace, told, workspace.facts(told));
    if (!keep) {
      tree.asked().stream().filter(path -> !path.endsWith(".py")).forEach(migrations::add);
    }
    last = Optional.of(state);
    ofMigrations = migrations;
    ofCode = workspace.parsedForCode();
    migrationsChanged = false;
    return state;
  }

  private Map<Service, Told> told(Workspace workspace) throws ConfigurationException {
    return whole ? workspace.told() : workspace.intended();
  }
}
