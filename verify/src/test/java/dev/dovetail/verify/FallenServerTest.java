package dev.dovetail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.verify.run.Stacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes of the server are killed while migrations run: whoever did not bring that about is
 * verified all the same, whoever did is named, and nothing is left.
 */
class FallenServerTest {

  private static final String TABLE =
      "op.create_table('orders', sa.Column('id', sa.Integer(), primary_key=True))";

  /** Writes down the process that serves it, and waits until that is no more. */
  private static final String ASKS_FOR_IT =
      """
      import os
      with open("%s.new", "w") as new:
          new.write(str(op.get_bind().exec_driver_sql("SELECT pg_backend_pid()").scalar()))
      os.rename("%s.new", "%s")
      op.execute("SELECT pg_sleep(30)")
      """;

  private static final long POLL_NANOS = 2_000_000;

  @TempDir Path root;

  /** Does some work, and meanwhile kills what a file names, as often as the file is there. */
  private static VerificationReport killing(
      Path asked, Victim victim, Callable<VerificationReport> work) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread killer =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                if (Files.exists(asked)) {
                  kill(asked, victim);
                }
                LockSupport.parkNanos(POLL_NANOS);
              }
            });
    try {
      return work.call();
    } finally {
      over.set(true);
      killer.join();
    }
  }

  private static void kill(Path asked, Victim victim) {
    try {
      long pid = victim.of(Long.parseLong(Files.readString(asked)));
      Files.delete(asked);
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Victim {
    long of(long backend);
  }

  private static Verified service(VerificationReport report, String name) {
    return report.verified().stream()
        .filter(verified -> verified.service().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private VerificationReport verify(DisposablePostgres server, Services services) throws Exception {
    return Verification.of(
        services.workspace(),
        server,
        new Asked(
            root,
            Set.of(),
            Set.of(Check.FRESH, Check.STAIRS, Check.LEFTOVERS),
            false,
            2,
            Duration.ofSeconds(60)),
        Progress.silent());
  }

  private Services services(String migration) {
    Services services = new Services(root, Stacks.any());
    services.service("after").migration("a1", "", TABLE, "op.drop_table('orders')");
    services.service("before").migration("a1", "", TABLE, "op.drop_table('orders')");
    services
        .service("brings_it_down")
        .migration("a1", "", TABLE, "op.drop_table('orders')")
        .migration("a2", "a1", migration, "pass");
    services.service("then").migration("a1", "", TABLE, "op.drop_table('orders')");
    return services;
  }

  private static void assertOthersAreGreen(VerificationReport report) {
    for (String name : List.of("after", "before", "then")) {
      assertThat(service(report, name).findings()).as(name).isEmpty();
      assertThat(service(report, name).checks())
          .as(name)
          .hasSize(3)
          .allMatch(checked -> checked.outcome() instanceof Outcome.Passed);
    }
  }

  @Test
  void a_service_that_brings_its_server_down_is_named_and_the_others_go_on() throws Exception {
    Path asked = root.resolve("asked");
    Path folder;
    try (DisposablePostgres server = Stacks.server()) {
      folder = folderOf(server);
      Services services = services(ASKS_FOR_IT.formatted(asked, asked, asked));
      VerificationReport report =
          killing(asked, backend -> backend, () -> verify(server, services));
      assertOthersAreGreen(report);
      List<Finding> findings = service(report, "brings_it_down").findings();
      assertThat(findings).extracting(Finding::rule).containsExactly("migrations-not-verified");
      assertThat(findings.getFirst().message())
          .startsWith(
              "the migrations could not be run: the server fell each time that they ran: server"
                  + " process (PID ")
          .contains("was terminated by signal 9: Killed, which was running `SELECT pg_");
      assertThat(report.exitCode(false)).isEqualTo(3);
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void a_server_that_is_killed_once_is_made_anew_and_proves_nothing_against_anybody()
      throws Exception {
    Path asked = root.resolve("asked");
    Path once = root.resolve("once");
    String migration =
        "import os\nif not os.path.exists(\"%s\"):\n    open(\"%s\", \"w\").close()\n"
                .formatted(once, once)
            + ASKS_FOR_IT.formatted(asked, asked, asked).indent(4);
    Path folder;
    Path next;
    try (DisposablePostgres server = Stacks.server()) {
      folder = folderOf(server);
      long postmaster = postmaster(server);
      Services services = services(migration);
      VerificationReport report =
          killing(asked, backend -> postmaster, () -> verify(server, services));
      assertOthersAreGreen(report);
      assertThat(service(report, "brings_it_down").findings()).isEmpty();
      assertThat(service(report, "brings_it_down").remarks())
          .contains(
              "the server fell (it ended, and not by us); this was verified once more, alone");
      assertThat(report.exitCode(false)).isZero();
      next = folderOf(server);
      assertThat(next).isNotEqualTo(folder);
      assertThat(folder).doesNotExist();
    }
    assertThat(next).doesNotExist();
  }

  private static Path folderOf(DisposablePostgres server) throws Exception {
    return Path.of(word(server, "SHOW data_directory")).getParent();
  }

  private static long postmaster(DisposablePostgres server) throws Exception {
    return Long.parseLong(
        word(server, "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)"));
  }

  private static String word(DisposablePostgres server, String query) throws Exception {
    Database database = server.fresh();
    try {
      return server.admin(database).rows(query).getFirst().getFirst().orElseThrow();
    } finally {
      server.drop(database);
    }
  }
}
