package dev.dovetail.verify.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.Origin;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlembicRunnerTest {

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

  static List<Stacks> stacks() {
    return Stacks.all();
  }

  private Repository twoTables(Stacks stack) {
    return Repository.shop(folder, stack)
        .migration(
            "a1", "", "print('making a')\nop.execute('CREATE TABLE a ()')", "op.drop_table('a')")
        .migration("b2", "a1", "op.execute('CREATE TABLE b ()')", "op.drop_table('b')");
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void goes_up_and_down_and_tells_each_revision(Stacks stack) throws Exception {
    List<String> told = new ArrayList<>();
    Database database = server.fresh();
    try (Runner runner = twoTables(stack).runner(RunOptions.in(folder).telling(told::add))) {
      assertThat(runner.heads()).containsExactly("b2");
      Ran up = runner.upgrade(database, "head");
      assertThat(up.failure()).isEmpty();
      assertThat(up.begun()).containsExactly("a1", "b2");
      assertThat(up.output()).contains("making a");
      assertThat(database.introspect().tables()).hasSize(3);
      Ran down = runner.downgrade(database, "-1");
      assertThat(down.failure()).isEmpty();
      assertThat(down.begun()).containsExactly("b2");
      assertThat(down.output()).isEmpty();
      assertThat(database.introspect().tables()).hasSize(2);
      assertThat(told).containsExactly("a1", "b2", "b2");
      assertThat(runner.remarks().getFirst()).contains(stack.python(), "configured");
    }
    server.drop(database);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void a_refusal_has_its_sqlstate_statement_revision_and_place(Stacks stack) throws Exception {
    twoTables(stack)
        .migration(
            "c3",
            "b2",
            "op.execute('CREATE TYPE x AS ENUM ()')\nop.execute('DROP TABLE nix')",
            "pass");
    Database database = server.fresh();
    try (Runner runner = new Repository(folder).runner()) {
      Ran up = runner.upgrade(database, "head");
      Failure failure = up.failure().orElseThrow();
      assertThat(failure.kind()).isEqualTo(Failure.Kind.DATABASE);
      assertThat(failure.sqlstate()).contains("42P01");
      assertThat(failure.statement()).contains("DROP TABLE nix");
      assertThat(failure.revision()).contains("c3");
      assertThat(failure.message()).isEqualTo("table \"nix\" does not exist");
      assertThat(failure.at()).contains(Origin.inFile("shop/migrations/versions/c3.py", 11, 1));
      assertThat(up.begun()).containsExactly("a1", "b2", "c3");
    }
  }

  @Test
  void a_missing_revision_is_the_tools_own_refusal() throws Exception {
    try (Runner runner = twoTables(Stacks.any()).runner()) {
      Failure failure = runner.upgrade(server.fresh(), "zz").failure().orElseThrow();
      assertThat(failure.kind()).isEqualTo(Failure.Kind.COMMAND);
      assertThat(failure.message()).contains("zz");
    }
  }

  @Test
  void the_configuration_says_how_the_code_gets_its_database() throws Exception {
    String env =
        Repository.ENV
            .replace(
                "os.environ[\"DATABASE_URL\"]", "context.get_x_argument(as_dictionary=True)['url']")
            .replace(
                "engine =",
                "assert os.environ['SHOP_URL'] == os.environ['DATABASE_URL']\n"
                    + "assert os.environ['SHOP_DB'] == os.environ['PGDATABASE']\nengine =");
    Repository repository =
        twoTables(Stacks.any())
            .file("shop/migrations/env.py", env)
            .file(
                "dovetail.toml",
                """
                [[service]]
                path = "shop"
                python = "%s"
                url-env = "SHOP_URL"
                environment = { SHOP_DB = "{database}" }
                x = ["url={url}"]
                """
                    .formatted(Stacks.any().python()));
    try (Runner runner = repository.runner()) {
      assertThat(runner.upgrade(server.fresh(), "head").failure()).isEmpty();
    }
  }
}
