package dev.dovetail.workspace;

import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.Change;
import dev.dovetail.git.Commit;
import dev.dovetail.git.CommitTree;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Reads a repository as each commit of its mainline left it, and tells how every enum and its type
 * came about. Only commits that touch what was read are looked at.
 */
public final class Chronicle {

  private final Repository repository;
  private final String name;
  private final Versions versions;
  private final Threads threads = new Threads(this::contribution);
  private final List<String> unread = new ArrayList<>();
  private int looked;

  private Chronicle(Repository repository, String name, Versions versions) {
    this.repository = repository;
    this.name = name;
    this.versions = versions;
  }

  /**
   * Tells the mainline.
   *
   * @param after where to begin; empty for the very first commit
   * @param name what the folder is called
   * @param progress is told how many commits were gone through
   */
  public static Timeline of(
      Repository repository,
      String tip,
      Optional<String> after,
      String name,
      Versions versions,
      IntConsumer progress)
      throws GitException {
    return new Chronicle(repository, name, versions).tell(tip, after, progress);
  }

  private Timeline tell(String tip, Optional<String> after, IntConsumer progress)
      throws GitException {
    List<Commit> commits = repository.mainline(tip, after);
    NavigableMap<String, String> files = new TreeMap<>();
    try (Blobs blobs = repository.blobs()) {
      States states = new States(name, versions, blobs);
      if (after.isPresent()) {
        repository.files(after.get()).forEach((path, id) -> put(files, path, Optional.of(id)));
        look(repository.one(after.get()), states, files);
      }
      for (int i = 0; i < commits.size(); i++) {
        Commit commit = commits.get(i);
        boolean matters = false;
        for (Change change : commit.changes()) {
          matters |= put(files, change.path(), change.after()) && states.changed(change);
        }
        if (matters) {
          look(commit, states, files);
        }
        progress.accept(i + 1);
      }
      return new Timeline(guarded(blobs), commits.size(), looked, unread);
    }
  }

  private void look(Commit commit, States states, NavigableMap<String, String> files)
      throws GitException {
    looked++;
    try {
      threads.add(commit, states.read(files));
    } catch (ConfigurationException e) {
      unread.add("%s cannot be read: %s".formatted(commit.shortId(), e.reason()));
    }
  }

  /** What stood guard is asked of few commits: of those alone with which a parting began. */
  private List<EnumTimeline> guarded(Blobs blobs) throws GitException {
    List<EnumTimeline> timelines = threads.timelines();
    Map<String, List<String>> guards = new HashMap<>();
    for (EnumTimeline timeline : timelines) {
      for (Parting parting : timeline.partings()) {
        String commit = parting.began().contribution().commit();
        if (!guards.containsKey(commit)) {
          NavigableMap<String, String> files = repository.files(commit);
          files.keySet().removeIf(path -> !FolderTree.isEntered(path));
          guards.put(commit, Guards.in(new CommitTree(files, blobs)));
        }
      }
    }
    return timelines.stream()
        .map(timeline ->
            timeline.guarded(contribution -> guards.getOrDefault(contribution.commit(), List.of())))
        .toList();
  }

  /** Whether the path is one that is looked at. */
  private static boolean put(
      NavigableMap<String, String> files, String path, Optional<String> blob) {
    if (!FolderTree.isEntered(path)) {
      return false;
    }
    blob.ifPresentOrElse(id -> files.put(path, id), () -> files.remove(path));
    return true;
  }

  private Contribution contribution(Commit commit, List<String> files) throws GitException {
    List<Contribution> brought =
        repository.brought(commit, files).stream().map(it -> told(it, List.of())).toList();
    return told(commit, brought);
  }

  private static Contribution told(Commit commit, Collection<Contribution> brought) {
    return new Contribution(
        commit.id(), commit.date(), commit.author(), commit.subject(), List.copyOf(brought));
  }
}
