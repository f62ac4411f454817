package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.postgres.PostgresBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dovetail fix}, with a real PostgreSQL and a real Alembic. */
class FixTest {

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

  private static String python = "";

  @TempDir Path folder;

  @BeforeAll
  static void find() throws IOException {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    Optional<String> found = FoundStacks.newest();
    assumeTrue(found.isPresent(), "no Python with Alembic: run scripts/test-env");
    python = found.get();
  }

  private Ran run(String command, String... options) {
    return Ran.of(
        Stream.concat(Stream.of(command, folder.toString()), Stream.of(options)).toArray());
  }

  private FixTest file(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  private void service(String name) throws IOException {
    file("dovetail.toml", "[[service]]\npath = \"%s\"\npython = \"%s\"\n".formatted(name, python));
    file(name + "/alembic.ini", "[alembic]\nscript_location = %(here)s/migrations\n");
    file(name + "/migrations/env.py", ENV);
  }

  private static String revision(String id, String parent, String up, String down) {
    return """
    \"\"\"Step %s\"\"\"
    import sqlalchemy as sa
    from alembic import op

    revision: str = '%s'
    down_revision: str | None = %s


    def upgrade():
        %s


    def downgrade():
        %s
    """
        .formatted(id, id, parent.isEmpty() ? "None" : "'" + parent + "'", up, down);
  }

  private List<String> versions(String service) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(service + "/migrations/versions"))) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".py"))
          .sorted()
          .toList();
    }
  }

  /**
   * Two warnings stay at first: a downgrade that leaves its types behind stands in a migration that
   * may have run, and no later one comes between. It is edited where that is asked for.
   */
  @Test
  void the_classroom_is_mended_until_check_and_verify_are_green() throws IOException {
    Classroom.copyTo(folder);

    Ran fix = run("fix", "--yes", "--color", "never");

    assertThat(fix.status()).as(fix.out() + fix.err()).isZero();
    assertThat(fix.out())
        .contains("batch_orchestrator_service: add 7 labels to batch_status_enum")
        .contains("email_service: create email_status_enum, and store email_records.status in it")
        .contains("essay_lifecycle_service: add 21 labels to essay_status_enum")
        .contains("class_management_service: merge the heads 9a7d3e5f1b32, c4e6f8a0b243")
        .contains("as it stands it fails on every database: type \"essay_status_enum\" already")
        .contains("fixes proven and written")
        .doesNotContain("not offered");
    Ran check = run("check", "--color", "never");
    assertThat(check.status()).as(check.out()).isZero();
    assertThat(check.out().lines().filter(line -> line.startsWith("warning")).toList())
        .allMatch(line -> line.startsWith("warning[leftover-type-after-downgrade]: 2 enum types"));
    Ran verify = run("verify", "--color", "never", "--quiet");
    assertThat(verify.status()).as(verify.out()).isZero();
    assertThat(run("fix", "--quiet").out())
        .contains("left behind by the downgrade", "nothing to mend");

    Ran edited = run("fix", "--yes", "--edit-downgrades", "--color", "never");

    assertThat(edited.status()).as(edited.out() + edited.err()).isZero();
    assertThat(edited.out())
        .contains("+     op.execute(\"DROP TYPE course_code_enum\")")
        .contains("the way up makes the same schema as before, to the letter");
    assertThat(run("check", "--color", "never").out()).doesNotContain("warning");
    Ran green = run("verify", "--color", "never", "--quiet");
    assertThat(green.status()).as(green.out()).isZero();
    assertThat(green.out()).doesNotContain("warning");
  }

  @Test
  void branches_whose_order_matters_are_not_merged() throws IOException {
    service("shop");
    file(
        "shop/migrations/versions/a1.py",
        revision(
            "a1",
            "",
            "op.execute(\"CREATE TYPE mood AS ENUM ('ok')\")",
            "op.execute('DROP TYPE mood')"));
    file(
        "shop/migrations/versions/b1.py",
        revision("b1", "a1", "op.execute(\"ALTER TYPE mood ADD VALUE 'sad'\")", "pass"));
    file(
        "shop/migrations/versions/b2.py",
        revision("b2", "a1", "op.execute(\"ALTER TYPE mood ADD VALUE 'glad'\")", "pass"));

    Ran fix = run("fix", "--yes");

    assertThat(fix.status()).isEqualTo(1);
    assertThat(fix.out())
        .contains("not offered: the order matters: after b1, b2 and after b2, b1 databases differ")
        .contains("type public.mood: was ok, sad, glad, is ok, glad, sad");
    assertThat(versions("shop")).containsExactly("a1.py", "b1.py", "b2.py");
  }

  @Test
  void a_dry_run_and_a_run_that_nobody_can_answer_write_nothing() throws IOException {
    service("shop");
    file(
        "shop/migrations/versions/a1.py",
        revision(
            "a1", "", "op.execute('CREATE TABLE one (id int)')", "op.execute('DROP TABLE one')"));
    for (String name : List.of("b1", "b2")) {
      file(
          "shop/migrations/versions/" + name + ".py",
          revision(
              name,
              "a1",
              "op.execute('CREATE TABLE %s (id int)')".formatted(name),
              "op.execute('DROP TABLE %s')".formatted(name)));
    }

    Ran dry = run("fix", "--dry-run", "--format", "json");
    Ran unanswered = run("fix");

    assertThat(dry.status()).isEqualTo(1);
    assertThat(dry.out())
        .contains("\"title\": \"merge the heads b1, b2\"", "\"proven\": true", "\"written\": false")
        .contains("down_revision: str | None = ('b1', 'b2')");
    assertThat(unanswered.err()).contains("nothing is written; `--yes` writes it");
    assertThat(versions("shop")).containsExactly("a1.py", "b1.py", "b2.py");
    assertThat(run("fix", "--dry-run", "--yes").status()).isEqualTo(2);
    assertThat(run("fix", "--only", "nobody").status()).isEqualTo(2);
  }

  @Test
  void a_table_that_makes_an_earlier_type_again_is_told_not_to() throws IOException {
    service("shop");
    file(
        "shop/migrations/versions/a1.py",
        revision(
            "a1",
            "",
            "op.execute(\"CREATE TYPE mood AS ENUM ('ok', 'sad')\")",
            "op.execute('DROP TYPE mood')"));
    file(
        "shop/migrations/versions/b1.py",
        revision(
            "b1",
            "a1",
            "op.create_table('day', sa.Column('mood', sa.Enum('ok', 'sad', name='mood')))",
            "op.drop_table('day')"));

    Ran fix = run("fix", "--yes", "--color", "never");

    assertThat(fix.status()).as(fix.out() + fix.err()).isZero();
    assertThat(Files.readString(folder.resolve("shop/migrations/versions/b1.py")))
        .contains("from alembic import op\nfrom sqlalchemy.dialects import postgresql\n")
        .contains("postgresql.ENUM('ok', 'sad', name='mood', create_type=False)");
    assertThat(run("verify", "--quiet").status()).isZero();
  }

  @Test
  void a_type_that_nothing_makes_is_made_where_it_is_first_used() throws IOException {
    service("shop");
    file(
        "shop/models.py",
        """
        import enum

        import sqlalchemy as sa
        from sqlalchemy.orm import declarative_base

        Base = declarative_base()


        class Mood(enum.Enum):
            ok = "ok"
            sad = "sad"


        class Day(Base):
            __tablename__ = "day"

            id = sa.Column(sa.Integer, primary_key=True)
            mood = sa.Column(sa.Enum(Mood, name="mood", values_callable=lambda e: [m.value for m in e]))
        """);
    file(
        "shop/migrations/versions/a1.py",
        revision(
            "a1",
            "",
            "op.create_table('day', sa.Column('id', sa.Integer(), primary_key=True))",
            "op.drop_table('day')"));
    file(
        "shop/migrations/versions/b1.py",
        revision(
            "b1",
            "a1",
            "op.add_column('day', sa.Column('mood', sa.Enum('ok', 'sad', name='mood')))",
            "op.drop_column('day', 'mood')"));

    Ran fix = run("fix", "--yes", "--color", "never");

    assertThat(fix.status()).as(fix.out() + fix.err()).isZero();
    assertThat(fix.out())
        .contains("create mood before its first use in b1, which cannot have run anywhere")
        .contains("as it stands it fails on every database: type \"mood\" does not exist (42704)");
    assertThat(Files.readString(folder.resolve("shop/migrations/versions/b1.py")))
        .containsSubsequence(
            "op.execute(\"CREATE TYPE mood AS ENUM ('ok', 'sad')\")", "op.add_column('day'")
        .contains("    op.drop_column('day', 'mood')\n    op.execute(\"DROP TYPE mood\")\n");
    assertThat(run("check", "--color", "never").status()).isZero();
    assertThat(run("verify", "--quiet").status()).isZero();
  }

  @Test
  void what_cannot_be_tried_here_is_not_written_and_ends_in_3() throws IOException {
    service("shop");
    file("dovetail.toml", "[[service]]\npath = \"shop\"\npython = \"no/such/python\"\n");
    file("shop/migrations/versions/a1.py", revision("a1", "", "pass", "pass"));
    file("shop/migrations/versions/b1.py", revision("b1", "a1", "pass", "pass"));
    file("shop/migrations/versions/b2.py", revision("b2", "a1", "pass", "pass"));

    Ran fix = run("fix", "--yes");

    assertThat(fix.status()).as(fix.out() + fix.err()).isEqualTo(3);
    assertThat(fix.out()).contains("not offered: it cannot be tried here: no Python at");
    assertThat(versions("shop")).containsExactly("a1.py", "b1.py", "b2.py");
  }

  @Test
  void values_get_snake_case_in_code_and_database_at_once() throws IOException {
    service("tasks");
    file(
        "dovetail.toml", text("dovetail.toml") + "\n[rules]\nvalue-not-snake-case = \"warning\"\n");
    file(
        "tasks/states.py",
        """
        import enum
        from sqlalchemy import Enum
        from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


        class State(enum.Enum):
            OPEN = "open"
            IN_REVIEW = "inReview"


        class Base(DeclarativeBase):
            pass


        class Task(Base):
            __tablename__ = "tasks"
            id: Mapped[int] = mapped_column(primary_key=True)
            state: Mapped[State] = mapped_column(
                Enum(State, name="state", values_callable=lambda it: [m.value for m in it])
            )
        """);
    file("tasks/seed.sql", "INSERT INTO tasks (state) VALUES ('inReview');\n");
    file(
        "tasks/migrations/versions/0001_tasks.py",
        revision(
            "0001",
            "",
            "op.create_table('tasks', sa.Column('id', sa.Integer(), primary_key=True),"
                + " sa.Column('state', sa.Enum('open', 'inReview', name='state'), nullable=False))",
            "op.drop_table('tasks')\n    op.execute('DROP TYPE state')"));

    Ran fix = run("fix", "--yes", "--color", "never");

    assertThat(fix.status()).as(fix.out() + fix.err()).isZero();
    assertThat(fix.out()).contains("tasks/seed.sql:1", "RENAME VALUE 'inReview' TO 'in_review'");
    assertThat(text("tasks/states.py")).contains("IN_REVIEW = \"in_review\"");
    assertThat(run("check", "--strict", "--color", "never").status()).isZero();
  }

  private String text(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }
}
