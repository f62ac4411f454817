package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services as they are found, and whose columns are whose. */
class WorkspaceTest {

  private final Map<String, String> files = new TreeMap<>();

  private void history(String folder, String scripts, String table) {
    files.put(folder + "alembic.ini", "[alembic]\nscript_location = " + scripts + "\n");
    tree(folder + scripts, table);
  }

  private void tree(String scripts, String table) {
    files.put(scripts + "/env.py", "from alembic import context\n");
    files.put(
        scripts + "/versions/0001.py",
        """
        import sqlalchemy as sa
        from alembic import op

        revision = "0001"
        down_revision = None


        def upgrade():
            op.create_table("%1$s", sa.Column("state", sa.Enum("open", name="%1$s_state")))


        def downgrade():
            op.drop_table("%1$s")
            op.execute("DROP TYPE %1$s_state")
        """
            .formatted(table));
  }

  private void model(String path, String table) {
    files.put(
        path,
        """
        from sqlalchemy import Column, Enum, Integer
        from sqlalchemy.orm import declarative_base

        Base = declarative_base()


        class Model(Base):
            __tablename__ = "%1$s"

            id = Column(Integer, primary_key=True)
            state = Column(Enum("open", name="%1$s_state"))
        """
            .formatted(table));
  }

  private Report check() throws ConfigurationException {
    return Workspace.open(new MemoryTree(files), "shop", Versions.open()).check();
  }

  @Test
  void a_history_in_the_root_is_named_after_the_root() throws ConfigurationException {
    history("", "alembic", "tasks");
    model("app/models.py", "tasks");
    assertThat(check().services()).extracting(ServiceFacts::name).containsExactly("shop");
    assertThat(check().findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "./", ""})
  void the_root_is_a_service_that_can_be_configured(String path) throws ConfigurationException {
    history("", "alembic", "tasks");
    model("app/models.py", "tasks");
    files.put(
        "dovetail.toml",
        "[[service]]\npath = \"%s\"\nname = \"todo\"\ncritical = \"high\"\n".formatted(path));
    assertThat(check().services())
        .singleElement()
        .satisfies(service -> {
          assertThat(service.name()).isEqualTo("todo");
          assertThat(service.path()).isEmpty();
          assertThat(service.critical()).isPresent();
          assertThat(service.comparisons()).hasSize(1);
        });
    assertThat(check().findings()).isEmpty();
  }

  @Test
  void services_are_named_after_their_folders_and_siblings_with_enums_are_seen()
      throws ConfigurationException {
    history("services/orders/", "alembic", "orders");
    model("services/orders/models.py", "orders");
    files.put(
        "services/mailer/states.py", "import enum\n\n\nclass Mail(enum.Enum):\n    sent = 1\n");
    files.put("services/empty/main.py", "print('nothing')\n");
    Report report = check();
    assertThat(report.services())
        .extracting(ServiceFacts::name)
        .containsExactly("mailer", "orders");
    assertThat(report.services().get(0).uses()).containsExactly("Mail");
    assertThat(report.exitCode(true)).isZero();
  }

  @Test
  void packages_beside_the_history_of_one_application_are_no_services()
      throws ConfigurationException {
    history("shop/data/", "alembic", "orders");
    files.put("shop/__init__.py", "");
    files.put("shop/mail/states.py", "import enum\n\n\nclass Mail(enum.Enum):\n    sent = 1\n");
    assertThat(check().services()).extracting(ServiceFacts::name).containsExactly("data");
  }

  @Test
  void a_history_for_another_database_is_seen_and_not_judged() throws ConfigurationException {
    history("", "alembic", "orders");
    files.put("requirements.txt", "alembic\npymysql\n");
    Report report = check();
    assertThat(report.services()).isEmpty();
    assertThat(report.seen())
        .containsExactly(
            "no service found: no history of migrations is here that can be read",
            "MySQL: not read, only PostgreSQL is (alembic/versions)");
    assertThat(report.exitCode(false)).isEqualTo(3);
  }

  @Test
  void two_services_of_one_name_are_told_apart_by_their_path() throws ConfigurationException {
    history("eu/orders/", "alembic", "orders");
    history("us/orders/", "alembic", "orders");
    assertThat(check().services())
        .extracting(ServiceFacts::name)
        .containsExactly("eu/orders", "us/orders");
  }

  @Test
  void columns_go_to_the_history_that_has_their_table() throws ConfigurationException {
    files.put(
        "alembic.ini",
        "[alembic]\nscript_location = main\n\n[reports]\nscript_location = reports\n");
    tree("main", "tasks");
    tree("reports", "charts");
    model("app/tasks.py", "tasks");
    model("app/charts.py", "charts");
    Report report = check();
    assertThat(report.services()).hasSize(2);
    assertThat(report.services())
        .allSatisfy(service ->
            assertThat(service.comparisons())
                .extracting(Comparison::verdict)
                .containsExactly(Verdict.AGREES));
  }

  @Test
  void what_is_excluded_is_not_there() throws ConfigurationException {
    history("services/orders/", "alembic", "orders");
    history("services/old/", "alembic", "orders");
    files.put("dovetail.toml", "exclude = [\"services/old\"]\n");
    assertThat(check().services()).extracting(ServiceFacts::name).containsExactly("orders");
  }

  @Test
  void a_baseline_is_there_before_the_first_migration() throws ConfigurationException {
    history("services/orders/", "alembic", "orders");
    files.put("before.sql", "CREATE TYPE orders_state AS ENUM ('open');");
    files.put(
        "dovetail.toml", "[[service]]\npath = \"services/orders\"\nbaseline = \"before.sql\"\n");
    assertThat(check().findings()).anyMatch(f -> f.rule().equals("type-created-twice"));
  }
}
