package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.plan.Breach;
import dev.dovetail.core.plan.Outcome;
import dev.dovetail.core.plan.Part;
import dev.dovetail.core.plan.Plan;
import dev.dovetail.core.plan.Plan.Verdict;
import dev.dovetail.core.plan.RolloutReader;
import dev.dovetail.core.plan.Side;
import dev.dovetail.core.plan.Step;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two states of a repository, and the plan for going from one to the other. */
class RolloutsTest {

  private static final String FIRST =
      """
      op.create_table("tasks", sa.Column("id", sa.Integer(), primary_key=True),
          sa.Column("state", sa.Enum("open", "done", "late", name="task_state")))
      """;

  private static final String WITHOUT_LATE =
      """
      op.execute("ALTER TYPE task_state RENAME TO task_state_old")
      op.execute("CREATE TYPE task_state AS ENUM ('open', 'done')")
      op.execute("ALTER TABLE tasks ALTER COLUMN state TYPE task_state USING state::text::task_state")
      op.execute("DROP TYPE task_state_old")
      """;

  @Test
  void nothing_that_changes_needs_no_order() throws ConfigurationException {
    Plan plan = plan(repository("open done late", FIRST), repository("open done late", FIRST));
    assertThat(plan.parts()).isEmpty();
    assertThat(plan.verdict()).isEqualTo(Verdict.SAFE);
    assertThat(plan.quiet()).containsExactly("tasks");
  }

  @Test
  void a_label_that_goes_first_leaves_the_writers_then_the_rows_then_the_readers_then_the_type()
      throws ConfigurationException {
    Plan plan =
        plan(repository("open done late", FIRST), repository("open done", FIRST, WITHOUT_LATE));
    assertThat(plan.doubts()).isEmpty();
    Part part = plan.parts().getFirst();
    assertThat(Plan.verdict(part)).isEqualTo(Verdict.DETOUR);
    assertThat(((Outcome.None) part.asItStands()).stories())
        .extracting(story -> story.breach().getClass().getSimpleName())
        .contains("InTheWay", "Unread");
    assertThat(part.detour().orElseThrow().split()).isFalse();
    assertThat(part.steps().orElseThrow())
        .hasSize(4)
        .satisfiesExactlyInAnyOrder(
            step -> assertThat(step).isEqualTo(new Step.Deploy(0, 0, 1)),
            step -> assertThat(step).isEqualTo(new Step.Clear(0, "late")),
            step -> assertThat(step).isEqualTo(new Step.Deploy(0, 1, 2)),
            step -> assertThat(step).isEqualTo(new Step.Migrate(0, 0)));
    assertThat(part.rollout().ladders().getFirst().rungs().getFirst().recreated())
        .containsExactly("public.task_state");
  }

  @Test
  void rows_that_the_migration_moves_are_moved() throws ConfigurationException {
    String moves =
        """
        op.execute("UPDATE tasks SET state = 'done' WHERE state = 'late'")
        """;
    Plan plan =
        plan(
            repository("open done late", FIRST),
            repository("open done", FIRST, moves, WITHOUT_LATE));
    Part part = plan.parts().getFirst();
    assertThat(part.rollout().places().getFirst().successors()).containsEntry("late", "done");
    assertThat(part.steps().orElseThrow()).doesNotContain(new Step.Clear(0, "late"));
  }

  @Test
  void rows_that_are_changed_in_a_way_that_is_not_known_are_said() throws ConfigurationException {
    String moves =
        """
        op.execute("UPDATE tasks SET state = 'done' WHERE id > 7 AND state = 'late'")
        """;
    Plan plan =
        plan(
            repository("open done late", FIRST),
            repository("open done", FIRST, moves, WITHOUT_LATE));
    assertThat(plan.doubts()).anyMatch(doubt -> doubt.contains("rows of tasks.state is not known"));
  }

  @Test
  void a_new_table_is_made_before_its_code_runs() throws ConfigurationException {
    Plan plan = plan(Map.of("tasks/readme.md", "soon"), repository("open done late", FIRST));
    Part part = plan.parts().getFirst();
    assertThat(part.steps().orElseThrow())
        .containsExactly(new Step.Migrate(0, 0), new Step.Deploy(0, 0, 1));
  }

  @Test
  void who_consumes_an_enum_has_to_read_it_before_it_is_sent() throws ConfigurationException {
    Map<String, String> from = withMail(repository("open done late", FIRST), "open done late");
    Map<String, String> to =
        withMail(
            repository(
                "open done late gone",
                FIRST,
                "op.execute(\"ALTER TYPE task_state ADD VALUE 'gone'\")\n"),
            "open done late");
    from.put("dovetail.toml", mailGetsIt() + "[plan.reads]\n\"tasks.TaskState\" = [\"*\"]\n");
    to.put("dovetail.toml", mailGetsIt());
    Plan plan = plan(from, to);
    assertThat(plan.verdict()).isEqualTo(Verdict.NONE);
    Part part = plan.parts().getFirst();
    assertThat(part.hopeless()).isTrue();
    assertThat(((Outcome.None) part.asItStands()).stories())
        .extracting(story -> story.breach())
        .anyMatch(breach ->
            breach instanceof Breach.Unread unread
                && unread.version().equals("mail@from")
                && unread.label().equals("gone"));
  }

  @Test
  void what_is_broken_already_is_noted_and_not_counted() throws ConfigurationException {
    Plan plan =
        plan(
            repository("open done late lost", FIRST),
            repository(
                "open done late lost gone",
                FIRST,
                "op.execute(\"ALTER TYPE task_state ADD VALUE 'gone'\")\n"));
    assertThat(plan.notes())
        .anyMatch(note ->
            note.startsWith("broken already") && note.contains("tasks@from may write `lost`"));
    assertThat(plan.verdict()).isEqualTo(Verdict.DETOUR);
  }

  @Test
  void a_column_that_goes_is_noted() throws ConfigurationException {
    String titled =
        FIRST.replace("primary_key=True),", "primary_key=True), sa.Column(\"title\", sa.Text()),");
    Plan plan =
        plan(
            repository("open done late", titled),
            repository("open done late", titled, "op.drop_column(\"tasks\", \"title\")\n"));
    assertThat(plan.notes()).anyMatch(note -> note.contains("drops `tasks.title`"));
  }

  private static final String GONE = "op.execute(\"ALTER TYPE task_state ADD VALUE 'gone'\")\n";

  /** Old code knows three labels, new code four; the type gets the fourth. */
  private static Plan plan(String oldCode, String lateCode, String configuration)
      throws ConfigurationException {
    Map<String, String> from = repository("open done late", FIRST);
    Map<String, String> to = repository("open done late gone", FIRST, GONE);
    from.put("tasks/work.py", oldCode);
    to.put("tasks/work.py", lateCode);
    to.put("dovetail.toml", configuration);
    return plan(from, to);
  }

  private static final String WORKS =
      """
      from models import Task, TaskState


      def begin(session):
          session.add(Task(state=TaskState.open))


      def end(task):
          if task.state != TaskState.gone:
              task.state = TaskState.done
      """;

  @Test
  void a_label_that_nothing_writes_yet_needs_no_release_more() throws ConfigurationException {
    Plan plan = plan(WORKS, WORKS, "");
    assertThat(plan.verdict()).isEqualTo(Verdict.SAFE);
    assertThat(plan.parts().getFirst().steps().orElseThrow()).hasSize(2);
    assertThat(plan.notes())
        .anyMatch(note ->
            note.startsWith(
                    "tasks@to is held not to write `late`, `gone` to tasks.state: no place of its"
                        + " code writes them")
                && note.contains("`done` (tasks/work.py:10), `open` (tasks/work.py:5)"))
        .anyMatch(note ->
            note.startsWith("the answer rests on what is held not to be written")
                && note.endsWith("no order would be safe without more releases"));
  }

  @Test
  void a_label_that_comes_from_outside_may_be_any() throws ConfigurationException {
    String takes =
        WORKS + "\n\ndef take(task, payload):\n    task.state = TaskState(payload[\"state\"])\n";
    Plan plan = plan(WORKS, takes, "");
    assertThat(plan.verdict()).isEqualTo(Verdict.DETOUR);
    assertThat(plan.notes())
        .contains(
            "tasks@to is taken to write every label of `TaskState` to tasks.state:"
                + " `TaskState(...)` makes one of whatever it is given (tasks/work.py:14)");
  }

  @Test
  void what_the_configuration_says_goes_before_what_code_looks_like()
      throws ConfigurationException {
    Plan plan = plan(WORKS, WORKS, "[plan.writes]\n\"tasks.TaskState\" = [\"*\"]\n");
    assertThat(plan.verdict()).isEqualTo(Verdict.DETOUR);
  }

  @Test
  void what_a_trigger_or_another_language_may_write_is_every_label() throws ConfigurationException {
    Map<String, String> from = repository("open done late", FIRST);
    Map<String, String> to =
        repository(
            "open done late gone",
            FIRST,
            GONE,
            "op.execute(\"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN"
                + " NEW; END $$\")\n"
                + "op.execute(\"CREATE TRIGGER t BEFORE INSERT ON tasks FOR EACH ROW EXECUTE"
                + " FUNCTION f()\")\n");
    from.put("tasks/work.py", WORKS);
    to.put("tasks/work.py", WORKS);
    assertThat(plan(from, to).verdict()).isNotEqualTo(Verdict.SAFE);
    from.remove("tasks/work.py");
    Map<String, String> scripted = repository("open done late gone", FIRST, GONE);
    scripted.put("tasks/work.py", WORKS);
    scripted.put("tasks/nightly.sql", "UPDATE tasks SET state = 'gone' WHERE id < 7;\n");
    assertThat(plan(from, scripted).notes())
        .anyMatch(note -> note.contains("not Python") && note.contains("tasks/nightly.sql:1"));
  }

  @Test
  void code_of_another_service_that_is_imported_makes_it_every_label()
      throws ConfigurationException {
    Map<String, String> from = withMail(repository("open done late", FIRST), "open done late");
    Map<String, String> to =
        withMail(repository("open done late gone", FIRST, GONE), "open done late");
    from.put("tasks/work.py", WORKS);
    to.put("tasks/work.py", WORKS + "\nfrom mail.events import on\n");
    assertThat(plan(from, to).notes())
        .anyMatch(note -> note.contains("`mail.events` is imported from another service"));
  }

  private static Plan plan(Map<String, String> from, Map<String, String> to)
      throws ConfigurationException {
    return RolloutReader.plan(side(from, "from"), side(to, "to"));
  }

  private static Side side(Map<String, String> files, String name) throws ConfigurationException {
    return AtCommit.side(new MemoryTree(files), name, "root", Versions.open());
  }

  /** A service whose enum has these labels, with these migrations. */
  private static Map<String, String> repository(String labels, String... upgrades) {
    Map<String, String> files = new TreeMap<>();
    files.put("tasks/alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("tasks/alembic/env.py", "from alembic import context\n");
    List<String> before = new ArrayList<>(List.of("None"));
    for (String upgrade : upgrades) {
      String revision = "000" + before.size();
      files.put(
          "tasks/alembic/versions/%s.py".formatted(revision),
          """
          import sqlalchemy as sa
          from alembic import op

          revision = "%s"
          down_revision = %s


          def upgrade():
          %s
          """
              .formatted(revision, before.getLast(), upgrade.indent(4)));
      before.add("\"" + revision + "\"");
    }
    files.put("tasks/models.py", models(labels));
    return files;
  }

  private static Map<String, String> withMail(Map<String, String> files, String labels) {
    files.put("mail/alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("mail/alembic/env.py", "from alembic import context\n");
    files.put(
        "mail/alembic/versions/m1.py",
        """
        from alembic import op

        revision = "m1"
        down_revision = None


        def upgrade():
            op.execute("CREATE TABLE letters (id int)")
        """);
    files.put(
        "mail/events.py", enumOf(labels) + "\n\ndef on(event):\n    return TaskState(event)\n");
    return files;
  }

  private static String mailGetsIt() {
    return "[plan.consumers]\nTaskState = [\"mail\"]\n";
  }

  private static String models(String labels) {
    return enumOf(labels)
        + """


        class Task(Base):
            __tablename__ = "tasks"

            id = sa.Column(sa.Integer, primary_key=True)
            state = sa.Column(sa.Enum(TaskState, name="task_state"))
        """;
  }

  private static String enumOf(String labels) {
    StringBuilder text =
        new StringBuilder(
            """
            from enum import Enum

            import sqlalchemy as sa
            from sqlalchemy.orm import declarative_base

            Base = declarative_base()


            class TaskState(str, Enum):
            """);
    for (String label : labels.split(" ")) {
      text.append("    %s = \"%s\"\n".formatted(label, label));
    }
    return text.toString();
  }
}
