package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change touches, in a small repository that has some of everything. */
class ImpactTest {

  private static final String CLASSROOM = "../examples/classroom";

  @TempDir static Path repository;

  @BeforeAll
  static void write_the_repository() throws IOException {
    write("tasks/alembic.ini", "[alembic]\nscript_location = alembic\n");
    write("tasks/alembic/env.py", "from alembic import context\n");
    write(
        "tasks/alembic/versions/1.py",
        """
        import sqlalchemy as sa
        from alembic import op
        revision = "one"
        down_revision = None
        def upgrade():
            op.create_table("tasks", sa.Column("id", sa.Integer(), primary_key=True),
                sa.Column("state", sa.Enum("open", "done", name="task_state"),
                    server_default="open", nullable=False))
            op.create_index("ix_open", "tasks", ["state"], postgresql_where=sa.text("state = 'open'"))
            op.create_index("ix_id", "tasks", ["id"])
            op.create_check_constraint("ck_done", "tasks", "state <> 'done' OR id > 0")
            op.execute("CREATE VIEW open_tasks AS SELECT id FROM tasks WHERE state = 'open'")
            op.execute("CREATE FUNCTION next_of(state task_state) RETURNS integer LANGUAGE sql AS 'SELECT 1'")
        """);
    write(
        "tasks/alembic/versions/2.py",
        """
        from alembic import op
        revision = "two"
        down_revision = "one"
        def upgrade():
            op.execute("ALTER TYPE task_state ADD VALUE 'late'")
        """);
    write(
        "tasks/app/models.py",
        """
        import enum
        import sqlalchemy as sa
        from sqlalchemy.orm import declarative_base
        Base = declarative_base()
        class TaskState(str, enum.Enum):
            OPEN = "open"
            DONE = "done"
            LATE = "late"
        class Task(Base):
            __tablename__ = "tasks"
            id = sa.Column(sa.Integer, primary_key=True)
            state = sa.Column(sa.Enum(TaskState, name="task_state", values_callable=lambda e: [m.value for m in e]))
        """);
    write(
        "tasks/app/api.py",
        """
        from pydantic import BaseModel
        import sqlalchemy as sa
        from app.models import TaskState as State
        from app import models
        class TaskOut(BaseModel):
            state: State | None = None
        def close(session, text) -> models.TaskState:
            session.execute(sa.text("UPDATE tasks SET state = 'done' WHERE state = 'open'"))
            if text == "open":
                return models.TaskState.OPEN
            return State(text)
        """);
    write("tasks/tests/test_api.py", "from app.models import TaskState\nassert TaskState.OPEN\n");
    write(
        "mobile/src/Reader.java",
        "class Reader { Object at(String s) { return TaskState.valueOf(s); } }\n");
    write("docs/states.md", "A task is open.\n");
  }

  private static void write(String path, String text) throws IOException {
    Path file = repository.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String impact(String name, String folder, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] arguments =
        Stream.concat(Stream.of("impact", name, folder, "--color", "never"), Arrays.stream(options))
            .toArray(String[]::new);
    int status = Main.run(arguments, new ByteArrayInputStream(new byte[0]), printed, printed);
    return status + ": " + out.toString(StandardCharsets.UTF_8).replaceAll(" +", " ");
  }

  private static String impact(String name) {
    return impact(name, repository.toString());
  }

  @Test
  void an_enum_of_the_example_is_followed_into_every_service() {
    assertThat(impact("EssayStatus", CLASSROOM))
        .startsWith("0: ")
        .contains(
            "essay_lifecycle_service",
            "migration 20250706_0001 makes the type with 10 labels",
            "spellchecker_service",
            "member EssayStatus.SPELLCHECK_FAILED services/spellchecker_service/worker.py:8",
            "name EssayStatus services/spellchecker_service/worker.py:6",
            "LookupError when a row that holds the label is read",
            "EssayStatus: 2 services");
  }

  @Test
  void what_hangs_on_the_type_is_found_by_the_machine() {
    assertThat(impact("TaskState"))
        .contains(
            "declaration TaskState(str, enum.Enum) tasks/app/models.py:5",
            "column tasks.state, public.task_state",
            "default tasks.state is 'open'::public.task_state where nothing is given",
            "check ck_done of tasks",
            "index ix_open of tasks",
            "view public.open_tasks",
            "function next_of(",
            "migration one makes the type with 2 labels",
            "migration two adds late")
        .doesNotContain("ix_id");
  }

  @Test
  void code_speaks_of_it_by_whatever_name() {
    assertThat(impact("TaskState"))
        .contains(
            "field TaskOut.state is a TaskState tasks/app/api.py:6",
            "TaskOut.state, a field of a pydantic model ValidationError when it is given the label",
            "TaskState(...) ValueError when it is given the label tasks/app/api.py:11",
            "member TaskState.OPEN tasks/app/api.py:10",
            "member (test) TaskState.OPEN tasks/tests/test_api.py:2",
            "TaskState.valueOf(...) IllegalArgumentException for a name that is no constant"
                + " mobile/src/Reader.java:1");
  }

  @Test
  void of_a_label_only_what_names_it_is_told() {
    assertThat(impact("TaskState.open"))
        .contains(
            "declaration TaskState.OPEN tasks/app/models.py:6",
            "default tasks.state is 'open'",
            "index ix_open",
            "view public.open_tasks",
            "sql SQL that names it: UPDATE tasks SET state = 'done' WHERE state = 'open'",
            "member TaskState.OPEN",
            "plain text elsewhere",
            "string the string open tasks/app/api.py:9",
            "text the word docs/states.md:1",
            "whether its body names the label is not read")
        .doesNotContain("ck_done", "adds late");
    assertThat(impact("TaskState.LATE"))
        .contains("migration two adds late")
        .doesNotContain("ix_open");
    assertThat(impact("task_state.done")).contains("check ck_done", "TaskState.DONE");
  }

  @Test
  void a_change_is_told_to_its_end() {
    String folder = repository.toString();
    assertThat(impact("TaskState.paused", folder, "--if-added"))
        .contains(
            "ALTER TYPE public.task_state ADD VALUE 'paused'",
            "deploy the code that reads it before any code that writes it");
    assertThat(impact("TaskState.OPEN", folder, "--if-renamed-to", "todo"))
        .contains(
            "If it is renamed to todo",
            "ALTER TYPE public.task_state RENAME VALUE 'open' TO 'todo'",
            "functions keep their text");
    assertThat(impact("TaskState.open", folder, "--if-removed"))
        .contains("PostgreSQL takes no label from a type", "(AttributeError)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TaskSate | did you mean `TaskState`?
          TaskState.opne | did you mean `TaskState.open`?
          """)
  void what_is_not_there_is_an_error_of_usage(String name, String hint) {
    assertThat(impact(name)).startsWith("2: ").contains(hint);
  }

  @Test
  void a_change_is_of_a_label_and_of_one_kind() {
    String folder = repository.toString();
    assertThat(impact("TaskState", folder, "--if-removed"))
        .startsWith("2: ")
        .contains("TaskState.LABEL");
    assertThat(impact("TaskState.open", folder, "--if-removed", "--if-added")).startsWith("2: ");
  }

  @Test
  void a_database_tells_its_rows_and_what_hangs_on_the_type_there(@TempDir Path elsewhere)
      throws Exception {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    try (DisposablePostgres postgres =
        DisposablePostgres.start(PostgresBinaries.found().getFirst())) {
      Database database = postgres.fresh();
      database.run(
          """
          CREATE TYPE task_state AS ENUM ('open', 'done', 'late');
          CREATE TABLE tasks (id integer PRIMARY KEY, state task_state NOT NULL DEFAULT 'open');
          CREATE TABLE log (was task_state[], state task_state);
          CREATE VIEW by_hand AS SELECT id FROM tasks WHERE state = 'late';
          INSERT INTO tasks SELECT i, CASE WHEN i <= 3 THEN 'open' ELSE 'done' END::task_state
            FROM generate_series(1, 7) i;
          ANALYZE tasks
          """);
      Address address = database.address();
      String folder = repository.toString();
      Path file =
          Files.createFile(
              elsewhere.resolve("databases"),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file,
          "tasks postgresql://%s:%s@%s:%d/%s\n"
              .formatted(
                  address.user(),
                  address.password(),
                  address.host(),
                  address.port(),
                  address.database()));
      String named = file.toString();
      assertThat(impact("TaskState", folder, "--databases-file", named, "--count", "exact"))
          .startsWith("0: ")
          .contains(
              "What databases hold",
              "rows tasks.state done 4, open 3",
              "rows log.state no row holds it",
              "rows log.was not counted: a row holds several labels",
              "view public.by_hand",
              "7 rows in 1 database")
          .doesNotContain("no database was asked", address.password());
      assertThat(impact("TaskState.OPEN", folder, "--databases-file", named))
          .contains("rows tasks.state open about 3, of about 7 rows", "3 rows in 1 database");
      assertThat(
              impact(
                  "TaskState",
                  folder,
                  "--databases-file",
                  named,
                  "--count",
                  "exact",
                  "--format",
                  "json"))
          .contains(
              "\"column\": \"tasks.state\"", "\"done\": 4", "\"identity\": \"public.by_hand\"");
      assertThat(
              impact(
                  "TaskState",
                  folder,
                  "--databases-file",
                  named,
                  "--count",
                  "none",
                  "--format",
                  "markdown"))
          .contains("## What databases hold", "rows were not counted", "view <code>");
    }
  }

  @Test
  void it_is_written_for_machines_and_as_a_list_to_tick() {
    String folder = repository.toString();
    assertThat(impact("TaskState.open", folder, "--format", "json"))
        .contains(
            "\"command\": \"impact\"",
            "\"kind\": \"view\"",
            "\"understood\": false",
            "\"does\": \"ValidationError when it is given the label\"");
    assertThat(impact("TaskState", folder, "--format", "markdown"))
        .contains(
            "# What a change of <code>TaskState</code> touches",
            "- [ ] view <code>public.open_tasks</code>");
  }
}
