package dev.dovetail.migrations.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Play.Commands;
import dev.dovetail.core.history.Play.Direction;
import dev.dovetail.core.history.Play.Manner;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What migrations do to a database, and where they fail. */
final class PlayTest {

  private static final String TABLE =
      """
      op.create_table("tasks",
          sa.Column("id", sa.Integer(), primary_key=True),
          sa.Column("state", sa.Enum("open", "done", name="task_state"), nullable=False))
      """;
  private static final String OTHER_TABLE = TABLE.replace("\"tasks\"", "\"others\"");

  private final Map<String, String> files = new HashMap<>();
  private String sqlalchemy = "2.0";
  private Stack.Driver driver = Stack.Driver.PSYCOPG2;
  private int count;

  @BeforeEach
  void plain_env() {
    env("context.configure(connection=connection)");
  }

  private void env(String lines) {
    files.put("alembic/env.py", "from alembic import context\n" + lines + "\n");
  }

  /** Adds a migration after the last one: r1, r2 ... */
  private void migration(String upgrade) {
    migration(upgrade, "pass");
  }

  private void migration(String upgrade, String downgrade) {
    count++;
    files.put(
        "alembic/versions/" + count + ".py",
        """
        import enum
        from alembic import op
        import sqlalchemy as sa
        from sqlalchemy.dialects import postgresql
        revision = "r%d"
        down_revision = %s
        def upgrade():
        %s
        def downgrade():
        %s
        """
            .formatted(
                count,
                count == 1 ? "None" : "\"r" + (count - 1) + "\"",
                upgrade.strip().indent(4),
                downgrade.strip().indent(4)));
  }

  private Play play(Commands commands, Direction direction, Manner manner) {
    MigrationTree tree = new AlembicTool().find(new MemoryTree(files)).getFirst();
    return tree.play(
        Session.open(new ServerVersion(15)),
        new Stack(Optional.of(sqlalchemy), Optional.of("1.19.1"), Optional.of(driver)),
        commands,
        direction,
        manner,
        Optional.empty());
  }

  private Play up() {
    return play(Commands.ONE, Direction.UP, Manner.STRICT);
  }

  private static Optional<String> sqlstate(Play play) {
    return play.problem().flatMap(Problem::sqlstate);
  }

  private static List<String> labels(Play play, String type) {
    return Optional.ofNullable(play.end().schema().enums().get(new ObjectName("public", type)))
        .map(Schema.EnumType::texts)
        .orElse(List.of());
  }

  private static boolean hasTable(Play play, String table) {
    return play.end().schema().tables().containsKey(new ObjectName("public", table));
  }

  @Test
  void create_table_makes_the_type_once_a_command() {
    migration(TABLE);
    migration(OTHER_TABLE);
    assertThat(up().problem()).isEmpty();
    assertThat(labels(up(), "task_state")).containsExactly("open", "done");
    Play each = play(Commands.EACH, Direction.UP, Manner.STRICT);
    assertThat(sqlstate(each)).contains("42710");
    assertThat(each.problem().flatMap(Problem::revision)).contains("r2");
    assertThat(each.applied()).containsExactly("r1");
  }

  @Test
  void an_explicit_create_does_not_enter_the_memo() {
    migration(
        """
        state = sa.Enum('open', 'done', name='task_state')
        state.create(op.get_bind(), checkfirst=True)
        op.create_table('t', sa.Column('s', state))
        """);
    Play play = up();
    assertThat(sqlstate(play)).contains("42710");
    assertThat(play.remarks()).hasAtLeastOneElementOfType(Remark.CreatedTwice.class);
    assertThat(labels(play, "task_state")).isEmpty();
  }

  @Test
  void what_is_meant_is_played_past_its_refusals() {
    migration(TABLE + "op.execute(\"CREATE TYPE task_state AS ENUM ('x')\")\n" + OTHER_TABLE);
    Play play = play(Commands.ONE, Direction.UP, Manner.INTENDED);
    assertThat(play.problem()).isEmpty();
    assertThat(play.passedOver()).extracting(p -> p.sqlstate().orElse("")).containsExactly("42710");
    assertThat(hasTable(play, "others")).isTrue();
  }

  @Test
  void a_generic_enum_heeds_create_type_from_2_1_on() {
    migration("op.create_table('t', sa.Column('s', sa.Enum('a', name='e', create_type=False)))");
    assertThat(up().problem()).isEmpty();
    sqlalchemy = "2.1";
    assertThat(sqlstate(up())).contains("42704");
  }

  @Test
  void a_failure_undoes_the_whole_command_or_one_migration() {
    migration(TABLE);
    migration("op.execute('SELECT 1/0')\nop.add_column('nowhere', sa.Column('x', sa.Integer()))");
    assertThat(hasTable(up(), "tasks")).isFalse();
    assertThat(up().applied()).isEmpty();
    env("context.configure(connection=connection, transaction_per_migration=True)");
    assertThat(hasTable(up(), "tasks")).isTrue();
    assertThat(up().applied()).containsExactly("r1");
  }

  @Test
  void an_autocommit_block_commits_what_came_before() {
    migration(
        TABLE
            + "with op.get_context().autocommit_block():\n"
            + "    op.execute(\"ALTER TYPE task_state ADD VALUE 'late'\")\n"
            + "op.execute(\"INSERT INTO tasks (state) VALUES ('late')\")\n"
            + "op.drop_table('nowhere')");
    Play play = up();
    assertThat(sqlstate(play)).contains("42P01");
    assertThat(hasTable(play, "tasks")).isTrue();
    assertThat(labels(play, "task_state")).contains("late");
    assertThat(play.applied()).isEmpty();
  }

  @Test
  void a_label_is_unsafe_until_it_is_committed_and_drivers_differ_about_that() {
    migration(TABLE);
    migration(
        """
        op.execute('COMMIT')
        op.execute("ALTER TYPE task_state ADD VALUE 'late'")
        op.execute("INSERT INTO tasks (state) VALUES ('late')")
        """);
    assertThat(up().problem()).isEmpty();
    driver = Stack.Driver.PSYCOPG;
    assertThat(sqlstate(up())).contains("55P04");
  }

  @Test
  void asyncpg_takes_one_statement_at_a_time() {
    migration("op.execute('CREATE TABLE a (id int); CREATE TABLE b (id int)')");
    assertThat(up().problem()).isEmpty();
    driver = Stack.Driver.ASYNCPG;
    assertThat(sqlstate(up())).contains("42601");
  }

  @Test
  void a_colon_in_a_string_is_a_parameter() {
    migration("op.execute(\"COMMENT ON SCHEMA public IS 'at 12:30, a:b, ::x'\")");
    migration("op.execute(\"COMMENT ON SCHEMA public IS 'see :this'\")");
    Problem problem = up().problem().orElseThrow();
    assertThat(problem.kind()).isEqualTo(Problem.Kind.PYTHON);
    assertThat(problem.revision()).contains("r2");
    assertThat(problem.message()).contains("'this'");
  }

  @Test
  void a_column_is_altered_in_alembics_order() {
    migration("op.create_table('t', sa.Column('s', sa.String(9), server_default='a'))");
    migration(
        "op.execute(\"CREATE TYPE e AS ENUM ('a')\")\n"
            + "op.alter_column('t', 's', type_=postgresql.ENUM('a', name='e'),"
            + " server_default=None, postgresql_using='s::e')");
    assertThat(sqlstate(up())).contains("42804");
  }

  @Test
  void a_batch_runs_when_it_ends() {
    migration("op.create_table('t', sa.Column('id', sa.Integer()))");
    migration(
        """
        with op.batch_alter_table('t') as batch:
            batch.add_column(sa.Column('s', sa.String(5), nullable=True))
            op.execute("UPDATE t SET s = 'x'")
        """);
    assertThat(sqlstate(up())).contains("42703");
  }

  @Test
  void down_and_up_again_meets_the_type_that_was_left() {
    migration(TABLE, "op.drop_table('tasks')");
    Play again = play(Commands.ONE, Direction.AGAIN, Manner.STRICT);
    assertThat(sqlstate(again)).contains("42710");
    assertThat(again.ran()).containsExactly("r1", "r1", "r1");
  }

  @Test
  void a_query_on_the_catalog_decides_a_branch() {
    migration(
        """
        bind = op.get_bind()
        if not sa.inspect(bind).has_table("tasks"):
            op.execute("CREATE TYPE made AS ENUM ('x')")
        columns = [c["name"] for c in sa.inspect(bind).get_columns("alembic_version")] if False else []
        """);
    assertThat(labels(up(), "made")).containsExactly("x");
  }

  @Test
  void labels_carry_the_line_they_are_written_on() {
    migration("op.create_table('t', sa.Column('s', sa.Enum(\n    'a',\n    'b', name='e')))");
    Schema.EnumType type = up().end().schema().enums().get(new ObjectName("public", "e"));
    assertThat(type).isNotNull();
    assertThat(type.labels())
        .extracting(l -> l.origin() instanceof Origin.InFile file ? file.span().line() : 0)
        .containsExactly(9, 10);
  }

  @Test
  void an_enum_of_the_application_is_remarked() {
    files.put("app/enums.py", "import enum\nclass Mood(enum.Enum):\n    GOOD = 'good'\n");
    migration("from app.enums import Mood\nop.create_table('t', sa.Column('s', sa.Enum(Mood)))");
    assertThat(labels(up(), "mood")).containsExactly("GOOD");
    assertThat(up().remarks())
        .singleElement()
        .isInstanceOfSatisfying(
            Remark.EnumFromApplication.class,
            remark -> assertThat(remark.enumName()).isEqualTo("Mood"));
  }

  @Test
  void an_update_that_reaches_into_another_table_is_not_taken_for_one_of_its_own() {
    migration(
        """
        op.create_table("a", sa.Column("id", sa.Integer), sa.Column("name", sa.Text))
        op.create_table("b", sa.Column("a_id", sa.Integer), sa.Column("name", sa.Text))
        a = sa.table("a", sa.column("id"), sa.column("name"))
        b = sa.table("b", sa.column("a_id"), sa.column("name"))
        op.execute(a.update().where(a.c.id == b.c.a_id).values({"name": b.c.name}))
        op.execute(a.update().where(a.c.id == 1).values({"name": a.c.name}))
        """);
    Play play = up();
    assertThat(play.problem()).isEmpty();
    assertThat(play.opaque()).isEqualTo(1);
  }

  @Test
  void what_cannot_be_known_is_a_doubt_and_never_a_guess() {
    migration(
        """
        import os
        if os.environ["TENANT"] == "x":
            op.drop_table("tasks")
        op.execute(os.environ["SQL"])
        """);
    Play play = up();
    assertThat(play.problem()).isEmpty();
    assertThat(play.undecided()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(play.opaque()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void several_heads_are_refused_and_when_meant_taken_together() {
    migration(TABLE);
    migration("op.execute('CREATE TABLE a (id int)')");
    files.put(
        "alembic/versions/x.py",
        """
        from alembic import op
        revision = 'x'
        down_revision = 'r1'
        def upgrade():
            op.execute('CREATE TABLE b (id int)')
        """);
    Problem problem = up().problem().orElseThrow();
    assertThat(problem.kind()).isEqualTo(Problem.Kind.COMMAND);
    assertThat(problem.message()).startsWith("Multiple head revisions are present");
    Play meant = play(Commands.ONE, Direction.UP, Manner.INTENDED);
    assertThat(hasTable(meant, "a") && hasTable(meant, "b")).isTrue();
  }

  @Test
  void values_of_an_enum_are_synchronised_by_the_dance() {
    migration(TABLE.replace("nullable=False", "nullable=False, server_default='open'"));
    migration(
        "op.sync_enum_values(enum_schema='public', enum_name='task_state',"
            + " new_values=['new', 'done'], affected_columns=[('tasks', 'state')],"
            + " enum_values_to_rename=[('open', 'new')])");
    Play play = up();
    assertThat(play.problem()).isEmpty();
    assertThat(labels(play, "task_state")).containsExactly("new", "done");
    assertThat(play.end().schema().enums()).hasSize(1);
  }

  @Test
  void what_the_dance_makes_of_a_check_on_the_column_is_not_known() {
    migration(TABLE);
    migration("op.create_check_constraint('known', 'tasks', \"state = 'open'\")");
    migration(
        "op.sync_enum_values(enum_schema='public', enum_name='task_state',"
            + " new_values=['open', 'new', 'done'], affected_columns=[('tasks', 'state')])");
    Play play = up();
    assertThat(play.problem()).isEmpty();
    assertThat(play.end().doubts())
        .anySatisfy(doubt -> {
          assertThat(doubt.reason()).contains("a CHECK or an index that compares the column");
          assertThat(doubt.touches().concerns(List.of("task_state"))).isTrue();
          assertThat(doubt.touches().concerns(List.of("tasks"))).isTrue();
        });
  }

  @Test
  void a_naming_convention_of_the_metadata_names_what_nobody_named() {
    files.put(
        "app/models.py",
        """
        from sqlalchemy import MetaData
        metadata = MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"})
        """);
    env(
        "from app.models import metadata\ntarget_metadata = metadata\n"
            + "context.configure(connection=connection, target_metadata=target_metadata)");
    migration("op.create_table('t', sa.Column('email', sa.Text(), unique=True))");
    Schema.Table table = up().end().schema().tables().get(new ObjectName("public", "t"));
    assertThat(table).isNotNull();
    assertThat(table.constraints()).containsOnlyKeys("uq_t_email");
  }

  @Test
  void a_batch_gives_the_bind_that_the_operations_have() {
    migration(TABLE);
    migration(
        """
        with op.batch_alter_table("tasks", schema=None) as batch_op:
            kind = sa.Enum("a", "b", name="kind")
            kind.create(batch_op.get_bind())
            batch_op.add_column(sa.Column("kind", kind))
        """);
    Play play = up();
    assertThat(play.undecided()).isEmpty();
    assertThat(labels(play, "kind")).containsExactly("a", "b");
  }

  @Test
  void an_extension_made_as_an_entity_brings_its_types() {
    migration(
        """
        from alembic_utils.pg_extension import PGExtension
        op.create_entity(PGExtension(schema="public", signature="citext"))
        op.create_table("words",
            sa.Column("word", postgresql.CITEXT()), sa.Column("note", sa.Text()))
        op.alter_column("words", "note", type_=postgresql.CITEXT())
        op.execute("UPDATE words SET word = note || 'x'")
        """);
    Play play = up();
    assertThat(play.problem()).isEmpty();
    assertThat(play.undecided()).isEmpty();
    assertThat(hasTable(play, "words")).isTrue();
  }

  @Test
  void functions_triggers_and_views_are_made_of_entities() {
    migration(TABLE);
    migration(
        """
        from alembic_utils.pg_function import PGFunction
        from alembic_utils.pg_trigger import PGTrigger
        from alembic_utils.pg_view import PGView
        touch = PGFunction(
            schema="public",
            signature="touch(by integer DEFAULT 1)",
            definition="RETURNS trigger AS $$ BEGIN NEW.id := 1; RETURN NEW; END $$ LANGUAGE plpgsql;")
        plain = PGFunction("public", "plain()", "RETURNS trigger AS $$ BEGIN RETURN NEW; END $$ LANGUAGE plpgsql")
        op.create_entity(touch)
        op.create_entity(plain)
        op.replace_entity(plain)
        on_tasks = PGTrigger(
            schema="public", signature="touched", on_entity="public.tasks",
            definition="BEFORE UPDATE ON public.tasks FOR EACH ROW EXECUTE FUNCTION plain()")
        op.create_entity(on_tasks)
        op.replace_entity(on_tasks)
        op.create_entity(PGView("public", "all_tasks", "SELECT id FROM tasks;"))
        op.drop_entity(touch)
        """);
    Play play = up();
    assertThat(play.problem()).isEmpty();
    assertThat(play.undecided()).isEmpty();
    assertThat(play.opaque()).isZero();
    migration("op.drop_table('tasks')");
    assertThat(up().problem().orElseThrow().sqlstate()).contains("2BP01");
  }

  @Test
  void an_entity_of_another_kind_stays_in_doubt() {
    migration(TABLE);
    migration(
        """
        from alembic_utils.pg_policy import PGPolicy
        op.create_entity(PGPolicy("public", "own", "FOR ALL", on_entity="tasks"))
        """);
    assertThat(up().undecided()).isNotEmpty();
  }

  @Test
  void a_loop_over_a_selected_table_without_rows_does_nothing() {
    migration(TABLE);
    migration(
        """
        t = sa.table("tasks", sa.column("id", sa.Integer()), sa.column("state", sa.Text()))
        bind = op.get_bind()
        for id_, state in bind.execute(sa.select(t).where(t.c.state == "open").order_by(t.c.id)):
            op.execute(f"ALTER TYPE task_state ADD VALUE 'x{id_}'")
        if bind.scalar(sa.select(sa.func.count()).select_from(t)) == 0:
            op.execute("ALTER TYPE task_state ADD VALUE 'late'")
        """);
    Play play = up();
    assertThat(play.undecided()).isEmpty();
    assertThat(labels(play, "task_state")).containsExactly("open", "done", "late");
  }

  @Test
  void the_name_of_a_column_is_cut_by_the_server_and_not_refused_before() {
    migration(TABLE);
    String name = "a".repeat(70);
    migration("op.add_column('tasks', sa.Column('" + name + "', sa.Integer()))");
    Play play = up();
    assertThat(play.problem()).isEmpty();
    assertThat(play.end().schema().tables().get(new ObjectName("public", "tasks")).columns())
        .extracting(Schema.Column::name)
        .contains("a".repeat(63));
  }

  @Test
  void a_long_name_is_cut_when_it_counts_as_made_by_a_convention() {
    String name = "ix_tasks_a_name_that_is_longer_than_postgresql_takes_for_any_index";
    migration(TABLE);
    migration("op.create_index(op.f('" + name + "'), 'tasks', ['id'])");
    migration("op.drop_index(op.f('" + name + "'), table_name='tasks')");
    assertThat(up().problem()).isEmpty();
    migration("op.create_index('" + name + "', 'tasks', ['id'])");
    assertThat(up().problem().orElseThrow().message()).contains("exceeds maximum length");
  }

  @Test
  void a_loop_over_unknown_rows_that_writes_rows_leaves_the_schema_known() {
    migration(TABLE);
    migration(
        """
        import os
        bind = op.get_bind()
        for row in os.environ["ROWS"].split(","):
            bind.execute(sa.text("UPDATE tasks SET id = 1 WHERE id = :id"), {"id": row})
        op.execute("ALTER TYPE task_state ADD VALUE 'late'")
        """);
    Play play = up();
    assertThat(labels(play, "task_state")).containsExactly("open", "done", "late");
    assertThat(play.undecidedSchema()).isEmpty();
    assertThat(play.undecided()).isNotEmpty();
  }

  @Test
  void a_statement_that_unknown_rows_may_forbid_leaves_the_schema_known_and_not_the_outcome() {
    migration(TABLE);
    migration(
        """
        import os
        op.execute("INSERT INTO tasks (id) SELECT n FROM generate_series(1, 3) AS n")
        op.create_check_constraint("positive", "tasks", "id > 0")
        """);
    Play play = up();
    assertThat(play.problem()).isEmpty();
    assertThat(play.undecidedSchema()).isEmpty();
    assertThat(play.undecided())
        .anySatisfy(doubt ->
            assertThat(doubt.touches()).isEqualTo(new Touches.Acceptance(List.of("tasks"))));
  }

  @Test
  void the_table_of_versions_may_be_read_and_who_writes_to_it_is_doubted() {
    migration(TABLE);
    migration(
        """
        rows = op.get_bind().execute(sa.text("SELECT version_num FROM alembic_version")).fetchall()
        """);
    assertThat(up().problem()).isEmpty();
    assertThat(up().undecided()).isEmpty();
    migration("op.execute(\"UPDATE alembic_version SET version_num = 'x'\")");
    assertThat(up().problem()).isEmpty();
    assertThat(up().undecided()).isNotEmpty();
  }

  @Test
  void a_loop_over_unknown_rows_that_may_change_the_schema_does_not() {
    migration(TABLE);
    migration(
        """
        import os
        bind = op.get_bind()
        for row in os.environ["ROWS"].split(","):
            bind.execute(sa.text("UPDATE tasks SET id = 1; DROP TABLE tasks"))
        """);
    assertThat(up().undecided())
        .anyMatch(doubt ->
            doubt.touches() instanceof Touches.Named named && named.names().contains("tasks"));
  }

  @Test
  void a_committed_value_can_be_used() {
    migration(TABLE);
    migration(
        """
        op.execute("ALTER TYPE task_state ADD VALUE 'late'")
        op.get_bind().commit()
        op.execute("INSERT INTO tasks (state) VALUES ('late')")
        """);
    Play play = up();
    assertThat(play.problem()).isEmpty();
    assertThat(play.undecided()).isEmpty();
  }

  @Test
  void an_encrypted_text_is_a_varchar_and_the_guard_of_a_script_is_false() {
    files.put(
        "app/kinds.py",
        """
        import sys
        NAME = "secrets"
        if __name__ == "__main__":
            sys.exit(NAME)
        """);
    migration(
        """
        import sqlalchemy_utils
        from app.kinds import NAME
        op.create_table(NAME, sa.Column(
            "secret",
            sqlalchemy_utils.types.encrypted.encrypted_type.StringEncryptedType()))
        """);
    Play play = up();
    assertThat(play.undecided()).isEmpty();
    assertThat(hasTable(play, "secrets")).isTrue();
  }

  @Test
  void the_inspector_says_what_a_foreign_key_refers_to() {
    Play play =
        new Scenario()
            .migration(
                """
                op.execute("CREATE TABLE a (id int PRIMARY KEY)")
                op.execute("CREATE TABLE b (a_id int REFERENCES a (id) ON DELETE CASCADE, o_id int)")
                for key in sa.inspect(op.get_bind()).get_foreign_keys("b"):
                    if key.get("referred_table") == "a" and key["referred_columns"] == ["id"]:
                        op.drop_constraint(key["name"], "b", type_="foreignkey")
                op.create_foreign_key("b_a_id_fkey", "b", "a", ["a_id"], ["id"])
                """)
            .strict();
    assertThat(play.problem()).isEmpty();
    assertThat(play.undecided()).isEmpty();
  }

  @Test
  void an_update_over_two_tables_is_not_read_as_one_over_one() {
    Play play =
        new Scenario()
            .migration(
                """
                op.execute("CREATE TABLE a (id int, t text)")
                op.execute("CREATE TABLE b (a_id int, s text)")
                a = sa.table("a", sa.column("id", sa.Integer), sa.column("t", sa.Text))
                b = sa.table("b", sa.column("a_id", sa.Integer), sa.column("s", sa.Text))
                op.execute(a.update().where(a.c.id == b.c.a_id).values({"t": b.c.s}))
                """)
            .strict();
    assertThat(play.problem()).isEmpty();
  }

  @Test
  void schemas_that_env_py_makes_are_there() {
    Scenario scenario =
        new Scenario()
            .file("app/__init__.py", "")
            .file(
                "app/migrate.py",
                """
                from sqlalchemy.schema import CreateSchema
                def run(connection, metadata):
                    for m in metadata:
                        connection.execute(CreateSchema(m.schema, if_not_exists=True))
                """)
            .migration("op.create_table('t', sa.Column('id', sa.Integer()), schema='events')");
    assertThat(scenario.strict().problem()).isPresent();
    scenario.file(
        "alembic/env.py",
        "from alembic import context\nfrom app.migrate import run\nrun(context.connection, [])\n");
    assertThat(scenario.strict().problem()).isEmpty();
  }

  @Test
  void what_migrations_make_themselves_is_not_what_env_py_makes() {
    Scenario scenario =
        new Scenario()
            .file(
                "alembic/env.py",
                """
                from alembic import context
                from sqlalchemy.schema import CreateSchema
                for m in metadata:
                    context.connection.execute(CreateSchema(m.schema, if_not_exists=True))
                """)
            .migration("op.create_table('t', sa.Column('id', sa.Integer()), schema='events')")
            .migration(
                """
                    op.execute("CREATE SCHEMA audit")
                    op.create_table("t", sa.Column("id", sa.Integer()), schema="audit")
                    if "old" in sa.inspect(op.get_bind()).get_schema_names():
                        op.drop_table("t", schema="old")
                def downgrade():
                    op.execute("CREATE SCHEMA old")
                    op.create_table("t", sa.Column("id", sa.Integer()), schema="old")
                """);
    Play play = scenario.strict();
    assertThat(play.problem()).isEmpty();
    assertThat(play.end().schema().schemas()).contains("events", "audit").doesNotContain("old");
  }

  @Test
  void a_module_that_env_py_imports_may_configure_alembic_in_its_place() {
    Scenario scenario =
        new Scenario()
            .file("app/__init__.py", "")
            .file(
                "app/migrate.py",
                """
                from alembic import context
                def unrelated(engine):
                    with engine.begin() as connection:
                        pass
                def run(connection):
                    context.configure(connection=connection, transaction_per_migration=True)
                """)
            .migration("op.execute(\"CREATE TYPE e AS ENUM ('a')\")")
            .migration("op.execute(\"ALTER TYPE e ADD VALUE 'b'\")")
            .migration("op.execute(\"CREATE TABLE t (e e DEFAULT 'b')\")");
    assertThat(scenario.strict().problem()).isPresent();
    scenario.file(
        "alembic/env.py",
        "from alembic import context\nfrom app.migrate import run\nrun(context.connection)\n");
    assertThat(scenario.strict().problem()).isEmpty();
  }

  @Test
  void an_engine_says_which_dialect_it_has() {
    Play play =
        new Scenario()
            .migration(
                """
                bind = op.get_bind()
                if bind.engine.name == "postgresql":
                    sa.Enum("a", name="e").create(bind)
                """)
            .strict();
    assertThat(play.end().schema().enums()).containsKey(new ObjectName("public", "e"));
    assertThat(play.undecided()).isEmpty();
  }

  @Test
  void a_package_knows_its_folder() {
    Play play =
        new Scenario()
            .file(
                "app/__init__.py",
                "from pathlib import Path\nFOLDER = Path(__path__[0])\nKIND = 'e'\n")
            .migration("from app import KIND", "sa.Enum('a', name=KIND).create(op.get_bind())")
            .strict();
    assertThat(play.end().schema().enums()).containsKey(new ObjectName("public", "e"));
    assertThat(play.undecided()).isEmpty();
  }

  @Test
  void a_connection_of_sqlalchemy_2_executes_no_mere_string() {
    migration("op.execute('SELECT 1')\nop.get_bind().exec_driver_sql('SELECT 1')");
    migration("op.get_bind().execute('SELECT 1')");
    sqlalchemy = "1.4.46";
    assertThat(up().problem()).isEmpty();
    sqlalchemy = "2.0.54";
    assertThat(up().problem().map(Problem::message).orElse(""))
        .contains("Not an executable object: 'SELECT 1'");
  }
}
