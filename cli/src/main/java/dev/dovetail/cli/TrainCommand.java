package dev.dovetail.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs what people wait for most often, in one process and into the void: a check, one of SQL, and
 * that of a hook. The launcher has the JVM write its archive of classes meanwhile, so that what is
 * not run here starts slower everywhere.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

  @Parameters(paramLabel = "EXAMPLE")
  Path example = Path.of("");

  @Override
  public Integer call() throws IOException {
    try (TemporaryFolder scratch = TemporaryFolder.named("dovetail-train")) {
      System.setProperty(Remembered.FOLDER, scratch.path().resolve("cache").toString());
      run("check", example.toString());
      sql(scratch.path().resolve("sql"));
      hook(scratch.path().resolve("classroom"));
    }
    return 0;
  }

  private static void sql(Path folder) throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("migrations"));
    Files.writeString(
        migrations.resolve("000001_tasks.up.sql"),
        """
        CREATE TYPE state AS ENUM ('open', 'done');
        CREATE TABLE tasks (id bigint PRIMARY KEY, state state NOT NULL DEFAULT 'open');
        """);
    Files.writeString(
        migrations.resolve("000001_tasks.down.sql"), "DROP TABLE tasks;\nDROP TYPE state;\n");
    Files.writeString(
        migrations.resolve("000002_later.up.sql"),
        """
        ALTER TYPE state ADD VALUE 'later' BEFORE 'done';
        CREATE INDEX by_state ON tasks (state);
        """);
    Files.writeString(migrations.resolve("000002_later.down.sql"), "DROP INDEX by_state;\n");
    run("check", migrations.resolveSibling(".").toString());
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

  private static void run(String... words) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Main.run(words, InputStream.nullInputStream(), nowhere, nowhere);
  }
}
