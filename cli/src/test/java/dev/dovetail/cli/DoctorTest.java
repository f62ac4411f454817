package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.postgres.PostgresBinaries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code dovetail doctor} says of the machine that the tests run on. */
class DoctorTest {

  /** The lines under a word, without the word. */
  private static List<String> said(String word) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        Main.run(
            new String[] {"doctor"},
            new ByteArrayInputStream(new byte[0]),
            print,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    assertThat(status).isZero();
    List<String> under = new ArrayList<>();
    String current = "";
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      String start = line.substring(0, Math.min(11, line.length())).strip();
      current = start.isEmpty() ? current : start;
      if (current.equals(word)) {
        under.add(line.substring(Math.min(12, line.length())));
      }
    }
    return under;
  }

  @Test
  void every_server_is_named_once_with_its_release() {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    List<String> servers =
        said("PostgreSQL").stream().filter(line -> !line.startsWith("the server that ")).toList();
    assertThat(servers).doesNotHaveDuplicates().hasSameSizeAs(found);
    for (PostgresBinaries binaries : found) {
      assertThat(servers).filteredOn(line -> line.startsWith(binaries.toString())).hasSize(1);
    }
  }

  @Test
  void every_python_is_named_once_with_its_version() {
    List<String> pythons = said("Python");
    assumeFalse(
        pythons.getFirst().startsWith("not found"), "no Python on the PATH of this machine");
    assertThat(pythons)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.matches("3\\.[0-9]+\\.[0-9]+ /.*, .+"));
  }

  @Test
  void what_is_there_is_not_said_to_be_missing() {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    assertThat(said("missing")).isNotEmpty().noneMatch(line -> line.startsWith("a PostgreSQL"));
  }
}
