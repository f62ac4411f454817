package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisposablePostgresTest {

  private Optional<DisposablePostgres> server = Optional.empty();

  @BeforeAll
  void start() throws Exception {
    server = Optional.of(DisposablePostgres.start(Binaries.newest()));
  }

  @AfterAll
  void stop() {
    server.ifPresent(DisposablePostgres::close);
  }

  private Database fresh() throws ServerException {
    return server.orElseThrow().fresh();
  }

  @Test
  void a_database_is_told_by_its_catalog() throws Exception {
    Database database = fresh();
    database.run(
        """
        CREATE TYPE state AS ENUM ('open', 'Done!');
        CREATE DOMAIN d AS state DEFAULT 'open';
        CREATE TABLE t (id serial PRIMARY KEY, s state[] NOT NULL, k d, n int GENERATED ALWAYS AS (1) STORED);
        CREATE INDEX i ON t (k)
        """);
    Schema schema = database.introspect();
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
        .containsEntry(new ObjectName("public", "t_id_seq"), Optional.of("public.t.id"));
  }

  @Test
  void databases_are_utf8_and_empty_and_apart() throws Exception {
    Database first = fresh();
    first.run("CREATE TABLE ä (x text); INSERT INTO ä VALUES ('ß€')");
    Database second = fresh();
    assertThat(first.rows("SELECT x, length(x) FROM ä"))
        .containsExactly(List.of(Optional.of("ß€"), Optional.of("2")));
    assertThat(second.introspect().tables()).isEmpty();
    assertThat(second.rows("SHOW server_encoding")).containsExactly(List.of(Optional.of("UTF8")));
  }

  @Test
  void a_copy_goes_its_own_way() throws Exception {
    Database original = fresh();
    original.run("CREATE TABLE a (x int)");
    Database copy = server.orElseThrow().copy(original);
    copy.run("CREATE TABLE b (x int)");
    assertThat(original.introspect().tables()).hasSize(1);
    assertThat(copy.introspect().tables()).hasSize(2);
    server.orElseThrow().drop(copy);
    assertThatThrownBy(copy::introspect)
        .asInstanceOf(type(ServerException.class))
        .extracting(ServerException::sqlstate)
        .isEqualTo("3D000");
  }

  @Test
  void the_owner_may_do_what_a_migration_does_and_no_more() throws Exception {
    Database database = fresh();
    database.run("CREATE SCHEMA s; CREATE EXTENSION IF NOT EXISTS plpgsql; CREATE TABLE s.t ()");
    for (String forbidden :
        List.of(
            "COPY s.t TO PROGRAM 'true'",
            "CREATE ROLE other",
            "CREATE DATABASE other",
            "ALTER SYSTEM SET jit = on",
            "SELECT pg_read_file('/etc/passwd')")) {
      assertThatThrownBy(() -> database.run(forbidden))
          .asInstanceOf(type(ServerException.class))
          .extracting(ServerException::sqlstate)
          .as(forbidden)
          .isEqualTo("42501");
    }
    server.orElseThrow().admin(database).run("CREATE ROLE other; DROP ROLE other");
  }

  @Test
  void the_password_is_in_nothing_that_is_shown() throws Exception {
    Address address = fresh().address();
    assertThat(address.password()).hasSizeGreaterThan(20);
    assertThat(address.toString() + address.url("postgresql+asyncpg"))
        .doesNotContain(address.password());
    assertThat(address.environment()).containsEntry("PGPASSWORD", address.password());
  }

  @Test
  void without_the_password_nobody_enters() throws Exception {
    Address address = fresh().address();
    for (String user : List.of("dovetail", "dovetail_admin")) {
      Database stranger = new Database(address.as(user, "wrong"));
      assertThatThrownBy(stranger::introspect)
          .asInstanceOf(type(ServerException.class))
          .extracting(ServerException::sqlstate)
          .isEqualTo("28P01");
    }
  }

  @Test
  void the_unix_socket_can_be_reached_by_others() throws Exception {
    Address address = fresh().address();
    Path socket = address.socketFolder().orElseThrow().resolve(".s.PGSQL." + address.port());
    assertThat(socket).exists();
    for (Path folder = socket.getParent(); folder != null; folder = folder.getParent()) {
      assertThat(Files.getPosixFilePermissions(folder).toString()).contains("OTHERS_EXECUTE");
    }
  }

  @Test
  void the_first_run_says_what_takes_so_long_and_the_second_has_nothing_to_say(@TempDir Path cache)
      throws Exception {
    Premises premises = new Premises(cache, Premises.usual().programs(), Premises.usual().runs());
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (DisposablePostgres postgres =
          DisposablePostgres.start(Binaries.newest(), premises, said::add)) {
        postgres.fresh();
      }
    }
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith("preparing PostgreSQL ").contains(cache.toString());
  }

  @Test
  void a_spoilt_cache_is_made_anew(@TempDir Path cache) throws Exception {
    Premises premises = new Premises(cache, Premises.usual().programs(), Premises.usual().runs());
    List<String> said = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try (DisposablePostgres postgres =
          DisposablePostgres.start(Binaries.newest(), premises, said::add)) {
        postgres.fresh();
      }
      if (i == 0) {
        try (var entries = Files.newDirectoryStream(cache.resolve("pg"))) {
          Files.writeString(entries.iterator().next().resolve("data.tar"), "no archive");
        }
      }
    }
    assertThat(said).hasSize(2);
  }

  @Test
  void a_cache_that_cannot_be_written_is_done_without(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    List<String> said = new ArrayList<>();
    Premises premises = new Premises(file, Premises.usual().programs(), Premises.usual().runs());
    try (DisposablePostgres postgres =
        DisposablePostgres.start(Binaries.newest(), premises, said::add)) {
      postgres.fresh();
    }
    assertThat(said).hasSize(2);
    assertThat(said.get(1)).startsWith("the cache cannot be written");
  }
}
