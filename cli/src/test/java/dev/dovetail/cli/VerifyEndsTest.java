package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.postgres.PostgresBinaries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code dovetail verify} as a user starts it, and as he or something worse ends it. */
class VerifyEndsTest {

  @TempDir Path repository;

  /** For what it makes and should take away. */
  @TempDir Path temporary;

  @BeforeEach
  void needs_a_server() {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
  }

  private Process dovetail(String... arguments) throws IOException {
    return AlembicService.verify(repository, List.of("-Djava.io.tmpdir=" + temporary), arguments)
        .redirectErrorStream(true)
        .start();
  }

  private static String said(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  /** The folder of the server that is among some processes. */
  private static Optional<Path> server(List<ProcessHandle> processes) throws IOException {
    for (ProcessHandle process : processes) {
      Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      if (Files.isReadable(commandLine)) {
        List<String> words = List.of(Files.readString(commandLine).split("\0", -1));
        int data = words.indexOf("-D");
        if (data > 0 && words.getFirst().endsWith("/postgres")) {
          return Optional.of(Path.of(words.get(data + 1)).getParent());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean runs(ProcessHandle process) {
    try {
      // One that has ended and that nobody waits for still has a number.
      return process.isAlive()
          && !Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
              .matches("(?s).*\\) Z .*");
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "INT"})
  void whatever_ends_it_no_process_and_no_folder_is_left(String signal) throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc on this machine");
    Path reached = repository.resolve("orders/reached");
    AlembicService.write(
        repository,
        "orders",
        "open('%s', 'w').close()\n    op.execute('SELECT pg_sleep(600)')".formatted(reached));
    Process run = dovetail();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(reached) && run.isAlive() && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(reached).exists();
    List<ProcessHandle> started = run.descendants().toList();
    // A keeper, a server with its own processes, a Python that is confined and its child.
    assertThat(started).hasSizeGreaterThan(6);
    Path server = server(started).orElseThrow();
    assertThat(server).isDirectory();
    assertThat(temporary).isNotEmptyDirectory();

    new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid())).start().waitFor();
    assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0;
        i < 200 && (started.stream().anyMatch(VerifyEndsTest::runs) || left(server));
        i++) {
      Thread.sleep(50);
    }
    assertThat(started).noneMatch(VerifyEndsTest::runs);
    assertThat(server).doesNotExist();
    assertThat(ours()).isEmpty();
  }

  private boolean left(Path server) throws IOException {
    return Files.exists(server) || !ours().isEmpty();
  }

  private List<Path> ours() throws IOException {
    try (Stream<Path> entries = Files.list(temporary)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith("dovetail-"))
          .toList();
    }
  }

  @Test
  void a_failed_database_is_kept_where_that_is_asked_for_and_ended_as_is_said() throws Exception {
    AlembicService.write(repository, "orders", "op.execute('SELECT no_such_function()')");
    Process run = dovetail("--keep", "--only", "fresh");
    String said = said(run);
    assertThat(run.exitValue()).isEqualTo(1);
    Matcher kept =
        Pattern.compile("orders: its database is kept: `([^`]+)`; `([^`]+)` ends the server")
            .matcher(said);
    assertThat(kept.find()).as(said).isTrue();
    assertThat(kept.group(1)).matches("PGPASSFILE=\\S+ psql -h 127.0.0.1 -p \\d+ -U \\w+ \\w+");
    Path folder =
        Path.of(kept.group(1).substring("PGPASSFILE=".length(), kept.group(1).indexOf(' ')))
            .getParent();
    try {
      assertThat(folder).isDirectory();
      if (Files.isExecutable(Path.of("/usr/bin/psql"))) {
        Process psql =
            new ProcessBuilder("sh", "-c", kept.group(1) + " -Atc \"SELECT 'entered'\"")
                .redirectErrorStream(true)
                .start();
        assertThat(said(psql)).isEqualTo("entered\n");
      }
    } finally {
      said(new ProcessBuilder("sh", "-c", kept.group(2)).redirectErrorStream(true).start());
    }
    for (int i = 0; i < 200 && Files.exists(folder); i++) {
      Thread.sleep(50);
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void since_a_commit_only_what_was_touched_is_verified() throws Exception {
    AlembicService.write(repository, "orders", "pass");
    AlembicService.write(repository, "stock", "pass");
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "first");
    Process idle = dovetail("--since", "HEAD");
    assertThat(said(idle)).contains("no service was touched since HEAD");
    assertThat(idle.exitValue()).isZero();

    Files.writeString(repository.resolve("stock/notes.py"), "touched = True\n");
    Process run = dovetail("--since", "HEAD", "--only", "fresh");
    assertThat(said(run)).contains("stock: ok").doesNotContain("orders: begins");
    assertThat(run.exitValue()).isZero();
  }

  private void git(String... arguments) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b.c"));
    words.addAll(List.of(arguments));
    try {
      said(
          new ProcessBuilder(words)
              .directory(repository.toFile())
              .redirectErrorStream(true)
              .start());
    } catch (IOException e) {
      assumeTrue(false, "no git on this machine");
    }
  }
}
