package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * {@code dovetail probe} of the classroom, on databases that its migrations really make. {@code
 * -Ddovetail.rewrite=true} writes the golden file anew.
 */
class ProbeTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/dovetail/cli/classroom.probe.txt");

  /** A copy of the example that says which Python to take. */
  @TempDir static Path folder;

  @BeforeAll
  static void copy() throws IOException {
    Classroom.copyTo(folder);
  }

  private static Ran probe(String... options) {
    List<String> args = new ArrayList<>(List.of("probe", folder.toString(), "--color", "never"));
    args.addAll(List.of(options));
    return Ran.of(args.toArray());
  }

  @Test
  void the_classroom_gives_its_report() throws IOException {
    Ran answer = probe("--on-replay", "--jobs", "2");
    String report = answer.out().replaceAll("PostgreSQL [0-9.]+", "PostgreSQL N");
    if (Boolean.getBoolean("dovetail.rewrite")) {
      Files.writeString(GOLDEN, report);
    }
    assertThat(report).isEqualTo(Files.readString(GOLDEN));
    assertThat(answer.status()).isEqualTo(1);
    assertThat(report)
        .contains("5 of 12 labels stored and read back in rows of `batches`")
        .contains("error[label-missing-in-database]: 7 labels of `BatchStatus`")
        .contains("all 7 states are reached from 'INITIALIZING'")
        .contains("not probed: essay_lifecycle_service: its migrations fail");
  }

  @Test
  void junit_has_a_suite_for_each_service_and_a_case_for_each_trial_of_each_enum()
      throws Exception {
    Ran answer =
        probe(
            "--on-replay",
            "--only",
            "batch_orchestrator_service,essay_lifecycle_service",
            "--format",
            "junit");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document document =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(answer.out().getBytes(StandardCharsets.UTF_8)));
    NodeList suites = document.getDocumentElement().getElementsByTagName("testsuite");
    assertThat(suites.getLength()).isEqualTo(2);
    Element batches = (Element) suites.item(0);
    assertThat(batches.getAttribute("tests")).isEqualTo("5");
    assertThat(batches.getAttribute("failures")).isEqualTo("2");
    assertThat(answer.out())
        .contains("name=\"BatchStatus in batches.status: storage\"")
        .contains("type=\"label-missing-in-database\"")
        .contains("type=\"unverified\"");
  }

  @Test
  void a_database_that_is_there_is_probed_and_no_password_is_printed(@TempDir Path own)
      throws Exception {
    try (DisposablePostgres postgres =
        DisposablePostgres.start(PostgresBinaries.found().getFirst())) {
      Database database = postgres.fresh();
      database.run(
          "CREATE TYPE operation_status_enum AS ENUM ('completed', 'blocked', 'failed');"
              + "CREATE TABLE credit_operations (id serial PRIMARY KEY, status"
              + " operation_status_enum NOT NULL);");
      Address address = database.address();
      String password = address.password();
      Path file = own.resolve("databases");
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      String line =
          "entitlements_service postgresql://%s:%s@%s:%d/%s\n"
              .formatted(
                  address.user(), password, address.host(), address.port(), address.database());
      for (String text : List.of(line, line.replace(password, "wrong" + password))) {
        Files.writeString(file, text);
        for (String format : List.of("text", "json", "junit")) {
          Ran answer =
              probe(
                  "--databases-file",
                  file.toString(),
                  "--only",
                  "entitlements_service",
                  "--format",
                  format);
          assertThat(answer.out() + answer.err()).doesNotContain(password);
          assertThat(answer.status()).as(answer.out()).isEqualTo(text.equals(line) ? 0 : 3);
          if (format.equals("json") && text.equals(line)) {
            assertThat(answer.out())
                .contains("\"command\": \"probe\"", "\"trial\": \"storage\"")
                .contains("\"outcome\": \"passed\"")
                .contains("\"sequences_advanced\": [\"public.credit_operations_id_seq\"]");
          }
        }
      }
      assertThat(database.rows("SELECT count(*) FROM credit_operations").getFirst().getFirst())
          .contains("0");
    }
  }

  @Test
  void a_database_elsewhere_is_refused_until_it_is_named() {
    Ran answer =
        probe(
            "--only",
            "email_service",
            "--database",
            "email_service=postgresql://me@db.invalid:1/orders");
    assertThat(answer.status()).isEqualTo(3);
    assertThat(answer.out())
        .contains("nothing says that it is a database for development: `db.invalid` is not local")
        .contains("--yes-this-database orders");
  }
}
