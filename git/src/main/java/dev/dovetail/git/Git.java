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

  private final Path folder;

  Git(Path folder) {
    this.folder = folder;
  }

  /** Starts git and leaves it running; who asked ends it. */
  Process start(String... arguments) throws GitException {
    List<String> command = new ArrayList<>(COMMAND);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(ENVIRONMENT);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new GitException("git cannot be run: " + e.getMessage());
    }
  }

  /** All that git says; its own words where it refuses. */
  byte[] ask(String... arguments) throws GitException {
    Process process = start(arguments);
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
      if (end != 0) {
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
