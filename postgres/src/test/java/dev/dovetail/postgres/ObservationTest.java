package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.live.LiveEnum;
import dev.dovetail.core.live.LiveEnum.Dependent;
import dev.dovetail.core.live.RowCount;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** A database that is not ours is read whole, by whoever may, and says clearly why it is not. */
class ObservationTest {

  private static final String EVERYTHING =
      """
      CREATE TYPE state AS ENUM ('open', 'done');
      CREATE SCHEMA other;
      CREATE TYPE other.state AS ENUM ('OPEN');
      CREATE DOMAIN state_domain AS state CHECK (VALUE <> 'done');
      CREATE TYPE pair AS (a state, b int);
      CREATE TYPE span AS RANGE (subtype = state);
      CREATE TABLE t (
        id int PRIMARY KEY,
        s state NOT NULL DEFAULT 'open',
        list state[],
        d state_domain,
        p pair,
        r span,
        CONSTRAINT not_done CHECK (s <> 'done'));
      CREATE INDEX open_ones ON t (id) WHERE s = 'open';
      CREATE INDEX by_text ON t ((s = 'done'));
      CREATE TABLE parent (s state);
      CREATE TABLE child (n int) INHERITS (parent);
      CREATE TABLE parts (s state) PARTITION BY LIST (s);
      CREATE TABLE parts_open PARTITION OF parts FOR VALUES IN ('open');
      CREATE TABLE g (s state, is_open boolean GENERATED ALWAYS AS (s = 'open') STORED);
      CREATE VIEW v AS SELECT id FROM t WHERE s = 'open';
      CREATE MATERIALIZED VIEW m AS SELECT s FROM t;
      CREATE RULE r AS ON UPDATE TO t WHERE OLD.s = 'done' DO INSTEAD NOTHING;
      ALTER TABLE t ENABLE ROW LEVEL SECURITY;
      CREATE POLICY only_open ON t USING (s = 'open');
      CREATE FUNCTION f(x state) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION notify_it() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER on_done BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.s = 'done')
        EXECUTE FUNCTION notify_it();
      """;

  private static DisposablePostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = DisposablePostgres.start(Binaries.newest());
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  private static Observation enter(Database database) throws ServerException {
    return Observation.open(database.address(), Limits.usual());
  }

  @TestFactory
  List<DynamicTest> every_kind_of_dependent_is_found_on_every_server() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    return new PostgresChoice.All()
        .among(found).stream()
            .map(binaries ->
                DynamicTest.dynamicTest(
                    binaries.release(),
                    () -> {
                      try (DisposablePostgres server = DisposablePostgres.start(binaries)) {
                        holdsEverything(server.fresh());
                      }
                    }))
            .toList();
  }

  private static void holdsEverything(Database database) throws ServerException {
    database.run(EVERYTHING);
    try (Observation observation = enter(database)) {
      LiveEnum state = observation.enums().get(new ObjectName("public", "state"));
      assertThat(state.owner()).isEqualTo(database.address().user());
      assertThat(state.usable()).isTrue();
      assertThat(state.dependents())
          .contains(
              new Dependent("column", "public.t.s"),
              new Dependent("column", "public.t.list (public.state[])"),
              new Dependent("column", "public.t.d (public.state_domain)"),
              new Dependent("column", "public.t.p (public.pair)"),
              new Dependent("column", "public.t.r (public.span)"),
              new Dependent("column", "public.parent.s"),
              new Dependent("inherited column", "public.child.s"),
              new Dependent("column", "public.parts.s"),
              new Dependent("column of a partition", "public.parts_open.s"),
              new Dependent("domain", "public.state_domain"),
              new Dependent("composite type", "public.pair"),
              new Dependent("range", "public.span"),
              new Dependent("default value", "for public.t.s"),
              new Dependent("table constraint", "not_done on public.t"),
              new Dependent("index", "public.open_ones"),
              new Dependent("index", "public.by_text"),
              new Dependent("view", "public.v"),
              new Dependent("materialized view", "public.m"),
              new Dependent("rule", "public.t.r"),
              new Dependent("policy", "only_open on public.t"),
              new Dependent("function", "public.f(public.state)"),
              new Dependent("trigger", "on_done on public.t"),
              new Dependent("generated column", "public.g.is_open"))
          .doesNotContain(new Dependent("default value", "for public.g.is_open"))
          .noneMatch(dependent -> dependent.identity().startsWith("public.span("));
      LiveEnum other = observation.enums().get(new ObjectName("other", "state"));
      assertThat(other.dependents()).isEmpty();
    }
  }

  @Test
  void types_of_extensions_are_left_out() throws Exception {
    Database database = postgres.fresh();
    database.run("CREATE TYPE own AS ENUM ('a')");
    postgres
        .admin(database)
        .run("CREATE TYPE theirs AS ENUM ('b'); ALTER EXTENSION plpgsql ADD TYPE theirs");
    try (Observation observation = enter(database)) {
      ObjectName own = new ObjectName("public", "own");
      assertThat(observation.enums()).containsOnlyKeys(own);
      assertThat(observation.schema().enums()).containsOnlyKeys(own);
    }
  }

  @Test
  void strange_labels_come_out_as_they_are() throws Exception {
    Database database = postgres.fresh();
    String long63 = "é".repeat(31) + "x";
    database.run(
        "CREATE TYPE odd AS ENUM ('it''s', ' two words ', '\\back', '{curly,\"quoted\"}', '🦉', '%s')"
            .formatted(long63));
    try (Observation observation = enter(database)) {
      assertThat(observation.schema().enums().get(new ObjectName("public", "odd")).texts())
          .containsExactly("it's", " two words ", "\\back", "{curly,\"quoted\"}", "🦉", long63);
    }
  }

  @Test
  void nothing_can_be_written() throws Exception {
    Database database = postgres.fresh();
    database.run(
        "CREATE TABLE t (s text); CREATE FUNCTION w() RETURNS text LANGUAGE sql AS"
            + " 'INSERT INTO public.t VALUES (1) RETURNING s'; CREATE VIEW v AS SELECT w() AS s");
    try (Observation observation = enter(database)) {
      assertThatThrownBy(() -> observation.column(new ObjectName("public", "v"), "s"))
          .isInstanceOfSatisfying(
              ServerException.class, e -> assertThat(e.sqlstate()).isEqualTo("25006"));
    }
  }

  @Test
  void rows_are_counted_or_it_is_said_why_not() throws Exception {
    Database database = postgres.fresh();
    database.run(
        """
        CREATE TYPE state AS ENUM ('open', 'done', 'gone');
        CREATE TABLE t (s state);
        INSERT INTO t SELECT CASE WHEN i % 4 = 0 THEN 'open' ELSE 'done' END::state
          FROM generate_series(1, 400) i;
        CREATE TABLE never_analyzed (s state);
        ANALYZE t;
        """);
    ObjectName table = new ObjectName("public", "t");
    try (Observation observation = enter(database)) {
      assertThat(observation.count(table, "s"))
          .isEqualTo(
              new RowCount.Exact(
                  new java.util.TreeMap<>(java.util.Map.of("open", 100L, "done", 300L))));
      assertThat(observation.estimate(table, "s"))
          .isEqualTo(
              new RowCount.Estimate(
                  400, new java.util.TreeMap<>(java.util.Map.of("open", 100L, "done", 300L))));
      assertThat(observation.estimate(new ObjectName("public", "never_analyzed"), "s"))
          .isInstanceOf(RowCount.Unknown.class);
    }
  }

  @Test
  void a_count_that_takes_too_long_or_meets_a_lock_is_given_up_and_the_rest_goes_on()
      throws Exception {
    Database database = postgres.fresh();
    database.run("CREATE TABLE t (s text); CREATE VIEW slow AS SELECT 'a' AS s FROM pg_sleep(60)");
    Limits limits =
        new Limits(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMillis(100));
    try (DatabaseSession locking = database.session();
        Observation observation = Observation.open(database.address(), limits)) {
      assertThat(observation.count(new ObjectName("public", "slow"), "s"))
          .isEqualTo(new RowCount.Unknown("counting the rows of public.slow took too long"));
      assertThat(locking.send("BEGIN; LOCK TABLE t")).isEmpty();
      assertThat(observation.count(new ObjectName("public", "t"), "s"))
          .isEqualTo(new RowCount.Unknown("public.t is locked"));
      assertThat(observation.enums()).isEmpty();
    }
  }

  @Test
  void a_role_without_privileges_sees_types_and_is_told_which_rows_it_does_not_see()
      throws Exception {
    Database database = postgres.fresh();
    Database admin = postgres.admin(database);
    database.run(
        """
        CREATE TYPE state AS ENUM ('open');
        CREATE TABLE t (s state);
        REVOKE USAGE ON TYPE state FROM PUBLIC;
        """);
    admin.run("CREATE ROLE little LOGIN PASSWORD 'little-secret'");
    Address little = database.address().as("little", "little-secret");
    ObjectName table = new ObjectName("public", "t");
    try (Observation observation = Observation.open(little, Limits.usual())) {
      assertThat(observation.schema().enums()).hasSize(1);
      assertThat(observation.enums().get(new ObjectName("public", "state")).usable()).isFalse();
      assertThat(observation.hiddenTables()).containsOnlyKeys(table);
      assertThat(observation.count(table, "s"))
          .isEqualTo(new RowCount.Unknown("the rows of public.t may not be read"));
      assertThat(observation.schema().tables()).hasSize(1);
    }
    try (Observation observation = enter(database)) {
      assertThat(observation.hiddenTables()).isEmpty();
    }
  }

  @Test
  @Timeout(20)
  void a_connection_that_hangs_is_given_up() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Address nobody = new Address("127.0.0.1", silent.getLocalPort(), "u", "topsecret", "d");
      Limits limits =
          new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
      assertThatThrownBy(() -> Observation.open(nobody, limits))
          .isInstanceOf(ServerException.class)
          .hasMessageNotContaining("topsecret");
    }
  }

  @Test
  void a_server_that_ends_the_connection_is_an_error_and_no_answer() throws Exception {
    Database database = postgres.fresh();
    try (Observation observation = enter(database)) {
      postgres
          .admin(database)
          .rows(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                  + " 'dovetail audit' AND datname = current_database()");
      assertThatThrownBy(observation::schema).isInstanceOf(ServerException.class);
    }
  }

  @Test
  void a_wrong_password_is_said_and_not_repeated() throws Exception {
    Database database = postgres.fresh();
    Address wrong = database.address().as("dovetail", "wrong-secret");
    assertThatThrownBy(() -> Observation.open(wrong, Limits.usual()))
        .isInstanceOfSatisfying(
            ServerException.class, e -> assertThat(e.sqlstate()).isEqualTo("28P01"))
        .hasMessageNotContaining("wrong-secret");
  }

  /** A loose bound: the machine of a test is shared. */
  @Test
  void five_thousand_tables_and_five_hundred_enums_are_read_soon() throws Exception {
    Database database = postgres.fresh();
    for (int from = 0; from < 5000; from += 500) {
      database.run(
          """
          DO $$ BEGIN
            FOR i IN %d..%d LOOP
              IF i < 500 THEN
                EXECUTE format('CREATE TYPE e%%s AS ENUM (''a'', ''b'', ''c'')', i);
              END IF;
              EXECUTE format('CREATE TABLE t%%s (id int, s e%%s, note text, at timestamptz)', i, i %% 500);
            END LOOP;
          END $$
          """
              .formatted(from, from + 499));
    }
    database.run("ANALYZE pg_class; ANALYZE pg_attribute; ANALYZE pg_type; ANALYZE pg_depend");
    try (Observation warm = enter(database)) {
      warm.schema();
    }
    long start = System.nanoTime();
    Schema schema;
    int dependents;
    try (Observation observation = enter(database)) {
      schema = observation.schema();
      System.out.println(
          "schema of 5,000 tables: " + (System.nanoTime() - start) / 1_000_000 + " ms");
      dependents = observation.enums().values().stream().mapToInt(e -> e.dependents().size()).sum();
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.println("read 5,000 tables and 500 enums in " + millis + " ms");
    assertThat(schema.tables()).hasSize(5000);
    assertThat(dependents).isEqualTo(5000);
    assertThat(millis).isLessThan(5000);
  }
}
