package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is found in the examples, to the letter. After a change that is meant, {@code
 * -Ddovetail.rewrite=true} writes the reports anew; the difference is then for the eye to judge.
 */
class ExamplesTest {

  private static final Path GOLDEN = Path.of("src/test/resources/dev/dovetail/cli");

  @ParameterizedTest
  @CsvSource({
    "classroom, text, 1",
    "classroom, json, 1",
    "escrow, text, 1",
    "escrow, json, 1",
    "orders, text, 1",
    "orders, json, 1",
    "bindings, text, 1",
    "bindings, json, 1",
    "escrow, sarif, 1",
    "escrow, github, 1",
    "escrow, gitlab, 1",
    "escrow, markdown, 1",
    "escrow, rdjson, 1"
  })
  void an_example_gives_its_report(String example, String format, int status) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exit =
        Main.run(
            new String[] {
              "check", "../examples/" + example, "--format", format, "--color", "never"
            },
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    String report = out.toString(StandardCharsets.UTF_8);
    Path golden = GOLDEN.resolve(example + ending(format));
    if (Boolean.getBoolean("dovetail.rewrite")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, report);
    }
    assertThat(exit).isEqualTo(status);
    assertThat(report).isEqualTo(Files.readString(golden));
  }

  private static String ending(String format) {
    return switch (format) {
      case "text" -> ".txt";
      case "json" -> ".json";
      case "markdown" -> ".md";
      default -> "." + format;
    };
  }
}
