package dev.dovetail.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.Origin;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlFolderRunnerTest {

  private static DisposablePostgres server;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    server = Stacks.server();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private Repository file(String name, String text) {
    return new Repository(folder).file("shop/migrations/" + name, text);
  }

  private Repository threeTables() {
    for (String name : List.of("a", "b", "c")) {
      int number = name.charAt(0) - 'a' + 9;
      file(number + "_" + name + ".up.sql", "CREATE TABLE " + name + " ();");
      file(number + "_" + name + ".down.sql", "DROP TABLE " + name + ";");
    }
    return new Repository(folder);
  }

  private static List<String> tables(Database database) throws Exception {
    return database.introspect().tables().keySet().stream()
        .map(Object::toString)
        .filter(name -> name.startsWith("public."))
        .toList();
  }

  private static Failure failure(Repository repository, Database database) {
    try (Runner runner = repository.runner()) {
      return runner.upgrade(database, "head").failure().orElseThrow();
    }
  }

  @Test
  void goes_up_and_down_by_number_and_tells_each_file() throws Exception {
    List<String> told = new ArrayList<>();
    Database database = server.fresh();
    try (Runner runner = threeTables().runner(RunOptions.in(folder).telling(told::add))) {
      assertThat(runner.heads()).containsExactly("11");
      assertThat(runner.upgrade(database, "10").begun()).containsExactly("9", "10");
      assertThat(tables(database)).containsExactly("public.a", "public.b");
      assertThat(runner.upgrade(database, "head").begun()).containsExactly("11");
      assertThat(runner.upgrade(database, "head").begun()).isEmpty();
      assertThat(runner.downgrade(database, "-1").begun()).containsExactly("11");
      assertThat(runner.downgrade(database, "base").begun()).containsExactly("10", "9");
      assertThat(tables(database)).isEmpty();
      assertThat(runner.upgrade(database, "head").begun()).hasSize(3);
      assertThat(runner.downgrade(database, "9").begun()).containsExactly("11", "10");
      assertThat(told).hasSize(11);
    }
  }

  @Test
  void a_refusal_has_its_sqlstate_statement_file_and_line_and_undoes_the_file() throws Exception {
    threeTables();
    Database database = server.fresh();
    Repository repository =
        file(
            "12_d.up.sql",
            "CREATE TABLE d ();\n\nCREATE TABLE e (\n  i int\n);\nCREATE TABLE a ();");
    Failure failure = failure(repository, database);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.DATABASE);
    assertThat(failure.sqlstate()).contains("42P07");
    assertThat(failure.message()).isEqualTo("relation \"a\" already exists");
    assertThat(failure.statement()).contains("CREATE TABLE a ()");
    assertThat(failure.revision()).contains("12");
    assertThat(failure.at()).contains(Origin.inFile("shop/migrations/12_d.up.sql", 6, 1));
    assertThat(tables(database)).containsExactly("public.a", "public.b", "public.c");
    try (Runner runner = repository.runner()) {
      assertThat(runner.upgrade(database, "head").begun()).containsExactly("12");
    }
  }

  @Test
  void the_place_that_the_server_blames_is_the_place() throws Exception {
    Failure failure =
        failure(
            file("1_a.up.sql", "CREATE TABLE é ();\nSELECT 'é';\nCREATE TABLE x (\n  i nix\n);\n"),
            server.fresh());
    assertThat(failure.sqlstate()).contains("42704");
    assertThat(failure.at()).contains(Origin.inFile("shop/migrations/1_a.up.sql", 4, 5));
    assertThat(failure.statement()).contains("CREATE TABLE x (\n  i nix\n)");
  }

  @Test
  void each_tool_has_its_own_transactions() throws Exception {
    String index = "CREATE INDEX CONCURRENTLY i ON t (i);\n";
    file("1_a.up.sql", "CREATE TABLE t (i int);");
    file("2_b.up.sql", index);
    file("3_c.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nDROP INDEX i;\n" + index);
    file("4_d.sql", "-- migrate:up transaction:false\nDROP INDEX CONCURRENTLY i;\n");
    Database database = server.fresh();
    try (Runner runner = new Repository(folder).runner()) {
      assertThat(runner.upgrade(database, "head").failure()).isEmpty();
    }
    Failure goose = failure(file("5_e.sql", "-- +goose Up\nSELECT 1;\n" + index + "\n"), database);
    assertThat(goose.sqlstate()).contains("25001");
    assertThat(goose.at()).contains(Origin.inFile("shop/migrations/5_e.sql", 3, 1));
    assertThat(failure(file("5_e.sql", "-- migrate:up\n" + index), database).sqlstate())
        .contains("25001");
    assertThat(failure(file("5_e.sql", "SELECT 1;\n" + index), database).sqlstate())
        .contains("25001");
  }

  @Test
  void rows_are_copied_and_commands_of_psql_are_said() throws Exception {
    Database database = server.fresh();
    Repository repository =
        file(
            "001_a.sql",
            """
            \\set ON_ERROR_STOP on
            CREATE TABLE t (a int);
            COPY t FROM stdin;
            1
            2
            \\.
            \\echo done
            """);
    try (Runner runner = repository.runner()) {
      assertThat(runner.upgrade(database, "head").failure()).isEmpty();
      assertThat(runner.remarks())
          .contains(
              "shop/migrations/001_a.sql:1: `\\set ON_ERROR_STOP on` is a command of psql and was"
                  + " not run");
      Ran down = runner.downgrade(database, "base");
      assertThat(down.failure()).isEmpty();
    }
    assertThat(database.rows("SELECT count(*) FROM t")).containsExactly(List.of(Optional.of("2")));
  }

  @Test
  void what_cannot_be_run_as_it_stands_is_not_run() {
    assertThat(refused(file("1_a.up.sql", "SELECT 1;\n\\i other.sql\n")))
        .startsWith("shop/migrations/1_a.up.sql:2: `\\i other.sql` is a command of psql");
    assertThat(refused(file("1_a.up.sql", "CREATE ROLE ${APP};")))
        .startsWith("shop/migrations/1_a.up.sql:1: there is a placeholder");
  }

  private static String refused(Repository repository) {
    return switch (repository.start(RunOptions.in(repository.root))) {
      case Runners.Ready ready -> throw new AssertionError("it is ready");
      case Runners.Refused refused -> {
        assertThat(refused.failure().kind()).isEqualTo(Failure.Kind.MISSING);
        yield refused.failure().message();
      }
    };
  }

  @Test
  void one_number_twice_is_run_once_each() throws Exception {
    file("1_a.up.sql", "CREATE TABLE a ();");
    file("1_b.up.sql", "CREATE TABLE b ();");
    Database database = server.fresh();
    try (Runner runner = new Repository(folder).runner()) {
      assertThat(runner.upgrade(database, "1").begun()).hasSize(2);
      assertThat(runner.upgrade(database, "head").begun()).isEmpty();
      assertThat(runner.downgrade(database, "-1").begun()).hasSize(1);
      assertThat(runner.upgrade(database, "head").begun()).hasSize(1);
    }
  }

  @Test
  void a_statement_that_takes_too_long_is_ended_with_its_command_or_by_itself() throws Exception {
    Repository repository = file("1_a.up.sql", "SELECT 1;\nSELECT pg_sleep(600);");
    Database database = server.fresh();
    try (Runner runner = repository.runner(RunOptions.in(folder).within(Duration.ofSeconds(2)))) {
      Failure failure = runner.upgrade(database, "head").failure().orElseThrow();
      assertThat(failure.kind()).isEqualTo(Failure.Kind.TIMEOUT);
      assertThat(failure.message()).startsWith("it took longer than 2 s: `SELECT 1; SELECT pg_sl");
      assertThat(failure.at()).contains(Origin.inFile("shop/migrations/1_a.up.sql", 2, 1));
      assertThat(runner.upgrade(server.fresh(), "nix").failure().orElseThrow().kind())
          .isEqualTo(Failure.Kind.COMMAND);
    }
    try (Runner runner =
        repository.runner(RunOptions.in(folder).eachWithin(Optional.of(Duration.ofMillis(300))))) {
      Ran ran = runner.upgrade(server.fresh(), "head");
      assertThat(ran.failure().orElseThrow().sqlstate()).contains("57014");
      assertThat(ran.took()).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void what_migrations_do_to_their_schema_does_not_concern_the_note_of_them() throws Exception {
    file("1_a.up.sql", "CREATE TABLE a ();");
    file("2_b.up.sql", "DROP SCHEMA public CASCADE; SET search_path = '';");
    file("3_c.up.sql", "CREATE SCHEMA public; CREATE TABLE public.c ();");
    Database database = server.fresh();
    try (Runner runner = new Repository(folder).runner()) {
      assertThat(runner.upgrade(database, "head").failure()).isEmpty();
      assertThat(runner.downgrade(database, "-1").begun()).containsExactly("3");
    }
    assertThat(tables(database)).containsExactly("public.c");
  }
}
