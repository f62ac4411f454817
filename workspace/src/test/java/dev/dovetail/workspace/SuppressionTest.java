package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments that allow: of a line, of what stands below, of a file, in each language. */
class SuppressionTest {

  private static final String ENTITY =
      """
      class Task {
        @Enumerated%s
        State first;
      %s
        @Column(name = "second")
        @Enumerated
        State second;

        @Enumerated State third;
      }
      """;

  private static final String MODELS =
      """
      import enum

      from sqlalchemy import Column, Enum, Integer
      from sqlalchemy.orm import declarative_base

      Base = declarative_base()


      %s
      class TaskState(enum.Enum):
          open = "open"
          done = "done"%s
          lost = "lost"%s


      class Task(Base):
          __tablename__ = "tasks"

          id = Column(Integer, primary_key=True)
          state = Column(Enum(TaskState, name="task_state"))
      """;

  private static final String MIGRATION =
      """
      from alembic import op

      revision = "0001"
      down_revision = None


      def upgrade():
          op.execute("CREATE TYPE task_state AS ENUM ('open')")
          op.execute("CREATE TABLE tasks (id integer PRIMARY KEY, state task_state)")


      def downgrade():
          op.execute("DROP TABLE tasks")
          op.execute("DROP TYPE task_state")
      """;

  // ---- Python

  @Test
  void behind_code_in_python_it_speaks_of_that_statement() throws Exception {
    assertThat(python("", "", "  # dovetail: allow label-missing-in-database comes with 2.1"))
        .containsExactly("app/models.py:12 label-missing-in-database");
  }

  @Test
  void above_a_class_it_speaks_of_the_whole_class_also_over_decorators() throws Exception {
    String allow = "# dovetail: allow label-missing-in-database comes with 2.1";
    assertThat(python(allow, "", "")).isEmpty();
    assertThat(python(allow + "\n@enum.unique", "", "")).isEmpty();
    assertThat(python(allow + "\n# why it is unique\n@enum.unique", "", "")).isEmpty();
  }

  @Test
  void of_a_file_it_speaks_of_all_of_it() throws Exception {
    assertThat(
            python(
                "# dovetail: allow-file label-missing-in-database comes with 2.1\nSPARE = 1",
                "",
                ""))
        .isEmpty();
  }

  @Test
  void without_a_reason_it_allows_nothing() throws Exception {
    assertThat(python("", "  # dovetail: allow label-missing-in-database", ""))
        .containsExactlyInAnyOrder(
            "app/models.py:12 label-missing-in-database",
            "app/models.py:13 label-missing-in-database",
            "app/models.py:12 suppression-unclear");
    assertThat(python("", "  # dovetail: allow label-missing-in-database:", ""))
        .contains("app/models.py:12 suppression-unclear");
  }

  @Test
  void what_is_not_needed_is_told_also_in_code_that_only_uses_enums() throws Exception {
    Map<String, String> files = models("", "", "");
    files.put(
        "app/uses.py",
        """
        from app.models import Task


        def open(session):
            return session.query(Task).filter(Task.state == "open")  # dovetail: allow word-is-no-label for now
        """);
    assertThat(said(files)).contains("app/uses.py:5 suppression-unused");
  }

  @Test
  void a_comment_in_one_place_allows_nothing_in_another() throws Exception {
    Map<String, String> files = models("", "", "");
    String use = "    return session.query(Task).filter(Task.state == \"opn\")%s\n";
    String uses =
        "from app.models import Task  # of sqlalchemy\n\n\ndef one(session):\n"
            + use
            + "\n\ndef two(session):\n"
            + use;
    String allow = "  # dovetail: allow word-is-no-label for now";
    files.put("app/uses.py", uses.formatted("", ""));
    assertThat(said(files)).contains("app/uses.py:5 word-is-no-label").hasSize(3);
    files.put("app/uses.py", uses.formatted(allow, ""));
    assertThat(said(files)).contains("app/uses.py:9 word-is-no-label").hasSize(3);
    files.put("app/uses.py", uses.formatted(allow, allow));
    assertThat(said(files)).noneMatch(said -> said.startsWith("app/uses.py"));
  }

  // ---- SQL

  @Test
  void in_sql_it_speaks_of_a_statement_or_of_the_file() throws Exception {
    String statement = "UPDATE tasks\nSET state = 'opn';%s\n";
    assertThat(sql("", statement.formatted("")))
        .containsExactly("migrations/000002_next.up.sql:1 label-unknown-to-type");
    String reason = " -- dovetail: allow label-unknown-to-type there is no such row";
    assertThat(sql("", statement.formatted(reason))).isEmpty();
    assertThat(sql(reason.strip() + "\n-- and more\n", statement.formatted(""))).isEmpty();
    assertThat(
            sql(
                "",
                "-- dovetail: allow-file label-unknown-to-type none\n" + statement.formatted("")))
        .isEmpty();
    assertThat(sql("-- dovetail: allow label-unknown-to-type\n", statement.formatted("")))
        .containsExactlyInAnyOrder(
            "migrations/000002_next.up.sql:2 label-unknown-to-type",
            "migrations/000002_next.up.sql:1 suppression-unclear");
    assertThat(sql(reason.strip() + "\n", "SELECT 1;\n"))
        .containsExactly("migrations/000002_next.up.sql:1 suppression-unused");
  }

  // ---- Java

  @Test
  void in_java_it_speaks_of_a_line_of_a_declaration_and_of_the_file() throws Exception {
    String allow = "// dovetail: allow position-persisted another team's table";
    assertThat(java(ENTITY.formatted("", "")))
        .containsExactly(
            "Task.java:2 position-persisted",
            "Task.java:6 position-persisted",
            "Task.java:9 position-persisted");
    assertThat(java(ENTITY.formatted(" " + allow, "")))
        .containsExactly("Task.java:6 position-persisted", "Task.java:9 position-persisted");
    assertThat(java(ENTITY.formatted("", "  " + allow)))
        .as("over all annotations of the field, and no further")
        .containsExactly("Task.java:2 position-persisted", "Task.java:9 position-persisted");
    assertThat(java(allow.replace("allow", "allow-file") + "\n" + ENTITY.formatted("", "")))
        .isEmpty();
    assertThat(java(ENTITY.formatted(" // dovetail: allow position-persisted", "")))
        .contains("Task.java:2 position-persisted", "Task.java:2 suppression-unclear");
  }

  // ---- languages in which nothing is found by itself

  @ParameterizedTest
  @ValueSource(strings = {"ts", "tsx", "js", "kt", "go", "rs"})
  void in_others_two_slashes_are_read_in_the_same_way(String ending) {
    String file = "web/states." + ending;
    String text =
        """
        const one = "// dovetail: allow drop-value no comment"; // dovetail: allow drop-value, several-heads why
        // dovetail: allow drop-value why
        const two = [
          1,
        ];
        # dovetail: allow drop-value no comment either
        // dovetail: allow-file several-heads why
        // dovetail: allow drop-value
        """;
    assertThat(Suppression.in(file, text))
        .extracting(it -> it.rules() + " " + it.from() + "-" + it.to() + " " + it.hasReason())
        .containsExactly(
            "[drop-value, several-heads] 1-1 true",
            "[drop-value] 3-5 true",
            "[several-heads] 1-8 true",
            "[drop-value] 8-8 false");
  }

  private static List<String> python(String above, String behindDone, String behindLost)
      throws ConfigurationException {
    return said(models(above, behindDone, behindLost));
  }

  private static Map<String, String> models(String above, String done, String lost) {
    Map<String, String> files = new TreeMap<>();
    files.put("alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("alembic/env.py", "from app.models import Base\n\ntarget_metadata = Base.metadata\n");
    files.put("alembic/versions/0001.py", MIGRATION);
    files.put("app/models.py", MODELS.formatted(above, done, lost));
    return files;
  }

  private static List<String> sql(String above, String statement) throws ConfigurationException {
    Map<String, String> files = new TreeMap<>();
    files.put("dovetail.toml", "[rules]\nenum-unbound = \"off\"\n");
    files.put(
        "migrations/000001_first.up.sql",
        "CREATE TYPE state AS ENUM ('open', 'done');\nCREATE TABLE tasks (id int, state state);\n");
    files.put("migrations/000001_first.down.sql", "DROP TABLE tasks;\nDROP TYPE state;\n");
    files.put("migrations/000002_next.up.sql", above + statement);
    files.put("migrations/000002_next.down.sql", "SELECT 1;\n");
    return said(files);
  }

  private static List<String> java(String text) throws ConfigurationException {
    return said(Map.of("Task.java", text));
  }

  private static List<String> said(Map<String, String> files) throws ConfigurationException {
    return Workspace.open(new MemoryTree(files), "app", Versions.open()).check().findings().stream()
        .map(SuppressionTest::said)
        .toList();
  }

  private static String said(Finding finding) {
    Origin.InFile at = (Origin.InFile) finding.at();
    return at.path() + ":" + at.span().line() + " " + finding.rule();
  }
}
