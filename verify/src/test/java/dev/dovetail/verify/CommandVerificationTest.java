package dev.dovetail.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.verify.run.Stacks;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services whose migrations are run by a command of their own. */
class CommandVerificationTest {

  @TempDir static Path root;

  private static VerificationReport report;

  private static void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  @BeforeAll
  static void verify() throws Exception {
    String python = Stacks.any().python();
    StringBuilder toml = new StringBuilder();
    String[][] services = {
      {"works", "psql -q -v ON_ERROR_STOP=1 -f schema.sql"},
      {"by_url", "psql -q '{url}' -f schema.sql"},
      {"fails", "psql -q -v ON_ERROR_STOP=1 -f wrong.sql"},
      {"by_python", "python migrate.py"},
      {"hangs", "psql -c 'SELECT pg_sleep(600)'"},
      {"is_not_there", "nosuchtool migrate"},
      {"goes_astray", "psql -h 192.0.2.1 -c 'SELECT 1'"},
      {
        "does_it_twice",
        "psql -q -c 'CREATE TABLE IF NOT EXISTS t (i int); INSERT INTO t VALUES (1); ALTER TABLE t"
            + " ADD COLUMN c'\"$(date +%N)\"' int'"
      },
      {"of_alembic", "alembic upgrade head"},
      {"leaves_someone", "psql -q -f schema.sql; setsid sleep 600 &"}
    };
    for (String[] service : services) {
      toml.append("[[service]]\npath = \"").append(service[0]).append("\"\n");
      toml.append("python = \"").append(python).append("\"\n");
      toml.append("migrate = '''").append(service[1]).append("'''\n");
      file(
          service[0] + "/schema.sql",
          "CREATE TABLE IF NOT EXISTS orders (id serial PRIMARY KEY, total numeric(10,2));\n");
    }
    file("dovetail.toml", toml.toString());
    file("fails/wrong.sql", "CREATE TABLE a (i int);\nCREATE TABLE b (i no_type);\n");
    file(
        "by_python/migrate.py",
        """
        import os, sqlalchemy as sa
        engine = sa.create_engine(os.environ["SHOP_DATABASE_URL"])
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS orders (id int)")
        """);
    file(
        "works/models.py",
        """
        from sqlalchemy import Column, Integer, Numeric, Text
        from sqlalchemy.orm import declarative_base
        Base = declarative_base()
        class Order(Base):
            __tablename__ = "orders"
            id = Column(Integer, primary_key=True)
            total = Column(Numeric(10, 2))
            note = Column(Text)
        """);
    file(
        "works/migration-tests.toml",
        """
        [[test]]
        name = "orders have totals"
        expect = [{ succeeds = "INSERT INTO orders VALUES (1, 2.5)" }]
        """);
    file("of_alembic/alembic.ini", "[alembic]\nscript_location = migrations\n");
    file(
        "of_alembic/migrations/env.py",
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine
        with create_engine(os.environ["DATABASE_URL"]).connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    file(
        "of_alembic/migrations/versions/a1.py",
        """
        from alembic import op
        import sqlalchemy as sa
        revision = "a1"
        down_revision = None
        def upgrade():
            op.create_table("n", sa.Column("id", sa.Integer(), primary_key=True))
        def downgrade():
            op.drop_table("n")
        """);
    FolderTree tree = FolderTree.of(root);
    Workspace workspace = Workspace.open(tree, tree.name(), Versions.open());
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/psql")), "no psql on this machine");
    try (Cluster cluster = Stacks.server()) {
      Asked asked = new Asked(root, Set.of(), Set.of(), false, 2, Duration.ofSeconds(10));
      report = Verification.of(workspace, cluster, asked, Progress.silent());
    }
  }

  private static Verified service(String name) {
    return report.verified().stream()
        .filter(verified -> verified.service().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Outcome outcome(String service, Check check) {
    return service(service).check(check).map(Checked::outcome).orElseThrow();
  }

  private static List<String> messages(String service) {
    return report.report().findings().stream()
        .filter(finding -> finding.service().equals(service))
        .map(Finding::message)
        .toList();
  }

  @Test
  void a_command_is_run_and_what_it_made_is_judged() {
    assertThat(outcome("works", Check.FRESH)).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome("works", Check.RERUN)).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome("works", Check.TESTS)).isInstanceOf(Outcome.Passed.class);
    assertThat(service("works").replayed().orElseThrow().tables()).hasSize(1);
    assertThat(messages("works")).singleElement().asString().contains("note");
  }

  @Test
  void what_a_command_cannot_tell_is_skipped_with_the_reason() {
    assertThat(outcome("works", Check.STAIRS))
        .isEqualTo(new Outcome.Skipped("its command goes to the head, and nowhere else"));
    assertThat(outcome("works", Check.LEFTOVERS))
        .isEqualTo(new Outcome.Skipped("its command goes to the head, and nowhere else"));
    assertThat(outcome("works", Check.TOLD))
        .isEqualTo(new Outcome.Skipped("what its command runs is not read"));
  }

  @Test
  void the_database_is_handed_over_in_the_command_or_by_variables() {
    assertThat(outcome("by_url", Check.FRESH)).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome("by_python", Check.FRESH)).isInstanceOf(Outcome.Passed.class);
    assertThat(service("by_python").remarks())
        .contains("its code takes the database from SHOP_DATABASE_URL (by_python/migrate.py:2)");
  }

  @Test
  void a_command_that_fails_is_found_with_what_it_said() {
    assertThat(messages("fails"))
        .singleElement()
        .asString()
        .contains("ended with code 3")
        .contains("wrong.sql:2: ERROR:  type \"no_type\" does not exist");
  }

  @Test
  void a_command_that_hangs_is_ended_with_what_it_waited_for() {
    assertThat(messages("hangs"))
        .singleElement()
        .asString()
        .contains("it took longer than 10 s: `SELECT pg_sleep(600)` was running");
  }

  @Test
  void a_command_that_is_not_there_is_not_verified() {
    assertThat(service("is_not_there").isPartlyUnverified()).isTrue();
    assertThat(messages("is_not_there")).singleElement().asString().contains("cannot be started");
  }

  @Test
  void a_command_reaches_no_other_server() {
    assertThat(messages("goes_astray"))
        .singleElement()
        .asString()
        .containsIgnoringCase("Network is unreachable");
  }

  @Test
  void a_command_that_does_more_each_time_is_found() {
    assertThat(outcome("does_it_twice", Check.RERUN)).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void a_history_that_is_read_is_still_foretold() {
    assertThat(outcome("of_alembic", Check.FRESH)).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome("of_alembic", Check.TOLD)).isInstanceOf(Outcome.Passed.class);
    assertThat(outcome("of_alembic", Check.STAIRS)).isInstanceOf(Outcome.Skipped.class);
  }

  @Test
  void whoever_is_left_running_does_not_keep_it_waiting() {
    assertThat(outcome("leaves_someone", Check.FRESH)).isInstanceOf(Outcome.Passed.class);
    assertThat(service("leaves_someone").took()).isLessThan(Duration.ofSeconds(9));
  }
}
