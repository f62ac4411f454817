package dev.dovetail.proof.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Span;
import dev.dovetail.migrations.alembic.AlembicTool;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.syntax.PythonParser;
import dev.dovetail.python.syntax.PythonSource;
import dev.dovetail.sql.SqlReader;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.ConfigurationFile;
import dev.dovetail.workspace.Workspace;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whatever stands in a file, nothing is thrown for it and nothing takes long. {@code
 * -Ddovetail.fuzz=1000000} reads a million inputs instead of a build's few thousand, from the seed
 * that {@code -Ddovetail.fuzz.seed} gives; each input has a seed of its own, which a failure names.
 */
class FuzzTest {

  private static final int INPUTS = Integer.getInteger("dovetail.fuzz", 3000);
  private static final long FIRST = Long.getLong("dovetail.fuzz.seed", 1);

  /** Of processor time: a build shares its machine with others. */
  private static final Duration LIMIT =
      Duration.ofMillis(Integer.getInteger("dovetail.fuzz.ms", 1000));

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private enum Kind {
    PYTHON,
    SQL,
    INI,
    TOML,
    SERVICE
  }

  private static final String MODELS =
      """
      import enum
      from typing import Annotated, Literal
      import sqlalchemy as sa
      from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

      class Base(DeclarativeBase):
          type_annotation_map = {str: sa.String(20)}

      class State(str, enum.Enum):
          _ignore_ = ["x"]
          open = "open"
          done = enum.auto()
          lost = f"{open}!" + "a" * 3

          @property
          def label(self):
              return {k: v for k, v in zip("ab", (1, 2))}.get(self.value, None)

      STATES = [s.value for s in State if s is not State.lost]

      class Task(Base):
          __tablename__ = "tasks"
          id: Mapped[int] = mapped_column(primary_key=True)
          state: Mapped[State] = mapped_column(sa.Enum(State, name="state", values_callable=lambda e: [m.value for m in e]))
          other = sa.Column(sa.Enum(*STATES, name="other", schema="s"), server_default="open")
          kind: Mapped[Literal["a", "b"] | None]
      """;

  private static final String MIGRATION =
      """
      import sqlalchemy as sa
      from alembic import op
      from sqlalchemy.dialects import postgresql
      from app.models import State

      revision = "0001"
      down_revision = None
      OLD = ("open", "done")
      old = sa.Enum(*OLD, name="state")

      def _names(prefix, *more, **named):
          for i, name in enumerate(OLD):
              yield "%s_%d_{}".format(prefix) % (name, i)

      def upgrade():
          bind = op.get_bind()
          old.create(bind, checkfirst=True)
          op.create_table("tasks", sa.Column("id", sa.Integer, primary_key=True), sa.Column("state", old, nullable=False))
          with op.batch_alter_table("tasks") as batch:
              batch.add_column(sa.Column("note", sa.Text(), server_default=sa.text("'x'::text")))
          try:
              op.execute(f"ALTER TYPE state ADD VALUE IF NOT EXISTS '{next(_names('a'))}'")
          except Exception as error:
              print(error)
          if "tasks" in sa.inspect(bind).get_table_names() and bind.dialect.name == "postgresql":
              rows = bind.execute(sa.text("SELECT id, state FROM tasks WHERE state = 'open'")).fetchall()
              for row in rows:
                  bind.execute(sa.text("UPDATE tasks SET state = :s WHERE id = :i"), {"s": "done", "i": row.id})

      def downgrade():
          op.drop_table("tasks")
          old.drop(op.get_bind())
      """;

  private static final String SQL =
      """
      -- migrate:up
      CREATE TYPE "State" AS ENUM ('open', E'do\\nne', U&'\\0061');
      CREATE TABLE IF NOT EXISTS s.tasks (id bigint GENERATED ALWAYS AS IDENTITY, state "State" NOT NULL DEFAULT 'open',
        amount numeric(10, 2)[] CHECK (amount[1] > 0 AND length(note) < 5), note varchar(20) COLLATE "C",
        CONSTRAINT k PRIMARY KEY (id), FOREIGN KEY (id) REFERENCES other (id) ON DELETE SET NULL) PARTITION BY LIST (state);
      ALTER TYPE "State" ADD VALUE 'lost' BEFORE 'open';
      ALTER TABLE s.tasks ALTER COLUMN state TYPE text USING (CASE WHEN state = 'open' THEN 'a' ELSE state::text || 'b' END);
      DO $$ DECLARE v text := 'x'; BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'State') THEN
        EXECUTE format('CREATE TYPE %I AS ENUM (%L)', 'b', v); END IF; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
      INSERT INTO s.tasks (id, state) SELECT g, 'open' FROM generate_series(1, 3) g WHERE NOT (g IN (1, 2)) ORDER BY 1 LIMIT 1;
      UPDATE s.tasks t SET note = o.n FROM (VALUES (1, 'a')) AS o (i, n) WHERE o.i = t.id AND t.note IS DISTINCT FROM 'b';
      CREATE UNIQUE INDEX CONCURRENTLY i ON s.tasks USING btree (lower(note) DESC NULLS LAST) WHERE id BETWEEN 1 AND 2;
      CREATE FUNCTION f(a int, OUT b text) RETURNS text LANGUAGE plpgsql AS $f$ BEGIN RETURN a; END $f$;
      CREATE VIEW v AS WITH x AS (SELECT 1) SELECT * FROM x JOIN s.tasks USING (id); GRANT ALL ON v TO PUBLIC; COMMIT;
      """;

  private static final String INI =
      """
      [DEFAULT]
      here = %(x)s
      [alembic]
      script_location = %(here)s/alembic
      version_locations = %(here)s/alembic/versions:a/b
      prepend_sys_path = .
      # comment
      sqlalchemy.url = postgresql+psycopg://u:p@h/d
        continued
      [loggers]
      keys: root
      """;

  private static final String TOML =
      """
      exclude = ["a/**", 'b']
      [rules]
      several-heads = "warning" # loud
      [[service]]
      path = "."
      name = "app"
      one-way = { r1 = "because" }
      [[service.bind]]
      enum = "State"
      type = "public.state"
      [[ignore]]
      rule = "enum-unbound"
      reason = \"""
      many lines\"""
      [conventions.outbox]
      like = "app"
      """;

  private static final List<String> ALL = List.of(MODELS, MIGRATION, SQL, INI, TOML);

  @Test
  void whatever_stands_in_a_file_nothing_is_thrown_and_nothing_takes_long() {
    System.out.printf("%d inputs from seed %d%n", INPUTS, FIRST);
    Map<Kind, Long> slowest = new EnumMap<>(Kind.class);
    Map<Kind, Integer> counted = new EnumMap<>(Kind.class);
    for (long seed = FIRST; seed < FIRST + INPUTS; seed++) {
      Random random = new Random(seed);
      Kind kind = kind(random);
      Spoiler spoiler = new Spoiler(random);
      long start = CLOCK.getCurrentThreadCpuTime();
      try {
        read(kind, spoiler);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("seed %d, %s".formatted(seed, kind), e);
      }
      long took = CLOCK.getCurrentThreadCpuTime() - start;
      assertThat(Duration.ofNanos(took)).as("seed %d, %s", seed, kind).isLessThan(LIMIT);
      slowest.merge(kind, took, Math::max);
      counted.merge(kind, 1, Integer::sum);
    }
    slowest.forEach((kind, nanos) ->
        System.out.printf(
            "%s: %d inputs, the slowest %d ms%n", kind, counted.get(kind), nanos / 1_000_000));
  }

  private static Kind kind(Random random) {
    int drawn = random.nextInt(100);
    return drawn < 44
        ? Kind.PYTHON
        : drawn < 88 ? Kind.SQL : drawn < 93 ? Kind.INI : drawn < 98 ? Kind.TOML : Kind.SERVICE;
  }

  private static void read(Kind kind, Spoiler spoiler) {
    switch (kind) {
      case PYTHON -> python(spoiler);
      case SQL -> sql(spoiler.spoil(SQL, ALL));
      case INI ->
          new AlembicTool().find(new MemoryTree(Map.of("alembic.ini", spoiler.spoil(INI, ALL))));
      case TOML -> toml(spoiler.spoil(TOML, ALL));
      case SERVICE -> service(spoiler);
    }
  }

  /** As text and, by way of its bytes, as a file of any encoding. */
  private static void python(Spoiler spoiler) {
    String text = spoiler.spoil(MODELS, ALL);
    PythonFile file = PythonParser.parse("a.py", text);
    Span last = new Span(1, 1, 1, 1);
    for (var statement : file.body()) {
      assertThat(statement.span()).isGreaterThanOrEqualTo(last);
      last = statement.span();
    }
    byte[] bytes =
        spoiler.spoil("# coding: latin-1\n" + text, ALL).getBytes(StandardCharsets.UTF_8);
    if (PythonSource.decode(bytes) instanceof PythonSource.Text decoded) {
      PythonParser.parse("a.py", decoded.text());
    }
  }

  private static void sql(String text) {
    assertThat(SqlReader.statements(text)).allSatisfy(read -> assertThat(read.text()).isNotEmpty());
    SqlReader.touches(text);
    SqlReader.expression(text);
    SqlReader.type(text);
  }

  private static void toml(String text) {
    try {
      ConfigurationFile.read(new MemoryTree(Map.of("dovetail.toml", text)));
    } catch (ConfigurationException said) {
      assertThat(said.getMessage()).isNotBlank();
    }
  }

  private static void service(Spoiler spoiler) {
    Map<String, String> files =
        new TreeMap<>(Map.of("alembic.ini", "[alembic]\nscript_location = alembic\n"));
    files.put("alembic/env.py", "from alembic import context\nfrom app.models import Base\n");
    files.put("alembic/versions/1.py", spoiler.spoil(MIGRATION, List.of(MODELS, MIGRATION, SQL)));
    files.put("app/__init__.py", "");
    files.put("app/models.py", spoiler.spoil(MODELS, List.of(MODELS, MIGRATION, SQL)));
    files.put("db/migrations/001_a.sql", spoiler.spoil(SQL, List.of(SQL, SQL, MIGRATION)));
    try {
      assertThat(Workspace.open(new MemoryTree(files), "app", Versions.open()).check().findings())
          .allSatisfy(finding -> assertThat(finding.message()).isNotBlank());
    } catch (ConfigurationException e) {
      throw new AssertionError("there is no configuration", e);
    }
  }
}
