package dev.dovetail.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.audit.Whereabouts.Found;
import dev.dovetail.audit.Whereabouts.Said;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which database is whose: the nearest word counts, and what could be anybody's is nobody's. */
class WhereaboutsTest {

  @TempDir Path root;

  private void service(String name, String environment) throws Exception {
    Path versions = Files.createDirectories(root.resolve(name).resolve("migrations/versions"));
    Files.writeString(
        root.resolve(name).resolve("alembic.ini"), "[alembic]\nscript_location = migrations\n");
    Files.writeString(root.resolve(name).resolve("migrations/env.py"), environment);
    Files.writeString(
        versions.resolve("one.py"),
        "revision = 'one'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n");
  }

  private List<String> found(Map<String, String> environment, Said... said) throws Exception {
    FolderTree tree = FolderTree.of(root);
    Workspace workspace = Workspace.open(tree, tree.name(), Versions.open());
    List<Service> services = workspace.services();
    Whereabouts whereabouts = Whereabouts.in(workspace, environment, List.of(said));
    return services.stream()
        .map(service ->
            service.name()
                + " "
                + whereabouts.of(service, services.size() == 1).stream()
                    .map(WhereaboutsTest::shown)
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  private static String shown(Found found) {
    return switch (found) {
      case Whereabouts.At(var address) -> address.database();
      case Whereabouts.Unreadable(String by, String reason) -> by + ": " + reason;
    };
  }

  private static String at(String database) {
    return "postgresql://u@h/" + database;
  }

  @Test
  void the_variable_that_a_services_code_reads_is_its_own() throws Exception {
    service("orders", "import os\nurl = os.environ['ORDERS_PG_DSN']\n");
    service("stock", "import os\nurl = os.getenv('WAREHOUSE', 'postgresql://stock@db/stock')\n");
    Map<String, String> environment =
        Map.of("ORDERS_PG_DSN", at("by_code"), "WAREHOUSE", at("by_default"));
    assertThat(found(environment)).containsExactly("orders by_code", "stock by_default");
  }

  @Test
  void what_several_services_read_belongs_to_none_of_them() throws Exception {
    service("orders", "import os\nurl = os.environ['DATABASE_URL']\n");
    service("stock", "import os\nurl = os.environ['DATABASE_URL']\n");
    assertThat(found(Map.of("DATABASE_URL", at("whose")))).containsExactly("orders ", "stock ");
  }

  @Test
  void the_database_of_tests_is_another() throws Exception {
    service("orders", "import os\nurl = os.environ['TEST_DB_URL'] or os.environ['DB_URL']\n");
    assertThat(found(Map.of("TEST_DB_URL", at("tests")))).containsExactly("orders ");
    assertThat(found(Map.of("TEST_DB_URL", at("tests"), "DB_URL", at("live"))))
        .containsExactly("orders live");
  }

  @Test
  void the_nearest_word_counts() throws Exception {
    service("orders", "import os\nurl = os.environ['SHOP_DB_URL']\n");
    Map<String, String> all =
        Map.of(
            "ORDERS_DATABASE_URL", at("by_name"),
            "SHOP_DB_URL", at("by_code"),
            "DATABASE_URL", at("shared"),
            "SAID", at("by_configuration"));
    assertThat(found(Map.of("DATABASE_URL", at("shared")))).containsExactly("orders shared");
    assertThat(found(Map.of("DATABASE_URL", at("shared"), "SHOP_DB_URL", at("by_code"))))
        .containsExactly("orders by_code");
    assertThat(found(all)).containsExactly("orders by_name");
    Files.writeString(
        root.resolve("dovetail.toml"), "[[service]]\npath = \"orders\"\nurl-env = \"SAID\"\n");
    assertThat(found(all)).containsExactly("orders by_configuration");
    assertThat(found(Map.of("DATABASE_URL", at("shared")))).containsExactly("orders ");
    assertThat(found(all, new Said(Optional.empty(), at("by_argument"), true)))
        .containsExactly("orders by_argument");
  }

  @Test
  void what_is_to_be_set_is_named_as_the_code_has_it() throws Exception {
    service("orders", "import os\nurl = os.environ['SHOP_DB_URL']\n");
    FolderTree tree = FolderTree.of(root);
    Workspace workspace = Workspace.open(tree, tree.name(), Versions.open());
    assertThat(
            Whereabouts.in(workspace, Map.of(), List.of())
                .missing(workspace.services().getFirst(), true))
        .startsWith("no database is named for it: set `SHOP_DB_URL`");
  }
}
