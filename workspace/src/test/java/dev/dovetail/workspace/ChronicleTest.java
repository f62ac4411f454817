package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Tree;
import dev.dovetail.core.timeline.Alarm;
import dev.dovetail.core.timeline.Checked;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.git.Commit;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Chronicle.Asked;
import dev.dovetail.workspace.Configuration.Versions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is told of a history, where little is read again and little is looked at, is what reading
 * every commit anew tells.
 */
class ChronicleTest {

  private static final int COMMITS = 60;
  private static final int FEW_COMMITS = 30;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void what_is_kept_from_commit_to_commit_changes_nothing(long seed) throws Exception {
    List<Map<String, String>> states = new Invention(new Random(seed), COMMITS).commits();
    Repository repository = Mainline.of(folder, states);
    String tip = repository.commit("main");

    List<EnumTimeline> told =
        Chronicle.of(repository, Asked.all(tip, "r", Versions.open()), (done, all) -> {}).enums();

    assertThat(told).as("seed %d", seed).isEqualTo(anew(repository, tip, states));
    assertThat(told).as("something happens").anyMatch(it -> it.turns().size() > 3);
  }

  /** The first half is told and kept; then the rest, by who knows that. */
  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9, 10})
  void what_an_earlier_run_kept_changes_nothing(long seed) throws Exception {
    Repository repository =
        Mainline.of(folder, new Invention(new Random(seed), FEW_COMMITS).commits());
    Path kept = folder.resolve(".git/kept");
    for (boolean checks : new boolean[] {false, true}) {
      int half = 1 + new Random(seed).nextInt(FEW_COMMITS - 2);
      asked(repository, "main~" + half, checks, Optional.of(kept));
      Timeline second = asked(repository, "main", checks, Optional.of(kept));
      assertThat(second)
          .as("seed %d, the last %d commits on top", seed, half)
          .isEqualTo(asked(repository, "main", checks, Optional.empty()))
          .isEqualTo(asked(repository, "main", checks, Optional.of(kept)));
      asked(repository, "main~" + half, checks, Optional.of(kept));
      assertThat(asked(repository, "main~1", checks, Optional.of(kept)))
          .as("what was kept may be of another way")
          .isEqualTo(asked(repository, "main~1", checks, Optional.empty()));
    }
  }

  /** What a hook says of a commit is what {@code check --since} its parent says. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void each_commit_is_checked_as_its_hook_would_have(long seed) throws Exception {
    List<Map<String, String>> commits = new Invention(new Random(seed), COMMITS).commits();
    Repository repository = Mainline.of(folder, commits);
    Timeline told = asked(repository, "main", true, Optional.empty());
    List<Checked> checks = told.hindsight().orElseThrow().commits();
    assertThat(checks).hasSize(told.looked());
    int refused = 0;
    for (Checked checked : checks.subList(1, checks.size())) {
      String subject = checked.contribution().subject();
      int number = number(subject);
      Change.States states = new Change.States("r", Versions.open());
      Workspace now = states.open(new MemoryTree(commits.get(number)));
      Tree before = new MemoryTree(commits.get(number - 1));
      Change change = Change.of(now, before, "the parent", true, states);
      List<String> files =
          repository.one(checked.contribution().commit()).changes().stream()
              .map(dev.dovetail.git.Change::path)
              .toList();
      Report brought = change.brought(change.check(), files);
      assertThat(checked.alarms().stream().map(Alarm::message).toList())
          .as("seed %d, %s", seed, subject)
          .isEqualTo(brought.findings().stream().map(Finding::message).toList());
      assertThat(checked.isStopped()).isEqualTo(brought.exitCode(false) == 1);
      refused += checked.isStopped() ? 1 : 0;
    }
    assertThat(refused).isPositive().isLessThan(checks.size());
  }

  private static Timeline asked(
      Repository repository, String tip, boolean checks, Optional<Path> kept) throws Exception {
    return Chronicle.of(
        repository,
        new Asked(
            repository.commit(tip),
            Optional.empty(),
            "r",
            Versions.open(),
            checks,
            kept.map(place -> new Chronicle.Kept(place, "q" + checks))),
        (done, all) -> {});
  }

  private static List<EnumTimeline> anew(
      Repository repository, String tip, List<Map<String, String>> states) throws Exception {
    Threads threads = new Threads((commit, files) -> contribution(commit));
    for (Commit commit : repository.mainline(tip, Optional.empty())) {
      Tree tree = new MemoryTree(states.get(number(commit.subject())));
      threads.add(commit, Workspace.open(tree, "r", Versions.open()).facts());
    }
    return threads.timelines();
  }

  /** Of the state that a commit left. */
  private static int number(String subject) {
    return Integer.parseInt(subject.substring("commit ".length()));
  }

  private static Contribution contribution(Commit commit) {
    return new Contribution(
        commit.id(), commit.date(), commit.author(), commit.subject(), List.of());
  }
}
