package dev.dovetail.verify;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services as Flask-Migrate makes them: an env.py that wants an application, and a configuration
 * beside it that says no place. Flask itself is played by as much of it as is asked for.
 */
class FlaskTest {

  private static final String FLASK =
      """
      entered = []

      class Current:
          def __getattr__(self, name):
              if not entered:
                  raise RuntimeError("Working outside of application context.")
              return getattr(entered[-1].app, name)

      current_app = Current()

      class Context:
          def __init__(self, app):
              self.app = app

          def push(self):
              entered.append(self)

      class Flask:
          def __init__(self, import_name):
              self.import_name = import_name
              self.extensions = {}

          def app_context(self):
              return Context(self)
      """;
  private static final String CLI =
      """
      import importlib
      import os
      import sys

      class NoAppException(Exception):
          pass

      def load_dotenv(path=None):
          return False

      class ScriptInfo:
          def __init__(self, app_import_path=None):
              self.place = app_import_path

          def load_app(self):
              found = [name for name in ("wsgi", "app") if os.path.isfile(name + ".py")]
              name = (self.place or (found + [""])[0]).partition(":")[0]
              if not name:
                  raise NoAppException("Could not locate a Flask application.")
              sys.path.insert(0, os.getcwd())
              try:
                  return importlib.import_module(name).create_app()
              except ModuleNotFoundError:
                  raise NoAppException("Could not import '%s'." % name)
      """;
  private static final String ENV =
      """
      from logging.config import fileConfig
      from alembic import context
      from flask import current_app

      config = context.config
      fileConfig(config.config_file_name)
      engine = current_app.extensions["migrate"]
      with engine.connect() as connection:
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()
      """;
  private static final String INI =
      """
      [alembic]
      [loggers]
      keys = root
      [handlers]
      keys =
      [formatters]
      keys =
      [logger_root]
      level = WARN
      handlers =
      """;
  private static final String APP =
      """
      import os
      import sqlalchemy as sa
      from flask import Flask

      URI = os.environ.get("SHOP_DATABASE_URI") or "sqlite://"

      def create_app():
          app = Flask(__name__)
          app.extensions["migrate"] = sa.create_engine(URI)
          return app
      """;

  @TempDir static Path root;

  private static final StringBuilder CONFIGURATION = new StringBuilder();
  private static VerificationReport report;

  private static void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }

  private static void service(String name, String application, String text, String... options)
      throws IOException {
    CONFIGURATION
        .append("[[service]]\npath = \"%s\"\n".formatted(name))
        .append("python = \"%s\"\n".formatted(Stacks.any().python()));
    for (String option : options) {
      CONFIGURATION.append(option).append('\n');
    }
    file(name + "/flask/__init__.py", FLASK);
    file(name + "/flask/cli.py", CLI);
    file(name + "/" + application, text);
    file(name + "/migrations/env.py", ENV);
    file(name + "/migrations/alembic.ini", INI);
    file(
        name + "/migrations/versions/a1.py",
        """
        from alembic import op
        import sqlalchemy as sa

        revision = "a1"
        down_revision = None


        def upgrade():
            op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True))


        def downgrade():
            op.drop_table("orders")
        """);
  }

  @BeforeAll
  static void verify() throws Exception {
    service("has_an_app", "app.py", APP);
    service(
        "says_where",
        "start.py",
        APP,
        "environment = { FLASK_APP = \"start:create_app\" }",
        "url-env = \"SHOP_DATABASE_URI\"");
    service("shows_where", "start.py", APP, "url-env = \"SHOP_DATABASE_URI\"");
    file("shows_where/.env.example", "FLASK_APP=start:create_app\n");
    service("hides_it", "start.py", APP);
    service("breaks", "app.py", "def create_app():\n    raise ValueError('no licence')\n");
    service("goes_elsewhere", "app.py", APP.replace("SHOP_DATABASE_URI", "SHOP_STORE"));
    file("dovetail.toml", CONFIGURATION.toString());
    FolderTree tree = FolderTree.of(root);
    Workspace workspace = Workspace.open(tree, tree.name(), Versions.open());
    try (Cluster cluster = Stacks.server()) {
      report =
          Verification.of(
              workspace,
              cluster,
              new Asked(root, Set.of(), Set.of(), false, 2, Duration.ofSeconds(60)),
              Progress.silent());
    }
  }

  private static Verified of(String service) {
    return report.verified().stream()
        .filter(verified -> verified.service().equals(service))
        .findFirst()
        .orElseThrow();
  }

  private static void assertVerified(String service) {
    assertThat(of(service).findings()).as(service).isEmpty();
    for (Check check : Set.of(Check.FRESH, Check.STAIRS, Check.LEFTOVERS, Check.TOLD)) {
      assertThat(of(service).check(check).map(Checked::outcome).orElseThrow())
          .as(service + " " + check)
          .isInstanceOf(Outcome.Passed.class);
    }
  }

  private static Finding notVerified(String service) {
    assertThat(of(service).findings()).as(service).hasSize(1);
    Finding finding = of(service).findings().getFirst();
    assertThat(finding.rule()).isEqualTo("migrations-not-verified");
    return finding;
  }

  @Test
  void an_application_that_stands_where_flask_looks_is_made_for_env_py() {
    assertVerified("has_an_app");
    assertThat(of("has_an_app").remarks())
        .contains(
            "its code takes the database from SHOP_DATABASE_URI (has_an_app/app.py:5)",
            "its env.py was given the application of Flask in app");
  }

  @Test
  void one_that_stands_elsewhere_is_found_where_it_is_said() {
    assertVerified("says_where");
  }

  @Test
  void one_that_an_example_of_the_environment_names_is_taken() {
    assertVerified("shows_where");
    assertThat(of("shows_where").remarks())
        .contains("as shows_where/.env.example shows them: FLASK_APP");
  }

  @Test
  void one_that_is_not_found_is_asked_for_with_the_line_to_write() {
    assertThat(notVerified("hides_it").message())
        .isEqualTo(
            "the migrations could not be run: its env.py wants an application of Flask, and none"
                + " was found: neither wsgi.py nor app.py is there, and FLASK_APP is not set");
    assertThat(notVerified("hides_it").help())
        .contains("`environment = { FLASK_APP = \"module:function\" }`")
        .contains("`migrate = \"flask db upgrade\"`");
    assertThat(report.exitCode(false)).isEqualTo(3);
  }

  @Test
  void one_that_cannot_be_made_says_nothing_against_the_migrations() {
    assertThat(notVerified("breaks").message())
        .endsWith(
            "the application of Flask that its env.py wants could not be made: ValueError: no"
                + " licence");
  }

  @Test
  void a_database_of_another_kind_is_not_taken_for_the_one_that_was_handed_over() {
    assertThat(notVerified("goes_elsewhere").message())
        .endsWith("its env.py goes to a database of sqlite, and not to the one that it was led to");
    assertThat(notVerified("goes_elsewhere").help()).contains("`url-env`");
  }
}
