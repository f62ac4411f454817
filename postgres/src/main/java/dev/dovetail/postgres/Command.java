package dev.dovetail.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program that is run to its end. */
final class Command {

  private Command() {}

  /** Gives what it said; a failure says it too. */
  static String run(List<String> words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return ended(words, process);
  }

  static void runFrom(Path input, List<String> words) throws IOException, InterruptedException {
    ended(
        words,
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(input.toFile()))
            .start());
  }

  static void runInto(Path output, List<String> words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    ended(words, process);
  }

  private static String ended(List<String> words, Process process)
      throws IOException, InterruptedException {
    String said = new String(process.getInputStream().readAllBytes(), Text.CHARSET).strip();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(
          words.get(0) + " ended with " + status + (said.isEmpty() ? "" : ": " + said));
    }
    return said;
  }
}
