package dev.dovetail.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.SchemaDifference.Measure;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DatabaseSession;
import dev.dovetail.postgres.Dependents;
import dev.dovetail.postgres.ServerException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Types made anew on a real server: nothing in its catalog is otherwise, but the labels. */
class RecreationTest extends OnServer {

  private static final ObjectName MOOD = new ObjectName("public", "mood");
  private static final List<String> HAD = List.of("lost", "open", "sad", "it's", "gone");
  private static final List<String> LEFT = List.of("open", "sad", "it's");
  private static final Map<String, String> MAPPING = Map.of("lost", "open");

  private static final String BASE =
      """
      CREATE TYPE mood AS ENUM ('lost', 'open', 'sad', 'it''s', 'gone');
      CREATE TABLE t (id serial PRIMARY KEY, state mood NOT NULL DEFAULT 'lost', note text);
      INSERT INTO t (state) VALUES ('lost'), ('open'), ('sad'), ('it''s');
      """;

  /** Makes the type anew in a database, and gives the statements that did. */
  private static List<String> recreate(Database database, Map<String, String> mapping)
      throws ServerException, Recreation.Unknown {
    Schema before = database.introspect();
    List<String> beyond = database.beyondSchema();
    Map<String, List<String>> rows = rows(database, before);
    List<String> statements =
        new Recreation(Dependents.read(database).of(MOOD), MOOD, HAD, LEFT, mapping).statements();

    run(database, String.join(";\n", statements));

    Schema after = database.introspect();
    assertThat(after.enums().get(MOOD).texts()).isEqualTo(LEFT);
    assertThat(SchemaDifference.between(before, after, Measure.SERVER))
        .filteredOn(change -> !change.part().name().equals("public.mood"))
        .filteredOn(change ->
            !change.before().map(text -> Constants.mapped(text, mapping)).equals(change.after()))
        .isEmpty();
    assertThat(database.beyondSchema())
        .containsExactlyElementsOf(
            beyond.stream().map(line -> Constants.mapped(line, mapping)).toList());
    Map<String, List<String>> wanted = new TreeMap<>();
    rows.forEach((table, held) ->
        wanted.put(
            table,
            held.stream()
                .map(row ->
                    mapping.containsKey("lost") ? row.replace("lost", mapping.get("lost")) : row)
                .sorted()
                .toList()));
    assertThat(rows(database, after)).isEqualTo(wanted);
    return statements;
  }

  /** In the order of their columns' names, for generated columns move. */
  private static Map<String, List<String>> rows(Database database, Schema schema)
      throws ServerException {
    List<String> questions = new ArrayList<>();
    for (Schema.Table table : schema.tables().values()) {
      List<String> columns =
          table.columns().stream()
              .filter(column -> column.generated().isEmpty())
              .map(Schema.Column::name)
              .sorted()
              .map(Identifiers::quote)
              .toList();
      questions.add(
          "SELECT %s AS relation, concat_ws('|', %s) AS held FROM %s"
              .formatted(
                  Identifiers.literal(table.name().toString()),
                  String.join(", ", columns),
                  table.name().quoted()));
    }
    Map<String, List<String>> rows = new TreeMap<>();
    for (List<Optional<String>> row : database.rows(String.join(" UNION ALL ", questions))) {
      rows.computeIfAbsent(row.get(0).orElse(""), table -> new ArrayList<>())
          .add(row.get(1).orElse(""));
    }
    rows.values().forEach(held -> held.sort(Comparator.naturalOrder()));
    return rows;
  }

  private static Database database(String ddl) throws ServerException {
    Database database = server.fresh();
    run(database, ddl);
    return database;
  }

  /** At once, as it stands. */
  private static void run(Database database, String sql) throws ServerException {
    try (DatabaseSession session = database.session()) {
      assertThat(session.send(sql)).as(sql).isEmpty();
    }
  }

  /** Each kind by itself: what it is called, and how it is made. */
  private static final Map<String, String> KINDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("nothing", ""),
              Map.entry(
                  "check", "ALTER TABLE t ADD CONSTRAINT ck CHECK (state <> 'sad' OR id > 0);"),
              Map.entry(
                  "check that is not valid",
                  "ALTER TABLE t ADD CONSTRAINT ck CHECK (state <> 'sad') NOT VALID;"),
              Map.entry(
                  "index with a predicate, a name of an operator class and more columns",
                  """
                  CREATE UNIQUE INDEX ix ON t (note text_pattern_ops DESC NULLS LAST)
                    INCLUDE (id) WHERE state = 'open';
                  COMMENT ON INDEX ix IS 'it''s; one';
                  """),
              Map.entry(
                  "index by which a table is known to replicas",
                  """
                  CREATE UNIQUE INDEX ix ON t (state, id);
                  ALTER TABLE t REPLICA IDENTITY USING INDEX ix; ALTER TABLE t CLUSTER ON ix;
                  """),
              Map.entry(
                  "index over an expression",
                  """
                  CREATE FUNCTION rank(mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
                  CREATE INDEX ix ON t (rank(state)); ALTER TABLE t CLUSTER ON ix;
                  ALTER INDEX ix ALTER COLUMN 1 SET STATISTICS 7;
                  """),
              Map.entry(
                  "exclusion",
                  "ALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING btree (id WITH =) WHERE (state ="
                      + " 'open');"),
              Map.entry(
                  "key and a key that points to it",
                  """
                  ALTER TABLE t ADD CONSTRAINT u UNIQUE (state, id);
                  CREATE TABLE other (s mood, i int,
                    FOREIGN KEY (s, i) REFERENCES t (state, id) ON DELETE CASCADE);
                  INSERT INTO other VALUES ('lost', 1), ('sad', 3);
                  """),
              Map.entry(
                  "statistics",
                  """
                  CREATE STATISTICS st ON (state = 'open'), id FROM t;
                  ALTER STATISTICS st SET STATISTICS 9; COMMENT ON STATISTICS st IS 'of t';
                  CREATE STATISTICS plain ON state, id FROM t;
                  """),
              Map.entry(
                  "view over a view, with options, grants, owner, defaults and comments",
                  """
                  CREATE VIEW one WITH (security_barrier) AS
                    SELECT id, state, 'a
                  b' AS two_lines FROM t WHERE state = 'sad';
                  CREATE VIEW two AS SELECT * FROM one WITH LOCAL CHECK OPTION;
                  ALTER VIEW two ALTER COLUMN state SET DEFAULT 'lost';
                  GRANT SELECT, UPDATE (id) ON two TO PUBLIC;
                  COMMENT ON VIEW one IS 'the first'; COMMENT ON COLUMN two.id IS 'its "number"';
                  CREATE FUNCTION over(two) RETURNS int LANGUAGE sql AS 'SELECT 1';
                  """),
              Map.entry(
                  "materialized view with an index",
                  """
                  CREATE MATERIALIZED VIEW mv WITH (fillfactor = 70) AS
                    SELECT state, count(*) AS n FROM t GROUP BY 1;
                  CREATE UNIQUE INDEX mv_state ON mv (state); ALTER MATERIALIZED VIEW mv CLUSTER ON mv_state;
                  CREATE MATERIALIZED VIEW unfilled AS SELECT state FROM mv WITH NO DATA;
                  """),
              Map.entry(
                  "view that is written to by a rule and a trigger",
                  """
                  CREATE VIEW v AS SELECT id, state FROM t;
                  CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                  CREATE TRIGGER tg INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION tf();
                  CREATE RULE r AS ON DELETE TO v DO INSTEAD NOTHING;
                  COMMENT ON TRIGGER tg ON v IS 'x'; COMMENT ON RULE r ON v IS 'y';
                  """),
              Map.entry(
                  "trigger with a condition",
                  """
                  CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                  CREATE TRIGGER one BEFORE UPDATE OF state ON t FOR EACH ROW
                    WHEN (NEW.state = 'sad') EXECUTE FUNCTION tf();
                  CREATE CONSTRAINT TRIGGER two AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW WHEN (NEW.state = 'sad') EXECUTE FUNCTION tf();
                  ALTER TABLE t ENABLE ALWAYS TRIGGER one; COMMENT ON TRIGGER two ON t IS 'late';
                  """),
              Map.entry(
                  "rule",
                  """
                  CREATE TABLE log (s mood);
                  CREATE RULE r AS ON UPDATE TO t WHERE NEW.state = 'sad'
                    DO ALSO INSERT INTO log VALUES (NEW.state);
                  ALTER TABLE t DISABLE RULE r;
                  """),
              Map.entry(
                  "policy",
                  """
                  ALTER TABLE t ENABLE ROW LEVEL SECURITY;
                  CREATE POLICY p ON t AS RESTRICTIVE FOR UPDATE TO PUBLIC
                    USING (state <> 'sad') WITH CHECK (state = 'open');
                  COMMENT ON POLICY p ON t IS 'who may';
                  """),
              Map.entry(
                  "function, its default, its grants, and what calls it",
                  """
                  CREATE FUNCTION f(m mood DEFAULT 'open', n int DEFAULT 1) RETURNS mood
                    LANGUAGE sql IMMUTABLE AS $x$ SELECT m -- it's
                    $x$;
                  REVOKE ALL ON FUNCTION f(mood, int) FROM PUBLIC; COMMENT ON FUNCTION f IS 'same';
                  CREATE FUNCTION g(VARIADIC ms mood[]) RETURNS TABLE (m mood, n int)
                    LANGUAGE sql AS 'SELECT NULL::mood, 1';
                  CREATE PROCEDURE pr(INOUT m mood) LANGUAGE plpgsql AS 'BEGIN m := m; END';
                  CREATE FUNCTION at(i int) RETURNS SETOF mood BEGIN ATOMIC
                    SELECT state FROM t WHERE id = i AND state = 'open'; END;
                  ALTER TABLE t ALTER state SET DEFAULT f();
                  ALTER TABLE t ADD CHECK (f(state) <> 'sad' OR id > 0);
                  CREATE VIEW v AS SELECT f(state) AS state FROM t;
                  """),
              Map.entry(
                  "domain",
                  """
                  CREATE DOMAIN d AS mood DEFAULT 'lost' NOT NULL CONSTRAINT cd CHECK (VALUE <> 'sad');
                  CREATE DOMAIN dd AS d;
                  ALTER DOMAIN dd ADD CONSTRAINT cdd CHECK (VALUE::mood >= 'open');
                  CREATE DOMAIN da AS mood[] CHECK (cardinality(VALUE) < 9);
                  COMMENT ON DOMAIN d IS 'a d'; COMMENT ON CONSTRAINT cd ON DOMAIN d IS 'not sad';
                  GRANT USAGE ON TYPE d TO PUBLIC;
                  CREATE TABLE kept (a d, b dd, c da, e d[], n int);
                  INSERT INTO kept VALUES ('open', 'it''s', '{lost,"it''s"}', '{lost,open}', 1);
                  """),
              Map.entry(
                  "array",
                  """
                  ALTER TABLE t ADD COLUMN several mood[] NOT NULL DEFAULT '{lost,"it''s"}';
                  INSERT INTO t (several) VALUES ('{{lost,sad},{open,lost}}');
                  """),
              Map.entry(
                  "generated column, and what stands on it",
                  """
                  ALTER TABLE t ADD COLUMN is_open boolean GENERATED ALWAYS AS (state = 'open') STORED;
                  ALTER TABLE t ADD COLUMN same mood GENERATED ALWAYS AS (state) STORED NOT NULL;
                  ALTER TABLE t ADD COLUMN after int;
                  COMMENT ON COLUMN t.is_open IS 'open'; GRANT SELECT (is_open) ON t TO PUBLIC;
                  CREATE INDEX ON t (is_open); CREATE VIEW v AS SELECT is_open FROM t;
                  ALTER TABLE t ADD UNIQUE (is_open, id);
                  CREATE TABLE other (o boolean, i int, FOREIGN KEY (o, i) REFERENCES t (is_open, id));
                  """),
              Map.entry(
                  "partitions",
                  """
                  CREATE TABLE p (id int, state mood DEFAULT 'lost', CHECK (state <> 'sad'))
                    PARTITION BY RANGE (id);
                  CREATE TABLE p1 PARTITION OF p (state DEFAULT 'open') FOR VALUES FROM (0) TO (10);
                  CREATE TABLE p2 (id int, state mood, CONSTRAINT p_state_check CHECK (state <> 'sad'));
                  ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20);
                  CREATE INDEX px ON p (id) WHERE state = 'open';
                  ALTER INDEX p1_id_idx RENAME TO other_name;
                  INSERT INTO p VALUES (1, 'lost'), (11, 'open');
                  """),
              Map.entry(
                  "tables that inherit",
                  """
                  CREATE TABLE child (more int, CHECK (state <> 'sad' OR more > 0)) INHERITS (t);
                  ALTER TABLE t ADD CONSTRAINT ck CHECK (state <> 'it''s' OR id > 0);
                  ALTER TABLE child ALTER state SET DEFAULT 'open';
                  INSERT INTO child (state) VALUES ('lost');
                  """),
              Map.entry(
                  "cast and operator",
                  """
                  CREATE FUNCTION num(mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
                  CREATE CAST (mood AS int) WITH FUNCTION num(mood) AS ASSIGNMENT;
                  CREATE FUNCTION near(mood, mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
                  CREATE FUNCTION far(mood, mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
                  CREATE OPERATOR ~~~ (FUNCTION = near, LEFTARG = mood, RIGHTARG = mood,
                    COMMUTATOR = ~~~, NEGATOR = !~~~, RESTRICT = eqsel, JOIN = eqjoinsel);
                  CREATE OPERATOR !~~~ (FUNCTION = far, LEFTARG = mood, RIGHTARG = mood,
                    NEGATOR = ~~~);
                  COMMENT ON OPERATOR ~~~ (mood, mood) IS 'near';
                  CREATE VIEW v AS SELECT id FROM t WHERE state ~~~ 'open';
                  """),
              Map.entry(
                  "publication with columns", "CREATE PUBLICATION pub FOR TABLE t (id, state);"),
              Map.entry(
                  "grants and a comment on the type",
                  "COMMENT ON TYPE mood IS 'how it is'; REVOKE USAGE ON TYPE mood FROM PUBLIC;"),
              Map.entry("identity", "ALTER TABLE t ADD COLUMN n int GENERATED ALWAYS AS IDENTITY;"),
              Map.entry(
                  "names that need quotes",
                  """
                  CREATE TABLE "T t" ("St ate" mood DEFAULT 'open', "user" int);
                  CREATE VIEW "a""b" AS SELECT "St ate" AS "x y" FROM "T t" WHERE "St ate" = 'it''s';
                  CREATE SCHEMA other; CREATE TABLE other.t (s mood[], m mood CHECK (m <> 'sad'));
                  CREATE VIEW other.v AS SELECT * FROM other.t;
                  COMMENT ON VIEW "a""b" IS 'q'; GRANT SELECT ON "a""b" TO PUBLIC;
                  """)));

  /** Whose rows are not turned into others. */
  private static final Map<String, String> WITHIN =
      new TreeMap<>(
          Map.of(
              "composite",
                  """
                  CREATE TYPE pair AS (n int, m mood); COMMENT ON COLUMN pair.m IS 'half';
                  CREATE TABLE kept (p pair, ps pair[] DEFAULT '{}');
                  INSERT INTO kept VALUES ('(1,open)', '{"(2,sad)"}');
                  CREATE FUNCTION f(pair) RETURNS mood LANGUAGE sql AS 'SELECT $1.m';
                  """,
              "range",
                  """
                  CREATE TYPE span AS RANGE (SUBTYPE = mood);
                  CREATE FUNCTION f(span) RETURNS mood LANGUAGE sql AS 'SELECT lower($1)';
                  CREATE VIEW v AS SELECT span(state, NULL) FROM t;
                  """));

  @TestFactory
  Stream<DynamicTest> each_kind_alone() {
    return KINDS.entrySet().stream()
        .map(kind ->
            DynamicTest.dynamicTest(
                kind.getKey(), () -> recreate(database(BASE + kind.getValue()), MAPPING)));
  }

  @Test
  void all_kinds_at_once() throws Exception {
    Database database = database(BASE + Everything.DDL);

    List<String> statements = recreate(database, MAPPING);

    assertThat(String.join("\n", statements))
        .contains("SET DEFAULT", "ADD CONSTRAINT ck CHECK", "ADD CONSTRAINT ex EXCLUDE")
        .contains("FOREIGN KEY (s, i)", "GENERATED ALWAYS AS", "CREATE STATISTICS", "CREATE CAST")
        .contains("CREATE INDEX", "CREATE UNIQUE INDEX", "CREATE VIEW", "CREATE MATERIALIZED VIEW")
        .contains("CREATE TRIGGER", "CREATE RULE", "CREATE POLICY", "CREATE OPERATOR", "pub")
        .contains("CREATE OR REPLACE FUNCTION", "CREATE OR REPLACE PROCEDURE", "ALTER DOMAIN")
        .contains("ALTER TYPE pair", "CREATE TYPE span AS RANGE", "GRANT", "REVOKE", "COMMENT ON");
    assertThat(database.rows("SELECT state::text || n FROM mv ORDER BY state"))
        .extracting(row -> row.getFirst().orElse(""))
        .containsExactly("open3", "sad1", "it's1");
    assertThat(database.rows("SELECT id FROM t WHERE is_open AND twin = 'open'")).hasSize(3);
  }

  @TestFactory
  Stream<DynamicTest> kinds_that_hold_labels_within() {
    return WITHIN.entrySet().stream()
        .map(kind ->
            DynamicTest.dynamicTest(
                kind.getKey(),
                () -> {
                  String ddl =
                      BASE.replace("DEFAULT 'lost'", "").replace("('lost'), ", "")
                          + kind.getValue();
                  recreate(database(ddl), Map.of());
                  if (ddl.contains("kept")) {
                    assertThatThrownBy(() -> recreate(database(ddl), MAPPING))
                        .hasMessageContaining("where none is turned into another");
                  }
                }));
  }

  @Test
  void what_cannot_be_put_back_is_named() throws Exception {
    Map<String, String> refused =
        Map.of(
            "CREATE TABLE p (state mood) PARTITION BY LIST (state)",
            "the table `p` is partitioned by `state`",
            "CREATE FUNCTION f(mood, mood) RETURNS mood LANGUAGE sql AS 'SELECT $1';"
                + "CREATE AGGREGATE most(mood) (SFUNC = f, STYPE = mood)",
            "the aggregate `most(mood)` is an aggregate",
            "CREATE VIEW v AS SELECT state FROM t WHERE state = 'gone'",
            "the view `v` names 'gone'",
            "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS"
                + " $$SELECT count(*) FROM t WHERE state = 'gone'$$",
            "the function `f()` names 'gone'",
            "CREATE TYPE span AS RANGE (SUBTYPE = mood); CREATE TABLE u (s span[])",
            "`u.s` stores the range `span`",
            "CREATE VIEW v AS SELECT state FROM t; CREATE TABLE u (v v)",
            "column v of table u is not put back here");
    for (Map.Entry<String, String> one : refused.entrySet()) {
      assertThatThrownBy(() -> recreate(database(BASE + one.getKey()), MAPPING))
          .as(one.getKey())
          .isInstanceOf(Recreation.Unknown.class)
          .hasMessageContaining(one.getValue());
    }
  }

  @Test
  void what_was_invented_comes_back_as_it_was() throws Exception {
    long first = Long.getLong("seed", 1);
    int seeds = Integer.getInteger("seeds", 100);
    Database database = server.fresh();
    for (long seed = first; seed < first + seeds; seed++) {
      String ddl =
          "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"
              + BASE
              + new Invented(new Random(seed)).ddl();
      try {
        run(database, ddl);
        recreate(database, new Random(seed).nextBoolean() ? MAPPING : Map.of("lost", "it's"));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("seed " + seed + "\n" + ddl + e, e);
      }
    }
  }

  @Test
  void a_type_that_is_not_there_hangs_on_nothing() throws Exception {
    assertThat(Dependents.read(database(BASE)).of(new ObjectName("public", "none")).carriers())
        .isEmpty();
  }
}
