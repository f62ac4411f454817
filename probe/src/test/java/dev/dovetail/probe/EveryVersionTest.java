package dev.dovetail.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.Table;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.Limits;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.PostgresChoice;
import dev.dovetail.postgres.Rehearsal;
import dev.dovetail.postgres.rows.RowBuilder;
import dev.dovetail.postgres.rows.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** On each server that is at hand, rows are made alike. */
class EveryVersionTest {

  private static final String TABLES =
      """
      CREATE TYPE state AS ENUM ('open', 'it''s "done" \\ 100 %', '🎉');
      CREATE TABLE parent (a int, b uuid DEFAULT md5(random()::text)::uuid, PRIMARY KEY (a, b));
      CREATE TABLE t (
        id bigint GENERATED ALWAYS AS IDENTITY,
        a int NOT NULL, b uuid NOT NULL,
        "the State" state NOT NULL,
        states state[],
        at timestamptz NOT NULL,
        low int NOT NULL CHECK (low BETWEEN 41 AND 43),
        FOREIGN KEY (a, b) REFERENCES parent DEFERRABLE INITIALLY DEFERRED
      ) PARTITION BY RANGE (at);
      CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2019-03-01') TO ('2019-04-01');
      """;

  @TestFactory
  List<DynamicTest> every_server_takes_the_rows_that_are_made_for_it() throws Exception {
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
      database.run(TABLES);
      try (Rehearsal rehearsal = Rehearsal.open(database.address(), Limits.usual())) {
        Schema schema = rehearsal.schema();
        Tables tables = new Tables(schema, rehearsal.foreignKeys());
        RowBuilder builder = new RowBuilder(rehearsal, tables);
        Table table = tables.table(new ObjectName("public", "t")).orElseThrow();
        for (String column : List.of("the State", "states")) {
          Vessel vessel =
              new Vessel(rehearsal, tables, builder, table, table.column(column).orElseThrow());
          for (String label : List.of("open", "it's \"done\" \\ 100 %", "🎉")) {
            assertThat(vessel.store(label)).isEqualTo(new Vessel.Kept(label, Optional.empty()));
          }
          assertThat(vessel.store("no_label")).isInstanceOf(Vessel.Refusal.class);
        }
        assertThat(
                builder.row(tables.table(new ObjectName("public", "t1")).orElseThrow(), Map.of()))
            .isInstanceOf(RowBuilder.Row.class);
      }
      assertThat(database.rows("SELECT count(*) FROM t").getFirst().getFirst()).contains("0");
    }
  }
}
