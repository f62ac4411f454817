package dev.dovetail.cli;

import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.git.Commit;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Chronicle;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.ArrayList;
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
   */
  Timeline timeline(Optional<String> since, String until) throws GitException {
    Optional<String> after =
        since.isPresent() ? Optional.of(repository.commit(since.get())) : Optional.empty();
    Timeline timeline =
        Chronicle.of(
            repository, repository.commit(until), after, folder.name(), versions, this::progress);
    return repository.isShallow()
        ? withNote(timeline, "the clone is shallow: what was before its first commit is not seen")
        : timeline;
  }

  private void progress(int commits) {
    if (commits % SOMETIMES == 0) {
      streams.err().println("dovetail: " + commits + " commits gone through");
      streams.err().flush();
    }
  }

  private static Timeline withNote(Timeline timeline, String note) {
    List<String> unseen = new ArrayList<>(timeline.unseen());
    unseen.add(note);
    return new Timeline(timeline.enums(), timeline.commits(), timeline.looked(), unseen);
  }
}
