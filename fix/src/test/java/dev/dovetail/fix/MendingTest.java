package dev.dovetail.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.mended.FileChange;
import dev.dovetail.core.mended.Mended;
import dev.dovetail.core.mended.MendingReport;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fixes of services whose migrations are files of SQL, on a real server. */
class MendingTest extends OnServer {

  private static final LocalDateTime NOW = LocalDateTime.of(2025, 9, 1, 12, 30, 15);

  private static final String MODEL =
      """
      import enum
      from sqlalchemy import Enum
      from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


      class Base(DeclarativeBase):
          pass


      class TaskState(enum.StrEnum):
          \"\"\"Where a task stands.\"\"\"

          OPEN = "open"
          HELD = "on:hold"
          QUOTED = "won't do"
          DONE = "done"


      class Task(Base):
          __tablename__ = "task"

          id: Mapped[int] = mapped_column(primary_key=True)
          state: Mapped[TaskState] = mapped_column(
              Enum(TaskState, name="task_state", values_callable=lambda e: [m.value for m in e])
          )
      """;

  private static final String TABLE =
      """
      CREATE TYPE task_state AS ENUM ('open', 'done');
      CREATE TABLE task (id serial PRIMARY KEY, state task_state NOT NULL);
      """;

  @TempDir Path root;
  private boolean editsDowngrades;

  private MendingTest file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  private MendingReport mend(String... enums) throws IOException, ConfigurationException {
    return Mending.of(
        FolderTree.of(root),
        "tasks",
        Versions.open(),
        new Wanted(List.of(), List.of(enums), NOW, editsDowngrades),
        () -> server,
        RunOptions.in(root),
        line -> {});
  }

  private static String text(Mended mended, String path) {
    return mended.files().stream()
        .filter(file -> file.path().equals(path))
        .map(FileChange::after)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void labels_are_added_at_their_places_whatever_is_in_them() throws Exception {
    file("tasks/models.py", MODEL)
        .file("tasks/migrations/0001_tasks.up.sql", TABLE)
        .file("tasks/migrations/0001_tasks.down.sql", "DROP TABLE task; DROP TYPE task_state;\n");

    MendingReport report = mend();

    assertThat(report.mended()).hasSize(1);
    Mended mended = report.mended().getFirst();
    assertThat(mended.withheld()).isEmpty();
    assertThat(mended.files())
        .extracting(FileChange::path)
        .containsExactly(
            "tasks/migrations/0002_add_2_labels_to_task_state.down.sql",
            "tasks/migrations/0002_add_2_labels_to_task_state.up.sql");
    assertThat(text(mended, "tasks/migrations/0002_add_2_labels_to_task_state.up.sql"))
        .contains("ALTER TYPE task_state ADD VALUE IF NOT EXISTS 'on:hold' AFTER 'open';")
        .contains("ALTER TYPE task_state ADD VALUE IF NOT EXISTS 'won''t do' AFTER 'on:hold';")
        .contains("-- TaskState (tasks/models.py): Where a task stands.");
    assertThat(mended.proof())
        .anyMatch(line -> line.contains("type public.task_state changed, and nothing else"))
        .anyMatch(line -> line.startsWith("taken back, the labels stay"));
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.asWritten().exitCode()).isZero();
  }

  @Test
  void goose_files_are_written_with_both_ways() throws Exception {
    file("tasks/models.py", MODEL)
        .file(
            "tasks/migrations/20250101080000_tasks.sql",
            "-- +goose Up\n"
                + TABLE
                + "\n-- +goose Down\nDROP TABLE task;\nDROP TYPE task_state;\n");

    Mended mended = mend().mended().getFirst();

    assertThat(mended.withheld()).isEmpty();
    assertThat(mended.files().getFirst().path())
        .isEqualTo("tasks/migrations/20250901123015_add_2_labels_to_task_state.sql");
    assertThat(mended.files().getFirst().after())
        .startsWith("-- +goose NO TRANSACTION\n-- +goose Up\n")
        .contains("\n-- +goose Down\n-- PostgreSQL cannot take a label from a type.");
  }

  @Test
  void nothing_is_offered_on_top_of_migrations_that_fail() throws Exception {
    file("tasks/models.py", MODEL)
        .file("tasks/migrations/0001_tasks.sql", TABLE)
        .file("tasks/migrations/0002_more.sql", "ALTER TABLE nowhere ADD COLUMN note text;\n");

    Mended mended = mend().mended().getFirst();

    assertThat(mended.isProven()).isFalse();
    assertThat(mended.withheld().orElseThrow())
        .isEqualTo(
            "the migrations before it fail in 0002: relation \"nowhere\" does not exist (42P01)");
  }

  @Test
  void what_agrees_starts_no_server() throws Exception {
    file("tasks/models.py", MODEL.replaceAll("(?m)^    (HELD|QUOTED).*\n", ""))
        .file("tasks/migrations/0001_tasks.sql", TABLE);

    MendingReport report =
        Mending.of(
            FolderTree.of(root),
            "tasks",
            Versions.open(),
            new Wanted(List.of(), List.of(), NOW, false),
            () -> {
              throw new AssertionError("there is nothing to prove");
            },
            RunOptions.in(root),
            line -> {});

    assertThat(report.mended()).isEmpty();
    assertThat(report.exitCode()).isZero();
  }

  @Test
  void only_what_is_asked_for_is_mended() throws Exception {
    file("tasks/models.py", MODEL).file("tasks/migrations/0001_tasks.sql", TABLE);

    assertThat(mend("OrderState").mended()).isEmpty();
    assertThat(mend("TaskState").mended()).hasSize(1);
    assertThat(mend("task_state").mended()).hasSize(1);
  }

  @Test
  void the_same_repository_gives_the_same_files() throws Exception {
    file("tasks/models.py", MODEL).file("tasks/migrations/0001_tasks.sql", TABLE);

    assertThat(mend()).isEqualTo(mend());
  }

  @Test
  void a_type_that_is_not_there_is_made_and_its_column_of_text_becomes_it() throws Exception {
    file("tasks/models.py", MODEL)
        .file(
            "tasks/migrations/0001_tasks.up.sql",
            """
            CREATE TABLE owner (id int PRIMARY KEY);
            CREATE TABLE task (
              id serial PRIMARY KEY,
              owner_id int NOT NULL REFERENCES owner (id),
              state varchar(20) NOT NULL DEFAULT 'open' CHECK (state <> 'lost')
            );
            CREATE INDEX ix_state ON task (state);
            """)
        .file("tasks/migrations/0001_tasks.down.sql", "DROP TABLE task; DROP TABLE owner;\n");

    Mended mended = mend().mended().getFirst();

    assertThat(mended.withheld()).isEmpty();
    assertThat(mended.title()).isEqualTo("create task_state, and store task.state in it");
    assertThat(mended.files().getLast().after())
        .contains("CREATE TYPE task_state AS ENUM ('open', 'on:hold', 'won''t do', 'done');")
        .contains("ALTER TABLE task ALTER COLUMN state DROP DEFAULT;")
        .contains("ALTER COLUMN state TYPE task_state USING state::text::task_state;")
        .contains("ALTER TABLE task ALTER COLUMN state SET DEFAULT 'open';");
    assertThat(mended.proof())
        .contains("4 made-up rows went with it, and back and up again: each holds what it should");
  }

  @Test
  void labels_that_are_written_otherwise_are_renamed_and_defaults_follow() throws Exception {
    file("tasks/models.py", MODEL)
        .file(
            "tasks/migrations/0001_tasks.up.sql",
            TABLE.replace("'open', 'done'", "'Open', 'ON HOLD', 'won''t do', 'done'")
                + "ALTER TABLE task ALTER COLUMN state SET DEFAULT 'Open';\n")
        .file("tasks/migrations/0001_tasks.down.sql", "DROP TABLE task; DROP TYPE task_state;\n");

    Mended mended = mend().mended().getFirst();

    assertThat(mended.withheld()).isEmpty();
    assertThat(mended.title())
        .isEqualTo("rename labels of task_state: Open to open, ON HOLD to on:hold");
    assertThat(mended.files().getLast().after())
        .contains("ALTER TYPE task_state RENAME VALUE 'Open' TO 'open';")
        .contains("Code that runs while this is deployed");
    assertThat(mended.files().getFirst().after())
        .containsSubsequence(
            "RENAME VALUE 'on:hold' TO 'ON HOLD';", "RENAME VALUE 'open' TO 'Open';");
    assertThat(mended.proof()).anyMatch(line -> line.startsWith("4 made-up rows went with it"));
  }

  @Test
  void what_only_a_person_knows_is_renamed_as_the_configuration_says() throws Exception {
    file("dovetail.toml", "[renames.task_state]\nfinished = \"done\"\n")
        .file("tasks/models.py", MODEL)
        .file(
            "tasks/migrations/0001_tasks.sql",
            TABLE.replace("'open', 'done'", "'open', 'on:hold', 'won''t do', 'finished'"));

    MendingReport report = mend();

    assertThat(report.mended()).hasSize(1);
    assertThat(report.mended().getFirst().withheld()).isEmpty();
    assertThat(report.mended().getFirst().files().getFirst().after())
        .contains("RENAME VALUE 'finished' TO 'done';")
        .doesNotContain("ADD VALUE");
  }

  private static final String AGREED =
      TABLE.replace("'open', 'done'", "'open', 'on:hold', 'won''t do', 'done'");

  @Test
  void a_type_that_is_left_behind_is_dropped_by_the_way_back_of_its_own_migration()
      throws Exception {
    file("tasks/models.py", MODEL)
        .file("tasks/migrations/0001_tasks.up.sql", AGREED)
        .file("tasks/migrations/0001_tasks.down.sql", "DROP TABLE task;")
        .file("tasks/migrations/0002_more.up.sql", "CREATE TABLE more (state task_state);\n")
        .file("tasks/migrations/0002_more.down.sql", "DROP TABLE more;\n");

    assertThat(mend().left()).extracting(Finding::rule).contains("leftover-type-after-downgrade");
    editsDowngrades = true;
    MendingReport report = mend();

    Mended mended = report.mended().getFirst();
    assertThat(mended.withheld()).isEmpty();
    assertThat(mended.title()).isEqualTo("drop task_state at the end of the downgrade of 0001");
    assertThat(text(mended, "tasks/migrations/0001_tasks.down.sql"))
        .isEqualTo("DROP TABLE task;\nDROP TYPE task_state;\n");
    assertThat(mended.proof())
        .anyMatch(
            line -> line.endsWith("the way up makes the same schema as before, to the letter"))
        .contains("all the way back, nothing is left; up again, the schema is the same");
    assertThat(report.left())
        .extracting(Finding::rule)
        .doesNotContain("leftover-type-after-downgrade");
  }

  @Test
  void a_type_that_no_migration_makes_is_made_before_its_first_use() throws Exception {
    file("tasks/models.py", MODEL)
        .file("tasks/migrations/0001_more.up.sql", "CREATE TABLE task (id serial PRIMARY KEY);\n")
        .file("tasks/migrations/0001_more.down.sql", "DROP TABLE task;\n")
        .file(
            "tasks/migrations/0002_tasks.up.sql",
            "-- tasks\nALTER TABLE task ADD COLUMN state task_state NOT NULL;\n")
        .file("tasks/migrations/0002_tasks.down.sql", "ALTER TABLE task DROP COLUMN state;\n")
        .file("tasks/migrations/0003_done.up.sql", "ALTER TYPE task_state ADD VALUE 'done';\n")
        .file("tasks/migrations/0003_done.down.sql", "SELECT 1;\n");

    MendingReport report = mend();

    Mended mended = report.mended().getFirst();
    assertThat(mended.withheld()).isEmpty();
    assertThat(mended.title())
        .isEqualTo(
            "create task_state before its first use in 0002, which cannot have run anywhere");
    assertThat(text(mended, "tasks/migrations/0002_tasks.up.sql"))
        .isEqualTo(
            """
            -- tasks
            CREATE TYPE task_state AS ENUM ('open', 'on:hold', 'won''t do');
            ALTER TABLE task ADD COLUMN state task_state NOT NULL;
            """);
    assertThat(text(mended, "tasks/migrations/0002_tasks.down.sql"))
        .isEqualTo("ALTER TABLE task DROP COLUMN state;\nDROP TYPE task_state;\n");
    assertThat(mended.proof())
        .contains(
            "as it stands it fails on every database: type \"task_state\" does not exist (42704)");
  }

  @Test
  void a_table_that_no_model_knows_is_no_objection_to_what_lets_its_migration_run()
      throws Exception {
    file("tasks/models.py", MODEL)
        .file("tasks/migrations/0001_more.up.sql", "CREATE TABLE task (id serial PRIMARY KEY);\n")
        .file("tasks/migrations/0001_more.down.sql", "DROP TABLE task;\n")
        .file(
            "tasks/migrations/0002_tasks.up.sql",
            """
            CREATE TABLE kept (id int);
            ALTER TABLE task ADD COLUMN state task_state NOT NULL;
            """)
        .file(
            "tasks/migrations/0002_tasks.down.sql",
            "ALTER TABLE task DROP COLUMN state;\nDROP TABLE kept;\n");

    Mended mended = mend().mended().getFirst();

    assertThat(mended.withheld()).isEmpty();
    assertThat(mended.title()).startsWith("create task_state before its first use in 0002");
    assertThat(mended.proof())
        .anyMatch(line ->
            line.startsWith("what the models differ in then, its migration says itself: ")
                && line.contains("kept"));
  }

  @Test
  void a_way_back_that_would_fail_is_not_ended_so() throws Exception {
    editsDowngrades = true;
    file("tasks/models.py", MODEL)
        .file("tasks/migrations/0001_tasks.up.sql", AGREED + "CREATE TABLE kept (s task_state);\n")
        .file("tasks/migrations/0001_tasks.down.sql", "DROP TABLE task;\n");

    assertThat(mend().mended()).noneMatch(Mended::isProven);
  }

  private static final String HANGING =
      """
      CREATE TYPE task_state AS ENUM ('lost', 'open', 'on:hold', 'won''t do', 'gone', 'done');
      CREATE TABLE task (
        id serial PRIMARY KEY,
        state task_state NOT NULL DEFAULT 'lost',
        states task_state[] NOT NULL DEFAULT '{}',
        CONSTRAINT ck CHECK (state <> 'done' OR id > 0)
      );
      CREATE INDEX ix_state ON task (state);
      CREATE INDEX ix_open ON task (id) WHERE state = 'open';
      CREATE VIEW waiting AS SELECT id, state FROM task WHERE state = 'on:hold';
      CREATE VIEW waiting_ids AS SELECT id FROM waiting;
      """;

  private Mended remove(String more, String removals) throws Exception {
    file("dovetail.toml", "[removals.task_state]\n" + removals)
        .file("tasks/models.py", MODEL)
        .file("tasks/migrations/0001_tasks.up.sql", HANGING + more)
        .file(
            "tasks/migrations/0001_tasks.down.sql",
            "DROP TABLE task CASCADE; DROP TYPE task_state;\n");
    return mend().mended().getFirst();
  }

  @Test
  void a_label_goes_with_all_that_hangs_on_its_type_put_back_and_rows_mapped() throws Exception {
    Mended mended = remove("", "lost = \"open\"\ngone = \"done\"\n");

    assertThat(mended.withheld()).isEmpty();
    assertThat(mended.title()).isEqualTo("take gone, lost from task_state, which is made anew");
    assertThat(mended.files().getLast().after())
        .containsSubsequence(
            "DROP VIEW waiting_ids;",
            "DROP VIEW waiting;",
            "ALTER TYPE task_state RENAME TO task_state_old;",
            "CREATE TYPE task_state AS ENUM ('open', 'on:hold', 'won''t do', 'done');",
            "DROP TYPE task_state_old;",
            "SET DEFAULT 'open'::task_state;",
            "ADD CONSTRAINT ck CHECK",
            "CREATE INDEX ix_open ON task",
            "CREATE VIEW waiting AS",
            "CREATE VIEW waiting_ids AS");
    assertThat(mended.proof()).anyMatch(line -> line.startsWith("6 made-up rows went with it"));
  }

  @Test
  void grants_and_comments_come_back_with_what_they_are_on() throws Exception {
    Mended mended =
        remove(
            "GRANT SELECT ON waiting TO PUBLIC;\nCOMMENT ON VIEW waiting IS 'two\nlines; 50%';\n",
            "gone = \"\"\nlost = \"open\"\n");

    assertThat(mended.withheld()).isEmpty();
    assertThat(mended.files().getLast().after())
        .contains("GRANT SELECT ON TABLE waiting TO PUBLIC;", "IS 'two\nlines; 50%';")
        .contains("-- What somebody granted by hand");
  }

  @Test
  void a_function_that_names_a_label_keeps_it() throws Exception {
    String function =
        """
        CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN IF NEW.state = 'gone' THEN RETURN NULL; END IF; RETURN NEW; END $$;
        """;
    assertThat(remove(function, "gone = \"done\"\nlost = \"open\"\n").withheld())
        .hasValue("the function `lose()` names 'gone'");
  }

  @Test
  void a_label_that_something_names_does_not_go() throws Exception {
    assertThat(remove("", "lost = \"\"\n").withheld())
        .hasValue("the default `task.state` names 'lost'");
  }

  @Test
  void a_column_that_stores_names_is_told_to_store_values_in_the_code() throws Exception {
    String all = TABLE.replace("'open', 'done'", "'open', 'on:hold', 'won''t do', 'done'");
    file("tasks/models.py", MODEL.replaceAll(", values_callable=.*]", ""))
        .file("tasks/migrations/0001_tasks.sql", all);

    Mended mended = mend().mended().getFirst();

    assertThat(mended.withheld()).isEmpty();
    assertThat(mended.title()).isEqualTo("store the values of TaskState in task.state");
    assertThat(mended.files().getFirst().after())
        .contains(
            "Enum(TaskState, name=\"task_state\","
                + " values_callable=lambda enum: [member.value for member in enum])");
    assertThat(mended.proof().getLast()).contains("no migration is needed");
  }

  @Test
  void a_call_over_several_lines_gets_a_line_and_the_files_own_function() throws Exception {
    String all = TABLE.replace("'open', 'done'", "'open', 'on:hold', 'won''t do', 'done'");
    file(
            "tasks/models.py",
            MODEL.replaceAll(
                    "Enum\\(TaskState.*\n",
                    "Enum(\n            TaskState,\n            name=\"task_state\"\n        )\n")
                + "\n\nOTHER = dict(values_callable=texts)\n")
        .file("tasks/migrations/0001_tasks.sql", all);

    assertThat(mend().mended().getFirst().files().getFirst().after())
        .contains(
            "            name=\"task_state\",\n            values_callable=texts,\n        )\n");
  }
}
