package dev.dovetail.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.Origin;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations that do what no migration should: a command ends, and the next one works. */
class ChaosTest {

  private static DisposablePostgres server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = Stacks.server();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Nothing that was started with this test's folder as its place is there any more. */
  @AfterEach
  void nothing_is_left() throws IOException, InterruptedException {
    for (int i = 0; i < 20 && !running().isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertThat(running()).isEmpty();
  }

  private List<String> running() throws IOException {
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      return List.of();
    }
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(this::standsHere)
          .map(Path::toString)
          .toList();
    }
  }

  private boolean standsHere(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private Runner runner(String upgrade, RunOptions options) {
    return Repository.shop(folder, Stacks.any())
        .migration("a1", "", "op.execute('CREATE TABLE a ()')", "op.drop_table('a')")
        .migration("b2", "a1", upgrade, "pass")
        .runner(options);
  }

  private RunOptions options() {
    return RunOptions.in(folder).within(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "os._exit(3)",
        "sys.exit(3)",
        "raise SystemExit",
        "raise KeyboardInterrupt",
        "os.kill(os.getpid(), 9)",
        "os.kill(os.getppid(), 9)\ntime.sleep(9)",
        "os.abort()",
        "import ctypes\nctypes.string_at(0)"
      })
  void whoever_ends_the_process_ends_his_own_command_alone(String end) throws Exception {
    try (Runner runner = runner(end, options())) {
      Ran ran = runner.upgrade(server.fresh(), "head");
      Failure failure = ran.failure().orElseThrow();
      assertThat(failure.kind()).isEqualTo(Failure.Kind.ENDED);
      assertThat(failure.revision()).contains("b2");
      assertThat(ran.begun()).containsExactly("a1", "b2");
      assertThat(runner.upgrade(server.fresh(), "a1").failure()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_is_left_running_is_ended(boolean namespace) throws Exception {
    String orphan =
        """
        import subprocess
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
        if os.fork() == 0:
            os.setsid()
            time.sleep(600)
        """;
    RunOptions options = namespace ? options() : options().withGuardsOnly();
    try (Runner runner = runner(orphan, options)) {
      assertThat(runner.upgrade(server.fresh(), "head").failure()).isEmpty();
    }
  }

  @Test
  void megabytes_of_output_are_read_and_cut() throws Exception {
    String loud =
        """
        print("first")
        for i in range(200000):
            print("line", i, "x" * 100)
        os.system("yes | head -c 20000000")
        print("y" * 10000000)
        print("last")
        """;
    try (Runner runner = runner(loud, options())) {
      Ran ran = runner.upgrade(server.fresh(), "head");
      assertThat(ran.failure()).isEmpty();
      assertThat(ran.output()).hasSizeLessThan(300).contains("first", "last");
      assertThat(ran.output()).allMatch(line -> line.length() <= 2000);
    }
  }

  @Test
  void a_disk_quota_that_is_used_up_is_the_failure_of_one_command() throws Exception {
    String quota =
        """
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        print("x" * 100000)
        with open("../full", "w") as full:
            full.write("x" * 100000)
        """;
    try (Runner runner = runner(quota, options())) {
      Failure failure = runner.upgrade(server.fresh(), "head").failure().orElseThrow();
      assertThat(failure.kind()).isEqualTo(Failure.Kind.PYTHON);
      assertThat(failure.message()).startsWith("OSError").contains("File too large");
      assertThat(failure.revision()).contains("b2");
      assertThat(runner.upgrade(server.fresh(), "a1").failure()).isEmpty();
    }
  }

  @Test
  void closed_streams_change_nothing() throws Exception {
    String close =
        """
        print("before")
        sys.stdout.close()
        sys.stderr.close()
        os.closerange(0, 3)
        """;
    try (Runner runner = runner(close, options())) {
      Database database = server.fresh();
      assertThat(runner.upgrade(database, "head").failure()).isEmpty();
      assertThat(runner.downgrade(database, "a1").failure()).isEmpty();
    }
  }

  @Test
  void standard_input_is_empty() throws Exception {
    try (Runner runner = runner("assert input('sure? ') == 'yes'", options())) {
      Failure failure = runner.upgrade(server.fresh(), "head").failure().orElseThrow();
      assertThat(failure.kind()).isEqualTo(Failure.Kind.PYTHON);
      assertThat(failure.message()).startsWith("EOFError");
      assertThat(failure.at()).contains(Origin.inFile("shop/migrations/versions/b2.py", 10, 1));
    }
  }

  @Test
  void a_migration_that_takes_too_long_is_ended_with_what_it_waited_for() throws Exception {
    Database database = server.fresh();
    try (Runner runner =
        runner("op.execute('SELECT pg_sleep(600)')", options().within(Duration.ofSeconds(5)))) {
      Failure failure = runner.upgrade(database, "head").failure().orElseThrow();
      assertThat(failure.kind()).isEqualTo(Failure.Kind.TIMEOUT);
      assertThat(failure.message())
          .isEqualTo(
              "it took longer than 5 s: `SELECT pg_sleep(600)` was running (waiting for pgsleep)");
      assertThat(failure.revision()).contains("b2");
      assertThat(
              runsOutOf(database, "SELECT 1 FROM pg_stat_activity WHERE query ~ '^SELECT pg_sl'"))
          .isTrue();
      assertThat(runner.upgrade(server.fresh(), "a1").failure()).isEmpty();
    }
  }

  /** Whoever is told to end takes a moment to be gone, on a busy machine a long one. */
  private static boolean runsOutOf(Database database, String query) throws Exception {
    for (int asked = 0; asked < 200; asked++) {
      if (database.rows(query).isEmpty()) {
        return true;
      }
      database.rows("SELECT 1 FROM pg_sleep(0.05)");
    }
    return false;
  }

  @Test
  void a_statement_that_takes_too_long_is_ended_alone() throws Exception {
    RunOptions options = options().eachWithin(Optional.of(Duration.ofMillis(300)));
    try (Runner runner = runner("op.execute('SELECT pg_sleep(600)')", options)) {
      Failure failure = runner.upgrade(server.fresh(), "head").failure().orElseThrow();
      assertThat(failure.kind()).isEqualTo(Failure.Kind.DATABASE);
      assertThat(failure.sqlstate()).contains("57014");
      assertThat(failure.statement()).contains("SELECT pg_sleep(600)");
      assertThat(failure.revision()).contains("b2");
    }
  }

  @Test
  void a_migration_that_waits_for_itself_is_not_waited_for() throws Exception {
    String itself =
        """
        op.execute("LOCK TABLE a")
        other = sa.create_engine(os.environ["DATABASE_URL"])
        with other.connect() as connection:
            connection.execute(sa.text("SELECT * FROM a"))
        """;
    Runner together =
        Repository.shop(folder, Stacks.any())
            .file(
                "shop/migrations/env.py",
                Repository.ENV.replace(
                    "connection=connection",
                    "connection=connection, transaction_per_migration=True"))
            .migration("a1", "", "op.execute('CREATE TABLE a ()')", "op.drop_table('a')")
            .migration("b2", "a1", itself, "pass")
            .runner(options().within(Duration.ofMinutes(2)));
    try (together) {
      Ran ran = together.upgrade(server.fresh(), "head");
      assertThat(ran.failure().orElseThrow().message())
          .isEqualTo(
              "it waits for itself and would do so forever: `SELECT * FROM a` was waiting for a"
                  + " lock held by a connection that is idle in transaction, whose last statement"
                  + " was `LOCK TABLE a`");
      assertThat(ran.took()).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void a_server_that_is_gone_is_a_failure_of_the_command() throws Exception {
    try (DisposablePostgres own = Stacks.server();
        Runner runner =
            runner(
                "open('../here', 'w').close()\ntime.sleep(1)\nop.execute('SELECT 1')", options())) {
      Database database = own.fresh();
      Runnable end = own::close;
      Thread killer =
          Thread.ofPlatform()
              .start(() -> {
                while (!Files.exists(folder.resolve("here"))) {
                  Thread.onSpinWait();
                }
                end.run();
              });
      Ran ran = runner.upgrade(database, "head");
      killer.join();
      assertThat(ran.failure()).isPresent();
      assertThat(ran.begun()).containsExactly("a1", "b2");
      assertThat(runner.upgrade(server.fresh(), "a1").failure()).isEmpty();
    }
  }

  @Test
  void two_at_once_in_one_checkout_do_not_meet() throws Exception {
    Repository repository =
        Repository.shop(folder, Stacks.any())
            .migration("a1", "", "time.sleep(0.3)\nop.execute('CREATE TABLE a ()')", "pass");
    try (Runner one = repository.runner(options());
        Runner other = repository.runner(options())) {
      Database first = server.fresh();
      Database second = server.fresh();
      Thread beside = Thread.ofPlatform().start(() -> one.upgrade(first, "head"));
      assertThat(other.upgrade(second, "head").failure()).isEmpty();
      beside.join();
      assertThat(first.introspect().tables().keySet())
          .isEqualTo(second.introspect().tables().keySet());
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString)).doesNotContain("__pycache__");
    }
  }

  @Test
  void nothing_imported_for_one_database_is_met_by_another() throws Exception {
    Repository repository =
        Repository.shop(folder, Stacks.any())
            .file("shop/counting.py", "seen = []\n")
            .migration(
                "a1",
                "",
                "import counting\ncounting.seen.append(1)\nassert len(counting.seen) == 1",
                "import counting\ncounting.seen.append(2)\nprint('seen', counting.seen)");
    try (Runner runner = repository.runner(options())) {
      Database first = server.fresh();
      assertThat(runner.upgrade(first, "head").failure()).isEmpty();
      assertThat(runner.downgrade(first, "base").output()).contains("seen [1, 2]");
      assertThat(runner.upgrade(server.fresh(), "head").failure()).isEmpty();
      assertThat(runner.remarks())
          .anyMatch(remark -> remark.startsWith("module counting was found"));
    }
  }

  @Test
  void whoever_is_let_go_of_has_nobody_connected() throws Exception {
    Repository repository =
        Repository.shop(folder, Stacks.any())
            .file("shop/migrations/env.py", Repository.ENV.replace(", poolclass=pool.NullPool", ""))
            .migration("a1", "", "op.execute('CREATE TABLE a ()')", "pass");
    try (Runner runner = repository.runner(options())) {
      Database database = server.fresh();
      assertThat(runner.upgrade(database, "head").failure()).isEmpty();
      runner.leave(database);
      assertThat(server.copy(database).introspect().tables()).hasSize(2);
    }
  }
}
