package dev.dovetail.migrations.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One thing in the many ways that people write it in Python: each is followed to its end. */
final class WaysOfWritingTest {

  private static final String HELPERS =
      """
      from functools import partial
      LABELS = ("open", "done")
      """;

  /** Each makes the type {@code state} of "open" and "done", in this order. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sa.Enum(*map(str.lower, ['OPEN', 'DONE']), name='state').create(op.get_bind())",
        "sa.Enum(*list(LABELS), name='state').create(op.get_bind())",
        "sa.Enum(*tuple(reversed(['done', 'open'])), name='state').create(op.get_bind())",
        "sa.Enum(*sorted(set(LABELS), reverse=True), name='state').create(op.get_bind())",
        "sa.Enum(*dict(open=1, done=2), name='state').create(op.get_bind())",
        "sa.Enum(*dict(zip(LABELS, [1, 2])).keys(), name='state').create(op.get_bind())",
        "sa.Enum(*[l for _, l in enumerate(LABELS)], name='state').create(op.get_bind())",
        "sa.Enum(*[LABELS[i] for i in range(len(LABELS))], name='state').create(op.get_bind())",
        "op.execute('CREATE TYPE state AS ENUM (%s)' % ', '.join(\"'%s'\" % l for l in LABELS))",
        "op.execute(\"CREATE TYPE {0} AS ENUM ('{1}', '{second}')\""
            + ".format('state', 'open', second='done'))",
        "op.execute('CREATE TYPE state AS ENUM (' + ', '.join(map(repr, LABELS)) + ')')",
        "op.execute(f\"CREATE TYPE state AS ENUM ({', '.join(repr(l) for l in LABELS)})\")",
        "first, *others = LABELS\nsa.Enum(first, *others, name='state').create(op.get_bind())",
        "options = {'name': 'state'}\nsa.Enum(*LABELS, **options).create(op.get_bind())",
        "make = lambda *labels, **named: sa.Enum(*labels, **named)\n"
            + "make(*LABELS, name='state').create(op.get_bind())",
        "make = partial(sa.Enum, name='state')\nmake(*LABELS).create(op.get_bind())",
        """
        def make(name, labels=LABELS):
            sa.Enum(*labels, name=name).create(op.get_bind())
        make(name='state')
        """,
        "class Kind:\n    NAME = 'state'\n    def labels(self):\n        return LABELS\n"
            + "sa.Enum(*Kind().labels(), name=Kind.NAME).create(op.get_bind())"
      })
  void a_type_is_made_however_its_labels_are_written(String upgrade) {
    Play play = new Scenario().migration(HELPERS, upgrade).strict();
    known(play);
    assertThat(Scenario.labels(play, "state")).containsExactly("open", "done");
  }

  /** Each takes its branch, which makes the table {@code taken}, and no other. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "op.get_bind().dialect.name == 'postgresql'",
        "op.get_context().dialect.name == 'postgresql'",
        "not context.is_offline_mode()",
        "'tasks' in sa.inspect(op.get_bind()).get_table_names()",
        "'late' not in sa.inspect(op.get_bind()).get_table_names()",
        "'state' in [c['name'] for c in sa.inspect(op.get_bind()).get_columns('tasks')]",
        "'late' not in {c['name'] for c in sa.inspect(op.get_bind()).get_columns('tasks')}",
        "any(e['name'] == 'state' for e in sa.inspect(op.get_bind()).get_enums())",
        "[e['labels'] for e in sa.inspect(op.get_bind()).get_enums()] == [['open', 'done']]",
        "op.get_bind().execute(sa.text(\"SELECT 1 FROM pg_type WHERE typname ="
            + " 'state'\")).scalar()",
        "op.get_bind().execute(sa.text("
            + "\"SELECT 1 FROM pg_type WHERE typname = 'late'\")).first() is None",
        "op.get_bind().execute(sa.text(\"SELECT EXISTS (SELECT 1 FROM pg_type"
            + " WHERE typname = :name)\"), {'name': 'state'}).scalar()",
        "op.get_bind().execute(sa.text(\"SELECT e.enumlabel FROM pg_enum e JOIN pg_type t"
            + " ON t.oid = e.enumtypid WHERE t.typname = 'state'"
            + " ORDER BY e.enumsortorder\")).scalars().all() == ['open', 'done']",
        "op.get_bind().execute(sa.text(\"SELECT 1 FROM information_schema.columns WHERE"
            + " table_name = 'tasks' AND column_name = 'state'\")).fetchone() is not None",
        "op.get_bind().execute(sa.text(\"SELECT count(*) FROM information_schema.tables WHERE"
            + " table_name = 'tasks' AND table_schema = 'public'\")).scalar() == 1",
        "'done' in op.get_bind().execute(sa.text("
            + "\"SELECT unnest(enum_range(NULL::state))::text\")).scalars().all()",
        "[row[0] for row in op.get_bind().execute(sa.text("
            + "\"SELECT unnest(enum_range(NULL::state))\"))] == ['open', 'done']",
        "op.get_bind().execute(sa.text(\"SELECT e.enumlabel FROM pg_enum e JOIN pg_type t"
            + " ON t.oid = e.enumtypid WHERE t.typname = 'state'"
            + " ORDER BY 1\")).scalars().all() == ['done', 'open']",
        "op.get_bind().execute(sa.text(\"SELECT e.enumlabel AS label FROM pg_enum e JOIN pg_type t"
            + " ON t.oid = e.enumtypid WHERE t.typname = 'state'"
            + " ORDER BY label\")).scalars().all() == ['done', 'open']",
        "enum_exists('state')",
        "not enum_exists('late')",
        "has_label('state', 'open') and not has_label('state', 'late')"
      })
  void a_condition_is_asked_of_what_is_there(String condition) {
    Play play =
        new Scenario()
            .migration(
                """
                op.create_table("tasks", sa.Column("state", sa.Enum("open", "done", name="state")))
                """)
            .migration(
                """
                from alembic import context
                def enum_exists(name):
                    found = op.get_bind().execute(
                        sa.text("SELECT EXISTS (SELECT FROM pg_type WHERE typname = :name)"),
                        {"name": name},
                    )
                    return bool(found.scalar())
                def has_label(name, label):
                    rows = op.get_bind().execute(
                        sa.text(
                            "SELECT enumlabel FROM pg_enum"
                            " JOIN pg_type ON pg_type.oid = pg_enum.enumtypid"
                            " WHERE pg_type.typname = :name"
                        ),
                        dict(name=name),
                    )
                    return label in [row[0] for row in rows]
                """,
                "if "
                    + condition
                    + ":\n    op.create_table('taken', sa.Column('id', sa.Integer()))\n"
                    + "else:\n    op.create_table('passed', sa.Column('id', sa.Integer()))")
            .strict();
    known(play);
    assertThat(Scenario.hasTable(play, "taken")).isTrue();
    assertThat(Scenario.hasTable(play, "passed")).isFalse();
  }

  @Test
  void a_duplicate_is_caught_where_a_savepoint_keeps_the_transaction() {
    Scenario scenario =
        new Scenario()
            .migration("op.execute(\"CREATE TYPE state AS ENUM ('open')\")")
            .migration(
                "from sqlalchemy.exc import ProgrammingError",
                """
                try:
                    with op.get_bind().begin_nested():
                        op.execute("CREATE TYPE state AS ENUM ('other')")
                except ProgrammingError:
                    op.execute("ALTER TYPE state ADD VALUE 'late'")
                """);
    Play play = scenario.strict();
    known(play);
    assertThat(Scenario.labels(play, "state")).containsExactly("open", "late");
  }

  @Test
  void a_duplicate_that_is_caught_without_a_savepoint_leaves_the_transaction_aborted() {
    Play play =
        new Scenario()
            .migration("op.execute(\"CREATE TYPE state AS ENUM ('open')\")")
            .migration(
                """
                try:
                    op.execute("CREATE TYPE state AS ENUM ('other')")
                except sa.exc.ProgrammingError:
                    pass
                op.execute("CREATE TABLE late (id int)")
                """)
            .strict();
    assertThat(play.problem().flatMap(Problem::sqlstate)).contains("25P02");
  }

  @Test
  void batches_and_autocommit_blocks_do_what_stands_in_them() {
    Play play =
        new Scenario()
            .migration(
                """
                op.create_table("tasks", sa.Column("state", sa.Enum("open", name="state")))
                """)
            .migration(
                """
                with op.get_context().autocommit_block():
                    op.execute("ALTER TYPE state ADD VALUE IF NOT EXISTS 'done'")
                with op.batch_alter_table("tasks") as batch_op:
                    batch_op.add_column(sa.Column("note", sa.Text(), nullable=True))
                    batch_op.alter_column("state", server_default="done")
                """)
            .strict();
    known(play);
    assertThat(Scenario.labels(play, "state")).containsExactly("open", "done");
  }

  @Test
  void an_early_return_ends_the_migration_and_a_raise_the_command() {
    Scenario scenario =
        new Scenario()
            .migration(
                """
                op.execute("CREATE TABLE first (id int)")
                if sa.inspect(op.get_bind()).has_table("first"):
                    return
                op.execute("CREATE TABLE never (id int)")
                """);
    Play returned = scenario.strict();
    known(returned);
    assertThat(Scenario.hasTable(returned, "first")).isTrue();
    assertThat(Scenario.hasTable(returned, "never")).isFalse();
    Problem problem =
        scenario
            .migration("raise RuntimeError(f\"no way {'back'}\")")
            .strict()
            .problem()
            .orElseThrow();
    assertThat(problem.kind()).isEqualTo(Problem.Kind.PYTHON);
    assertThat(problem.revision()).contains("r2");
    assertThat(problem.message()).contains("no way back");
  }

  @Test
  void rows_are_written_through_tables_and_sessions() {
    Scenario scenario =
        new Scenario()
            .migration(
                """
                op.create_table("tasks",
                    sa.Column("id", sa.Integer(), primary_key=True),
                    sa.Column("state", sa.Text(), nullable=False))
                tasks = sa.table("tasks", sa.column("id", sa.Integer), sa.column("state", sa.Text))
                op.execute(tasks.insert().values(id=1, state="open"))
                op.execute(sa.insert(tasks).values({"id": 2, "state": "done"}))
                session = Session(bind=op.get_bind())
                session.execute(sa.update(tasks).where(tasks.c.id == 1).values(state="new"))
                session.execute(sa.delete(tasks).where(tasks.c.id == 2))
                session.commit()
                for id_, state in op.get_bind().execute(sa.select(tasks.c.id, tasks.c.state)):
                    op.execute(f"CREATE TABLE {state}_{id_} (id int)")
                """);
    Play play = scenario.strict();
    known(play);
    assertThat(Scenario.hasTable(play, "new_1")).isTrue();
    assertThat(play.end().schema().tables()).hasSize(2);
    scenario.migration(
        """
        op.execute("ALTER TABLE tasks ADD CONSTRAINT known CHECK (state IN ('open', 'done'))")
        """);
    assertThat(scenario.strict().problem().flatMap(Problem::sqlstate)).contains("23514");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alembic", "sqlalchemy"})
  void a_folder_of_the_service_that_bears_a_librarys_name_is_not_taken_for_it(String library) {
    Play play =
        new Scenario()
            .file(library + "/__init__.py", "op = None\ndef Enum(*a, **k):\n    raise ValueError()")
            .file(library + "/op.py", "def execute(sql):\n    raise ValueError(sql)\n")
            .migration("sa.Enum('open', 'done', name='state').create(op.get_bind())")
            .strict();
    known(play);
    assertThat(Scenario.labels(play, "state")).containsExactly("open", "done");
  }

  private static void known(Play play) {
    assertThat(play.problem()).isEmpty();
    assertThat(play.undecided()).isEmpty();
    assertThat(play.opaque()).isZero();
  }
}
