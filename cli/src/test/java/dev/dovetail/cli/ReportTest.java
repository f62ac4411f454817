package dev.dovetail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  @Test
  void as_markdown_it_is_the_document_of_an_audit() {
    assertThat(report(repository, "--format", "markdown"))
        .startsWith("0: <!-- dovetail report -->\n# Database enum audit of story")
        .contains(
            "## Git history timeline",
            "| essay_lifecycle_service | <code>EssayStatus</code> |"
                + " <code>public.essay_status_enum</code> | 15 | 15 | no: agrees | - |",
            "root cause: one-time bulk addition without a migration",
            "## Prevention",
            "## Outstanding work");
  }

  @Test
  void the_reference_lists_types_with_their_tables_and_keys_that_are_not_there() throws Exception {
    Path copy = temporary.resolve("escrow");
    copy(Path.of("../examples/escrow"), copy);
    String before = report(copy, "--reference");
    assertThat(before)
        .contains(
            "| <code>wallet_provider</code> | <code>fincra</code>, <code>paystack</code>,"
                + " <code>flutterwave</code> | <code>link_tokens</code>,",
            "| <code>transactions.user_id</code> | <code>public.users(id)</code> |",
            "- [ ] <code>holds.user_id</code> reads as if it referred to <code>users</code>")
        .doesNotContain("on purpose");
    Files.writeString(
        copy.resolve("dovetail.toml"),
        """
        [[no-foreign-key]]
        column = "holds.user_id"
        reason = "will be migrated to an integer key"
        """);
    assertThat(report(copy, "--reference"))
        .contains(
            "Left out on purpose",
            "- <code>holds.user_id</code>: will be migrated to an integer key",
            "- [ ] <code>link_tokens.user_id</code> reads as if")
        .doesNotContain("- [ ] <code>holds.user_id</code>");
    Files.writeString(copy.resolve("dovetail.toml"), "[[no-foreign-key]]\ncolumn = \"a.b\"\n");
    assertThat(report(copy, "--reference")).startsWith("2: ").contains("reason");
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path there = to.resolve(from.relativize(file).toString());
        Files.createDirectories(there.getParent());
        Files.copy(file, there);
      }
    }
  }

  @Test
  void the_guide_speaks_of_this_repository() {
    assertThat(report(Path.of("../examples/classroom"), "--guide"))
        .contains(
            "alembic in 7 services",
            "libs/common_core/src/common_core/status_enums.py",
            "Now: <code>class_management_service</code> has 2 heads");
  }

  /** The patterns of the guide, as the migrations and the model of a service. */
  private static Path parcels(String name) throws Exception {
    String guide = report(Path.of("../examples/classroom"), "--guide");
    List<String> blocks =
        Pattern.compile("```python\n(.*?)```", Pattern.DOTALL)
            .matcher(guide)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(blocks).hasSize(4);
    Path service = temporary.resolve(name);
    Path versions = Files.createDirectories(service.resolve("alembic/versions"));
    Files.writeString(service.resolve("alembic.ini"), "[alembic]\nscript_location = alembic\n");
    Files.writeString(
        service.resolve("alembic/env.py"),
        """
        import os
        import sqlalchemy as sa
        from alembic import context
        engine = sa.create_engine(os.environ["DATABASE_URL"])
        with engine.connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    for (int i = 0; i < 3; i++) {
      Files.writeString(
          versions.resolve(i + ".py"),
          """
          import sqlalchemy as sa
          from alembic import op
          from sqlalchemy.dialects import postgresql
          revision = "r%d"
          down_revision = %s


          """
                  .formatted(i, i == 0 ? "None" : "\"r" + (i - 1) + "\"")
              + blocks.get(i));
    }
    Files.writeString(
        service.resolve("models.py"),
        """
        import enum
        import sqlalchemy as sa
        from sqlalchemy.orm import declarative_base
        Base = declarative_base()


        """
            + blocks.get(3));
    return service;
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status = Main.run(arguments, new ByteArrayInputStream(new byte[0]), printed, printed);
    return status + ": " + out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void the_patterns_of_the_guide_are_found_good() throws Exception {
    assertThat(run("check", parcels("checked").toString(), "--strict", "--color", "never"))
        .startsWith("0: ")
        .contains("agrees");
  }

  @Test
  void the_patterns_of_the_guide_run_up_down_and_up_again() throws Exception {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    Optional<String> python = FoundStacks.newest();
    assumeTrue(python.isPresent(), "no Python with Alembic: run scripts/test-env");
    Path service = parcels("parcels");
    Files.writeString(
        service.resolve("dovetail.toml"),
        "[[service]]\npath = \".\"\npython = \"%s\"\n".formatted(python.get()));
    String folder = service.toString();
    assertThat(run("verify", folder, "--only", "fresh,stairs,leftovers,re-run", "--color", "never"))
        .startsWith("0: ");
    assertThat(report(service, "--no-history", "--replay"))
        .contains("<b>3</b> replay", "title=\"from an empty database");
  }

  @Test
  void a_live_database_has_its_column_and_its_place_in_the_history() throws Exception {
    assumeFalse(PostgresBinaries.found().isEmpty(), "no PostgreSQL server on this machine");
    Path service = parcels("live");
    try (DisposablePostgres postgres =
        DisposablePostgres.start(PostgresBinaries.found().getFirst())) {
      Database database = postgres.fresh();
      database.run(
          "CREATE TYPE parcel_status AS ENUM ('packed', 'sent');"
              + "CREATE TYPE forgotten AS ENUM ('a');"
              + "CREATE TABLE parcels (id integer PRIMARY KEY, status parcel_status NOT NULL);"
              + "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);"
              + "INSERT INTO alembic_version VALUES ('r0')");
      Address address = database.address();
      Path file = temporary.resolve("databases");
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(
          file,
          "live postgresql://%s:%s@%s:%d/%s\n"
              .formatted(
                  address.user(),
                  address.password(),
                  address.host(),
                  address.port(),
                  address.database()));
      String page = report(service, "--no-history", "--databases-file", file.toString());
      assertThat(page)
          .contains("<b>2</b> database", "1 missing", "public.forgotten", " is here</span>")
          .doesNotContain(address.password());
    }
  }
}
