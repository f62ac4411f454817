package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.postgres.PostgresBinaries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * {@code dovetail verify} of the classroom, run for real where a PostgreSQL and a Python with
 * Alembic are there. {@code -Ddovetail.rewrite=true} writes the golden file anew.
 */
class VerifyTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/dovetail/cli/classroom.verify.txt");

  /** A copy of the example that says which Python to take. */
  @TempDir static Path folder;

  @TempDir Path outputs;

  @BeforeAll
  static void copy() throws IOException {
    Classroom.copyTo(folder);
  }

  private static Ran verify(String... options) {
    return Ran.of(
        Stream.concat(
                Stream.of("verify", folder.toString(), "--color", "never"), Stream.of(options))
            .toArray());
  }

  /** Without what differs from run to run and from machine to machine. */
  private static String masked(String report) {
    return report
        .replaceAll("tests +time", "tests  time")
        .replaceAll(" *[0-9]+\\.[0-9] s(?=\n)", "  N s")
        .replaceAll("(?m)^all: Python: .*$", "all: Python: (the configured one)")
        .replaceAll("(?m)^all: Python [0-9].*$", "all: Python, Alembic, SQLAlchemy, drivers")
        .replaceAll("(?m)^all: (a network of its own|no network).*$", "all: (confined)")
        .replace(folder.toString(), "FOLDER");
  }

  @Test
  void every_server_that_is_here_is_asked_and_named() {
    Ran answer = verify("--postgres", "all", "--only", "email_service", "--only", "fresh");
    for (int major :
        PostgresBinaries.found().stream().map(PostgresBinaries::major).distinct().toList()) {
      assertThat(answer.out()).contains("email_service (PostgreSQL %d)".formatted(major));
    }
    assertThat(answer.status()).isZero();
  }

  @Test
  void the_classroom_gives_its_report() throws IOException {
    Ran answer = verify("--jobs", "2");
    String report = masked(answer.out());
    if (Boolean.getBoolean("dovetail.rewrite")) {
      Files.writeString(GOLDEN, report);
    }
    assertThat(report).isEqualTo(Files.readString(GOLDEN));
    assertThat(answer.status()).isEqualTo(1);
    assertThat(report)
        .contains("OK: Outbox indexes aligned with shared conventions.")
        .contains("error[several-heads]", "error[type-created-twice]")
        .contains("warning[leftover-type-after-downgrade]: 2 enum types")
        .contains("migration tests: 6 passed");
  }

  @Test
  void a_baseline_takes_what_only_verify_finds_once_and_only_shrinks() throws IOException {
    Path file = folder.resolve("dovetail-baseline.txt");
    try {
      assertThat(Ran.of("baseline", folder.toString()).status()).isEqualTo(0);
      Ran first = Ran.of("baseline", "--verify", folder.toString());
      assertThat(first.out()).startsWith("4 findings that only verify has are added, once");
      assertThat(verify("--quiet").status()).isEqualTo(0);
      assertThat(Ran.of("baseline", folder.toString()).out()).startsWith("0 mended and taken out");

      String text = Files.readString(file);
      Files.writeString(
          file,
          text.replaceAll("(?m)^.*index-differs.*\n", "")
              + "0123456789abcdef  rerun-fails email_service: gone\n");
      assertThat(Ran.of("baseline", "--verify", folder.toString()).out())
          .isEqualTo(
              """
              1 mended and taken out, 36 stay
              1 new finding is not added: mend it, or allow it in its place (`dovetail: allow RULE reason`)
              """);
      assertThat(verify("--quiet", "--strict").status()).isEqualTo(1);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void only_chooses_services_and_checks() {
    Ran answer =
        verify("--only", "entitlements_service", "--only", "graph,conventions", "--jobs", "1");
    assertThat(answer.status()).isEqualTo(0);
    assertThat(answer.out())
        .contains("service               revisions  graph  conventions   time")
        .contains("OK: Outbox indexes aligned with shared conventions.")
        .contains("1 service, ")
        .doesNotContain("class_management_service");
    assertThat(answer.err()).contains("entitlements_service: begins");
  }

  @Test
  void two_at_once_in_one_checkout_are_green_and_leave_nothing() throws Exception {
    List<Path> before = files();
    List<Process> runs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Process run =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "verify",
                  folder.toString(),
                  "--only",
                  "email_service,fresh,stairs",
                  "--quiet")
              .redirectErrorStream(true)
              .redirectOutput(outputs.resolve("run" + i).toFile())
              .start();
      runs.add(run);
    }
    Set<ProcessHandle> started = new HashSet<>();
    while (runs.stream().anyMatch(Process::isAlive)) {
      runs.forEach(run -> run.descendants().forEach(started::add));
      Thread.sleep(20);
    }
    for (int i = 0; i < 2; i++) {
      assertThat(runs.get(i).exitValue()).as(Files.readString(outputs.resolve("run" + i))).isZero();
    }
    // Both had a server and a Python of their own.
    assertThat(started).hasSizeGreaterThan(6);
    for (int i = 0; i < 100 && started.stream().anyMatch(ProcessHandle::isAlive); i++) {
      Thread.sleep(100);
    }
    assertThat(started).noneMatch(ProcessHandle::isAlive);
    assertThat(files()).isEqualTo(before);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void an_unknown_name_after_only_is_wrong_usage() {
    Ran answer = verify("--only", "stair");
    assertThat(answer.status()).isEqualTo(2);
    assertThat(answer.err()).contains("did you mean `stairs`?").contains("checks: graph, fresh");
  }

  @Test
  void fail_fast_begins_nothing_after_the_first_error() {
    Ran answer =
        verify(
            "--only",
            "class_management_service,essay_lifecycle_service,graph",
            "--fail-fast",
            "--jobs",
            "1");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.out()).contains("several-heads").doesNotContain("essay_lifecycle_service");
  }

  @Test
  void json_has_each_check_with_its_outcome_and_the_replayed_labels() {
    Ran answer = verify("--only", "cj_assessment_service", "--format", "json", "--quiet");
    assertThat(answer.status()).isEqualTo(0);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .startsWith("{")
        .contains("\"command\": \"verify\"", "\"check\": \"stairs\"", "\"outcome\": \"passed\"")
        .contains("\"replayed\": [\"INITIALIZING\", \"GENERATING_PAIRS\"");
  }

  @Test
  void junit_is_xml_with_a_suite_for_each_service_and_a_case_for_each_check() throws Exception {
    Ran answer =
        verify("--only", "spellchecker_service,essay_lifecycle_service", "--format", "junit");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document document =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(answer.out().getBytes(StandardCharsets.UTF_8)));
    NodeList suites = document.getDocumentElement().getElementsByTagName("testsuite");
    assertThat(suites.getLength()).isEqualTo(2);
    for (int i = 0; i < suites.getLength(); i++) {
      Element suite = (Element) suites.item(i);
      NodeList cases = suite.getElementsByTagName("testcase");
      assertThat(cases.getLength()).isEqualTo(Integer.parseInt(suite.getAttribute("tests")));
      assertThat(suite.getElementsByTagName("failure").getLength())
          .isEqualTo(Integer.parseInt(suite.getAttribute("failures")));
      assertThat(suite.getElementsByTagName("skipped").getLength())
          .isEqualTo(Integer.parseInt(suite.getAttribute("skipped")));
    }
    assertThat(answer.out()).contains("<failure message=", "type=\"type-created-twice\"");
  }

  @Test
  void a_baseline_and_comments_pass_findings_over() throws IOException {
    Path migration =
        folder.resolve(
            "services/class_management_service/alembic/versions/3f1c2a9b7d10_initial_schema.py");
    String text = Files.readString(migration);
    Path baseline = folder.resolve("dovetail-baseline.txt");
    try {
      Files.writeString(
          migration,
          text.replaceFirst(
              "def upgrade",
              "# dovetail: allow leftover-type-after-downgrade we never go down\ndef upgrade"));
      assertThat(Ran.of("baseline", folder.toString()).status()).isEqualTo(0);
      Ran answer = verify("--only", "class_management_service");
      assertThat(answer.out())
          .contains("1 known finding is passed over (dovetail-baseline.txt)")
          .doesNotContain("several-heads]", "leftover-type");
      assertThat(answer.status()).isEqualTo(0);
    } finally {
      Files.writeString(migration, text);
      Files.deleteIfExists(baseline);
    }
  }

  @Test
  void schema_from_replay_is_what_the_migrations_made() {
    Ran answer =
        Ran.of(
            "schema",
            folder.toString(),
            "--service",
            "cj_assessment_service",
            "--from",
            "replay",
            "--format",
            "sql");
    assertThat(answer.status()).isEqualTo(0);
    Ran told =
        Ran.of(
            "schema", folder.toString(), "--service", "cj_assessment_service", "--format", "sql");
    assertThat(answer.out()).contains("total_budget integer\n").isEqualTo(told.out());
  }
}
