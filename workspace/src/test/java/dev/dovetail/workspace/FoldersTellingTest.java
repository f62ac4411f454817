package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTellingTest {

  @Test
  void what_a_file_leaves_on_the_connection_is_not_there_for_a_command_of_its_own()
      throws ConfigurationException {
    Told told = told("CREATE SCHEMA app; SET search_path TO app;");

    assertThat(told.fails()).isEmpty();
    assertThat(told.failsEach())
        .hasValueSatisfying(problem -> assertThat(problem.sqlstate()).contains("42P01"));
  }

  @Test
  void where_nothing_is_left_one_command_and_several_come_to_the_same()
      throws ConfigurationException {
    Told told = told("CREATE SCHEMA app;");

    assertThat(told.fails()).isPresent();
    assertThat(told.failsEach()).isEqualTo(told.fails());
  }

  private static Told told(String first) throws ConfigurationException {
    MemoryTree tree =
        new MemoryTree(
            Map.of(
                "db/migrations/001_app.up.sql", first,
                "db/migrations/002_tasks.up.sql", "CREATE TABLE tasks (id int);",
                "db/migrations/003_note.up.sql", "ALTER TABLE app.tasks ADD COLUMN note text;"));
    return Workspace.open(tree, "app", Versions.open()).facts().getFirst().told().orElseThrow();
  }
}
