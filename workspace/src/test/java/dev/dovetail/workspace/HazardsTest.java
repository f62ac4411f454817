package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.workspace.Configuration.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Hazards of enums in migrations, each one statement or two in a history that is otherwise sound,
 * and what is said of it with every rule turned on; beside most a harmless twin, of which nothing
 * is said. The cases stand in {@code bench/probe}, where other tools are measured by them too.
 */
class HazardsTest {

  private static final String EXPECT = "-- expect:";

  private static final String BEFORE =
      """
      CREATE TYPE state AS ENUM ('open', 'done');
      CREATE TABLE tasks (id integer PRIMARY KEY, state state, note text CONSTRAINT known CHECK (note IN ('a', 'b')));
      """;

  private static final String ENV =
      """
      from alembic import context
      context.configure(connection=connection, transaction_per_migration=True)
      """;

  /** What is true of every history here, and not what a case is about. */
  private static final String CONFIGURATION =
      """
      [versions]
      postgres = 15

      [rules]
      all = "on"
      enum-unbound = "off"
      enum-unverifiable = "off"
      downgrade-does-nothing = "off"
      downgrade-fails = "off"
      leftover-type-after-downgrade = "off"
      """;

  private record Case(String name, String statements, List<String> rules) {}

  @TestFactory
  Stream<DynamicTest> what_is_said_of_it() throws Exception {
    return cases().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> isSaid(each)));
  }

  @Test
  void there_are_as_many_hazards_as_there_should_be_and_many_harmless_ones() throws Exception {
    assertThat(cases().stream().filter(each -> !each.rules().isEmpty())).hasSizeGreaterThan(90);
    assertThat(cases().stream().filter(each -> each.rules().isEmpty())).hasSizeGreaterThan(30);
    assertThat(cases()).extracting(Case::name).doesNotHaveDuplicates();
  }

  private static List<Case> cases() throws IOException {
    Path root = Files.isDirectory(Path.of("bench")) ? Path.of("") : Path.of("..");
    List<Case> cases = new ArrayList<>();
    for (String block :
        Files.readString(root.resolve("bench/probe/cases.sql")).split("(?m)^-- case: ")) {
      String[] lines = block.split("\n", 3);
      if (lines.length == 3 && lines[1].startsWith("-- ")) {
        String rules =
            lines[1].startsWith(EXPECT) ? lines[1].substring(EXPECT.length()).strip() : "";
        cases.add(
            new Case(lines[0], lines[2], rules.isEmpty() ? List.of() : List.of(rules.split(" "))));
      }
    }
    return cases;
  }

  private static void isSaid(Case each) throws ConfigurationException {
    Map<String, String> files = new TreeMap<>();
    files.put("dovetail.toml", CONFIGURATION);
    files.put("alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("alembic/env.py", ENV);
    files.put("alembic/versions/0001.py", migration("0001", "None", BEFORE));
    files.put("alembic/versions/0002.py", migration("0002", "\"0001\"", each.statements()));
    assertThat(
            Workspace.open(new MemoryTree(files), "app", Versions.open())
                .check()
                .findings()
                .stream()
                .map(Finding::rule)
                .distinct())
        .as(each.statements())
        .containsExactlyInAnyOrderElementsOf(each.rules());
  }

  private static String migration(String id, String parent, String statements) {
    StringBuilder body = new StringBuilder();
    for (String statement : statements.split(";(?![^$]*\\$\\$)", -1)) {
      if (!statement.isBlank()) {
        body.append("    op.execute(\"\"\"").append(statement.strip()).append("\"\"\")\n");
      }
    }
    return """
    from alembic import op

    revision = "%s"
    down_revision = %s


    def upgrade():
    %s

    def downgrade():
        pass
    """
        .formatted(id, parent, body);
  }
}
