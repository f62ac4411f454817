package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the launcher runs to make its archive of classes. */
class TrainTest {

  private static final Path CLASSROOM = Path.of("../examples/classroom");

  @Test
  void it_says_nothing_and_leaves_nothing() throws Exception {
    List<Path> before = left();
    Optional<String> folder = Optional.ofNullable(System.getProperty(Remembered.FOLDER));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      int exit =
          Main.run(
              new String[] {"train", CLASSROOM.toString()},
              InputStream.nullInputStream(),
              out,
              out);
      assertThat(exit).isZero();
    } finally {
      folder.ifPresentOrElse(
          value -> System.setProperty(Remembered.FOLDER, value),
          () -> System.clearProperty(Remembered.FOLDER));
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(left()).isEqualTo(before);
  }

  @Test
  void nobody_is_shown_it() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      Main.run(new String[] {"--help"}, InputStream.nullInputStream(), out, out);
      Main.run(new String[] {"completion", "bash"}, InputStream.nullInputStream(), out, out);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("check")
        .doesNotContainPattern("\\btrain\\b");
  }

  private static List<Path> left() throws Exception {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(it -> it.getFileName().toString().startsWith("dovetail-train"))
          .sorted()
          .toList();
    }
  }
}
