package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseSessionTest {

  private static Optional<DisposablePostgres> server = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    server = Optional.of(DisposablePostgres.start(found.getFirst()));
  }

  @AfterAll
  static void stop() {
    server.ifPresent(DisposablePostgres::close);
  }

  private static Database fresh() throws Exception {
    return server.orElseThrow().fresh();
  }

  private static List<String> tables(Database database) throws Exception {
    return database.introspect().tables().keySet().stream().map(Object::toString).toList();
  }

  @Test
  void a_text_is_parsed_whole_before_any_of_it_runs() throws Exception {
    Database database = fresh();
    try (DatabaseSession session = database.session()) {
      StatementRefusal refusal =
          session.send("CREATE TABLE a (); COMMIT; CREATE TABLE é (; SELECT 1").orElseThrow();
      assertThat(refusal.sqlstate()).isEqualTo("42601");
      assertThat(refusal.completed()).isZero();
      assertThat(refusal.position()).contains(44);
      assertThat(session.inTransaction()).isFalse();
    }
    assertThat(tables(database)).isEmpty();
  }

  @Test
  void several_statements_are_one_transaction_and_what_was_done_is_counted() throws Exception {
    Database database = fresh();
    try (DatabaseSession session = database.session()) {
      StatementRefusal refusal =
          session
              .send("CREATE TABLE a (); SELECT 1; INSERT INTO a DEFAULT VALUES; CREATE TABLE a ()")
              .orElseThrow();
      assertThat(refusal.sqlstate()).isEqualTo("42P07");
      assertThat(refusal.message()).isEqualTo("relation \"a\" already exists");
      assertThat(refusal.completed()).isEqualTo(3);
      assertThat(refusal.position()).isEmpty();
      assertThat(session.send("BEGIN; CREATE TABLE b (); COMMIT; CREATE TABLE c (); SELECT 1/0"))
          .isPresent();
    }
    assertThat(tables(database)).containsExactly("public.b");
  }

  @Test
  void a_transaction_stays_open_between_texts_until_the_connection_closes() throws Exception {
    Database database = fresh();
    try (DatabaseSession session = database.session()) {
      assertThat(session.send("BEGIN")).isEmpty();
      assertThat(session.send("CREATE TABLE a ()")).isEmpty();
      assertThat(session.inTransaction()).isTrue();
      assertThat(session.send("CREATE INDEX CONCURRENTLY i ON a ((1))").orElseThrow().sqlstate())
          .isEqualTo("25001");
      assertThat(session.inTransaction()).isTrue();
      assertThat(session.send("ROLLBACK")).isEmpty();
      assertThat(session.inTransaction()).isFalse();
    }
  }

  @Test
  void rows_are_not_kept_and_notices_are_cut() throws Exception {
    try (DatabaseSession session = fresh().session()) {
      assertThat(session.send("SELECT repeat('x', 10000) FROM generate_series(1, 100000)"))
          .isEmpty();
      String loud = "DO $$ BEGIN FOR i IN 1..1000 LOOP RAISE NOTICE 'n %', i; END LOOP; END $$";
      assertThat(session.send(loud)).isEmpty();
      assertThat(session.notices()).hasSize(200).contains("n 1");
      assertThat(session.notices()).isEmpty();
    }
  }

  @Test
  void rows_are_copied_in() throws Exception {
    Database database = fresh();
    try (DatabaseSession session = database.session()) {
      assertThat(session.send("CREATE TABLE a (i int, t text)")).isEmpty();
      assertThat(session.copy("COPY a FROM stdin;", "1\tone\n2\t\\N\n")).isEmpty();
      assertThat(session.copy("COPY a FROM stdin;", "x\ty\n").orElseThrow().sqlstate())
          .isEqualTo("22P02");
    }
    assertThat(database.rows("SELECT count(*), count(t) FROM a"))
        .containsExactly(List.of(Optional.of("2"), Optional.of("1")));
  }

  @Test
  void settings_that_drivers_mind_are_borne() throws Exception {
    try (DatabaseSession session = fresh().session()) {
      assertThat(session.send("SET client_encoding = 'LATIN1'; SELECT 1")).isEmpty();
      assertThat(session.send("SET standard_conforming_strings = off; SELECT 'a'")).isEmpty();
      assertThat(session.send("SELECT '{\"a\": 1}'::jsonb ? 'a'")).isEmpty();
    }
  }
}
