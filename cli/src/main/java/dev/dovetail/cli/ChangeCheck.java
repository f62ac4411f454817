package dev.dovetail.cli;

import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.Tree;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.CommitTree;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Merged;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Change;
import dev.dovetail.workspace.Configuration;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Merging;
import dev.dovetail.workspace.OverlayTree;
import dev.dovetail.workspace.PastStates;
import dev.dovetail.workspace.Workspace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * {@code check} of a change: the states that are asked for are found in git, read beside each
 * other, and what parts them is reported.
 */
final class ChangeCheck {

  private static final int SHORT = 8;
  private static final String MERGED = "merged";

  private final ChangeOptions asked;
  private final Folder folder;
  private final Repository repository;
  private final Change.States states;
  private final Optional<PastStates> memory;
  private final Map<String, Tree> commits = new HashMap<>();

  /**
   * What came of it.
   *
   * @param tree in which every place of the report can be read
   * @param services all that there are, touched or not
   * @param narrow whether what was there before is left out
   */
  record Answer(
      Report report,
      Tree tree,
      Configuration configuration,
      List<String> services,
      boolean narrow) {

    private static final String UNREADABLE = "file-unreadable";

    Answer {
      services = List.copyOf(services);
    }

    /** A file that could not be read before either is no fault of the change. */
    int exitCode(Report chosen, boolean strict) {
      int status = chosen.exitCode(strict);
      boolean mayPass =
          narrow
              && status == Main.NOT_VERIFIED
              && !services.isEmpty()
              && chosen.findings().stream().noneMatch(it -> it.rule().equals(UNREADABLE));
      return mayPass ? 0 : status;
    }
  }

  private ChangeCheck(
      ChangeOptions asked,
      Folder folder,
      Repository repository,
      Change.States states,
      Optional<PastStates> memory) {
    this.asked = asked;
    this.folder = folder;
    this.repository = repository;
    this.states = states;
    this.memory = memory;
  }

  /**
   * @param memory of states that were checked before
   * @param keepsakes of checks before this one
   * @param writer writes the report while what git holds can still be read
   */
  static int run(
      ChangeOptions asked,
      Folder folder,
      Versions versions,
      Optional<PastStates> memory,
      Keepsakes keepsakes,
      Streams streams,
      ToIntFunction<Answer> writer)
      throws ConfigurationException {
    try {
      Path place = folder.path.toAbsolutePath();
      Map<String, String> environment = keepsakes.environment();
      // The first question about what is staged tells whether there is a repository.
      Repository repository =
          asked.staged
              ? Repository.supposed(place, environment)
              : Repository.holding(place, environment);
      Change.States states = keepsakes.states(folder, versions);
      ChangeCheck check = new ChangeCheck(asked, folder, repository, states, memory);
      try (Blobs blobs = repository.blobs(keepsakes.contents())) {
        return check.run(blobs, streams, writer);
      }
    } catch (GitException e) {
      throw new UsageException("git: " + e.reason());
    }
  }

  private int run(Blobs blobs, Streams streams, ToIntFunction<Answer> writer)
      throws GitException, ConfigurationException {
    Repository.Later<NavigableMap<String, String>> staging =
        asked.staged ? repository.askStaged() : TreeMap::new;
    boolean ofHead = asked.staged && asked.since.isEmpty() && asked.mergeWith.isEmpty();
    Repository.Later<NavigableMap<String, String>> ofCommit =
        ofHead ? repository.askHead() : TreeMap::new;
    NavigableMap<String, String> staged = staging.get();
    Optional<String> head = ofHead ? Optional.empty() : repository.head();
    Optional<String> base = ofHead ? Optional.empty() : base(head);
    NavigableMap<String, String> old =
        base.isPresent() ? repository.files(base.get()) : ofCommit.get();
    CommitTree before = tree(old, blobs);
    CommitTree index = tree(staged, blobs);
    Tree now = asked.staged ? index : folder.read(streams);
    List<String> changed =
        asked.staged
            ? differing(old, staged)
            : repository.changedSince(base.orElseThrow(ChangeCheck::noCommit));
    Workspace workspace = states.open(now);
    String called = called(base);
    commits.put(called, before);
    boolean mergedBefore = asked.since.isPresent() || asked.mergeWith.isPresent();
    Optional<PastStates> kept = memory.filter(any -> asked.staged && !mergedBefore);
    Change change =
        kept.isPresent()
            ? Change.staged(workspace, before, called, states, kept.get())
            : Change.of(workspace, before, called, mergedBefore, states);
    Report whole = change.check();
    Report known = workspace.known().without(whole);
    Report report = narrow() ? change.brought(known, changed) : known;
    if (kept.isPresent()) {
      change.remember(kept.get(), before, index, whole);
    }
    if (asked.mergeWith.isEmpty()) {
      return writer.applyAsInt(answer(report, whole, workspace));
    }
    return withMerge(
        new Sides(head.orElseThrow(ChangeCheck::noCommit), now, workspace, staged),
        blobs,
        report,
        whole,
        writer);
  }

  /** Our side of a merge. */
  private record Sides(
      String head, Tree now, Workspace workspace, NavigableMap<String, String> staged) {}

  private int withMerge(
      Sides ours, Blobs blobs, Report report, Report whole, ToIntFunction<Answer> writer)
      throws GitException, ConfigurationException {
    String name = asked.mergeWith.orElseThrow();
    String other = repository.commit(name);
    try (TemporaryFolder scratch = TemporaryFolder.named("dovetail-merge")) {
      Merged merged = repository.merged(ours.head(), other, scratch.path());
      try (Blobs ofMerged = merged.blobs()) {
        NavigableMap<String, String> committed = repository.files(ours.head());
        Set<String> open =
            new TreeSet<>(
                asked.staged
                    ? differing(committed, ours.staged())
                    : repository.changedSince(ours.head()));
        Set<String> conflicts = new TreeSet<>(merged.conflicts());
        open.stream()
            .filter(path -> !Objects.equals(committed.get(path), merged.files().get(path)))
            .forEach(conflicts::add);
        // What nobody knows stays as it is here, and nothing is said of its services.
        open.addAll(conflicts);
        Tree after = new OverlayTree(tree(merged.files(), ofMerged), ours.now(), open);
        Tree theirs = tree(repository.files(other), blobs);
        commits.put(name, theirs);
        commits.put(MERGED, after);
        Report all =
            new Merging(ours.workspace(), states.open(theirs), states.open(after), name)
                .onTop(report, whole, List.copyOf(conflicts));
        return writer.applyAsInt(answer(all, whole, ours.workspace()));
      }
    }
  }

  private Answer answer(Report report, Report whole, Workspace workspace) {
    return new Answer(
        report,
        new Places(workspace.tree(), commits),
        workspace.configuration(),
        whole.services().stream().map(ServiceFacts::name).toList(),
        narrow());
  }

  private boolean narrow() {
    return asked.staged || asked.since.isPresent();
  }

  private Optional<String> base(Optional<String> head) throws GitException {
    Optional<String> named =
        asked.since.or(() -> asked.staged ? Optional.empty() : asked.mergeWith);
    return named.isPresent() ? Optional.of(Touched.base(repository, named.get())) : head;
  }

  private String called(Optional<String> base) {
    return asked
        .since
        .or(() -> asked.staged ? Optional.of("HEAD") : asked.mergeWith)
        .filter(name -> !name.matches("[0-9a-f]{9,}"))
        .or(() -> base.map(id -> id.substring(0, SHORT)))
        .orElse("HEAD");
  }

  private static UsageException noCommit() {
    return new UsageException("git: there is no commit yet");
  }

  private static CommitTree tree(NavigableMap<String, String> files, Blobs blobs) {
    NavigableMap<String, String> entered = new TreeMap<>(files);
    entered.keySet().removeIf(path -> !FolderTree.isEntered(path));
    return new CommitTree(entered, blobs);
  }

  private static List<String> differing(
      NavigableMap<String, String> one, NavigableMap<String, String> other) {
    Set<String> paths = new TreeSet<>(one.keySet());
    paths.addAll(other.keySet());
    paths.removeIf(path -> Objects.equals(one.get(path), other.get(path)));
    return List.copyOf(paths);
  }

  /** Files as they are now; behind {@code COMMIT:}, as they are there. */
  private record Places(Tree now, Map<String, Tree> commits) implements Tree {

    @Override
    public List<String> files(String folder) {
      return now.files(folder);
    }

    @Override
    public Optional<byte[]> read(String path) {
      int colon = path.indexOf(':');
      Optional<Tree> commit =
          colon < 0 ? Optional.empty() : Optional.ofNullable(commits.get(path.substring(0, colon)));
      return commit.isPresent() ? commit.get().read(path.substring(colon + 1)) : now.read(path);
    }
  }
}
