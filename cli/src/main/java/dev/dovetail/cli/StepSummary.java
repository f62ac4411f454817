package dev.dovetail.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The page of a GitHub Actions step, to which a step adds by a file that it is told of. */
final class StepSummary {

  private StepSummary() {}

  /** Does nothing elsewhere; a file that cannot be written is said and no fault of the check. */
  static void append(String markdown, Streams streams) {
    Optional<String> file =
        Optional.ofNullable(System.getenv("GITHUB_STEP_SUMMARY")).filter(name -> !name.isBlank());
    if (file.isPresent()) {
      try {
        Files.writeString(
            Path.of(file.get()),
            markdown,
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        streams.err().println("dovetail: the step summary could not be written: " + e.getMessage());
      }
    }
  }
}
