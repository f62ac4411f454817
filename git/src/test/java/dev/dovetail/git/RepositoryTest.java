package dev.dovetail.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real repositories, made by the real git. */
class RepositoryTest {

  @TempDir Path folder;

  @BeforeEach
  void begin() throws Exception {
    git("-c", "init.defaultBranch=main", "init", "-q");
    write("service/a.py", "one = 1\n");
    write("other/b.py", "b\n");
    commit("first");
  }

  @Test
  void the_mainline_tells_a_merge_as_one_commit_and_what_it_brought() throws Exception {
    git("checkout", "-q", "-b", "side");
    write("service/c.py", "c\n");
    commit("on the side");
    git("checkout", "-q", "main");
    git("rm", "-q", "service/a.py");
    commit("remove");
    git("merge", "-q", "--no-ff", "-m", "merge", "side");
    Repository repository = Repository.holding(folder.resolve("service"));

    List<Commit> commits = repository.mainline(repository.commit("HEAD"), Optional.empty());

    assertThat(commits).extracting(Commit::subject).containsExactly("first", "remove", "merge");
    assertThat(commits.get(0).changes())
        .as("paths are from the folder, and others' are not told")
        .extracting(Change::path)
        .containsExactly("a.py");
    assertThat(commits.get(1).changes().getFirst().after()).isEmpty();
    assertThat(commits.get(2).changes()).extracting(Change::path).containsExactly("c.py");
    assertThat(repository.brought(commits.get(2), List.of("c.py")))
        .extracting(Commit::subject)
        .containsExactly("on the side");
    assertThat(repository.brought(commits.get(1), List.of("a.py"))).isEmpty();
    assertThat(repository.one(commits.get(2).id()).changes()).isEqualTo(commits.get(2).changes());
  }

  @Test
  void files_of_any_commit_are_read_without_a_checkout() throws Exception {
    write("service/a.py", "two = 2\n");
    write("service/with\nbreak \"and\" quotes.py", "odd\n");
    Files.createSymbolicLink(folder.resolve("service/link.py"), Path.of("a.py"));
    commit("second");
    Repository repository = Repository.holding(folder.resolve("service"));
    try (Blobs blobs = repository.blobs()) {
      CommitTree first = new CommitTree(repository.files(repository.commit("HEAD~1")), blobs);
      CommitTree second = new CommitTree(repository.files(repository.commit("HEAD")), blobs);

      assertThat(text(first.read("a.py"))).contains("one = 1\n");
      assertThat(text(second.read("a.py"))).contains("two = 2\n");
      assertThat(second.files())
          .as("links are no files of a commit")
          .containsExactly("a.py", "with\nbreak \"and\" quotes.py");
      assertThat(text(second.read("with\nbreak \"and\" quotes.py"))).contains("odd\n");
      assertThat(second.read("nothing.py")).isEmpty();
      assertThat(blobs.read("0123456789012345678901234567890123456789")).isEmpty();
    }
  }

  @Test
  void what_changed_since_a_commit_is_told_with_what_git_does_not_know_yet() throws Exception {
    write("service/a.py", "changed\n");
    write("service/new.py", "new\n");
    write("other/b.py", "changed too\n");
    Repository repository = Repository.holding(folder.resolve("service"));
    assertThat(repository.changedSince(repository.commit("HEAD")))
        .containsExactly("a.py", "new.py");
  }

  @Test
  void a_line_is_its_commits_and_what_is_not_committed_is_nobodys() throws Exception {
    write("service/a.py", "one = 1\ntwo = 2\n");
    commit("second");
    write("service/a.py", "one = 1\ntwo = 2\nthree = 3\n");
    write("service/[odd].py", "new\n");
    Repository repository = Repository.holding(folder.resolve("service"));
    assertThat(repository.lines("a.py"))
        .containsOnlyKeys(1, 2)
        .hasEntrySatisfying(1, commit -> assertThat(commit.subject()).isEqualTo("first"))
        .hasEntrySatisfying(2, commit -> assertThat(commit.subject()).isEqualTo("second"));
    assertThat(repository.added("a.py").map(Commit::subject)).contains("first");
    assertThat(repository.added("[odd].py")).isEmpty();
  }

  @Test
  void nothing_that_the_repository_configures_is_run() throws Exception {
    write("service/a.py", "changed\n");
    Path trace = folder.resolve("ran");
    for (String key :
        List.of(
            "diff.external", "core.fsmonitor", "core.pager", "gpg.program", "diff.x.textconv")) {
      git("config", key, "touch " + trace + " #");
    }
    git("config", "log.showSignature", "true");
    write(".gitattributes", "*.py diff=x\n");
    commit("second");
    write("service/a.py", "once more\n");
    Files.deleteIfExists(trace);
    Repository repository = Repository.holding(folder);
    repository.mainline(repository.commit("HEAD"), Optional.empty());
    repository.changedSince(repository.commit("HEAD~1"));
    assertThat(trace).doesNotExist();
  }

  @Test
  void a_clone_that_was_cut_off_says_so() throws Exception {
    write("service/a.py", "two\n");
    commit("second");
    git("clone", "-q", "--depth", "1", "file://" + folder, folder + "/cut");
    assertThat(Repository.holding(folder.resolve("cut")).isShallow()).isTrue();
    assertThat(Repository.holding(folder).isShallow()).isFalse();
  }

  @Test
  void what_git_does_not_know_is_said() throws Exception {
    Repository repository = Repository.holding(folder);
    assertThatThrownBy(() -> repository.commit("--all"))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("git knows no commit `--all` here");
    Path nowhere = Files.createTempDirectory("no-repository");
    assertThatThrownBy(() -> Repository.holding(nowhere))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("not a git repository");
    Files.delete(nowhere);
  }

  private static Optional<String> text(Optional<byte[]> bytes) {
    return bytes.map(it -> new String(it, StandardCharsets.UTF_8));
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void commit(String subject) throws Exception {
    git("add", "-A");
    git("commit", "-q", "--no-verify", "--no-gpg-sign", "-m", subject);
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c"));
    command.add("user.email=ada@example.org");
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
