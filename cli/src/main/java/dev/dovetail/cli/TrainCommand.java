package dev.dovetail.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs what people wait for most often, in one process and into the void: a check, one of SQL, and
 * that of a hook, alone and with its companion. The launcher has the JVM write its archive of
 * classes meanwhile, so that what is not run here starts slower everywhere.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

  private static final int TRIES = 100;

  @Parameters(paramLabel = "EXAMPLE")
  Path example = Path.of("");

  @Override
  public Integer call() throws IOException {
    try (TemporaryFolder scratch = TemporaryFolder.named("dovetail-train")) {
      System.setProperty(Remembered.FOLDER, scratch.path().resolve("cache").toString());
      run("check", example.toString());
      sql(scratch.path().resolve("sql"));
      hook(scratch.path().resolve("classroom"));
      companion(scratch.path());
    }
    return 0;
  }

  private static void sql(Path folder) throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("migrations"));
    Files.writeString(
        migrations.resolve("000001_tasks.up.sql"),
        """
        CREATE TYPE state AS ENUM ('open', 'done');
        CREATE TYPE kind AS ENUM ('bug', 'wish');
        CREATE TABLE tasks (id bigint PRIMARY KEY, state state NOT NULL DEFAULT 'open');
        """);
    Files.writeString(
        migrations.resolve("000001_tasks.down.sql"), "DROP TABLE tasks;\nDROP TYPE state;\n");
    Files.writeString(
        migrations.resolve("000002_later.up.sql"),
        """
        ALTER TYPE state ADD VALUE 'later' BEFORE 'done';
        ALTER TABLE tasks ADD COLUMN kind kind;
        CREATE INDEX by_state ON tasks (state);
        """);
    Files.writeString(migrations.resolve("000002_later.down.sql"), "DROP INDEX by_state;\n");
    run("check", migrations.resolveSibling(".").toString());
    run("check", "--format", "json", migrations.resolveSibling(".").toString());
  }

  private void hook(Path folder) {
    try {
      DemoPlace.of(example, folder, Optional.empty(), true).stage();
      run("check", "--staged", folder.toString());
      // What was found then is remembered now.
      run("check", "--staged", folder.toString());
    } catch (IOException e) {
      // Without git there are no hooks either.
    }
  }

  /** One that is asked by this process too, and ends with it. */
  private static void companion(Path scratch) {
    Path folder = scratch.resolve("classroom");
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().removeAll(Set.of("CI", Remembered.VARIABLE, Companion.VARIABLE));
    environment.put("XDG_RUNTIME_DIR", scratch.toString());
    if (!Files.isDirectory(folder.resolve(".git"))
        || CompanionPlace.here(environment).isEmpty()
        || Remembered.build().isEmpty()) {
      return;
    }
    CompanionCommand companion = new CompanionCommand(environment);
    companion.words = List.of("--staged", folder.toString());
    CompanionCommand.inBackground(() -> {
      try {
        var unused = companion.call();
      } catch (IOException e) {
        // Then nobody answers.
      }
    });
    String[] words = {"check", "--staged", folder.toString()};
    boolean answered = false;
    for (int left = TRIES; left > 0 && !answered; left--) {
      answered =
          !pause()
              || Companion.of(words, environment)
                  .map(asking -> asking.answer(nowhere(), nowhere()).isPresent())
                  .orElse(true);
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(100);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void run(String... words) {
    Main.run(words, InputStream.nullInputStream(), nowhere(), nowhere());
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
