package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.core.machine.Outcome;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.sql.SqlReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The machine against the server: the same statements end in the same SQLSTATE, and all of them in
 * the same catalog. Where the machine doubts, it is not asked further.
 */
@ParameterizedClass(name = "PostgreSQL {0}")
@MethodSource("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MachineAgreementTest {

  private static final int SCRIPTS = 40;
  private static final int LENGTH = 60;

  /** What recorded histories were run on. */
  private static final int USUAL = 15;

  @Parameter PostgresBinaries binaries;
  private Optional<DisposablePostgres> server = Optional.empty();

  /** Used by one script after the other; what has schemas of its own gets a database too. */
  private Optional<Database> shared = Optional.empty();

  static List<PostgresBinaries> servers() throws ServerException {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    return new PostgresChoice.All().among(found);
  }

  @BeforeParameterizedClassInvocation
  void start(PostgresBinaries chosen) throws Exception {
    DisposablePostgres started = DisposablePostgres.start(chosen);
    server = Optional.of(started);
    Database database = started.fresh();
    // Before PostgreSQL 15 it is the administrator's, and could not be made anew.
    started
        .admin(database)
        .run("ALTER SCHEMA public OWNER TO " + Admin.quoted(database.address().user()));
    shared = Optional.of(database);
  }

  @AfterParameterizedClassInvocation
  void stop() {
    server.ifPresent(DisposablePostgres::close);
  }

  @Test
  void random_statements_end_alike() throws Exception {
    assumeTrue(
        binaries.major() >= 13,
        "where a statement has two faults, PostgreSQL 12 sometimes names the other one");
    int compared = 0;
    int scripts = 0;
    for (int seed = 0; seed < SCRIPTS; seed++) {
      if (isAskedOf(seed)) {
        compared += compare("seed " + seed, new RandomStatements(seed).script(LENGTH));
        scripts++;
      }
    }
    assertThat(compared).as("statements compared").isPositive().isGreaterThan(scripts * LENGTH / 2);
  }

  /** One version is asked everything, and each other one what falls to it. */
  private boolean isAskedOf(int seed) throws ServerException {
    List<PostgresBinaries> all = servers().stream().filter(it -> it.major() >= 13).toList();
    return binaries.major() == USUAL
        || all.stream().noneMatch(it -> it.major() == USUAL)
        || all.get(seed % all.size()).major() == binaries.major();
  }

  /** What stands in the way of making an enum anew under its name, row by row. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing| SELECT 1",
        "plain index| CREATE INDEX i ON t (s)",
        "unique| ALTER TABLE t ADD UNIQUE (s)",
        "expression index| CREATE INDEX i ON t ((s = 'a'))",
        "partial index| CREATE INDEX i ON t (id) WHERE s IN ('a', 'b')",
        "null test| CREATE INDEX i ON t (id) WHERE s IS NOT NULL",
        "check| ALTER TABLE t ADD CHECK (s <> 'a')",
        "check of text| ALTER TABLE t ADD CHECK (s::text <> 'a')",
        "default| ALTER TABLE t ALTER s SET DEFAULT 'a'",
        "generated| ALTER TABLE t ADD g bool GENERATED ALWAYS AS (s = 'a') STORED",
        "view| CREATE VIEW v AS SELECT s FROM t",
        "other view| CREATE VIEW v AS SELECT id FROM t",
        "filtering view| CREATE VIEW v AS SELECT id FROM t WHERE s = 'a'",
        "policy| CREATE POLICY p ON t USING (s = 'a')",
        "function| CREATE FUNCTION f(x e) RETURNS text LANGUAGE sql AS 'SELECT ''x''::text'",
        "atomic| CREATE FUNCTION f() RETURNS bool LANGUAGE sql RETURN (SELECT true FROM t WHERE s ="
            + " 'a')",
        "foreign key| ALTER TABLE t ADD UNIQUE (s); CREATE TABLE u (s e REFERENCES t (s))",
        "array| CREATE TABLE u (x e[])",
        "domain| CREATE DOMAIN d AS e",
        "composite| CREATE TYPE c AS (x e)",
        "range| CREATE TYPE r AS RANGE (subtype = e)",
        "partition key| CREATE TABLE p (s e) PARTITION BY LIST (s)",
        "default elsewhere| CREATE TABLE u (x text DEFAULT 'a'::e)",
      })
  void what_stands_in_the_way_is_the_same(String what, String obstacle) throws Exception {
    String dance =
        "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (id int, s e); "
            + obstacle
            + "; ALTER TYPE e RENAME TO e_old; CREATE TYPE e AS ENUM ('a', 'b');"
            + " ALTER TABLE t ALTER s TYPE e USING s::text::e; DROP TYPE e_old";
    assertThat(compareEmptied(what, dance + ";")).as(what).isGreaterThan(4);
    assertThat(compareEmptied(what, dance + " CASCADE;")).as(what).isGreaterThan(4);
  }

  /** Rows that refer to others, and whether they may be written, changed or taken away. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "meets| INSERT INTO c VALUES (3, 1); ALTER TABLE c ADD COLUMN x int NOT NULL",
        "misses| INSERT INTO c VALUES (3, 9)",
        "null| INSERT INTO c VALUES (3, NULL); ALTER TABLE c ADD COLUMN x int NOT NULL",
        "parent goes| DELETE FROM p WHERE id = 1",
        "other parent goes| DELETE FROM p WHERE id = 2; ALTER TABLE p ADD COLUMN x int NOT NULL",
        "all go| DELETE FROM c; DELETE FROM p; ALTER TABLE p ADD COLUMN x int NOT NULL",
        "key changes| UPDATE p SET id = 7 WHERE id = 1",
        "other key changes| UPDATE p SET id = 7 WHERE id = 2; ALTER TABLE c ADD CHECK (p_id = 7)",
        "name changes| UPDATE p SET name = 'z'; ALTER TABLE p ADD CHECK (name = 'a')",
        "key stays| UPDATE p SET id = 1 WHERE id = 1; ALTER TABLE p ADD CHECK (id = 1)",
        "added and met| CREATE TABLE d (q int); INSERT INTO d VALUES (2), (NULL);"
            + " ALTER TABLE d ADD FOREIGN KEY (q) REFERENCES p; ALTER TABLE d ADD UNIQUE (q)",
        "added and missed| CREATE TABLE d (q int); INSERT INTO d VALUES (2), (3);"
            + " ALTER TABLE d ADD FOREIGN KEY (q) REFERENCES p",
        "validated| CREATE TABLE d (q int); INSERT INTO d VALUES (3);"
            + " ALTER TABLE d ADD CONSTRAINT f FOREIGN KEY (q) REFERENCES p NOT VALID;"
            + " ALTER TABLE d VALIDATE CONSTRAINT f",
        "of its own| ALTER TABLE p ADD COLUMN up int REFERENCES p; UPDATE p SET name = 'f';"
            + " ALTER TABLE p ADD CHECK (name <> 'f')",
        "own row goes| ALTER TABLE p ADD COLUMN up int REFERENCES p; UPDATE p SET up = 2;"
            + " DELETE FROM c; DELETE FROM p; ALTER TABLE p ADD COLUMN x int NOT NULL",
        "own parent goes| DELETE FROM c; ALTER TABLE p ADD COLUMN up int REFERENCES p;"
            + " UPDATE p SET up = 2; DELETE FROM p WHERE id = 2",
        "some may change| UPDATE p SET name = 'q' WHERE random() < 2;"
            + " ALTER TABLE p ADD COLUMN x int NOT NULL",
        "all of a column| UPDATE c SET p_id = 2; DELETE FROM p WHERE id = 1",
      })
  void rows_that_refer_to_others_decide_alike(String what, String script) throws Exception {
    String tables =
        "CREATE TABLE p (id int PRIMARY KEY, name text);"
            + " CREATE TABLE c (id int PRIMARY KEY, p_id int REFERENCES p (id));"
            + " INSERT INTO p VALUES (1, 'a'), (2, 'b'); INSERT INTO c VALUES (1, 1);";
    int statements = script.split(";").length + 4;
    assertThat(compareEmptied(what, tables + script + ";")).as(what).isEqualTo(statements);
  }

  /** As in a database that is made for it, where all stands in one schema. */
  private int compareEmptied(String what, String script) throws SQLException {
    Address address = shared.orElseThrow().address();
    try (Connection connection = address.connect("test")) {
      for (String sql : List.of("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")) {
        assertThat(run(connection, sql)).isEqualTo("00000");
      }
      return compare(what, script, connection, address.database());
    }
  }

  /** Gives the number of statements that were compared. */
  private int compare(String what, String script) throws SQLException, ServerException {
    DisposablePostgres running = server.orElseThrow();
    Database database = running.fresh();
    try (Connection connection = database.address().connect("test")) {
      return compare(what, script, connection, database.address().database());
    } finally {
      running.drop(database);
    }
  }

  private int compare(String what, String script, Connection connection, String database)
      throws SQLException {
    Session session = Session.open(binaries.version());
    List<String> done = new ArrayList<>();
    boolean failed = false;
    for (SqlReader.Read read : SqlReader.statements(script)) {
      done.add(read.text());
      String theirs = run(connection, read.text());
      boolean ends =
          read.statement() instanceof Statement.Commit
              || read.statement() instanceof Statement.Rollback;
      String mine = "25P02";
      if (!failed || ends) {
        Statement statement = failed ? new Statement.Rollback() : read.statement();
        Outcome outcome = session.apply(statement, new Origin.Implied("test"));
        mine = outcome instanceof Refusal refusal ? refusal.sqlstate() : "00000";
        failed = outcome instanceof Refusal && session.inTransaction();
        session = outcome instanceof Session after ? after : session;
        if (!session.doubts().isEmpty()) {
          return done.size();
        }
      }
      assertThat(mine).as("%s: %s", what, String.join(";\n", done)).isEqualTo(theirs);
    }
    Schema told = session.schema();
    Schema live = Introspection.read(connection, database);
    assertThat(shown(told)).as("%s: %s", what, String.join(";\n", done)).isEqualTo(shown(live));
    return done.size();
  }

  private static String run(Connection connection, String sql) {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return "00000";
    } catch (SQLException refused) {
      return refused.getSQLState();
    }
  }

  /** The exact parts of a schema, without origins. */
  private static String shown(Schema schema) {
    StringBuilder shown = new StringBuilder();
    schema.enums().forEach((name, type) -> shown.append(name).append(type.texts()).append('\n'));
    schema
        .tables()
        .forEach((name, table) -> {
          shown.append(name).append('\n');
          for (Schema.Column column : table.columns()) {
            shown
                .append("  ")
                .append(column.name())
                .append(' ')
                .append(column.type())
                .append(column.notNull() ? " not null " : " ")
                .append(column.defaultText().orElse(""))
                .append('\n');
          }
          new TreeMap<>(table.constraints())
              .forEach((key, constraint) ->
                  shown
                      .append("  ")
                      .append(key)
                      .append(' ')
                      .append(
                          constraint.kind() == Schema.ConstraintKind.CHECK
                                  || constraint.kind() == Schema.ConstraintKind.EXCLUSION
                              ? constraint.kind()
                              : constraint.definition())
                      .append('\n'));
          shown.append("  ").append(table.indexes().keySet()).append('\n');
        });
    shown.append(schema.views().keySet()).append(schema.sequences());
    return shown.toString();
  }
}
