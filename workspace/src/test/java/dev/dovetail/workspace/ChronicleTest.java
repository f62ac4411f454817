package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.timeline.Alarm;
import dev.dovetail.core.timeline.Checked;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.Commit;
import dev.dovetail.git.CommitTree;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Chronicle.Asked;
import dev.dovetail.workspace.Configuration.Versions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is told of a history, where little is read again and little is looked at, is what reading
 * every commit anew tells.
 */
class ChronicleTest {

  private static final int COMMITS = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void what_is_kept_from_commit_to_commit_changes_nothing(long seed) throws Exception {
    make(new Invention(new Random(seed)).commits());
    Repository repository = Repository.holding(folder);
    String tip = repository.commit("main");

    List<EnumTimeline> told =
        Chronicle.of(repository, Asked.all(tip, "r", Versions.open()), (done, all) -> {}).enums();

    assertThat(told).as("seed %d", seed).isEqualTo(anew(repository, tip));
    assertThat(told).as("something happens").anyMatch(it -> it.turns().size() > 3);
  }

  /** The first half is told and kept; then the rest, by who knows that. */
  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9, 10})
  void what_an_earlier_run_kept_changes_nothing(long seed) throws Exception {
    make(new Invention(new Random(seed)).commits());
    Repository repository = Repository.holding(folder);
    Path kept = folder.resolve(".git/kept");
    for (boolean checks : new boolean[] {false, true}) {
      int half = 1 + new Random(seed).nextInt(COMMITS - 2);
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
    make(new Invention(new Random(seed)).commits());
    Repository repository = Repository.holding(folder);
    Timeline told = asked(repository, "main", true, Optional.empty());
    List<Checked> checks = told.hindsight().orElseThrow().commits();
    assertThat(checks).hasSize(told.looked());
    int refused = 0;
    try (Blobs blobs = repository.blobs()) {
      for (Checked checked : checks) {
        String id = checked.contribution().commit();
        if (id.equals(checks.getFirst().contribution().commit())) {
          continue;
        }
        Change.States states = new Change.States("r", Versions.open());
        Workspace now = states.open(new CommitTree(repository.files(id), blobs));
        String parent = repository.commit(id + "^");
        CommitTree before = new CommitTree(repository.files(parent), blobs);
        Change change = Change.of(now, before, "the parent", true, states);
        List<String> files =
            repository.one(id).changes().stream().map(dev.dovetail.git.Change::path).toList();
        Report brought = change.brought(change.check(), files);
        assertThat(checked.alarms().stream().map(Alarm::message).toList())
            .as("seed %d, commit %s", seed, checked.contribution().subject())
            .isEqualTo(brought.findings().stream().map(Finding::message).toList());
        assertThat(checked.isStopped()).isEqualTo(brought.exitCode(false) == 1);
        refused += checked.isStopped() ? 1 : 0;
      }
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

  private static List<EnumTimeline> anew(Repository repository, String tip) throws Exception {
    Threads threads = new Threads((commit, files) -> contribution(commit));
    try (Blobs blobs = repository.blobs()) {
      for (Commit commit : repository.mainline(tip, Optional.empty())) {
        CommitTree tree = new CommitTree(repository.files(commit.id()), blobs);
        threads.add(commit, Workspace.open(tree, "r", Versions.open()).facts());
      }
    }
    return threads.timelines();
  }

  private static Contribution contribution(Commit commit) {
    return new Contribution(
        commit.id(), commit.date(), commit.author(), commit.subject(), List.of());
  }

  /** All commits at once, by git's own language for that. */
  private void make(List<Map<String, String>> commits) throws IOException, InterruptedException {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < commits.size(); i++) {
      stream
          .append("commit refs/heads/main\n")
          .append(
              "committer Ada <ada@example.org> %d +0000%n".formatted(1_700_000_000L + i * 86_400L))
          .append(data("commit " + i))
          .append("deleteall\n");
      commits
          .get(i)
          .forEach((path, text) ->
              stream.append("M 100644 inline ").append(path).append('\n').append(data(text)));
    }
    run("", "git", "-c", "init.defaultBranch=main", "init", "-q");
    run(stream.toString(), "git", "fast-import", "--quiet");
  }

  private static String data(String text) {
    return "data %d%n%s%n".formatted(text.getBytes(StandardCharsets.UTF_8).length, text);
  }

  private void run(String input, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** Two services that share a library, and what people do to them. */
  private static final class Invention {

    private static final List<String> WORDS =
        List.of("open", "done", "paid", "sent", "lost", "held", "void", "late");

    private final Random random;
    private final TreeMap<String, String> files = new TreeMap<>();
    private final Map<String, List<String>> labels = new TreeMap<>();
    private final Map<String, Integer> revisions = new TreeMap<>();
    private String library = "libs/shared/statuses.py";

    Invention(Random random) {
      this.random = random;
    }

    List<Map<String, String>> commits() {
      List<Map<String, String>> commits = new ArrayList<>();
      files.put("README.md", "nothing\n");
      commits.add(Map.copyOf(files));
      for (String service : List.of("orders", "bills")) {
        labels.put(service, new ArrayList<>(WORDS.subList(0, 2)));
        files.put("services/%s/alembic.ini".formatted(service), "[alembic]\nscript_location = m\n");
        files.put("services/%s/m/env.py".formatted(service), "from alembic import context\n");
        revise(
            service,
            "op.create_table('%s', sa.Column('state', sa.Enum('open', 'done', name='%s_state')))"
                .formatted(service, service));
      }
      while (commits.size() < COMMITS) {
        step(random.nextBoolean() ? "orders" : "bills");
        write();
        commits.add(Map.copyOf(files));
      }
      return commits;
    }

    private void step(String service) {
      List<String> own = labels.get(service);
      String word = WORDS.get(random.nextInt(WORDS.size()));
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          if (!own.contains(word)) {
            own.add(word);
          }
        }
        case 2 -> own.remove(own.size() > 1 ? word : "");
        case 3, 4 ->
            revise(
                service,
                "op.execute(\"ALTER TYPE %s_state ADD VALUE IF NOT EXISTS '%s'\")"
                    .formatted(service, word));
        case 5 -> files.put("README.md", "words " + random.nextInt() + "\n");
        case 6 -> move();
        default -> edit(service, word);
      }
    }

    private void move() {
      files.remove(library);
      library =
          library.endsWith("statuses.py") ? "libs/shared/states.py" : "libs/shared/statuses.py";
    }

    /** The latest migration says something else, or is gone. */
    private void edit(String service, String word) {
      int number = revisions.get(service);
      String path = "services/%s/m/versions/%d.py".formatted(service, number);
      if (number > 1 && random.nextBoolean()) {
        files.remove(path);
        revisions.put(service, number - 1);
      } else {
        files.computeIfPresent(path, (any, text) -> text.replace("'done'", "'" + word + "'"));
      }
    }

    private void revise(String service, String body) {
      int number = revisions.merge(service, 1, Integer::sum);
      files.put(
          "services/%s/m/versions/%d.py".formatted(service, number),
          """
          import sqlalchemy as sa
          from alembic import op
          revision = "%d"
          down_revision = %s
          def upgrade():
              %s
          def downgrade():
              pass
          """
              .formatted(number, number == 1 ? "None" : "\"" + (number - 1) + "\"", body));
    }

    private void write() {
      String module = library.substring("libs/".length(), library.length() - 3).replace('/', '.');
      StringBuilder enums = new StringBuilder("from enum import Enum\n");
      labels.forEach((service, own) -> {
        String name = Character.toUpperCase(service.charAt(0)) + service.substring(1) + "State";
        enums.append("class %s(Enum):%n".formatted(name));
        own.forEach(label -> enums.append("    %s = '%s'%n".formatted(label, label)));
        files.put(
            "services/%s/models.py".formatted(service),
            """
            from %s import %s
            import sqlalchemy as sa
            from sqlalchemy.orm import declarative_base
            Base = declarative_base()
            class Row(Base):
                __tablename__ = "%s"
                id = sa.Column(sa.Integer, primary_key=True)
                state = sa.Column(sa.Enum(%s, name="%s_state"))
            """
                .formatted(module, name, service, name, service));
      });
      files.put(library, enums.toString());
      files.put("libs/shared/__init__.py", "");
    }
  }
}
