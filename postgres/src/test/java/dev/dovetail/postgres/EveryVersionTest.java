package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each server that is at hand: it starts, makes databases, copies them, and is read alike. */
class EveryVersionTest {

  private static final String SCHEMA =
      """
      CREATE TYPE state AS ENUM ('open', 'done');
      CREATE DOMAIN positive AS int CHECK (VALUE > 0);
      CREATE TABLE t (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        s state NOT NULL DEFAULT 'open',
        p positive,
        mail citext UNIQUE,
        at timestamptz DEFAULT now(),
        CHECK (s <> 'done'));
      CREATE TABLE u (t bigint NOT NULL REFERENCES t (id), n serial);
      CREATE INDEX i ON t (at) WHERE s = 'open';
      CREATE VIEW v AS SELECT id FROM t;
      CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
      """;

  @TestFactory
  List<DynamicTest> every_server_starts_and_is_read_alike() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    return new PostgresChoice.All()
        .among(found).stream()
            .map(binaries -> DynamicTest.dynamicTest(binaries.release(), () -> check(binaries)))
            .toList();
  }

  private static void check(PostgresBinaries binaries) throws Exception {
    try (DisposablePostgres postgres = DisposablePostgres.start(binaries)) {
      Database database = postgres.fresh();
      assertThat(database.rows("SHOW server_version").get(0).get(0).orElseThrow())
          .startsWith(binaries.release());
      // Before PostgreSQL 13 the owner of a database may not make it.
      new Provision(
              new TreeSet<>(),
              new TreeSet<>(),
              new TreeSet<>(List.of("citext")),
              Optional.empty(),
              Optional.empty())
          .prepare(postgres, database);
      database.run("CREATE EXTENSION IF NOT EXISTS citext;" + SCHEMA);
      Schema schema = database.introspect();
      assertThat(postgres.copy(database).introspect().tables().keySet())
          .isEqualTo(schema.tables().keySet());
      Schema.Table table = schema.tables().get(new ObjectName("public", "t"));
      assertThat(table.columns())
          .extracting(Schema.Column::type)
          .containsExactly(
              "bigint",
              "public.state",
              "public.positive",
              "public.citext",
              "timestamp with time zone");
      assertThat(table.constraints()).containsOnlyKeys("t_pkey", "t_mail_key", "t_s_check");
      assertThat(table.indexes()).containsOnlyKeys("i");
      assertThat(table.column("id").orElseThrow().identity()).contains("a");
      assertThat(schema.sequences())
          .containsExactly(
              java.util.Map.entry(new ObjectName("public", "t_id_seq"), Optional.of("public.t.id")),
              java.util.Map.entry(new ObjectName("public", "u_n_seq"), Optional.of("public.u.n")));
      assertThat(schema.routines()).hasSize(1);
      assertThat(schema.views()).hasSize(1);
    }
  }
}
