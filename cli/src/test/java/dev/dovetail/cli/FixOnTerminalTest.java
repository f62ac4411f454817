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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dovetail fix} as a process of its own, before a person at a terminal, and before none. */
class FixOnTerminalTest {

  private static final String QUESTION = "write this? [y/N] ";
  private static final List<String> BEFORE = List.of("0001_tasks.down.sql", "0001_tasks.up.sql");

  /** Runs a command on a terminal of its own, and answers the question whenever it is asked. */
  private static final String TERMINAL =
      """
      import os, pty, sys

      answer, question, command = sys.argv[1], sys.argv[2].encode(), sys.argv[3:]
      child, terminal = pty.fork()
      if child == 0:
          os.execvp(command[0], command)
      said, answered = b"", 0
      while True:
          try:
              more = os.read(terminal, 4096)
          except OSError:
              break
          if not more:
              break
          said += more
          if said.endswith(question) and said.count(question) > answered:
              answered += 1
              os.write(terminal, answer.encode() + b"\\n")
      sys.stdout.buffer.write(said.replace(b"\\r\\n", b"\\n"))
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
      """;

  @TempDir Path folder;

  private record Run(int status, String said) {}

  @BeforeAll
  static void find() throws IOException, InterruptedException {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    assumeTrue(hasTerminals(), "no python3 that opens a terminal on this machine");
  }

  private static boolean hasTerminals() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import pty, os; os.waitstatus_to_exitcode")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** A pair that spelling proposes, and a pair that only the configuration knows. */
  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("tasks/migrations"));
    Files.writeString(
        folder.resolve("dovetail.toml"), "[renames.task_state]\nfinished = \"done\"\n");
    Files.writeString(
        folder.resolve("tasks/models.py"),
        """
        import enum
        from sqlalchemy import Enum
        from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


        class Base(DeclarativeBase):
            pass


        class TaskState(enum.StrEnum):
            OPEN = "open"
            ON_HOLD = "on_hold"
            DONE = "done"


        class Task(Base):
            __tablename__ = "task"

            id: Mapped[int] = mapped_column(primary_key=True)
            state: Mapped[TaskState] = mapped_column(
                Enum(TaskState, name="task_state", values_callable=lambda e: [m.value for m in e])
            )
        """);
    Files.writeString(
        folder.resolve("tasks/migrations/0001_tasks.up.sql"),
        """
        CREATE TYPE task_state AS ENUM ('open', 'On-Hold', 'finished');
        CREATE TABLE task (id serial PRIMARY KEY, state task_state NOT NULL DEFAULT 'On-Hold');
        """);
    Files.writeString(
        folder.resolve("tasks/migrations/0001_tasks.down.sql"),
        "DROP TABLE task;\nDROP TYPE task_state;\n");
  }

  private static List<String> dovetail(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    return command;
  }

  private static List<String> onTerminal(String answer, List<String> command) {
    List<String> all = new ArrayList<>(List.of("python3", "-c", TERMINAL, answer, QUESTION));
    all.addAll(command);
    return all;
  }

  private Run run(List<String> command, boolean ci) throws Exception {
    Path said = folder.resolveSibling(folder.getFileName() + ".said");
    Path input = folder.resolveSibling(folder.getFileName() + ".input");
    Files.writeString(input, "y\n");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(said.toFile()).redirectInput(input.toFile());
    builder.environment().remove("CI");
    builder.environment().put("TERM", "xterm");
    if (ci) {
      builder.environment().put("CI", "true");
    }
    try {
      Process process = builder.start();
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("it waits: " + Files.readString(said));
      }
      return new Run(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    } finally {
      Files.deleteIfExists(said);
      Files.deleteIfExists(input);
    }
  }

  private List<String> migrations() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("tasks/migrations"))) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void renames_are_shown_and_written_when_a_person_says_so() throws Exception {
    List<String> fix = dovetail("fix", folder.toString(), "--color", "never");

    Run no = run(onTerminal("n", fix), false);

    assertThat(no.said())
        .containsSubsequence(
            "rename labels of task_state: finished to done, On-Hold to on_hold",
            "ALTER TYPE task_state RENAME VALUE 'On-Hold' TO 'on_hold';",
            QUESTION,
            "dovetail: nothing is written; `--yes` writes it");
    assertThat(no.status()).as(no.said()).isEqualTo(1);
    assertThat(migrations()).isEqualTo(BEFORE);

    Run yes = run(onTerminal("y", fix), false);

    assertThat(yes.said())
        .containsSubsequence("RENAME VALUE", QUESTION, "dovetail: it is written")
        .containsOnlyOnce(QUESTION);
    assertThat(yes.status()).as(yes.said()).isZero();
    assertThat(migrations()).hasSize(4).containsAll(BEFORE);
    Run check = run(dovetail("check", folder.toString(), "--color", "never"), false);
    assertThat(check.status()).as(check.said()).isZero();
    assertThat(check.said()).doesNotContain("label-");
  }

  @Test
  void without_a_terminal_and_in_ci_nobody_is_asked() throws Exception {
    List<String> fix = dovetail("fix", folder.toString(), "--color", "never");

    for (Run run : List.of(run(fix, false), run(onTerminal("y", fix), true))) {
      assertThat(run.said())
          .contains("RENAME VALUE", "dovetail: nothing is written; `--yes` writes it")
          .doesNotContain("write this?");
      assertThat(run.status()).as(run.said()).isEqualTo(1);
    }
    assertThat(migrations()).isEqualTo(BEFORE);
  }
}
