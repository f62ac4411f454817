package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a run ends: no server, no keeper, no folder. */
class NothingIsLeftTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  /** For all: making a cluster takes longer than everything else here. */
  @TempDir static Path cache;

  @BeforeEach
  void needs_a_server() {
    Binaries.newest();
  }

  /** A run in a JVM of its own. */
  private record Run(Process jvm, BufferedReader said, Path folder) {

    static Run start(Path cache, Path... places) throws IOException {
      List<String> words = new ArrayList<>();
      words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      words.addAll(List.of("-cp", System.getProperty("java.class.path")));
      words.addAll(List.of(Holding.class.getName(), cache.toString()));
      for (Path place : places) {
        words.add(place.toString());
      }
      Process jvm =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      BufferedReader said =
          new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
      String folder = said.readLine();
      assertThat(folder).as("where the server stands").isNotNull();
      return new Run(jvm, said, Path.of(folder));
    }

    void say(char word) throws IOException {
      jvm.getOutputStream().write(word);
      jvm.getOutputStream().flush();
    }

    void signal(String name) throws Exception {
      Command.run(List.of("kill", "-" + name, Long.toString(jvm.pid())));
    }

    ProcessHandle server() throws IOException {
      String pid = Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).get(0);
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    ProcessHandle keeper() throws IOException {
      String pid = Files.readString(folder.resolve("lease")).split(" ", -1)[0];
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    void assertNothingIsLeft(List<ProcessHandle> processes) throws InterruptedException {
      long deadline = System.nanoTime() + SOON.toNanos();
      while (System.nanoTime() < deadline
          && (Files.exists(folder) || processes.stream().anyMatch(StaleFolders::runs))) {
        Thread.sleep(10);
      }
      assertThat(folder).doesNotExist();
      assertThat(processes).noneMatch(StaleFolders::runs);
    }
  }

  /** How a run comes to its end. */
  private interface Ending {
    void of(Run run) throws Exception;
  }

  private void after(Ending ending) throws Exception {
    after(ending, Run.start(cache));
  }

  private static void after(Ending ending, Run run) throws Exception {
    List<ProcessHandle> processes = new ArrayList<>(List.of(run.server(), run.keeper()));
    run.server().descendants().forEach(processes::add);
    assertThat(processes).hasSizeGreaterThan(3).allMatch(ProcessHandle::isAlive);
    ending.of(run);
    run.jvm().waitFor();
    run.assertNothingIsLeft(processes);
    try (Stream<Path> kept = Files.list(cache.resolve("pg"))) {
      assertThat(kept).as("what the next run can use").hasSize(1);
    }
  }

  @Test
  void after_a_run_that_went_well() throws Exception {
    after(run -> run.say('\n'));
  }

  @Test
  void after_a_run_that_failed() throws Exception {
    after(run -> run.say('x'));
  }

  @Test
  void after_an_interrupt() throws Exception {
    after(run -> run.signal("INT"));
  }

  @Test
  void after_an_interrupt_of_all_that_belongs_to_the_terminal() throws Exception {
    after(run -> {
      Command.run(List.of("kill", "-INT", Long.toString(run.keeper().pid())));
      run.signal("INT");
    });
  }

  @Test
  void after_a_run_that_was_asked_to_end() throws Exception {
    after(run -> run.signal("TERM"));
  }

  @Test
  void after_a_run_that_was_killed() throws Exception {
    after(run -> run.signal("KILL"));
  }

  @Test
  void after_the_server_was_killed() throws Exception {
    after(run -> {
      run.server().destroyForcibly();
      run.say('\n');
    });
  }

  @Test
  void after_the_keeper_was_killed() throws Exception {
    after(run -> {
      run.keeper().destroyForcibly();
      run.say('\n');
    });
  }

  @Test
  void after_run_and_keeper_were_killed_when_the_next_run_starts() throws Exception {
    Run run = Run.start(cache);
    List<ProcessHandle> processes = List.of(run.server(), run.keeper());
    // Stopped, it cannot notice the end of the run before its own.
    Command.run(List.of("kill", "-STOP", Long.toString(run.keeper().pid())));
    run.signal("KILL");
    run.jvm().waitFor();
    run.keeper().destroyForcibly();
    Run next = Run.start(cache);
    next.say('\n');
    run.assertNothingIsLeft(processes);
  }

  @Test
  void after_the_disk_was_full_in_the_middle() throws Exception {
    try (SmallDisk disk = SmallDisk.of(96)) {
      Run run = Run.start(cache, disk.folder());
      assertThat(run.folder()).startsWith(disk.folder());
      after(
          filling -> {
            filling.say('f');
            assertThat(filling.said().readLine()).isEqualTo("53100");
          },
          run);
      assertThat(disk.folder()).isEmptyDirectory();
    }
  }

  @Test
  void after_the_disk_was_full_at_the_start() throws Exception {
    try (SmallDisk disk = SmallDisk.of(4)) {
      Premises premises = new Premises(cache, Premises.usual().programs(), List.of(disk.folder()));
      assertThatThrownBy(() -> DisposablePostgres.start(Binaries.newest(), premises, line -> {}))
          .isInstanceOf(IOException.class);
      assertThat(disk.folder()).isEmptyDirectory();
    }
  }

  @Test
  void after_the_disk_of_the_cache_was_full() throws Exception {
    try (SmallDisk disk = SmallDisk.of(4)) {
      Premises usual = Premises.usual();
      Premises premises = new Premises(disk.folder(), usual.programs(), usual.runs());
      List<String> said = new ArrayList<>();
      try (DisposablePostgres postgres =
          DisposablePostgres.start(Binaries.newest(), premises, said::add)) {
        postgres.fresh();
      }
      assertThat(said).last().asString().startsWith("the cache cannot be written");
      assertThat(disk.folder().resolve("pg")).isEmptyDirectory();
    }
  }

  @Test
  void a_kept_database_stays_until_it_is_ended() throws Exception {
    Run run = Run.start(cache);
    List<ProcessHandle> processes = List.of(run.server(), run.keeper());
    run.say('k');
    String end = run.said().readLine();
    assertThat(run.jvm().waitFor()).isZero();
    assertThat(processes).allMatch(ProcessHandle::isAlive);
    Run other = Run.start(cache);
    other.say('\n');
    other.jvm().waitFor();
    assertThat(processes).as("not swept by others").allMatch(ProcessHandle::isAlive);
    Command.run(List.of("sh", "-c", end));
    run.assertNothingIsLeft(processes);
  }

  @Test
  void two_runs_at_once_do_not_know_of_each_other(@TempDir Path empty) throws Exception {
    List<Run> runs = new ArrayList<>();
    List<Thread> starting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      starting.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  Run run = Run.start(empty);
                  synchronized (runs) {
                    runs.add(run);
                  }
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }));
    }
    for (Thread thread : starting) {
      thread.join();
    }
    assertThat(runs).hasSize(2);
    runs.get(0).signal("KILL");
    runs.get(0).jvm().waitFor();
    assertThat(runs.get(1).server().isAlive()).isTrue();
    runs.get(1).say('\n');
    assertThat(runs.get(1).jvm().waitFor()).isZero();
    for (Run run : runs) {
      run.assertNothingIsLeft(List.of());
    }
  }
}
