package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code dovetail guard} by the real launcher, before real databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {

  private static final String GREEN = "CREATE TYPE task_state AS ENUM ('open', 'done', 'held')";
  private static final String DRIFTED = "CREATE TYPE task_state AS ENUM ('open')";

  private Optional<DisposablePostgres> server = Optional.empty();
  private Path installed = Path.of("");
  private Path sources = Path.of("");

  @BeforeAll
  void install(@TempDir Path folder) throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeTrue(!found.isEmpty(), "no PostgreSQL server on this machine");
    server = Optional.of(DisposablePostgres.start(found.getFirst()));
    installed = folder.resolve("dovetail");
    launcher(installed);
    sources = folder.resolve("tasks");
    TaskService.write(sources);
  }

  @AfterAll
  void stop() {
    server.ifPresent(DisposablePostgres::close);
  }

  /** The distribution's own script, and a jar that leads to the classes under test. */
  private static void launcher(Path home) throws Exception {
    Path script = Path.of("distribution/src/main/dist/bin/dovetail");
    Path bin = Files.createDirectories(home.resolve("bin")).resolve("dovetail");
    Files.copy(Files.exists(script) ? script : Path.of("..").resolve(script), bin);
    assumeTrue(bin.toFile().setExecutable(true), "scripts cannot be made executable here");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toUri())
            .map(URI::toString)
            .collect(Collectors.joining(" ")));
    Path lib = Files.createDirectories(home.resolve("lib"));
    try (OutputStream out = Files.newOutputStream(lib.resolve("dovetail-cli.jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.finish();
    }
  }

  private Map<String, String> database(String sql) throws Exception {
    Database database = server.orElseThrow().fresh();
    database.run(sql);
    Map<String, String> environment = new TreeMap<>();
    environment.put(
        "DATABASE_URL",
        database.address().url("postgresql+asyncpg")
            + "?ssl=prefer&prepared_statement_cache_size=0");
    environment.put("PGPASSWORD", database.address().password());
    return environment;
  }

  private Process start(Map<String, String> environment, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(installed.resolve("bin/dovetail").toString()));
    command.add("guard");
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(sources.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.endsWith("ENV"));
    builder.environment().put("DOVETAIL_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    // From a file: a program that ends without reading it breaks no pipe.
    Path input = Files.writeString(sources.resolveSibling("input.txt"), "from the caller\n");
    return builder.redirectInput(input.toFile()).start();
  }

  private Ran run(Map<String, String> environment, String... words) throws Exception {
    Process process = start(environment, words);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(out + err).doesNotContain(environment.getOrDefault("PGPASSWORD", "no password"));
    return new Ran(process.exitValue(), out, err);
  }

  @Test
  void on_a_green_database_it_becomes_the_command() throws Exception {
    Ran run =
        run(
            database(GREEN),
            "--",
            "sh",
            "-c",
            "cat; echo \"$0 $*\" \"$DOVETAIL_GUARD_LAUNCHER.\"; exit 7",
            "a b",
            "--",
            "c");
    assertThat(run.err()).contains("lacks none of their labels");
    assertThat(run.out()).isEqualTo("from the caller\na b -- c .\n");
    assertThat(run.status()).isEqualTo(7);
  }

  @Test
  void signals_reach_the_command_itself() throws Exception {
    Process process = start(database(GREEN), "--", "sh", "-c", "echo $$; exec sleep 60");
    String pid =
        new String(process.getInputStream().readNBytes(1), StandardCharsets.UTF_8)
            + process.inputReader().readLine();
    assertThat(pid).isEqualTo(Long.toString(process.pid()));
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
  }

  @Test
  void on_a_drifted_database_the_command_is_not_started() throws Exception {
    Ran run = run(database(DRIFTED), "--", "echo", "started");
    assertThat(run.err())
        .contains(
            "the enum TaskState has labels that the PostgreSQL type public.task_state lacks:"
                + " 'done'",
            "ALTER TYPE public.task_state ADD VALUE 'done';",
            "DOVETAIL_GUARD=warn or DOVETAIL_GUARD=off lets it start all the same");
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void a_rollback_is_never_blocked() throws Exception {
    Map<String, String> warned = database(DRIFTED);
    warned.put("DOVETAIL_GUARD", "warn");
    Ran run = run(warned, "--", "echo", "started");
    assertThat(run.err()).contains("lacks: 'done'");
    assertThat(run.out()).isEqualTo("started\n");

    Ran off = run(Map.of("DOVETAIL_GUARD", "off"), "--service", "typo", "--", "echo", "started");
    assertThat(off.out()).isEqualTo("started\n");
    assertThat(off.err()).contains("the guard is off: the variable DOVETAIL_GUARD says so");

    Ran misused =
        run(Map.of("DOVETAIL_GUARD", "warn"), "--service", "typo", "--", "echo", "started");
    assertThat(misused.out()).isEqualTo("started\n");
    assertThat(misused.err()).contains("no service `typo`");

    Ran unknown = run(Map.of("DOVETAIL_GUARD", "warn"), "--no-such", "--", "echo", "started");
    assertThat(unknown.out()).isEqualTo("started\n");

    Ran withoutJava =
        run(
            Map.of("DOVETAIL_GUARD", "off", "DOVETAIL_JAVA_HOME", "/nowhere"),
            "--",
            "echo",
            "started");
    assertThat(withoutJava.out()).isEqualTo("started\n");
  }

  @Test
  void help_starts_nothing() throws Exception {
    Ran run = run(Map.of(), "--help", "--", "echo", "become");
    assertThat(run.out()).contains("Usage: dovetail guard");
    assertThat(run.out().lines()).doesNotContain("become");
    assertThat(run.status()).isZero();
  }

  @Test
  void a_variable_that_is_not_set_stops_the_start_and_is_named() throws Exception {
    Ran run = run(Map.of(), "--url-env", "TASKS_URL", "--", "echo", "started");
    assertThat(run.status()).isEqualTo(Main.USAGE);
    assertThat(run.err()).contains("the variable TASKS_URL");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void the_variable_is_the_one_that_the_service_reads(@TempDir Path folder) throws Exception {
    TaskService.write(folder);
    Files.writeString(
        folder.resolve("alembic/env.py"),
        """
        import os
        from alembic import context
        context.config.set_main_option("sqlalchemy.url", os.environ["TASKS_DATABASE_URL"])
        """);
    String[] words = {"--path", folder.toString(), "--", "echo", "started"};
    assertThat(run(Map.of(), words).err()).contains("the variable TASKS_DATABASE_URL, which");
    Map<String, String> green = database(GREEN);
    green.put("TASKS_DATABASE_URL", Optional.ofNullable(green.remove("DATABASE_URL")).orElse(""));
    // That of somebody else.
    green.put("DATABASE_URL", "postgresql://127.0.0.1:1/other");
    assertThat(run(green, words).out()).isEqualTo("started\n");
    Files.writeString(
        folder.resolve("dovetail.toml"),
        "[[service]]\npath = \".\"\nurl-env = \"CONFIGURED_URL\"\n");
    assertThat(run(green, words).err()).contains("the variable CONFIGURED_URL, which");
  }

  @Test
  void a_database_that_is_not_there_is_waited_for_and_not_for_ever() throws Exception {
    Map<String, String> nowhere =
        Map.of("DATABASE_URL", "postgresql://a:hunter2@127.0.0.1:1/x", "PGPASSWORD", "hunter2");
    Ran run = run(nowhere, "--wait", "1", "--", "echo", "started");
    assertThat(run.status()).isEqualTo(Main.NOT_VERIFIED);
    assertThat(run.err()).contains("could not be asked", "DATABASE_URL");
  }

  @Test
  void what_was_written_at_build_time_needs_no_sources() throws Exception {
    Path file = sources.resolveSibling("dovetail-guard.json");
    assertThat(
            Ran.of(
                    "guard",
                    "emit",
                    "json",
                    "--path",
                    sources.toString(),
                    "--output",
                    file.toString())
                .status())
        .isZero();
    for (Map.Entry<String, Integer> expected : Map.of(GREEN, 0, DRIFTED, 1).entrySet()) {
      Map<String, String> environment = database(expected.getKey());
      GuardCommand command =
          new GuardCommand(
              new Streams(
                  new ByteArrayInputStream(new byte[0]),
                  new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                  new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)),
              environment);
      command.expected = Optional.of(file);
      assertThat(command.call()).isEqualTo(expected.getValue());
    }
  }

  /** What was written once, and is no longer so, is found; written anew, it is not. */
  @Test
  void check_finds_written_lists_that_the_code_has_left_behind(@TempDir Path folder)
      throws Exception {
    for (Map.Entry<String, String> list :
        Map.of("python", "app/dovetail_guard.py", "json", "dovetail-guard.json").entrySet()) {
      Path tasks = folder.resolve(list.getKey()).resolve("tasks");
      TaskService.write(tasks);
      String[] emit = {
        "guard", "emit", list.getKey(), "--path", tasks.toString(), "--output", list.getValue()
      };
      assertThat(Ran.of(emit).status()).isZero();
      assertThat(Ran.of("check", tasks.toString()).out()).doesNotContain("guard-list");
      TaskService.write(tasks, "    done = \"done\"\n    held = \"held\"\n");
      assertThat(Ran.of("check", tasks.toString()).out())
          .contains("[guard-list-out-of-date]", list.getValue(), "dovetail guard emit");
      assertThat(Ran.of(emit).status()).isZero();
      assertThat(Ran.of("check", tasks.toString()).out()).doesNotContain("guard-list");
    }
  }

  @Test
  void a_file_that_is_something_else_is_refused() throws Exception {
    Path file = Files.writeString(sources.resolveSibling("other.json"), "{\"command\": [");
    assertThat(Ran.of("guard", "--expected", file.toString()).err())
        .contains("was not written by `dovetail guard emit json`");
  }
}
