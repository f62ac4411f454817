package dev.dovetail.verify.run;

import dev.dovetail.verify.run.DriverProcess.End;
import dev.dovetail.verify.run.DriverProcess.Heard;
import dev.dovetail.verify.run.DriverProcess.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Python at work that has loaded Alembic, and makes a child for each database. It knows nothing
 * of the service whose turn it is, so that the next one can have it too.
 */
final class WarmPython implements AutoCloseable {

  private static final List<String> SCRIPTS =
      List.of("driver.py", "dovetail_confine.py", "dovetail_guard.py");
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final Pythons.Python python;
  private final String tool;
  private final boolean namespace;
  private final Path home;
  private final DriverProcess process;
  private Json.Fields hello = Json.Fields.none();
  private int commands;
  private boolean strayed;

  private WarmPython(
      Pythons.Python python, String tool, boolean namespace, Path home, DriverProcess process) {
    this.python = python;
    this.tool = tool;
    this.namespace = namespace;
    this.home = home;
    this.process = process;
  }

  /** Starts one; what it has to say is awaited by {@link #refusal}. */
  static WarmPython start(Pythons.Python python, String tool, Confinement confinement)
      throws IOException {
    Path home = Files.createTempDirectory("dovetail-run-");
    try {
      for (String name : SCRIPTS) {
        try (InputStream source = WarmPython.class.getResourceAsStream(name)) {
          Files.write(home.resolve(name), Objects.requireNonNull(source).readAllBytes());
        }
      }
      List<String> command = new ArrayList<>(confinement.prefix());
      command.add(python.executable().toString());
      command.add(home.resolve(SCRIPTS.getFirst()).toString());
      DriverProcess process = DriverProcess.start(command, home, python.surroundings(home));
      process.say(
          Json.Fields.none()
              .with("namespace", new Json.Flag(confinement.namespace()))
              .with("tool", tool));
      return new WarmPython(python, tool, confinement.namespace(), home, process);
    } catch (IOException e) {
      remove(home);
      throw e;
    }
  }

  /** Whether it would be the same if it was started for this. */
  boolean is(Pythons.Python wanted, String wantedTool, boolean inNamespace) {
    return python.executable().equals(wanted.executable())
        && python.packages().equals(wanted.packages())
        && tool.equals(wantedTool)
        && namespace == inNamespace;
  }

  /** Waits until it is warm; empty when it is, else what is wrong with it. */
  Optional<String> refusal() {
    if (hello.isEmpty()) {
      Optional<Json.Fields> answer = await("hello");
      if (answer.isEmpty()) {
        String said = String.join(" ", process.printed(commands));
        return Optional.of("does not run: " + (said.isEmpty() ? "no answer" : said));
      }
      hello = answer.get();
    }
    return versions()
        .text("missing")
        .map(module ->
            "has no " + module + ": " + python.executable() + " -m pip install " + module);
  }

  Json.Fields versions() {
    return hello.fields("hello").orElse(Json.Fields.none());
  }

  /** Where the server is reached from inside a network of its own. */
  Optional<Integer> port() {
    return hello.number("port");
  }

  /** What is in it ends with the process. */
  Path home() {
    return home;
  }

  DriverProcess process() {
    return process;
  }

  /** The number of the next command. */
  int next() {
    return commands++;
  }

  /** The child has left, and said how; processes that it left behind are nobody's to meet. */
  void left(Json.Fields said) {
    strayed |= said.flag("strays");
  }

  /** Whether another service can have it. */
  boolean isClean() {
    return !strayed && process.isAlive();
  }

  /** Waits for a word; empty when the process ended, or had nothing to say for too long. */
  Optional<Json.Fields> await(String word) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      Optional<Heard> heard = process.hear(Duration.ofNanos(deadline - System.nanoTime()));
      if (heard.isEmpty() || heard.get() instanceof End) {
        return Optional.empty();
      }
      if (heard.get() instanceof Message(Json.Fields said) && said.has(word)) {
        return Optional.of(said);
      }
    }
  }

  @Override
  public void close() {
    process.close();
    remove(home);
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The driver has removed it, or will.
    }
  }
}
