package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.ServerException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code audit} and {@code guard} where they do not reach the server itself, or not the first one.
 */
class BehindPoolersTest {

  private static final String TABLES =
      """
      CREATE TYPE task_state AS ENUM ('open', 'done'%s);
      CREATE TABLE tasks (id serial PRIMARY KEY, state task_state);
      CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
      INSERT INTO alembic_version VALUES ('0001');
      """;

  @TempDir Path folder;

  private record Ran(int status, String out, String err) {}

  private interface Command {
    int run(PrintStream out, PrintStream err);
  }

  private static Ran ran(Command command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        command.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @BeforeEach
  void write() throws Exception {
    TaskService.write(folder.resolve("tasks"), "    done = \"done\"\n    held = \"held\"\n");
  }

  private Ran audit(List<Address> databases) throws Exception {
    Path file = folder.resolve("databases");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    StringBuilder lines = new StringBuilder();
    for (Address address : databases) {
      lines.append(
          "tasks host=%s port=%d dbname=%s user=%s password=%s\n"
              .formatted(
                  address.host(),
                  address.port(),
                  address.database(),
                  address.user(),
                  address.password()));
    }
    Files.writeString(file, lines);
    return ran((out, err) ->
        Main.run(
            new String[] {
              "audit",
              folder.resolve("tasks").toString(),
              "--databases-file",
              file.toString(),
              "--count",
              "exact",
              "--jobs",
              "4"
            },
            InputStream.nullInputStream(),
            out,
            err));
  }

  private Ran guard(Address address) {
    Map<String, String> environment =
        Map.of("DATABASE_URL", address.url("postgresql"), "PGPASSWORD", address.password());
    return ran((out, err) ->
        new CommandLine(
                new GuardCommand(new Streams(InputStream.nullInputStream(), out, err), environment))
            .execute("--path", folder.resolve("tasks").toString(), "--wait", "5"));
  }

  private void areTold(Address drifted, Address whole) throws Exception {
    Ran audit = audit(List.of(drifted, drifted, drifted, whole));
    assertThat(audit.out())
        .contains("1 of 3 labels missing in the database: held")
        .contains("outlier")
        .contains("1 of 1 services checked");
    assertThat(audit.status()).isEqualTo(1);
    assertThat(guard(drifted).status()).isEqualTo(1);
    assertThat(guard(drifted).err()).contains("'held'");
    assertThat(guard(whole).status()).as(guard(whole).err()).isZero();
  }

  /**
   * One server connection serves all, in turns of one transaction each: nothing may stay behind.
   */
  @Test
  void a_pooler_in_transaction_mode_is_passed_through() throws Exception {
    Optional<String> pgbouncer =
        Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
            .filter(path -> Files.isExecutable(Path.of(path)))
            .findFirst();
    assumeTrue(pgbouncer.isPresent(), "no PgBouncer on this machine");
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeTrue(!found.isEmpty(), "no PostgreSQL server on this machine");
    try (DisposablePostgres server = DisposablePostgres.start(found.getFirst());
        Outsiders outsiders = new Outsiders()) {
      Database drifted = server.fresh();
      drifted.run(TABLES.formatted(""));
      Database whole = server.fresh();
      whole.run(TABLES.formatted(", 'held'"));
      int port = Outsiders.freePort();
      Address to = drifted.address();
      outsiders.write(
          "pgbouncer.ini",
          """
          [databases]
          * = host=%s port=%d user=%s password=%s
          [pgbouncer]
          listen_addr = 127.0.0.1
          listen_port = %d
          unix_socket_dir =
          auth_type = plain
          auth_file = %s
          pool_mode = transaction
          default_pool_size = 1
          """
              .formatted(
                  to.host(),
                  to.port(),
                  to.user(),
                  to.password(),
                  port,
                  outsiders.write("users", "\"pooled\" \"pooled-secret\"\n")));
      outsiders.start(
          port, pgbouncer.get(), outsiders.folder().resolve("pgbouncer.ini").toString());
      areTold(
          new Address("127.0.0.1", port, "pooled", "pooled-secret", to.database()),
          new Address("127.0.0.1", port, "pooled", "pooled-secret", whole.address().database()));
    }
  }

  @Test
  void a_standby_is_read_as_it_stands() throws Exception {
    Optional<PostgresBinaries> binaries =
        PostgresBinaries.found().stream()
            .filter(it -> Files.isExecutable(it.folder().resolve("pg_basebackup")))
            .findFirst();
    assumeTrue(binaries.isPresent(), "no pg_basebackup on this machine");
    Path programs = binaries.get().folder();
    try (Outsiders outsiders = new Outsiders()) {
      String data = outsiders.folder().resolve("data").toString();
      String copy = outsiders.folder().resolve("copy").toString();
      int first = Outsiders.freePort();
      int second = Outsiders.freePort();
      outsiders.run(
          programs.resolve("initdb").toString(), "-D", data, "-U", "adm", "-A", "trust", "-N");
      outsiders.start(first, server(programs, data, first));
      Address primary = new Address("127.0.0.1", first, "adm", "none", "postgres");
      assertThat(recovers(primary)).contains("f");
      new Database(primary).run(TABLES.formatted(""));
      new Database(primary).run("CREATE DATABASE whole");
      new Database(new Address("127.0.0.1", first, "adm", "none", "whole"))
          .run(TABLES.formatted(", 'held'"));
      outsiders.run(
          programs.resolve("pg_basebackup").toString(),
          "-h",
          "127.0.0.1",
          "-p",
          Integer.toString(first),
          "-U",
          "adm",
          "-D",
          copy,
          "-R",
          "-c",
          "fast");
      outsiders.start(second, server(programs, copy, second));
      Address standby = new Address("127.0.0.1", second, "adm", "none", "postgres");
      assertThat(recovers(standby)).contains("t");
      areTold(standby, new Address("127.0.0.1", second, "adm", "none", "whole"));
    }
  }

  /** Whether it is a standby. It listens before it answers. */
  private static Optional<String> recovers(Address address) throws Exception {
    while (true) {
      try {
        return new Database(address).rows("SELECT pg_is_in_recovery()").getFirst().getFirst();
      } catch (ServerException e) {
        assertThat(e.sqlstate()).as(e.getMessage()).isEqualTo("57P03");
        Thread.sleep(20);
      }
    }
  }

  private static String[] server(Path programs, String data, int port) {
    return new String[] {
      programs.resolve("postgres").toString(),
      "-D",
      data,
      "-p",
      Integer.toString(port),
      "-c",
      "unix_socket_directories=",
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      "fsync=off",
      "-c",
      "hot_standby=on"
    };
  }
}
