package dev.dovetail.migrations.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which trees are found, and how their files are linked. */
final class AlembicTreeTest {

  private static final String ENV = "from alembic import context\ncontext.run_migrations()\n";

  private final Map<String, String> files = new HashMap<>();

  private void migration(String path, String id, String down) {
    files.put(path, "revision = '" + id + "'\ndown_revision = " + down + "\n");
  }

  private List<MigrationTree> find() {
    return new AlembicTool().find(new MemoryTree(files));
  }

  private MigrationTree only() {
    List<MigrationTree> trees = find();
    assertThat(trees).hasSize(1);
    return trees.getFirst();
  }

  private static List<String> ids(MigrationTree tree) {
    return tree.revisions().stream().map(Revision::id).toList();
  }

  @Test
  void an_ini_file_says_where_the_scripts_are() {
    files.put("svc/alembic.ini", "[alembic]\nscript_location = %(here)s/db/migrations\n");
    files.put("svc/db/migrations/env.py", ENV);
    migration("svc/db/migrations/versions/1.py", "a", "None");
    assertThat(only().folder()).isEqualTo("svc");
    assertThat(only().versions()).isEqualTo("svc/db/migrations/versions");
    assertThat(ids(only())).containsExactly("a");
  }

  @Test
  void a_location_in_a_package_is_found_below_the_folder_or_its_src() {
    files.put("svc/alembic.ini", "[alembic]\nscript_location = shop.db:migrations\n");
    migration("svc/src/shop/db/migrations/versions/1.py", "a", "None");
    assertThat(only().versions()).isEqualTo("svc/src/shop/db/migrations/versions");
  }

  @Test
  void a_location_in_a_package_may_have_several_parts() {
    files.put("alembic.ini", "[alembic]\nscript_location = shop:server:_migrations\n");
    migration("src/shop/server/_migrations/versions/1.py", "a", "None");
    assertThat(only().versions()).isEqualTo("src/shop/server/_migrations/versions");
  }

  @Test
  void a_location_may_be_seen_from_a_folder_above() {
    files.put("etc/alembic.ini", "[alembic]\nscript_location = lib/db/migrations/\n");
    files.put("lib/db/migrations/env.py", ENV);
    migration("lib/db/migrations/versions/1.py", "a", "None");
    assertThat(only().versions()).isEqualTo("lib/db/migrations/versions");
    assertThat(only().folder()).isEqualTo("lib/db");
    assertThat(only().faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"migrations", "/usr/src/app/migrations", "src/elsewhere"})
  void flask_migrate_keeps_the_configuration_beside_env_py_wherever_it_points(String location) {
    files.put("api/migrations/alembic.ini", "[alembic]\nscript_location = " + location + "\n");
    files.put("api/migrations/env.py", ENV);
    migration("api/migrations/versions/1.py", "a", "None");
    assertThat(only().versions()).isEqualTo("api/migrations/versions");
    assertThat(only().faults()).isEmpty();
  }

  @Test
  void of_folders_for_each_database_that_of_postgresql_is_read() {
    files.put("alembic.ini", "[alembic]\nscript_location = db\n");
    files.put("db/env.py", ENV);
    migration("db/versions/sqlite/1.py", "a", "None");
    migration("db/versions/postgresql/1.py", "b", "None");
    assertThat(ids(only())).containsExactly("b");
  }

  @Test
  void of_configurations_for_each_database_that_of_postgresql_is_read() {
    files.put("a.ini", "[alembic]\nscript_location = db\nsqlalchemy.url = mysql://h/d\n");
    files.put("b.ini", "[alembic]\nscript_location = db\nsqlalchemy.url = postgresql://h/d\n");
    files.put("requirements.txt", "pymysql==1.1\n");
    migration("db/versions/1.py", "a", "None");
    assertThat(only().otherDatabase()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mysql+pymysql://h/d, alembic, MySQL",
    "'', pymysql==1.1, MySQL",
    "'', aiomysql, MySQL",
    "'', cx_Oracle, Oracle",
    "mssql+pyodbc://h/d, alembic, SQL Server",
    "sqlite:///x.db, alembic, SQLite",
    "'', alembic, ''",
    "'', pymysql psycopg2-binary, ''",
    "mysql://h/d, asyncpg==0.29, ''",
    "sqlite:///x.db, psycopg[binary]>=3, ''"
  })
  void a_service_of_another_database_is_known_by_its_url_and_drivers(
      String url, String required, String database) {
    files.put("alembic.ini", "[alembic]\nscript_location = db\nsqlalchemy.url = " + url + "\n");
    files.put("requirements.txt", required.replace(' ', '\n') + "\n");
    migration("db/versions/1.py", "a", "None");
    assertThat(only().otherDatabase().orElse("")).isEqualTo(database);
  }

  @Test
  void several_version_locations_are_one_history() {
    files.put(
        "alembic.ini",
        """
        [alembic]
        script_location = migrations
        version_locations = %(here)s/migrations/a:%(here)s/migrations/b
        path_separator = os
        """);
    files.put("migrations/env.py", ENV);
    migration("migrations/a/1.py", "a", "None");
    migration("migrations/b/2.py", "b", "'a'");
    assertThat(ids(only())).containsExactly("a", "b");
  }

  @Test
  void a_pyproject_may_say_it_too() {
    files.put("pyproject.toml", "[tool.alembic]\nscript_location = \"%(here)s/alembic\"\n");
    migration("alembic/versions/1.py", "a", "None");
    assertThat(only().versions()).isEqualTo("alembic/versions");
  }

  @Test
  void sections_of_one_ini_file_are_trees_of_their_own() {
    files.put("alembic.ini", "[one]\nscript_location = one\n[two]\nscript_location = two\n");
    migration("one/versions/1.py", "a", "None");
    migration("two/versions/1.py", "b", "None");
    assertThat(find())
        .extracting(MigrationTree::versions)
        .containsExactly("one/versions", "two/versions");
  }

  @Test
  void a_tree_without_configuration_is_found_by_its_files_and_backups_are_not() {
    files.put("svc/alembic/env.py", ENV);
    files.put("svc/alembic_old/env.py", ENV);
    files.put("svc/backup/alembic/env.py", ENV);
    migration("svc/alembic/versions/1.py", "a", "None");
    migration("svc/alembic/versions_bak/1.py", "x", "None");
    migration("svc/alembic_old/versions/1.py", "y", "None");
    migration("svc/backup/alembic/versions/1.py", "z", "None");
    assertThat(only().folder()).isEqualTo("svc");
    assertThat(ids(only())).containsExactly("a");
  }

  @Test
  void a_location_out_of_the_tree_is_a_fault_and_is_not_followed() {
    files.put("svc/alembic.ini", "[alembic]\nscript_location = ../../elsewhere\n");
    assertThat(only().faults()).hasAtLeastOneElementOfType(HistoryFault.Unreadable.class);
    assertThat(only().revisions()).isEmpty();
  }

  @Test
  void ids_are_read_in_every_form_they_are_written_in() {
    files.put("alembic/env.py", ENV);
    files.put(
        "alembic/versions/1.py",
        "revision: str = 'a'\ndown_revision: str | None = None\nbranch_labels = ('left',)\n");
    files.put("alembic/versions/2.py", "ID = 'b'\nrevision = ID\ndown_revision = None\n");
    files.put(
        "alembic/versions/3.py",
        "\"\"\"join them\n\nmore\n\"\"\"\nrevision = 'c'\ndown_revision = ['left', 'b']\n");
    Revision merge = only().revisions().getLast();
    assertThat(merge.parents()).containsExactly("left", "b");
    assertThat(merge.title()).isEqualTo("join them");
    assertThat(ids(only())).containsExactly("b", "a", "c");
    assertThat(only().heads()).containsExactly("c");
    assertThat(only().faults()).isEmpty();
  }

  @Test
  void faults_of_the_graph_are_told_with_their_revisions() {
    files.put("alembic/env.py", ENV);
    migration("alembic/versions/1.py", "a", "None");
    migration("alembic/versions/2.py", "b", "'a'");
    migration("alembic/versions/3.py", "c", "'a'");
    migration("alembic/versions/4.py", "d", "'gone'");
    migration("alembic/versions/5.py", "e", "'f'");
    migration("alembic/versions/6.py", "f", "'e'");
    migration("alembic/versions/7.py", "b", "'a'");
    files.put("alembic/versions/notes.py", "x = 1\n");
    assertThat(only().faults())
        .extracting(fault -> fault.getClass().getSimpleName())
        .containsExactlyInAnyOrder(
            "Unreadable", "MissingParent", "Cycle", "DuplicateId", "SeveralHeads");
    assertThat(ids(only())).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
  }

  @Test
  void env_and_url_say_the_driver() {
    files.put("alembic/versions/1.py", "revision = 'a'\n");
    files.put("alembic/env.py", ENV + "engine = create_async_engine(url)\n");
    assertThat(only().pinned().driver()).contains(Stack.Driver.ASYNCPG);
    files.put("alembic/env.py", ENV);
    files.put(
        "alembic.ini",
        "[alembic]\nscript_location = alembic\nsqlalchemy.url = postgresql+psycopg://h/d\n");
    assertThat(only().pinned().driver()).contains(Stack.Driver.PSYCOPG);
    assertThat(only().pinned().sqlalchemy()).isEqualTo(Optional.empty());
  }
}
