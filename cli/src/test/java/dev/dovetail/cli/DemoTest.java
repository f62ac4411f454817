package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.postgres.PostgresBinaries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code dovetail demo} from its first line to its page. */
@Timeout(300)
class DemoTest {

  private static final Path EXAMPLE = Path.of("../examples/classroom");
  private static final Pattern COPY = Pattern.compile("  cd (\\S+)\n");

  private static String demo(String python) throws IOException {
    TreeMap<String, Long> before = files();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        Main.run(
            new String[] {"demo", "--color", "never", "--python", python},
            new ByteArrayInputStream(new byte[0]),
            printed,
            printed);
    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(status).as(said).isZero();
    assertThat(files()).as("the example stays as it was").isEqualTo(before);
    Matcher copy = COPY.matcher(said);
    assertThat(copy.find()).as(said).isTrue();
    Path folder = Path.of(copy.group(1));
    assertThat(said).endsWith("The page: " + folder.resolve("report.html") + "\n");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("id=\"plan\"", "id=\"history\"", "essay_archived");
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
    return said;
  }

  private static TreeMap<String, Long> files() throws IOException {
    TreeMap<String, Long> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(EXAMPLE)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        files.put(one.toString(), Files.getLastModifiedTime(one).toMillis());
      }
    }
    return files;
  }

  @Test
  void it_goes_from_the_first_look_to_the_page() throws Exception {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    Optional<String> python = FoundStacks.newest();
    assumeTrue(python.isPresent(), "no Python with Alembic: run scripts/test-env");
    assertThat(demo(python.get()))
        .contains(
            "error[label-missing-in-database]",
            "7 services, 8 enums: 32 errors",
            "Finds a label that the code may write",
            "error[type-created-twice]",
            "fixed[database-label-unknown-to-code]: essay_lifecycle_service",
            "1 service, 2 enums: nothing found",
            "7 fixes proven and written",
            "7 services, 8 enums: 2 warnings",
            "LookupError when a row that holds",
            "with more releases there is one",
            "together again on 2025-11-21",
            "stopped at once",
            "written: ")
        .doesNotContain("skipped");
  }

  @Test
  void what_is_not_here_is_passed_over_and_said() throws Exception {
    assertThat(demo("/nowhere/python"))
        .contains(
            "7 services, 8 enums: 32 errors",
            "skipped: no ",
            "with more releases there is one",
            "parted on 2025-07-17")
        .doesNotContain("fixes proven");
  }
}
