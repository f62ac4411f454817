package dev.dovetail.cli;

import dev.dovetail.audit.Commits;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When lines and files came to be, by the word of git: each file is asked about once. Where git
 * does not know, nothing is known.
 */
final class GitCommits implements Commits {

  private final Path folder;
  private Optional<Repository> repository = Optional.empty();
  private final Map<String, Optional<Commit>> files = new HashMap<>();
  private final Map<String, Map<Integer, dev.dovetail.git.Commit>> lines = new HashMap<>();

  GitCommits(Path folder) {
    this.folder = folder;
  }

  @Override
  public synchronized Optional<Commit> ofFile(String path) {
    return files.computeIfAbsent(path, this::added);
  }

  @Override
  public synchronized Optional<Commit> ofLine(String path, int line) {
    return Optional.ofNullable(lines.computeIfAbsent(path, this::blamed).get(line))
        .map(GitCommits::shown);
  }

  private Repository repository() throws GitException {
    if (repository.isEmpty()) {
      repository = Optional.of(Repository.holding(folder));
    }
    return repository.orElseThrow();
  }

  private Optional<Commit> added(String path) {
    try {
      return repository().added(path).map(GitCommits::shown);
    } catch (GitException e) {
      return Optional.empty();
    }
  }

  private Map<Integer, dev.dovetail.git.Commit> blamed(String path) {
    try {
      return repository().lines(path);
    } catch (GitException e) {
      return Map.of();
    }
  }

  private static Commit shown(dev.dovetail.git.Commit commit) {
    return new Commit(commit.shortId(), commit.date().format(DateTimeFormatter.ISO_LOCAL_DATE));
  }
}
