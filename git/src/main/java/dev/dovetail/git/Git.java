package dev.dovetail.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** git's command line, so that nothing a repository configures is run, asked or fetched. */
final class Git {

  private static final List<String> COMMAND =
      List.of(
          "git",
          "--no-optional-locks",
          "--no-pager",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.quotePath=false",
          "-c",
          "log.showSignature=false");

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "LC_ALL", "C",
          "GIT_OPTIONAL_LOCKS", "0",
          "GIT_NO_LAZY_FETCH", "1",
          "GIT_TERMINAL_PROMPT", "0");

  private static final long LIMIT_SECONDS = 300;

  /** What a hook is given, and what counts from the folder it was started in. */
  private static final List<String> PLACES =
      List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY");

  private final Path folder;
  private final Map<String, String> environment;
  private final Map<String, String> more;

  /**
   * @param environment of whoever asks
   */
  Git(Path folder, Map<String, String> environment) {
    this(folder, environment, Map.of());
  }

  private Git(Path folder, Map<String, String> environment, Map<String, String> more) {
    this.folder = folder;
    this.environment = environment;
    this.more = more;
  }

  /** The same git, where new objects go to another folder and the repository is left as it is. */
  Git writingTo(Path objects) throws GitException {
    Path own = folder.resolve(line("rev-parse", "--git-path", "objects")).toAbsolutePath();
    return new Git(
        folder,
        environment,
        Map.of(
            "GIT_OBJECT_DIRECTORY", objects.toAbsolutePath().toString(),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES", quoted(own.toString())));
  }

  /** As a list of folders wants them that may hold the sign between them. */
  private static String quoted(String path) {
    return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Where git looks for its hooks, by all that is configured; nothing is run for that. */
  Path hooks() throws GitException {
    String[] question = {"rev-parse", "--git-path", "hooks"};
    byte[] said = answer(start(List.of("git"), question), 0, question);
    return folder
        .resolve(new String(said, StandardCharsets.UTF_8).strip())
        .toAbsolutePath()
        .normalize();
  }

  /** Starts git and leaves it running; who asked ends it. */
  Process start(String... arguments) throws GitException {
    return start(COMMAND, arguments);
  }

  private Process start(List<String> begin, String... arguments) throws GitException {
    List<String> command = new ArrayList<>(begin);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    places(builder.environment());
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().putAll(more);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new GitException("git cannot be run: " + e.getMessage());
    }
  }

  /**
   * A hook runs at the top of its work tree, with places that count from there; git is asked in
   * other folders too.
   */
  private static void places(Map<String, String> environment) {
    Path here = Path.of("").toAbsolutePath();
    for (String name : PLACES) {
      environment.computeIfPresent(name, (any, place) -> here.resolve(place).toString());
    }
    if (environment.containsKey("GIT_DIR")) {
      environment.putIfAbsent("GIT_WORK_TREE", here.toString());
    }
  }

  /** A question that git works on; its answer is all that it says. */
  interface Asked {

    byte[] answer() throws GitException;
  }

  Asked begin(String... arguments) throws GitException {
    Process process = start(arguments);
    CompletableFuture<byte[]> said =
        CompletableFuture.supplyAsync(() -> {
          try {
            return answer(process, 0, arguments);
          } catch (GitException e) {
            throw new CompletionException(e);
          }
        });
    return () -> {
      try {
        return said.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof GitException refused
            ? refused
            : new GitException("git broke off: " + e.getMessage());
      }
    };
  }

  /** All that git says; its own words where it refuses. */
  byte[] ask(String... arguments) throws GitException {
    return ask(0, arguments);
  }

  /**
   * @param most the highest exit code that is an answer
   */
  byte[] ask(int most, String... arguments) throws GitException {
    return answer(start(arguments), most, arguments);
  }

  private byte[] answer(Process process, int most, String... arguments) throws GitException {
    CompletableFuture<Boolean> tooLong =
        CompletableFuture.supplyAsync(
            () -> process.isAlive() && process.destroyForcibly().isAlive(),
            CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS));
    try {
      process.getOutputStream().close();
      CompletableFuture<String> refusal =
          CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      byte[] said = process.getInputStream().readAllBytes();
      int end = process.waitFor();
      tooLong.cancel(false);
      if (end < 0 || end > most) {
        throw new GitException(
            "`git %s` in %s: %s".formatted(arguments[0], folder, refusal.join().strip()));
      }
      return said;
    } catch (IOException e) {
      throw new GitException("git broke off: " + e.getMessage());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new GitException("it was interrupted");
    }
  }

  String line(String... arguments) throws GitException {
    return new String(ask(arguments), StandardCharsets.UTF_8).strip();
  }

  /** What is between zero bytes. */
  static List<String> words(byte[] said) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < said.length; i++) {
      if (said[i] == 0) {
        words.add(new String(said, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    if (start < said.length) {
      words.add(new String(said, start, said.length - start, StandardCharsets.UTF_8));
    }
    return words;
  }

  private static String text(InputStream stream) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (stream) {
      stream.transferTo(all);
    } catch (IOException e) {
      return "";
    }
    return all.toString(StandardCharsets.UTF_8);
  }
}
