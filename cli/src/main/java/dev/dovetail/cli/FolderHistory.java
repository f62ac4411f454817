package dev.dovetail.cli;

import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.git.Commit;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Chronicle;
import dev.dovetail.workspace.Chronicle.Asked;
import dev.dovetail.workspace.Chronicle.Kept;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.List;
import java.util.Optional;

/** What git knows of the folder that a command was asked about. */
final class FolderHistory {

  private static final int SOMETIMES = 500;

  private final Folder folder;
  private final Versions versions;
  private final Streams streams;
  private final Repository repository;

  FolderHistory(Folder folder, Versions versions, Streams streams) throws GitException {
    this.folder = folder;
    this.versions = versions;
    this.streams = streams;
    this.repository = Repository.holding(folder.path.toAbsolutePath());
  }

  /** The last commit. */
  Contribution last() throws GitException {
    Commit commit = repository.one(repository.commit("HEAD"));
    return new Contribution(
        commit.id(), commit.date(), commit.author(), commit.subject(), List.of());
  }

  /**
   * @param since begin at this commit; else at the first
   * @param checks whether to tell what a check would have said of each commit
   */
  Timeline timeline(Optional<String> since, String until, boolean checks) throws GitException {
    Optional<String> after =
        since.isPresent() ? Optional.of(repository.commit(since.get())) : Optional.empty();
    Timeline timeline =
        Chronicle.of(
            repository,
            new Asked(
                repository.commit(until),
                after,
                folder.name(),
                versions,
                checks,
                kept(after, checks)),
            (commits, all) -> progress(commits, all, checks ? SOMETIMES / 5 : SOMETIMES));
    return repository.isShallow()
        ? timeline.noting("the clone is shallow: what was before its first commit is not seen")
        : timeline;
  }

  private Optional<Kept> kept(Optional<String> after, boolean checks) throws GitException {
    return new Remembered(System.getenv())
        .history(
            List.of(
                "history",
                repository.place(),
                folder.name(),
                versions.toString(),
                after.orElse(""),
                checks ? "checks" : ""));
  }

  private void progress(int commits, int all, int often) {
    if (commits % often == 0) {
      streams.err().println("dovetail: %d of %d commits gone through".formatted(commits, all));
      streams.err().flush();
    }
  }
}
