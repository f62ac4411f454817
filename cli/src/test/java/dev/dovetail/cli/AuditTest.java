package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dovetail audit} from the outside. */
class AuditTest {

  /** Tests are run from the root or from this room. */
  private static final Path EXAMPLES =
      Files.isDirectory(Path.of("examples")) ? Path.of("examples") : Path.of("../examples");

  private static final String CLASSROOM = EXAMPLES.resolve("classroom").toString();

  @Test
  void the_demo_prints_the_table_that_was_once_made_by_hand_and_what_that_missed() {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    Ran ran = Ran.of("audit", CLASSROOM, "--demo");
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
    Ran ran = Ran.of("audit", CLASSROOM);
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.out())
        .contains("0 of 7 services checked")
        .contains("set `EMAIL_DATABASE_URL`, or name its variable by `url-env`");
  }

  @Test
  void a_password_on_the_command_line_is_refused_and_not_repeated() {
    Ran ran =
        Ran.of(
            "audit", CLASSROOM, "--database", "email_service=postgresql://u:hunter2@127.0.0.1:1/d");
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.out()).contains("~/.pgpass");
    assertThat(ran.out() + ran.err()).doesNotContain("hunter2");
  }

  @Test
  void a_file_of_databases_that_others_may_read_is_refused(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("databases"), "email_service hunter2\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Ran open = Ran.of("audit", CLASSROOM, "--databases-file", file.toString());
    assertThat(open.status()).isEqualTo(2);
    assertThat(open.err()).contains("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Ran wrong = Ran.of("audit", CLASSROOM, "--databases-file", file.toString(), "--format", "json");
    assertThat(wrong.status()).isEqualTo(3);
    assertThat(wrong.out()).contains("the file of databases").contains("not_checked_because");
    assertThat(wrong.out() + wrong.err()).doesNotContain("hunter2");
    Files.writeString(file, "nobody postgresql://u:hunter2@h/d\n");
    Ran stranger = Ran.of("audit", CLASSROOM, "--databases-file", file.toString());
    assertThat(stranger.status()).isEqualTo(2);
    assertThat(stranger.out() + stranger.err()).doesNotContain("hunter2");
  }

  @Test
  void no_password_is_ever_printed_and_of_many_databases_the_outliers_are_named(
      @TempDir Path folder) throws Exception {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    try (DisposablePostgres postgres =
        DisposablePostgres.start(PostgresBinaries.found().getFirst())) {
      Path file = folder.resolve("databases");
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      StringBuilder lines = new StringBuilder("# tenants\n");
      String password = "";
      for (int tenant = 0; tenant < 5; tenant++) {
        Database database = postgres.fresh();
        database.run(
            "CREATE TYPE operation_status_enum AS ENUM ('completed'%s, 'blocked');"
                    .formatted(tenant == 3 ? "" : ", 'failed'")
                + "CREATE TABLE credit_operations (status operation_status_enum)");
        Address address = database.address();
        password = address.password();
        lines.append(
            "entitlements_service postgresql://%s:%s@%s:%d/%s\n"
                .formatted(
                    address.user(), password, address.host(), address.port(), address.database()));
      }
      lines.append(
          lines.toString().lines().toList().getLast().replace(password, "wrong" + password));
      Files.writeString(file, lines.toString());
      assertThat(password).hasSizeGreaterThan(10);
      String text = "";
      for (String format :
          List.of("json", "markdown", "junit", "sarif", "github", "gitlab", "rdjson", "text")) {
        Ran ran =
            Ran.of(
                "audit",
                CLASSROOM,
                "--databases-file",
                file.toString(),
                "--format",
                format,
                "--only",
                "entitlements_service",
                "--count",
                "exact");
        assertThat(ran.out() + ran.err()).doesNotContain(password);
        assertThat(ran.status()).isEqualTo(1);
        text = ran.out();
      }
      assertThat(text)
          .contains("outlier: postgresql://dovetail@127.0.0.1:")
          .contains("1 of 3 labels missing in the database: failed")
          .contains("the password of `dovetail` was refused")
          .contains("0 of 1 services checked");
      Files.writeString(file, lines.toString().lines().skip(1).findFirst().orElseThrow());
      Ran schema =
          Ran.of(
              "schema",
              CLASSROOM,
              "--from",
              "database",
              "--service",
              "entitlements_service",
              "--databases-file",
              file.toString());
      assertThat(schema.status()).isZero();
      assertThat(schema.out())
          .isEqualTo(
              """
              enum public.operation_status_enum: completed, failed, blocked
              table public.credit_operations
                status public.operation_status_enum
              """);
    }
  }

  @Test
  void of_a_hundred_and_fifty_tenants_each_is_a_row_and_the_one_that_differs_is_named(
      @TempDir Path folder) throws Exception {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    try (DisposablePostgres postgres =
        DisposablePostgres.start(PostgresBinaries.found().getFirst())) {
      Database sound = postgres.fresh();
      sound.run(
          "CREATE TYPE operation_status_enum AS ENUM ('completed', 'failed', 'blocked');"
              + "CREATE TABLE credit_operations (status operation_status_enum)");
      StringBuilder lines = new StringBuilder();
      String odd = "";
      for (int tenant = 0; tenant < 150; tenant++) {
        Database database = postgres.copy(sound);
        Address address = database.address();
        if (tenant == 77) {
          odd = address.database();
          database.run("ALTER TYPE operation_status_enum RENAME VALUE 'failed' TO 'Failed'");
        }
        lines.append(
            "entitlements_service postgresql://%s:%s@%s:%d/%s\n"
                .formatted(
                    address.user(),
                    address.password(),
                    address.host(),
                    address.port(),
                    address.database()));
      }
      Path file = folder.resolve("databases");
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, lines.toString());

      Ran ran =
          Ran.of(
              "audit",
              CLASSROOM,
              "--databases-file",
              file.toString(),
              "--only",
              "entitlements_service",
              "--jobs",
              "4");

      assertThat(ran.status()).as(ran.out()).isEqualTo(1);
      assertThat(ran.out().lines().filter(line -> line.contains("outlier: ")))
          .as(ran.out())
          .singleElement()
          .asString()
          .contains(odd);
      assertThat(ran.out())
          .contains("agrees (149 of 150 databases)")
          .contains("mismatch (1 of 150 databases)");
    }
  }

  /** Drift that a team knows of does not stop its CI; what comes to it does. */
  @Test
  void a_finding_is_explained_turned_off_allowed_at_its_place_or_taken_into_the_baseline(
      @TempDir Path folder) throws Exception {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    Path tasks = folder.resolve("tasks");
    TaskService.write(tasks, "    done = \"done\"\n    held = \"held\"\n");
    Path models = tasks.resolve("app/models.py");
    String code = Files.readString(models);
    try (DisposablePostgres postgres =
        DisposablePostgres.start(PostgresBinaries.found().getFirst())) {
      Database database = postgres.fresh();
      database.run(
          """
          CREATE TYPE task_state AS ENUM ('open', 'done', 'old');
          CREATE TABLE tasks (id serial PRIMARY KEY, state task_state);
          CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
          INSERT INTO alembic_version VALUES ('0001');
          """);
      Path file = folder.resolve("databases");
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Address address = database.address();
      Files.writeString(
          file,
          "tasks host=%s port=%d dbname=%s user=%s password=%s\n"
              .formatted(
                  address.host(),
                  address.port(),
                  address.database(),
                  address.user(),
                  address.password()));
      String[] audit = {"audit", tasks.toString(), "--databases-file", file.toString()};
      Ran missing = Ran.of(audit);
      assertThat(missing.status()).isEqualTo(1);
      assertThat(missing.out())
          .startsWith(
              "mismatch[database-departs-from-migrations, database-label-unknown-to-code,"
                  + " database-lacks-label]: tasks, TaskState in tasks.state\n");
      Ran junit = Ran.of(with(audit, "--format", "junit"));
      assertThat(junit.status()).isEqualTo(1);
      assertThat(junit.out())
          .contains(
              "<testsuite name=\"tasks\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">",
              "<testcase classname=\"tasks\" name=\"TaskState in tasks.state\">",
              "<failure message=\"`held` of `TaskState` is not a label of `public.task_state`",
              "info[database-label-unknown-to-code]: `old` of `public.task_state`");
      assertThat(Ran.of(with(audit, "--format", "sarif")).out())
          .contains(
              "\"ruleId\": \"database-lacks-label\"",
              "\"uri\": \"app/models.py\"",
              "\"dovetail/v1\": ");
      assertThat(Ran.of("explain", "database-lacks-label").out())
          .startsWith("# database-lacks-label\n");

      Files.writeString(
          models,
          code.replace(
              "\"held\"\n",
              "\"held\"  # dovetail: allow database-lacks-label it comes tomorrow\n"));
      Ran allowed = Ran.of(audit);
      assertThat(allowed.status()).isZero();
      assertThat(allowed.out()).contains("mismatch[database-departs-from-migrations, database-la");
      assertThat(Ran.of(with(audit, "--fail-on", "any")).status()).isEqualTo(1);
      assertThat(Ran.of("check", tasks.toString()).out()).doesNotContain("suppression-unused");
      Files.writeString(models, code);

      Files.writeString(
          tasks.resolve("dovetail.toml"), "[rules]\ndatabase-lacks-label = \"warning\"\n");
      assertThat(Ran.of(audit).status()).isZero();
      Files.delete(tasks.resolve("dovetail.toml"));

      String[] baseline = {
        "baseline", tasks.toString(), "--audit", "--databases-file", file.toString()
      };
      assertThat(Ran.of("baseline", tasks.toString()).status()).isZero();
      assertThat(Ran.of(baseline).out()).contains("3 findings that only audit has are added, once");
      Ran known = Ran.of(with(audit, "--fail-on", "any"));
      assertThat(known.status()).isZero();
      assertThat(known.out())
          .contains("mismatch (known or allowed): tasks")
          .contains("3 known findings are passed over (dovetail-baseline.txt)");
      assertThat(Ran.of("check", tasks.toString()).out()).doesNotContain("mended, and");

      database.run("ALTER TYPE task_state ADD VALUE 'odd'");
      assertThat(Ran.of(audit).status()).isZero();
      assertThat(Ran.of(with(audit, "--fail-on", "any")).status()).isEqualTo(1);
      assertThat(Ran.of(with(audit, "--fail-on", "none")).status()).isZero();
      assertThat(Ran.of(with(audit, "--format", "json")).out())
          .contains("\"rule\": \"database-label-unknown-to-code\"", "\"fingerprint\": \"")
          // That there are labels of no migration is known; one more of them is nothing new.
          .doesNotContain("\"rule\": \"database-departs-from-migrations\"");
      database.run("ALTER TYPE task_state ADD VALUE 'held'");
      assertThat(Ran.of(baseline).out())
          .contains("1 mended and taken out, 3 stay")
          .contains("1 new finding is not added");
    }
  }

  private static String[] with(String[] words, String... more) {
    return java.util.stream.Stream.concat(
            java.util.Arrays.stream(words), java.util.Arrays.stream(more))
        .toArray(String[]::new);
  }
}
