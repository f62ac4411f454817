package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.core.judge.Fixer;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dovetail check --fix}: what it edits is checked again, and runs. */
class CheckFixTest {

  private static final String ENV =
      """
      import os
      from alembic import context
      from sqlalchemy import create_engine, pool

      engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
      with engine.connect() as connection:
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()
      """;

  private static final String MODELS =
      """
      import enum

      from sqlalchemy import Column, Enum, Integer, String
      from sqlalchemy.orm import declarative_base

      Base = declarative_base()


      class TaskState(str, enum.Enum):
          OPEN = "%s"
          DONE = "%s"


      class Task(Base):
          __tablename__ = "tasks"

          id = Column(Integer, primary_key=True)
          state = Column(%s)
      """;

  private static final String NAMES = "Enum(TaskState, name=\"task_state\")";
  private static final String VALUES =
      "Enum(TaskState, name=\"task_state\", values_callable=lambda enum: [it.value for it in"
          + " enum])";
  private static final String TYPE =
      "op.execute(\"CREATE TYPE task_state AS ENUM ('OPEN', 'DONE')\")";
  private static final String TABLE =
      "op.execute(\"CREATE TABLE tasks (id serial PRIMARY KEY, state task_state)\")";

  @TempDir Path folder;

  private Ran run(String command, String... options) {
    return Ran.of(
        Stream.concat(Stream.of(command, folder.toString()), Stream.of(options)).toArray());
  }

  private void file(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String text(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }

  private void service(String name, String models, String... upgrades) throws IOException {
    file(
        name + "/alembic.ini",
        "[alembic]\nscript_location = %(here)s/migrations\nprepend_sys_path = %(here)s\n");
    file(name + "/migrations/env.py", ENV);
    file(name + "/" + name + "_models.py", models);
    for (int i = 0; i < upgrades.length; i++) {
      file(
          "%s/migrations/versions/%04d.py".formatted(name, i + 1),
          """
          import sqlalchemy as sa
          from alembic import op

          revision = "%04d"
          down_revision = %s


          def upgrade():
              %s


          def downgrade():
              pass
          """
              .formatted(i + 1, i == 0 ? "None" : "\"%04d\"".formatted(i), upgrades[i]));
    }
  }

  private static String steps(String... steps) {
    return String.join("\n    ", steps);
  }

  /** One service for each rule that edits text. */
  private void everyRule() throws IOException {
    String sound = MODELS.formatted("OPEN", "DONE", NAMES);
    service(
        "unused",
        sound.replace("\"DONE\"", "\"DONE\"  # dovetail: allow label-missing-in-database later"),
        steps(TYPE, TABLE));
    service(
        "unclear",
        sound.replace(
            "    DONE = \"DONE\"\n",
            "    DONE = \"DONE\"\n"
                + "    LOST = \"LOST\"  # dovetail: allow label-missing-in-databse is never"
                + " stored\n"),
        steps(TYPE, TABLE));
    service(
        "imports",
        sound,
        steps(
            "from imports_models import TaskState",
            "op.create_table(\"tasks\", sa.Column(\"id\", sa.Integer, primary_key=True),"
                + " sa.Column(\"state\", sa.Enum(TaskState, name='task_state')))"));
    service(
        "names",
        MODELS.formatted("open", "done", NAMES),
        steps(TYPE.replace("OPEN", "open").replace("DONE", "done"), TABLE));
    service(
        "ignored",
        sound,
        steps(
            TYPE,
            "op.create_table(\"tasks\", sa.Column(\"id\", sa.Integer, primary_key=True),"
                + " sa.Column(\"state\", sa.Enum(\"OPEN\", \"DONE\", name=\"task_state\","
                + " create_type=False)))"));
    file("ignored/requirements.txt", "sqlalchemy==2.0.36\n");
    service(
        "spelled",
        MODELS.formatted("open", "AllDone", VALUES),
        steps(TYPE.replace("OPEN", "open").replace("DONE", "all_done"), TABLE));
    service(
        "words",
        MODELS.formatted("open", "done", NAMES).replace("(str, enum", "(enum"),
        steps(TYPE, TABLE));
    file(
        "words/queries.py",
        """
        from sqlalchemy import select, text
        from words_models import Task, TaskState


        def add(session):
            session.add(Task(state=TaskState.OPEN.value))
            session.execute(select(Task).where(Task.state == "done"))
            session.execute(text(f"DELETE FROM tasks WHERE state = '{TaskState.DONE}'"))
            return session.execute(text("SELECT id FROM tasks WHERE state = 'Open'"))
        """);
    service(
        "defaults",
        MODELS.formatted("open", "done", NAMES + ", server_default=\"open\""),
        steps(TYPE, TABLE.replace("state task_state", "state task_state DEFAULT 'OPEN'")));
    service(
        "given",
        MODELS
            .formatted("open", "done", NAMES + ", default=\"open\"")
            .replace("class TaskState(str, enum.Enum)", "class TaskState(enum.Enum)"),
        steps(TYPE, TABLE));
    service(
        "strings",
        sound.replace("class TaskState(str, enum.Enum)", "class TaskState(enum.Enum)"),
        steps(TYPE, TABLE));
    service("guarded", sound, steps(TYPE.replace("TYPE", "TYPE IF NOT EXISTS"), TABLE));
    service(
        "concurrently",
        sound,
        steps(TYPE, TABLE),
        steps("op.execute(\"CREATE INDEX CONCURRENTLY ix ON tasks (id)\")"));
    service(
        "snake",
        MODELS.formatted(
            "isOpen",
            "is_done",
            "Enum(TaskState, native_enum=False, length=20, values_callable=lambda enum: [it.value"
                + " for it in enum])"),
        "op.execute(\"CREATE TABLE tasks (id serial PRIMARY KEY, state varchar(20))\")");
    file("snake/seed.sql", "INSERT INTO tasks (state) VALUES ('isOpen');\n");
  }

  private static final String RULES =
      """
      [rules]
      downgrade-does-nothing = "off"
      downgrade-fails = "off"
      leftover-type-after-downgrade = "off"
      enum-stored-as-text = "off"
      enum-without-string-base = "on"
      value-not-snake-case = "on"
      """;

  private List<String> services() throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void what_every_rule_suggests_is_applied_checked_again_and_runs() throws IOException {
    everyRule();
    StringBuilder configuration = new StringBuilder(RULES);
    Optional<String> python = FoundStacks.newest();
    for (String service : services()) {
      // Labels in capitals are not what these are about.
      if (!service.equals("snake")) {
        configuration.append(
            "\n[[rules-in]]\npath = \"%s\"\nvalue-not-snake-case = \"off\"\n".formatted(service));
      }
      if (Set.of("words", "given").contains(service)) {
        configuration.append("enum-without-string-base = \"off\"\n");
      }
      python.ifPresent(program ->
          configuration.append(
              "\n[[service]]\npath = \"%s\"\npython = \"%s\"\n".formatted(service, program)));
    }
    file("dovetail.toml", configuration.toString());

    Ran safe = run("check", "--fix", "--format", "json");
    assertThat(fixed(safe.err())).as(safe.err()).isEqualTo(new TreeSet<>(Fixer.CHECK.rules()));
    Ran fix = run("check", "--fix", "--unsafe-fixes", "--color", "never");

    assertThat(fixed(fix.err()))
        .as(fix.err() + fix.out())
        .isEqualTo(new TreeSet<>(Fixer.CHECK_UNSAFE.rules()));
    assertThat(fix.err()).doesNotContain("left as it was");
    assertThat(fix.status()).as(fix.out()).isZero();
    assertThat(fix.err()).contains("the old word stands in snake/seed.sql:1");
    assertThat(run("check", "--diff", "--unsafe-fixes").out()).isEmpty();

    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    assumeTrue(python.isPresent(), "no Python with Alembic: run scripts/test-env");
    Ran verify = run("verify", "--color", "never");
    assertThat(verify.status()).as(verify.out() + verify.err()).isZero();
  }

  private static Set<String> fixed(String err) {
    return err.lines()
        .filter(line -> line.startsWith("fixed "))
        .map(line -> line.replaceFirst(".*\\[([a-z-]+)]$", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_diff_is_shown_that_git_applies_and_nothing_is_written() throws Exception {
    String models = MODELS.formatted("OPEN", "DONE", NAMES);
    service(
        "tasks",
        models
            .replace("import enum\n", "import enum  # dovetail: allow several-heads once\n")
            .replace("\"DONE\"", "\"DONE\"  # dovetail: allow label-missing-in-database later")
            .stripTrailing(),
        steps(TYPE, TABLE));
    String before = text("tasks/tasks_models.py");

    Ran diff = run("check", "--diff");

    assertThat(diff.status()).isEqualTo(1);
    assertThat(text("tasks/tasks_models.py")).isEqualTo(before);
    file("change.diff", diff.out());
    Process git =
        new ProcessBuilder("git", "apply", "change.diff")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(git.waitFor()).isZero();
    assertThat(text("tasks/tasks_models.py")).isEqualTo(models.stripTrailing());
    assertThat(run("check", "--diff").status()).isZero();
  }

  @Test
  void ends_of_lines_marks_and_modes_stay_and_links_are_followed_within_the_folder()
      throws IOException {
    String models =
        MODELS
            .formatted("OPEN", "DONE", NAMES)
            .replace("\"DONE\"", "\"DONE\"  # dovetail: allow label-missing-in-database é")
            .replace("\n", "\r\n");
    service("tasks", "", steps(TYPE, TABLE));
    file("shared/models.txt", "\uFEFF" + models);
    Path shared = folder.resolve("shared/models.txt");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-x---"));
    Path link = folder.resolve("tasks/tasks_models.py");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("../shared/models.txt"));

    Ran fix = run("check", "--fix");

    assertThat(fix.err()).contains("1 fixed");
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(shared))
        .isEqualTo("\uFEFF" + models.replaceAll("  # dovetail.*é", ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
        .isEqualTo("rwxr-x---");
    try (Stream<Path> left = Files.list(shared.getParent())) {
      assertThat(left).containsExactly(shared);
    }
  }

  @Test
  void where_no_edit_helps_it_says_what_does() throws IOException {
    Classroom.copyTo(folder);

    assertThat(run("check", "--fix").err())
        .contains("0 fixed")
        .contains("`dovetail fix` writes the migrations that are missing");
  }

  /** The table would find no type any more: what was to help brings a failure. */
  @Test
  void what_brings_another_finding_is_taken_back_and_said() throws IOException {
    service(
        "tasks",
        MODELS.formatted("OPEN", "DONE", NAMES),
        "op.create_table(\"tasks\", sa.Column(\"id\", sa.Integer, primary_key=True),"
            + " sa.Column(\"state\", sa.Enum(\"OPEN\", \"DONE\", name=\"task_state\","
            + " create_type=False)))");
    file("tasks/requirements.txt", "sqlalchemy==2.0.36\n");
    String before = text("tasks/migrations/versions/0001.py");

    Ran fix = run("check", "--fix", "--unsafe-fixes", "--format", "json");

    assertThat(fix.err())
        .contains("left as it was: tasks/migrations/versions/0001.py:9:")
        .contains("it would bring `type-used-before-it-exists`")
        .contains("0 fixed, 1 tried and taken back");
    assertThat(text("tasks/migrations/versions/0001.py")).isEqualTo(before);
  }

  @Test
  void what_cannot_be_done_together_is_refused() {
    assertThat(run("check", "--fix", "--diff").status()).isEqualTo(2);
    assertThat(run("check", "--unsafe-fixes").status()).isEqualTo(2);
    assertThat(run("check", "--fix", "--staged").err()).contains("leave --since, --staged");
  }
}
