package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git knows of a file and its lines. */
class GitCommitsTest {

  @TempDir Path folder;

  private void git(String day, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.c"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GIT_AUTHOR_DATE", day + "T12:00:00Z");
    builder.environment().put("GIT_COMMITTER_DATE", day + "T12:00:00Z");
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).isZero();
    } catch (IOException e) {
      assumeTrue(false, "no git on this machine");
    }
  }

  @Test
  void lines_and_files_have_the_day_of_their_commit() throws Exception {
    git("2025-01-01", "init", "-q");
    Path file = Files.writeString(folder.resolve("a.py"), "one\ntwo\n");
    git("2025-01-01", "add", "a.py");
    git("2025-01-01", "commit", "-qm", "first");
    Files.writeString(file, "one\nnew\ntwo\n");
    git("2025-02-02", "commit", "-qam", "second");
    Files.writeString(file, "one\nnew\ntwo\nnot committed\n");
    GitCommits commits = new GitCommits(folder);
    assertThat(commits.ofFile("a.py").orElseThrow().date()).isEqualTo("2025-01-01");
    assertThat(commits.ofLine("a.py", 1).orElseThrow().date()).isEqualTo("2025-01-01");
    assertThat(commits.ofLine("a.py", 2).orElseThrow().date()).isEqualTo("2025-02-02");
    assertThat(commits.ofLine("a.py", 2).orElseThrow().id()).hasSize(8);
    assertThat(commits.ofLine("a.py", 4)).isEmpty();
    assertThat(commits.ofFile("none.py")).isEmpty();
    assertThat(commits.ofLine("none.py", 1)).isEmpty();
  }

  @Test
  void where_git_keeps_nothing_nothing_is_known() throws Exception {
    Files.writeString(folder.resolve("a.py"), "one\n");
    GitCommits commits = new GitCommits(folder);
    assertThat(commits.ofFile("a.py")).isEmpty();
    assertThat(commits.ofLine("a.py", 1)).isEmpty();
  }
}
