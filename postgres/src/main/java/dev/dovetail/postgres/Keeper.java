package dev.dovetail.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A shell that owns the folder of a run, from before it is filled until it is gone. It waits on a
 * pipe which this JVM holds: whatever ends the JVM, {@code kill -9} included, closes the pipe; the
 * shell then stops the server and removes the folder. Signals to a whole group of processes, as
 * Ctrl-C sends, pass it by.
 */
final class Keeper implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  /** A word on the pipe starts the server; "keep" leaves it to whoever ends it later. */
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM
      dir=$1
      shift
      if read -r word && [ "$word" = start ]; then
        exec 3<&0
        "$@" </dev/null 2>&1 3<&- &
        server=$!
        (
          while read -r word; do [ "$word" = keep ] && exit; done
          while kill -QUIT $server; do sleep 0.2; done
        ) <&3 >/dev/null 2>&1 &
        watch=$!
        exec 3<&- </dev/null
        wait $server
        kill -KILL $watch 2>/dev/null
      fi
      rm -rf "$dir"
      """;

  private final Process shell;
  private final Path folder;
  private final ServerLog log;
  private final Account account;

  private Keeper(Process shell, Path folder, ServerLog log, Account account) {
    this.shell = shell;
    this.folder = folder;
    this.log = log;
    this.account = account;
  }

  /** Watches over a folder; the server is the command that {@link #startServer} will run. */
  static Keeper over(Path folder, Account account, List<String> server) throws IOException {
    List<String> words =
        account.command(List.of("sh", "-c", SCRIPT, "dovetail", folder.toString()));
    words.addAll(server);
    ProcessBuilder builder = new ProcessBuilder(words);
    // Variables like PGOPTIONS are meant for other servers.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.directory(Path.of("/").toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process shell = builder.start();
    ServerLog log = new ServerLog(shell.getInputStream());
    Thread reader = new Thread(log, "PostgreSQL's log");
    reader.setDaemon(true);
    reader.start();
    return new Keeper(shell, folder, log, account);
  }

  /** The process that lives as long as the folder. */
  ProcessHandle process() {
    return shell.toHandle();
  }

  ServerLog log() {
    return log;
  }

  void startServer() throws IOException {
    say("start\n");
  }

  /** From now on the server outlives us. */
  void keep() throws IOException {
    say("keep\n");
  }

  private void say(String word) throws IOException {
    OutputStream pipe = shell.getOutputStream();
    pipe.write(word.getBytes(Text.CHARSET));
    pipe.flush();
  }

  /** Stops the server and waits until the folder is gone. */
  @Override
  public void close() {
    release();
    try {
      if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
      if (Files.exists(folder)) {
        // The shell was killed before it could do its work, or may not do all of it.
        try {
          Command.run(account.command(List.of("rm", "-rf", folder.toString())));
        } catch (IOException e) {
          // In a place that is ours alone it may empty the folder, and we remove that.
          Files.deleteIfExists(folder);
        }
      }
    } catch (IOException e) {
      // What is left is swept by the next run.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets go of the pipe. */
  void release() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      // The shell is gone already, and so is what it kept.
    }
  }
}
