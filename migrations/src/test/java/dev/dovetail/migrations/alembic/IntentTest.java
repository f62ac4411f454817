package dev.dovetail.migrations.alembic;

import static dev.dovetail.migrations.alembic.Scenario.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.statement.Touches;
import org.junit.jupiter.api.Test;

/** What an intended play takes for granted, what it says of that, and what stays in doubt. */
class IntentTest {

  /** A type, and a table of which nobody knows the rows. */
  private static final String MOOD =
      """
      op.execute("CREATE TYPE mood AS ENUM ('good')")
      op.execute("CREATE TABLE somewhere (id int, x int)")
      op.execute("CREATE TABLE other (a int)")
      op.execute("INSERT INTO somewhere SELECT g, g FROM generate_series(1, 3) g")
      """;

  @Test
  void a_return_for_want_of_rows_is_taken_not_to_happen() {
    Scenario scenario =
        new Scenario()
            .migration(MOOD)
            .migration(
                """
                bind = op.get_bind()
                row = bind.execute(sa.text("SELECT id FROM somewhere")).fetchone()
                if not row:
                    return
                op.execute("ALTER TYPE mood ADD VALUE 'bad'")
                """);
    Play intended = scenario.intended();
    assertThat(labels(intended, "mood")).containsExactly("good", "bad");
    assertThat(intended.undecidedSchema()).isEmpty();
    assertThat(intended.remarks())
        .singleElement()
        .isInstanceOfSatisfying(
            Remark.GoesOn.class, remark -> assertThat(remark.revision()).isEqualTo("r2"));
    Play strict = scenario.strict();
    assertThat(strict.undecidedSchema()).isNotEmpty();
    assertThat(labels(strict, "mood")).containsExactly("good");
  }

  @Test
  void an_exception_over_rows_is_taken_not_to_happen() {
    Scenario scenario =
        new Scenario()
            .migration(MOOD)
            .migration(
                """
                bind = op.get_bind()
                for row in bind.execute(sa.text("SELECT id FROM somewhere")):
                    if row.id is None:
                        raise RuntimeError("broken")
                assert bind.execute(sa.text("SELECT count(*) FROM somewhere")).scalar() == 0
                op.execute("ALTER TYPE mood ADD VALUE 'bad'")
                """);
    assertThat(labels(scenario.intended(), "mood")).containsExactly("good", "bad");
    assertThat(scenario.intended().undecidedSchema()).isEmpty();
    assertThat(scenario.strict().undecidedSchema()).isNotEmpty();
  }

  @Test
  void a_branch_that_changes_the_schema_and_returns_is_another_way_and_not_passed_over() {
    Play intended =
        new Scenario()
            .migration(MOOD)
            .migration(
                """
                if os.environ["NEW"]:
                    op.execute("ALTER TYPE mood ADD VALUE 'fine'")
                    return
                op.execute("ALTER TYPE mood ADD VALUE 'bad'")
                """)
            .intended();
    assertThat(labels(intended, "mood")).containsExactly("good");
    assertThat(intended.undecidedSchema()).isNotEmpty();
    assertThat(intended.remarks()).isEmpty();
  }

  @Test
  void what_a_function_returned_early_or_late_is_not_known() {
    Play intended =
        new Scenario()
            .migration(
                """
                def label():
                    if os.environ["NEW"]:
                        return "new"
                    return "old"
                """,
                "op.execute(f\"CREATE TYPE mood AS ENUM ('{label()}')\")")
            .intended();
    assertThat(labels(intended, "mood")).isEmpty();
    assertThat(intended.undecidedSchema())
        .extracting(Doubt::touches)
        .allMatch(touches -> touches.concerns(java.util.List.of("mood")));
  }

  @Test
  void a_handler_that_goes_another_way_keeps_what_follows_in_doubt() {
    Play intended =
        new Scenario()
            .migration(MOOD)
            .migration(
                """
                try:
                    if os.environ["NEW"]:
                        raise ValueError("no")
                    op.execute("ALTER TYPE mood ADD VALUE 'a'")
                except ValueError:
                    op.execute("ALTER TYPE mood ADD VALUE 'b'")
                """)
            .intended();
    assertThat(labels(intended, "mood")).containsExactly("good");
    assertThat(intended.undecidedSchema()).isNotEmpty();
  }

  @Test
  void commits_in_a_loop_over_rows_leave_the_schema_known() {
    Scenario scenario =
        new Scenario()
            .migration(MOOD)
            .migration(
                """
                session = Session(bind=op.get_bind())
                for row in session.execute(sa.text("SELECT id FROM somewhere")):
                    session.execute(sa.text("UPDATE somewhere SET x = 1 WHERE id = :id"), {"id": row.id})
                    op.get_bind().commit()
                    session.rollback()
                op.execute("ALTER TYPE mood ADD VALUE 'bad'")
                """);
    assertThat(labels(scenario.intended(), "mood")).containsExactly("good", "bad");
    assertThat(scenario.intended().undecidedSchema()).isEmpty();
    assertThat(scenario.strict().undecidedSchema()).isNotEmpty();
  }

  @Test
  void queries_through_models_touch_rows_alone() {
    Play play =
        new Scenario()
            .file(
                "app/models.py",
                """
                from sqlalchemy.orm import declarative_base
                Base = declarative_base()
                class Task(Base):
                    __tablename__ = "tasks"
                """)
            .migration("from app.models import Task", MOOD)
            .migration(
                "from app.models import Task",
                """
                session = Session(bind=op.get_bind())
                for task in session.query(Task).filter_by(state="x").order_by(Task.id).all():
                    task.state = task.state.lower()
                    session.add(task)
                    other = Task.find(task.id, db=session)
                    other.rename()
                session.query(Task).filter(Task.id == 1).update({"state": "y"})
                bind = op.get_bind()
                for row in bind.execute(sa.union(sa.select(Task.id), sa.select(Task.id)).distinct()):
                    bind.execute(sa.select(Task).where(Task.id == row.id))
                op.execute("ALTER TYPE mood ADD VALUE 'bad'")
                """)
            .intended();
    assertThat(labels(play, "mood")).containsExactly("good", "bad");
    assertThat(play.undecidedSchema()).isEmpty();
    assertThat(play.end().doubts())
        .extracting(Doubt::touches)
        .contains(new Touches.Rows(java.util.List.of()));
  }

  @Test
  void a_query_with_parameters_that_are_not_known_reads_rows() {
    Play play =
        new Scenario()
            .migration(MOOD)
            .migration(
                """
                bind = op.get_bind()
                for row in bind.execute(sa.text("SELECT id FROM somewhere")):
                    found = bind.execute(
                        sa.text("SELECT 1 FROM other WHERE a = :a LIMIT :n"), {"a": row.id, "n": 5})
                    if found.fetchone():
                        continue
                """)
            .intended();
    assertThat(play.undecidedSchema()).isEmpty();
  }

  @Test
  void a_column_whose_type_or_default_is_not_known_leaves_its_table_known() {
    Play play =
        new Scenario()
            .migration(
                """
                from somewhere import Strange
                """,
                """
                op.create_table("t",
                    sa.Column("id", sa.Integer(), primary_key=True),
                    sa.Column("odd", Strange(7), nullable=False),
                    sa.Column("state", sa.Enum("a", "b", name="state")))
                op.add_column("t", sa.Column("more", sa.Text(), server_default=os.environ["X"]))
                op.alter_column("t", "more", type_=Strange())
                """)
            .strict();
    assertThat(labels(play, "state")).containsExactly("a", "b");
    assertThat(Scenario.hasTable(play, "t")).isTrue();
    assertThat(play.undecidedSchema())
        .extracting(Doubt::touches)
        .containsExactly(
            new Touches.Column("t", "odd"),
            new Touches.Column("t", "more"),
            new Touches.Column("t", "more"));
  }

  @Test
  void an_index_in_doubt_is_an_index_in_doubt() {
    Play play =
        new Scenario()
            .migration("op.create_table('t', sa.Column('id', sa.Integer()))")
            .migration(
                """
                if op.get_bind().execute(sa.text("SELECT count(*) FROM somewhere")).scalar() < 9:
                    op.create_index("ix_t", "t", ["id"], unique=False)
                """)
            .intended();
    assertThat(play.undecidedSchema())
        .extracting(Doubt::touches)
        .containsExactly(new Touches.Named(java.util.List.of("ix_t")));
  }

  @Test
  void an_enum_that_gets_another_name_before_it_is_used_has_that_name() {
    Play play =
        new Scenario()
            .migration(
                "kind = sa.Enum('a', name='kind')",
                "kind.name = 'kind_old'\nkind.create(op.get_bind(), checkfirst=False)")
            .migration(
                "late = sa.Enum('a', name='late')",
                """
                late.create(op.get_bind(), checkfirst=False)
                late.name = "later"
                late.create(op.get_bind(), checkfirst=False)
                """)
            .strict();
    assertThat(labels(play, "kind_old")).containsExactly("a");
    assertThat(labels(play, "late")).containsExactly("a");
    assertThat(play.undecidedSchema()).isNotEmpty();
  }

  @Test
  void rows_that_choose_among_known_statements_for_rows_leave_the_schema_known() {
    Scenario scenario =
        new Scenario()
            .migration(MOOD)
            .migration(
                """
                bind = op.get_bind()
                for row in bind.execute(sa.text("SELECT id FROM somewhere")):
                    if row.id > 1:
                        sql = "UPDATE other SET a = 1"
                    else:
                        sql = "UPDATE other SET a = 2"
                    op.execute(sql)
                op.execute("ALTER TYPE mood ADD VALUE 'bad'")
                """);
    assertThat(labels(scenario.intended(), "mood")).containsExactly("good", "bad");
    assertThat(scenario.intended().undecidedSchema()).isEmpty();
    assertThat(scenario.strict().undecidedSchema()).isEmpty();
  }

  @Test
  void rows_that_choose_whether_a_statement_is_of_the_schema_leave_it_in_doubt() {
    Scenario scenario =
        new Scenario()
            .migration(MOOD)
            .migration(
                """
                bind = op.get_bind()
                sql = "UPDATE other SET a = 1"
                for row in bind.execute(sa.text("SELECT id FROM somewhere")):
                    op.execute(sql)
                    sql = "ALTER TYPE mood ADD VALUE 'bad'"
                """);
    assertThat(scenario.intended().undecidedSchema())
        .extracting(Doubt::touches)
        .anyMatch(touches -> touches.concerns(java.util.List.of("mood")));
  }

  @Test
  void a_variable_with_a_default_is_taken_not_to_be_set_and_that_is_said() {
    Scenario scenario =
        new Scenario()
            .migration(
                """
                import os
                name = os.environ.get("KIND", "mood")
                more = os.getenv("MORE") or "bad"
                op.execute(f"CREATE TYPE {name} AS ENUM ('good', '{more}')")
                """);
    Play intended = scenario.intended();
    assertThat(labels(intended, "mood")).containsExactly("good", "bad");
    assertThat(intended.undecidedSchema()).isEmpty();
    assertThat(intended.remarks())
        .extracting(remark -> remark instanceof Remark.NotSet unset ? unset.setting() : "")
        .containsExactly("KIND", "MORE");
    assertThat(scenario.strict().undecidedSchema()).isNotEmpty();
  }

  @Test
  void a_variable_without_a_default_is_not_known() {
    Scenario scenario =
        new Scenario()
            .migration(
                """
                import os
                op.execute(f"CREATE TYPE {os.environ['KIND']} AS ENUM ('good')")
                op.execute(f"CREATE TYPE {os.getenv('OTHER')} AS ENUM ('good')")
                """);
    assertThat(scenario.intended().undecidedSchema()).hasSize(2);
    assertThat(scenario.intended().remarks()).isEmpty();
  }

  @Test
  void the_schema_of_alembics_own_table_is_none_where_env_py_names_none() {
    Scenario scenario =
        new Scenario()
            .migration(
                """
                from alembic import context
                schema = context.get_context().version_table_schema
                prefix = schema + "." if schema else ""
                op.execute(f"CREATE TABLE {prefix}here (id int)")
                op.add_column("here", sa.Column("x", sa.Integer()), schema=prefix[:-1])
                """);
    assertThat(scenario.strict().undecidedSchema()).isEmpty();
    assertThat(scenario.strict().problem()).isEmpty();
    assertThat(scenario.intended().remarks()).isEmpty();
  }

  @Test
  void settings_of_a_role_or_a_database_are_nothing_of_the_schema() {
    Scenario scenario =
        new Scenario()
            .migration(MOOD)
            .migration(
                """
                database = op.get_bind().engine.url.database
                op.execute(f"ALTER ROLE me IN DATABASE {database} SET statement_timeout = '9s'")
                op.execute(f"ALTER DATABASE {database} SET work_mem = '9MB'")
                """);
    assertThat(scenario.strict().undecidedSchema()).isEmpty();
    Scenario path =
        new Scenario()
            .migration(MOOD)
            .migration(
                """
                database = op.get_bind().engine.url.database
                op.execute(f"ALTER DATABASE {database} SET search_path = elsewhere")
                """);
    assertThat(path.strict().undecidedSchema()).isNotEmpty();
  }

  @Test
  void a_select_that_is_not_understood_changes_nothing_unless_it_calls_something() {
    String rows = "for row in op.get_bind().execute(sa.text('SELECT id FROM somewhere')):\n    ";
    Scenario reads =
        new Scenario()
            .migration(MOOD)
            .migration(rows + "op.execute(sa.text('SELECT max(x) FROM other WHERE a = %s'))");
    assertThat(reads.strict().undecidedSchema()).isEmpty();
    Scenario calls =
        new Scenario()
            .migration(MOOD)
            .migration(
                rows + "op.execute(sa.text('SELECT change_all(x) FROM other WHERE a = %s'))");
    assertThat(calls.strict().undecidedSchema()).isNotEmpty();
  }
}
