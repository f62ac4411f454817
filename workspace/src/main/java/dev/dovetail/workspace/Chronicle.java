package dev.dovetail.workspace;

import dev.dovetail.core.timeline.Checked;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Hindsight;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.Change;
import dev.dovetail.git.Commit;
import dev.dovetail.git.CommitTree;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Configuration.Versions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a repository as each commit of its mainline left it, and tells how every enum and its type
 * came about. Only commits that touch what was read are looked at, and what an earlier run kept is
 * not read again.
 */
public final class Chronicle {

  /** After so many commits that were read, what is known is kept. */
  private static final int OFTEN = 200;

  /**
   * What is asked.
   *
   * @param tip the commit to end with
   * @param after where to begin; empty for the very first commit
   * @param name what the folder is called
   * @param checks whether to tell what a check would have said of each commit
   * @param kept where what is known is kept for the next run
   */
  public record Asked(
      String tip,
      Optional<String> after,
      String name,
      Versions versions,
      boolean checks,
      Optional<Kept> kept) {

    /** Of the whole mainline, and nothing is kept. */
    public static Asked all(String tip, String name, Versions versions) {
      return new Asked(tip, Optional.empty(), name, versions, false, Optional.empty());
    }
  }

  /**
   * Where what is known is kept.
   *
   * @param question all that decides what is known: the repository, the build, what was asked
   */
  public record Kept(Path folder, String question) {}

  /** Hears how far it has come. */
  public interface Progress {
    void at(int commits, int all);
  }

  private final Repository repository;
  private final Asked asked;
  private final Progress progress;
  private final Optional<Shelf> shelf;
  private final Watch watch = new Watch();
  private final Map<String, List<String>> guards = new HashMap<>();
  private final List<String> unread = new ArrayList<>();
  private final List<Checked> checks = new ArrayList<>();
  private Threads threads = new Threads(this::contribution);
  private int told;
  private int looked;

  private Chronicle(Repository repository, Asked asked, Progress progress) {
    this.repository = repository;
    this.asked = asked;
    this.progress = progress;
    this.shelf = asked.kept().map(kept -> new Shelf(kept.folder(), kept.question(), "annals"));
  }

  /** Tells the mainline. */
  public static Timeline of(Repository repository, Asked asked, Progress progress)
      throws GitException {
    return new Chronicle(repository, asked, progress).tell();
  }

  private Timeline tell() throws GitException {
    try (Blobs blobs = repository.blobs()) {
      States states = new States(asked.name(), asked.versions(), blobs, asked.checks());
      Optional<Annals> annals = annals();
      if (annals.isPresent()) {
        resume(annals.get(), states);
      } else {
        begin(states);
      }
      Timeline timeline = new Timeline(guarded(blobs), told, looked, unread, hindsight());
      if (annals.filter(it -> it.tip().equals(asked.tip())).isEmpty()) {
        keep(asked.tip(), states);
      }
      return timeline;
    }
  }

  private Optional<Hindsight> hindsight() {
    return asked.checks() ? Optional.of(new Hindsight(checks)) : Optional.empty();
  }

  /** What an earlier run knew of the same mainline. */
  private Optional<Annals> annals() throws GitException {
    Optional<Annals> annals =
        shelf.flatMap(
            place -> Annals.on(place, asked.kept().orElseThrow().question(), this::contribution));
    return annals.isPresent() && repository.isOnMainline(annals.get().tip(), asked.tip())
        ? annals
        : Optional.empty();
  }

  private void keep(String tip, States states) {
    shelf.ifPresent(place ->
        new Annals(
                tip,
                told,
                looked,
                unread,
                states.ofMigrations(),
                states.ofCode(),
                threads,
                guards,
                checks)
            .keep(place, asked.kept().orElseThrow().question()));
  }

  private void begin(States states) throws GitException {
    NavigableMap<String, String> files = new TreeMap<>();
    if (asked.after().isPresent()) {
      Commit first = repository.one(asked.after().get());
      files = files(first.id());
      look(first, states, files);
    }
    follow(repository.mainline(asked.tip(), asked.after()), states, files);
  }

  private void resume(Annals annals, States states) throws GitException {
    threads = annals.threads();
    told = annals.commits();
    looked = annals.looked();
    unread.addAll(annals.unread());
    guards.putAll(annals.guards());
    checks.addAll(annals.checks());
    states.resume(annals);
    if (!annals.tip().equals(asked.tip())) {
      NavigableMap<String, String> files = files(annals.tip());
      if (asked.checks()) {
        try {
          watch.begin(states.read(new TreeMap<>(files)));
        } catch (ConfigurationException e) {
          // As when that commit was read: it was passed over.
        }
      }
      follow(repository.mainline(asked.tip(), Optional.of(annals.tip())), states, files);
    }
  }

  private NavigableMap<String, String> files(String commit) throws GitException {
    NavigableMap<String, String> files = new TreeMap<>();
    repository.files(commit).forEach((path, id) -> put(files, path, Optional.of(id)));
    return files;
  }

  private void follow(List<Commit> commits, States states, NavigableMap<String, String> files)
      throws GitException {
    int all = told + commits.size();
    for (Commit commit : commits) {
      boolean matters = false;
      for (Change change : commit.changes()) {
        matters |= put(files, change.path(), change.after()) && states.changed(change);
      }
      told++;
      if (matters) {
        look(commit, states, files);
        if (looked % OFTEN == 0) {
          keep(commit.id(), states);
        }
      }
      progress.at(told, all);
    }
  }

  private void look(Commit commit, States states, NavigableMap<String, String> files)
      throws GitException {
    looked++;
    try {
      State state = states.read(asked.checks() ? new TreeMap<>(files) : files);
      threads.add(commit, state.facts());
      if (asked.checks() && asked.after().filter(commit.id()::equals).isPresent()) {
        watch.begin(state);
      } else if (asked.checks()) {
        checks.add(watch.check(told(commit, List.of()), state));
      }
    } catch (ConfigurationException e) {
      unread.add("%s cannot be read: %s".formatted(commit.shortId(), e.reason()));
    }
  }

  /** What stood guard is asked of few commits: of those alone with which a parting began. */
  private List<EnumTimeline> guarded(Blobs blobs) throws GitException {
    List<EnumTimeline> timelines = threads.timelines();
    for (EnumTimeline timeline : timelines) {
      for (Parting parting : timeline.partings()) {
        String commit = parting.began().contribution().commit();
        if (!guards.containsKey(commit)) {
          guards.put(commit, Guards.in(new CommitTree(files(commit), blobs)));
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
