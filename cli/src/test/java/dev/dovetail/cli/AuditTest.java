package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.postgres.PostgresBinaries;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dovetail audit} from the outside. */
class AuditTest {

  private static Path examples;

  @BeforeAll
  static void find() {
    Path here = Path.of("").toAbsolutePath();
    examples =
        (Files.isDirectory(here.resolve("examples")) ? here : here.resolveSibling(""))
            .resolve("examples");
    if (!Files.isDirectory(examples)) {
      examples = here.getParent().resolve("examples");
    }
  }

  private record Ran(int status, String out, String err) {}

  private static Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void the_demo_prints_the_table_that_was_once_made_by_hand_and_what_that_missed() {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    Ran ran = run("audit", examples.resolve("classroom").toString(), "--demo");
    assertThat(ran.status()).isZero();
    assertThat(ran.out().replaceAll(" +", " "))
        .contains(
            "essay_lifecycle_service EssayStatus essay_states.current_status high 31 10 10"
                + " mismatch")
        .contains("batch_orchestrator_service BatchStatus batches.status high 12 5 5 mismatch")
        .contains("email_service EmailStatus email_records.status high 6 - - mismatch")
        .contains("spellchecker_service EssayStatus - low - - - stores none")
        .contains(
            "essay_lifecycle_service EssayStatus essay_states.current_status high 31 41 41 fixed")
        .contains("batch_orchestrator_service BatchStatus batches.status high 12 15 15 fixed")
        .contains("database superset after `20251121_0900` of 2025-11-21")
        .contains("7 of 7 services checked, 8 enums: 1 mismatch");
  }

  @Test
  void without_a_database_every_service_says_what_to_set() {
    Ran ran = run("audit", examples.resolve("classroom").toString());
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.out())
        .contains("0 of 7 services checked")
        .contains("set `EMAIL_DATABASE_URL`, or name its variable by `url-env`");
  }

  @Test
  void a_password_on_the_command_line_is_refused_and_not_repeated() {
    Ran ran =
        run(
            "audit",
            examples.resolve("classroom").toString(),
            "--database",
            "email_service=postgresql://u:hunter2@127.0.0.1:1/d");
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.out()).contains("~/.pgpass");
    assertThat(ran.out() + ran.err()).doesNotContain("hunter2");
  }

  @Test
  void a_file_of_databases_that_others_may_read_is_refused(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("databases"), "email_service hunter2\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    String classroom = examples.resolve("classroom").toString();
    Ran open = run("audit", classroom, "--databases-file", file.toString());
    assertThat(open.status()).isEqualTo(2);
    assertThat(open.err()).contains("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Ran wrong = run("audit", classroom, "--databases-file", file.toString(), "--format", "json");
    assertThat(wrong.status()).isEqualTo(3);
    assertThat(wrong.out()).contains("the file of databases").contains("not_checked_because");
    assertThat(wrong.out() + wrong.err()).doesNotContain("hunter2");
    Files.writeString(file, "nobody postgresql://u:hunter2@h/d\n");
    Ran stranger = run("audit", classroom, "--databases-file", file.toString());
    assertThat(stranger.status()).isEqualTo(2);
    assertThat(stranger.out() + stranger.err()).doesNotContain("hunter2");
  }
}
