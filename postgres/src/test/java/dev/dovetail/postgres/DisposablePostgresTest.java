package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisposablePostgresTest {

  private static PostgresBinaries binaries() {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    return found.get(0);
  }

  @Test
  void a_server_starts_answers_and_leaves_nothing() throws Exception {
    Path folder;
    try (DisposablePostgres postgres = DisposablePostgres.start(binaries())) {
      folder = postgres.folder();
      postgres.create("orders");
      try (Connection connection = postgres.connect("orders");
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TYPE state AS ENUM ('open', 'Done!')");
        statement.execute("CREATE DOMAIN d AS state DEFAULT 'open'");
        statement.execute(
            "CREATE TABLE t (id serial PRIMARY KEY, s state[] NOT NULL, k d, n int GENERATED ALWAYS"
                + " AS (1) STORED)");
        statement.execute("CREATE INDEX i ON t (k)");
        Schema schema = Introspection.read(connection, "orders");
        assertThat(schema.enums().get(new ObjectName("public", "state")).texts())
            .containsExactly("open", "Done!");
        Schema.Table table = schema.tables().get(new ObjectName("public", "t"));
        assertThat(table.columns())
            .extracting(Schema.Column::type)
            .containsExactly("integer", "public.state[]", "public.d", "integer");
        assertThat(table.column("k").orElseThrow().enumType())
            .contains(new ObjectName("public", "state"));
        assertThat(table.column("n").orElseThrow().generated()).contains("1");
        assertThat(table.indexes()).containsOnlyKeys("i");
        assertThat(schema.sequences())
            .containsEntry(
                new ObjectName("public", "t_id_seq"), java.util.Optional.of("public.t.id"));
      }
    }
    assertThat(Files.exists(folder)).isFalse();
  }

  @Test
  void the_server_dies_with_whoever_holds_its_pipe() throws Exception {
    DisposablePostgres postgres = DisposablePostgres.start(binaries());
    Path folder = postgres.folder();
    postgres.close();
    assertThat(Files.exists(folder)).isFalse();
  }
}
