package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.postgres.ServerException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dovetail plan --emergency} where a database fails now. */
class EmergencyTest {

  private static final Pattern ADDS = Pattern.compile("ALTER TYPE [\\w.]+ ADD VALUE '\\w+'");

  @TempDir static Path temporary;
  private static Path story;
  private static DisposablePostgres server;

  @BeforeAll
  static void start() throws Exception {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    story = temporary.resolve("story");
    sh("sh", "../scripts/history-example", story.toString());
    sh("git", "-C", story.toString(), "checkout", "-q", "HEAD~1");
    server = DisposablePostgres.start(PostgresBinaries.found().getFirst());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** The database that the migrations of the story make. */
  private static Database behind() throws ServerException {
    Database database = server.fresh();
    database.run(
        "CREATE TYPE batch_status_enum AS ENUM ('awaiting_content_validation',"
            + " 'ready_for_pipeline_execution', 'processing_pipelines', 'completed_successfully',"
            + " 'guest_class_ready');"
            + "CREATE TABLE batches (id serial PRIMARY KEY, status batch_status_enum NOT NULL);"
            + "INSERT INTO batches (status) VALUES ('guest_class_ready'), ('processing_pipelines');"
            + "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);"
            + "INSERT INTO alembic_version VALUES ('20250706_0001')");
    return database;
  }

  @Test
  void what_it_says_to_do_now_ends_the_failure_of_a_live_database() throws Exception {
    Database database = behind();
    String writing = "INSERT INTO batches (status) VALUES ('cancelled')";
    assertThatThrownBy(() -> database.run(writing)).hasMessageContaining("invalid input value");

    String failing = emergency(database);

    assertThat(failing)
        .startsWith("0\n")
        .contains("# Emergency: BatchStatus")
        .contains("- it stands at the head, 20250706_0001")
        .containsPattern("the database [^ ]+ has: `awaiting_content_validation`, ")
        .containsPattern("\\*\\*writes fail\\*\\*: .*`cancelled`.*SQLSTATE 22P02")
        .contains("**reads fail** of rows with `guest_class_ready`: the code does not know it")
        .contains("root cause, likely: one-time bulk addition without a migration")
        .doesNotContain("not seen: batch_orchestrator_service")
        .doesNotContain(database.address().password());
    List<String> steps =
        ADDS.matcher(failing.substring(failing.indexOf("## 3. Fix")))
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(steps).hasSize(5);

    for (String step : steps) {
      database.run(step);
    }

    database.run(writing);
    assertThat(emergency(database)).startsWith("0\n").doesNotContain("writes fail");
  }

  @Test
  void of_several_databases_each_is_told_by_itself_and_only_read() throws Exception {
    Database one = behind();
    Database other = behind();
    other.run("ALTER TYPE batch_status_enum ADD VALUE 'cancelled'");
    Schema before = one.introspect();

    String said = emergency(one, other);

    assertThat(said.split("writes fail", -1)).hasSize(3);
    assertThat(said.lines().filter(line -> line.contains("writes fail")))
        .filteredOn(line -> line.contains("`cancelled`"))
        .hasSize(1);
    assertThat(SchemaDifference.between(before, one.introspect(), SchemaDifference.Measure.SERVER))
        .isEmpty();
  }

  private static String emergency(Database... databases) throws Exception {
    Path file = Files.createTempFile(temporary, "databases", "");
    StringBuilder lines = new StringBuilder();
    for (Database database : databases) {
      Address at = database.address();
      lines.append(
          "batch_orchestrator_service postgresql://%s:%s@%s:%d/%s\n"
              .formatted(at.user(), at.password(), at.host(), at.port(), at.database()));
    }
    Files.writeString(file, lines.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status =
        Main.run(
            new String[] {
              "plan",
              story.toString(),
              "--emergency",
              "BatchStatus",
              "--databases-file",
              file.toString()
            },
            InputStream.nullInputStream(),
            both,
            both);
    return status
        + "\n"
        + out.toString(StandardCharsets.UTF_8).replaceFirst("(?s)^.*?(?=# Emer)", "");
  }

  private static void sh(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
