package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dovetail report} writes, and where. */
class ReportTest {

  @TempDir static Path temporary;
  private static Path repository;

  @BeforeAll
  static void write_the_story() throws Exception {
    repository = temporary.resolve("story");
    Process process =
        new ProcessBuilder("sh", "../scripts/history-example", repository.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static String report(Path folder, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] arguments =
        Stream.concat(Stream.of("report", folder.toString()), Arrays.stream(options))
            .toArray(String[]::new);
    int status = Main.run(arguments, new ByteArrayInputStream(new byte[0]), printed, printed);
    return status + ": " + out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_page_draws_how_it_came_about() {
    assertThat(report(repository))
        .startsWith("0: <!doctype html>")
        .contains(
            "As of <code>69ae1ed5</code> of 2025-11-21",
            "<svg class=\"chart\"",
            "<rect class=\"drift\"",
            "Parted on 2025-07-17 by 01f61b63 (10 missing)")
        .containsPattern(Pattern.compile("EssayStatus over time: the code has 15 labels now"));
  }

  @Test
  void it_is_the_same_each_time() {
    assertThat(report(repository)).isEqualTo(report(repository));
  }

  @Test
  void history_is_left_out_where_that_is_asked_and_the_page_says_so() {
    assertThat(report(repository, "--no-history"))
        .doesNotContain("id=\"history\"")
        .contains("history was left out, as was asked");
  }

  @Test
  void a_page_is_written_anew_and_other_files_are_left_alone() throws Exception {
    Path page = temporary.resolve("page.html");
    assertThat(report(repository, "--output", page.toString()))
        .isEqualTo("0: written: " + page + "\n");
    assertThat(report(repository, "-o", page.toString())).startsWith("0: ");
    Path notes = temporary.resolve("notes.html");
    Files.writeString(notes, "<p>mine</p>");
    assertThat(report(repository, "-o", notes.toString()))
        .startsWith("2: ")
        .contains("was not written by `dovetail report`");
    assertThat(notes).content().isEqualTo("<p>mine</p>");
  }

  @Test
  void a_folder_without_services_is_not_verified() throws Exception {
    Path empty = Files.createDirectories(temporary.resolve("empty"));
    assertThat(report(empty)).startsWith("3: <!doctype html>").contains("no service found");
  }
}
