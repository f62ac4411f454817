package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook in a real repository, run by the real git. */
class HookTest {

  private static final String LOST = "    done = \"done\"\n    lost = \"lost\"\n";

  @TempDir Path temporary;
  private Path folder;
  private Git git;
  private Map<String, String> path = Map.of();

  @BeforeEach
  void begin() throws Exception {
    Path bin = Files.createDirectories(temporary.resolve("bin"));
    Path launcher = bin.resolve("dovetail");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' dev.dovetail.cli.Main "$@"
        """
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    path = Map.of("PATH", bin + File.pathSeparator + System.getenv("PATH"));
    folder = Files.createDirectories(temporary.resolve("repository"));
    git = Git.init(folder);
    TaskService.write(folder);
    git.commit("first");
  }

  private Git.Said commit(String... more) throws Exception {
    String[] arguments = new String[more.length + 3];
    System.arraycopy(new String[] {"commit", "-q", "-mnext"}, 0, arguments, 0, 3);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return git.tried(path, arguments);
  }

  @Test
  void it_stops_a_member_without_a_migration_and_lets_the_mended_commit_pass() throws Exception {
    Ran installed = Ran.of("hook", "install", folder);
    assertThat(installed.status()).as(installed.err()).isEqualTo(0);

    TaskService.write(folder, LOST);
    // `-a` makes an index of its own, which git names to the hook.
    Git.Said stopped = commit("-a");
    assertThat(stopped.status()).as(stopped.text()).isNotZero();
    assertThat(stopped.text())
        .contains(
            "enum-changed-without-migration", "ALTER TYPE public.task_state ADD VALUE 'lost'");

    git.write(
        "alembic/versions/0002_lost.py",
        """
        from alembic import op

        revision = "0002"
        down_revision = "0001"


        def upgrade():
            with op.get_context().autocommit_block():
                op.execute("ALTER TYPE task_state ADD VALUE 'lost'")


        def downgrade():
            raise NotImplementedError("a label stays")
        """);
    git.run("add", "--all");
    Git.Said passed = commit();
    assertThat(passed.status()).as(passed.text()).isZero();

    assertThat(Ran.of("hook", "uninstall", folder).out()).contains("is removed");
    TaskService.write(folder, LOST + "    more = \"more\"\n");
    assertThat(commit("-a").status()).isZero();
  }

  @Test
  void a_hook_of_a_checkout_goes_by_what_stays_when_it_is_built_anew() {
    assertThat(HookCommand.ofSources(Path.of("/home/a/dovetail/.dovetail/run/17/bin/dovetail")))
        .contains(Path.of("/home/a/dovetail/dovetail"));
    assertThat(HookCommand.ofSources(Path.of("/opt/dovetail/bin/dovetail"))).isEmpty();
  }

  @Test
  void a_hook_of_a_folder_below_the_top_asks_about_that_folder() throws Exception {
    Path inner = folder.resolve("it's here");
    TaskService.write(inner);
    git.commit("below");
    assertThat(Ran.of("hook", "install", inner).status()).isEqualTo(0);
    TaskService.write(folder, LOST);
    assertThat(commit("-a").status()).as("that one is not asked about").isZero();
    TaskService.write(inner, LOST);
    assertThat(commit("-a").status()).isNotZero();
  }

  @Test
  void another_hook_stays_as_it_is() throws Exception {
    Path hook = folder.resolve(".git/hooks/pre-commit");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\nexit 0\n");
    Ran ran = Ran.of("hook", "install", folder);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("stays as it is", "dovetail check --staged");
    assertThat(hook).hasContent("#!/bin/sh\nexit 0\n");
    assertThat(Ran.of("hook", "uninstall", folder).status()).isEqualTo(2);
    assertThat(hook).exists();
  }

  @Test
  void it_goes_where_git_looks_for_hooks() throws Exception {
    git.run("config", "core.hooksPath", "tools/hooks");
    assertThat(Ran.of("hook", "install", folder).status()).isEqualTo(0);
    assertThat(folder.resolve("tools/hooks/pre-commit")).isExecutable();

    Path shared = temporary.resolve("shared by all");
    git.run("config", "core.hooksPath", shared.toString());
    Ran refused = Ran.of("hook", "install", folder);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("is not this repository's");
    assertThat(shared).doesNotExist();
  }

  @Test
  void the_lines_for_others_are_printed() {
    assertThat(Ran.of("hook", "print").out())
        .contains(
            ".pre-commit-config.yaml", "husky", "lefthook.yml", "files: \\.(py|sql|ini|toml)$");
    assertThat(Ran.of("hook").status()).isEqualTo(2);
  }

  @Test
  void pre_commit_itself_runs_it() throws Exception {
    Optional<Path> preCommit = onPath("pre-commit");
    assumeTrue(preCommit.isPresent(), "no pre-commit on this machine (pip install pre-commit)");
    Path hooks = Files.createDirectories(temporary.resolve("hooks of dovetail"));
    Git ofHooks = Git.init(hooks);
    Files.copy(Path.of("..", ".pre-commit-hooks.yaml"), hooks.resolve(".pre-commit-hooks.yaml"));
    ofHooks.commit("hooks");
    String revision = ofHooks.run("rev-parse", "HEAD").strip();
    git.write(
        ".pre-commit-config.yaml",
        """
        repos:
          - repo: %s
            rev: %s
            hooks:
              - id: dovetail-check
        """
            .formatted(hooks.toUri().toString().replaceAll("/$", ""), revision));
    git.commit("with pre-commit");
    TaskService.write(folder, LOST);
    git.run("add", "--all");
    Git.Said stopped = ran(preCommit.get(), "run");
    assertThat(stopped.status()).as(stopped.text()).isEqualTo(1);
    assertThat(stopped.text()).contains("enum-changed-without-migration");
    git.run("checkout", "-q", "HEAD", "--", ".");
    git.write("notes.txt", "nothing of interest\n");
    git.run("add", "--all");
    Git.Said skipped = ran(preCommit.get(), "run");
    assertThat(skipped.status()).as(skipped.text()).isZero();
    assertThat(skipped.text()).contains("no files to check");
  }

  private Git.Said ran(Path program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(path);
    builder.environment().put("PRE_COMMIT_HOME", temporary.resolve("cache").toString());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Git.Said(process.waitFor(), text);
  }

  private static Optional<Path> onPath(String program) throws IOException {
    for (String place : System.getenv("PATH").split(File.pathSeparator)) {
      Path candidate = Path.of(place, program);
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
