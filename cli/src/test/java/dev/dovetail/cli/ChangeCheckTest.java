package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} of a change, in a real repository. */
class ChangeCheckTest {

  private static final String LOST = "    done = \"done\"\n    lost = \"lost\"\n";
  private static final String VERSIONS = "alembic/versions/";

  @TempDir Path folder;
  private Git git;

  @BeforeEach
  void begin() throws Exception {
    git = Git.init(folder);
    TaskService.write(folder);
    git.commit("first");
  }

  private static String migration(String id, String parent, String up) {
    return """
    import sqlalchemy as sa
    from alembic import op

    revision = "%s"
    down_revision = "%s"


    def upgrade():
        %s


    def downgrade():
        raise NotImplementedError("stays")
    """
        .formatted(id, parent, up);
  }

  private static String column(String id, String parent, String name) {
    return migration(
        id, parent, "op.add_column(\"tasks\", sa.Column(\"%s\", sa.Text()))".formatted(name));
  }

  private static String label(String id, String parent) {
    return migration(
        id,
        parent,
        "with op.get_context().autocommit_block():\n"
            + "        op.execute(\"ALTER TYPE task_state ADD VALUE 'lost'\")");
  }

  @Test
  void what_was_there_before_is_passed_over_and_what_came_is_found() throws Exception {
    TaskService.write(folder, "    done = \"done\"\n    old = \"old\"\n");
    git.commit("a fault that everybody knows");
    assertThat(Ran.of("check", folder).status()).isEqualTo(1);
    Ran nothing = Ran.of("check", folder, "--since", "HEAD");
    assertThat(nothing.status()).as(nothing.out() + nothing.err()).isEqualTo(0);
    assertThat(nothing.out())
        .contains("1 finding was there in HEAD already and passed over")
        .contains("no service was touched since HEAD");

    TaskService.write(folder, "    done = \"done\"\n    old = \"old\"\n    lost = \"lost\"\n");
    Ran more = Ran.of("check", folder, "--since", "HEAD", "--format", "json");
    assertThat(more.status()).isEqualTo(1);
    assertThat(more.out())
        .contains("enum-changed-without-migration", "adds `lost` to `TaskState`")
        .doesNotContain("TaskState.old");
  }

  @Test
  void of_a_branch_its_own_work_is_asked_and_not_what_came_elsewhere() throws Exception {
    git.run("checkout", "-q", "-b", "work");
    git.write(VERSIONS + "0002_title.py", column("0002", "0001", "title"));
    git.commit("work");
    git.run("checkout", "-q", "main");
    git.write(VERSIONS + "0001_tasks.py", "# gone wild on main\n");
    git.commit("main went on");
    git.run("checkout", "-q", "work");
    Ran ran = Ran.of("check", folder, "--since", "main");
    assertThat(ran.status()).as(ran.out()).isEqualTo(0);
    assertThat(ran.out()).doesNotContain("migration-edited-after-merge");
  }

  @Test
  void a_migration_that_others_have_run_is_not_to_be_edited() throws Exception {
    String path = VERSIONS + "0001_tasks.py";
    String text = Files.readString(folder.resolve(path));
    git.write(path, text.replace("\"tasks\",\n", "\"tasks\",  # our tasks\n"));
    assertThat(Ran.of("check", folder, "--since", "HEAD").out())
        .as("a comment may change")
        .doesNotContain("migration-edited-after-merge");
    git.write(path, text.replace("sa.Integer()", "sa.BigInteger()"));
    assertThat(Ran.of("check", folder, "--since", "HEAD").out())
        .contains(
            "warning[migration-edited-after-merge]: `0001` has another way up than in `HEAD`");
    assertThat(Ran.of("check", folder, "--staged").out())
        .as("what is only committed here nobody has run")
        .doesNotContain("migration-edited-after-merge");
    Files.move(folder.resolve(path), folder.resolve(VERSIONS + "0001_other_name.py"));
    git.write(VERSIONS + "0001_other_name.py", text);
    assertThat(Ran.of("check", folder, "--since", "HEAD").out())
        .as("a file may have another name")
        .doesNotContain("migration-edited-after-merge");
    Files.delete(folder.resolve(VERSIONS + "0001_other_name.py"));
    git.write(VERSIONS + "0009_new.py", text.replace("0001", "0009"));
    assertThat(Ran.of("check", folder, "--since", "HEAD").out())
        .contains(
            "`0001`, which `HEAD` has, is gone", "--> HEAD:alembic/versions/0001_tasks.py:4:12")
        .contains("4 | revision = \"0001\"");
  }

  @Test
  void staged_is_what_will_be_committed_and_nothing_else() throws Exception {
    TaskService.write(folder, LOST);
    Ran unstaged = Ran.of("check", folder, "--staged");
    assertThat(unstaged.status()).as(unstaged.out() + unstaged.err()).isEqualTo(0);
    git.run("add", "app/models.py");
    TaskService.write(folder);
    Ran staged = Ran.of("check", folder, "--staged");
    assertThat(staged.status()).isEqualTo(1);
    assertThat(staged.out())
        .contains("label-missing-in-database", "enum-changed-without-migration")
        .contains("12 |     lost = \"lost\"");
  }

  @Test
  void before_the_first_commit_everything_is_new(@TempDir Path empty) throws Exception {
    Git fresh = Git.init(empty);
    TaskService.write(empty, LOST);
    fresh.run("add", "--all");
    Ran ran = Ran.of("check", empty, "--staged");
    assertThat(ran.status()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out()).contains("label-missing-in-database");
    assertThat(Ran.of("check", empty, "--merge-with", "main").status()).isEqualTo(2);
  }

  @Test
  void a_fork_is_foretold_before_the_merge() throws Exception {
    git.run("checkout", "-q", "-b", "work");
    git.write(VERSIONS + "0003_title.py", column("0003", "0001", "title"));
    git.commit("work");
    git.run("checkout", "-q", "main");
    git.write(VERSIONS + "0002_owner.py", column("0002", "0001", "owner"));
    git.commit("main went on");
    assertThat(Ran.of("check", folder).status()).isEqualTo(0);
    git.run("checkout", "-q", "work");
    assertThat(Ran.of("check", folder).status()).isEqualTo(0);
    String objects = git.run("count-objects", "-v");

    Ran ran = Ran.of("check", folder, "--merge-with", "main", "--color", "never");
    assertThat(ran.status()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "error[fork-in-merged-tree]: merged with `main`, the history has 2 heads: `0002`,"
                + " `0003`",
            "--> alembic/versions/0003_title.py:4:12",
            "::: main:alembic/versions/0002_owner.py:4:12",
            "4 | revision = \"0002\"")
        .doesNotContain("several-heads");
    assertThat(git.run("count-objects", "-v")).as("nothing is written").isEqualTo(objects);
    assertThat(git.run("status", "--porcelain")).isEmpty();

    git.write(
        VERSIONS + "0004_merge.py",
        """
        revision = "0004"
        down_revision = ("0002", "0003")


        def upgrade():
            pass


        def downgrade():
            pass
        """);
    assertThat(Ran.of("check", folder, "--merge-with", "main").out())
        .as("what is not committed counts too")
        .doesNotContain("fork-in-merged-tree");
  }

  @Test
  void a_merge_that_brings_an_enum_without_its_label_is_told() throws Exception {
    git.run("checkout", "-q", "-b", "work");
    git.write(
        VERSIONS + "0002_only_open.py",
        migration(
            "0002",
            "0001",
            "op.execute(\"ALTER TYPE task_state RENAME VALUE 'open' TO 'begun'\")"));
    TaskService.write(folder, "    done = \"done\"\n");
    git.write(
        "app/models.py",
        Files.readString(folder.resolve("app/models.py"))
            .replace("open = \"open\"", "begun = \"begun\""));
    git.commit("rename");
    git.run("checkout", "-q", "main");
    git.write(
        "app/more.py",
        """
        from sqlalchemy import Column, Enum, Integer

        from app.models import Base


        class Job(Base):
            __tablename__ = "jobs"

            id = Column(Integer, primary_key=True)
            state = Column(Enum("open", "done", name="task_state"))
        """);
    git.write(
        VERSIONS + "0003_jobs.py",
        migration(
            "0003",
            "0001",
            "op.execute(\"CREATE TABLE jobs (id serial PRIMARY KEY, state task_state)\")"));
    git.commit("another column of the type");
    git.run("checkout", "-q", "work");
    Ran ran = Ran.of("check", folder, "--merge-with", "main", "--color", "never");
    assertThat(ran.out()).contains("fork-in-merged-tree");
    assertThat(ran.out())
        .contains("error[label-missing-in-database]: merged with `main`: `open`")
        .contains("--> main:app/more.py");
  }

  @Test
  void where_git_cannot_merge_nothing_is_foretold_and_that_is_said() throws Exception {
    git.run("checkout", "-q", "-b", "work");
    git.write(VERSIONS + "0002_next.py", column("0002", "0001", "title"));
    git.commit("work");
    git.run("checkout", "-q", "main");
    git.write(VERSIONS + "0002_next.py", column("0003", "0001", "owner"));
    git.commit("the same file");
    git.run("checkout", "-q", "work");
    Ran ran = Ran.of("check", folder, "--merge-with", "main");
    assertThat(ran.out())
        .contains("git cannot merge alembic/versions/0002_next.py by itself")
        .doesNotContain("fork-in-merged-tree");
  }

  @Test
  void the_migration_in_the_same_change_is_enough() throws Exception {
    TaskService.write(folder, LOST);
    git.write(VERSIONS + "0002_lost.py", label("0002", "0001"));
    git.run("add", "--all");
    Ran ran = Ran.of("check", folder, "--staged", "--strict");
    assertThat(ran.status()).as(ran.out()).isEqualTo(0);
    assertThat(ran.out()).contains("agrees");
  }

  @Test
  void every_place_of_a_report_is_below_the_folder_asked_about() throws Exception {
    Path other = folder.resolve("services/tasks");
    TaskService.write(other);
    git.commit("a service");
    TaskService.write(other, LOST);
    Ran ran = Ran.of("check", other, "--since", "HEAD");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("--> app/models.py:12:5");
  }

  @Test
  void a_name_that_git_does_not_know_is_wrong_usage(@TempDir Path elsewhere) {
    assertThat(Ran.of("check", folder, "--since", "nowhere"))
        .satisfies(ran -> {
          assertThat(ran.status()).isEqualTo(2);
          assertThat(ran.err()).contains("git knows no commit `nowhere` here");
        });
    assertThat(Ran.of("check", elsewhere, "--staged").status()).isEqualTo(2);
  }
}
