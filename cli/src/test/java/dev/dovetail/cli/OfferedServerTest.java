package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The command line on a server that is offered: by processes of their own, as a user has them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfferedServerTest {

  private static final String PASSWORD = "hunter2-of-the-administrator";

  @TempDir Path repository;
  private Optional<DisposablePostgres> offered = Optional.empty();

  @BeforeAll
  void offer() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeTrue(!found.isEmpty(), "no PostgreSQL server on this machine");
    offered = Optional.of(DisposablePostgres.start(found.getFirst()));
    try (var connection = offered.get().connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE ROLE adm LOGIN CREATEDB CREATEROLE PASSWORD '%s'".formatted(PASSWORD));
    }
  }

  @AfterAll
  void stop() {
    offered.ifPresent(DisposablePostgres::close);
  }

  private String url(String who) {
    String place = offered.orElseThrow().url("postgresql", "postgres");
    return "postgresql://" + who + place.substring(place.indexOf('@'));
  }

  private List<String> made() throws Exception {
    List<String> made = new ArrayList<>();
    try (var connection = offered.orElseThrow().connect("postgres");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT datname FROM pg_database WHERE datname LIKE 'dovetail\\_%' UNION ALL SELECT"
                    + " rolname FROM pg_roles WHERE rolname LIKE 'dovetail\\_%\\_owner'")) {
      while (rows.next()) {
        made.add(rows.getString(1));
      }
    }
    return made;
  }

  private void service(String upgrade) throws Exception {
    AlembicService.write(repository, "orders", "op.execute(\"%s\")".formatted(upgrade));
  }

  private Process dovetail(Map<String, String> environment, String... arguments) throws Exception {
    ProcessBuilder builder =
        AlembicService.verify(repository, List.of(), arguments).redirectErrorStream(true);
    builder.environment().remove("PGPASSWORD");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String said(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).doesNotContain(PASSWORD);
    return said;
  }

  @Test
  void services_are_verified_there_and_nothing_is_left() throws Exception {
    service("SELECT 1");
    Process run = dovetail(Map.of("PGPASSWORD", PASSWORD), "--postgres-url", url("adm"));
    assertThat(said(run)).contains("on the offered server " + url("adm"));
    assertThat(run.exitValue()).isZero();
    assertThat(made()).isEmpty();
  }

  @Test
  void the_variable_does_too_and_may_hold_the_password() throws Exception {
    service("SELECT no_such_function()");
    Process run = dovetail(Map.of(ServerOptions.VARIABLE, url("adm:" + PASSWORD)), "--debug");
    assertThat(said(run)).contains("no_such_function").contains("on the offered server");
    assertThat(run.exitValue()).isEqualTo(1);
    assertThat(made()).isEmpty();
  }

  @Test
  void after_an_interrupt_nothing_is_left() throws Exception {
    service("SELECT pg_sleep(60)");
    Process run = dovetail(Map.of("PGPASSWORD", PASSWORD), "--postgres-url", url("adm"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (made().size() < 2 && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(made()).hasSizeGreaterThanOrEqualTo(2);
    new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
    said(run);
    assertThat(made()).isEmpty();
  }

  @Test
  void a_password_as_an_argument_is_wrong_usage() throws Exception {
    service("SELECT 1");
    Process run = dovetail(Map.of(), "--postgres-url", url("adm:" + PASSWORD));
    assertThat(said(run)).contains("--postgres-url: it holds a password").contains("PGPASSWORD");
    assertThat(run.exitValue()).isEqualTo(Main.USAGE);
  }

  @Test
  void a_server_that_lets_nobody_in_is_said() throws Exception {
    service("SELECT 1");
    Process run = dovetail(Map.of("PGPASSWORD", "wrong"), "--postgres-url", url("adm"));
    assertThat(said(run)).contains("does not let us in");
    assertThat(run.exitValue()).isEqualTo(Main.NOT_VERIFIED);
  }
}
