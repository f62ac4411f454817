package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.Commit;
import dev.dovetail.git.CommitTree;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Configuration.Versions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hook remembers of states that it checked makes it faster, and changes nothing it says. */
class PastStatesTest {

  private static final int COMMITS = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void what_was_kept_of_the_state_before_changes_nothing(long seed) throws Exception {
    Repository repository = Mainline.of(folder, new Invention(new Random(seed), COMMITS).commits());
    PastStates memory = memory("q");
    int known = 0;
    int refused = 0;
    try (Blobs blobs = repository.blobs()) {
      Optional<CommitTree> parent = Optional.empty();
      for (Commit commit : repository.mainline(repository.commit("main"), Optional.empty())) {
        CommitTree now = new CommitTree(repository.files(commit.id()), blobs);
        if (parent.isPresent()) {
          known += memory.recall(parent.get()).isPresent() ? 1 : 0;
          List<String> files = commit.changes().stream().map(it -> it.path()).toList();
          List<Finding> told = checked(parent.get(), now, files, Optional.of(memory));
          assertThat(told)
              .as("seed %d, %s", seed, commit.subject())
              .isEqualTo(checked(parent.get(), now, files, Optional.empty()));
          refused += told.isEmpty() ? 0 : 1;
        }
        parent = Optional.of(now);
      }
    }
    assertThat(known).as("states that were known").isGreaterThan(COMMITS / 2);
    assertThat(refused).as("commits with something to say").isPositive();
  }

  @Test
  void what_is_cut_off_or_of_another_question_is_passed_over() throws Exception {
    Repository repository = Mainline.of(folder, new Invention(new Random(24), 3).commits());
    try (Blobs blobs = repository.blobs()) {
      CommitTree before = new CommitTree(repository.files(repository.commit("main~1")), blobs);
      CommitTree now = new CommitTree(repository.files(repository.commit("main")), blobs);
      checked(before, now, List.of("dovetail.toml"), Optional.of(memory("q")));
      assertThat(memory("q").recall(now)).isPresent();
      assertThat(memory("another").recall(now)).isEmpty();
      try (Stream<Path> kept = Files.list(folder.resolve(".git/states"))) {
        for (Path file : kept.toList()) {
          byte[] bytes = Files.readAllBytes(file);
          bytes[bytes.length / 2] ^= 1;
          Files.write(file, bytes);
        }
      }
      assertThat(memory("q").recall(now)).isEmpty();
      assertThat(memory("q").recall(before)).isEmpty();
    }
  }

  private PastStates memory(String question) {
    return new PastStates(folder.resolve(".git/states"), question);
  }

  /** As {@code check --staged} does it. */
  private static List<Finding> checked(
      CommitTree before, CommitTree now, List<String> files, Optional<PastStates> memory)
      throws ConfigurationException {
    Change.States states = new Change.States("r", Versions.open());
    Workspace workspace = states.open(now);
    Change change =
        memory.isPresent()
            ? Change.staged(workspace, before, "HEAD", states, memory.get())
            : Change.of(workspace, before, "HEAD", false, states);
    Report whole = change.check();
    List<Finding> brought = change.brought(whole, files).findings();
    if (memory.isPresent()) {
      change.remember(memory.get(), before, now, whole);
    }
    return brought;
  }
}
