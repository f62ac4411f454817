package dev.dovetail.migrations.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.migrations.Change;
import dev.dovetail.migrations.Draft;
import dev.dovetail.migrations.MigrationTree;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New migrations look like their neighbours. */
class DraftingTest {

  private static final LocalDateTime NOW = LocalDateTime.of(2025, 9, 1, 7, 5, 3, 120_000_000);

  private static Draft draft(String ini, Map<String, String> versions, Change change) {
    Map<String, String> files = new HashMap<>();
    files.put("alembic.ini", "[alembic]\nscript_location = migrations\n" + ini);
    files.put("migrations/env.py", "from alembic import context\n");
    versions.forEach((name, text) -> files.put("migrations/versions/" + name, text));
    MemoryTree tree = new MemoryTree(files);
    List<MigrationTree> found = new AlembicTool().find(tree);
    return found.getFirst().draft(change, tree, NOW).orElseThrow();
  }

  private static Change change(String parent, String... sql) {
    return new Change(
        "Add 'b' to mood",
        List.of("Why not."),
        List.of(parent),
        List.of(sql).stream().<Change.Step>map(Change.Step.Sql::new).toList(),
        List.of(),
        Optional.of("There is no way back."));
  }

  private static String plain(String id) {
    return "revision = '%s'\ndown_revision = None\n\ndef upgrade():\n    pass\n".formatted(id);
  }

  @ParameterizedTest
  @CsvSource({
    "0007_users.py,            0007,          0008_add_b_to_mood.py,              0008",
    "v003.py,                  v003,          v004_add_b_to_mood.py,              v004",
    "20250706_0001_initial.py, 20250706_0001, 20250901_0002_add_b_to_mood.py,     20250901_0002",
    "202507060101_initial.py,  202507060101,  202509010705_add_b_to_mood.py,      202509010705",
    "20250706_010203_initial.py, 20250706_010203, 20250901_070503_add_b_to_mood.py,"
        + " 20250901_070503",
  })
  void ids_and_names_go_on_as_they_began(String name, String id, String newName, String newId) {
    String before =
        id.matches("(v|0)\\d+")
            ? id.replaceAll(".$", Integer.toString(id.charAt(id.length() - 1) - '1'))
            : "";
    Map<String, String> versions = new HashMap<>(Map.of(name, plain(id)));
    if (!before.isEmpty()) {
      versions.put(name, plain(id).replace("= None", "= '" + before + "'"));
      versions.put(before + "_x.py", plain(before));
    }
    Draft draft = draft("", versions, change(id, "SELECT 1"));
    assertThat(draft.revision()).isEqualTo(newId);
    assertThat(draft.files().keySet()).containsExactly("migrations/versions/" + newName);
  }

  @Test
  void a_drawn_id_is_drawn_again_and_the_same_each_time() {
    Map<String, String> versions = Map.of("3f1c2a9b7d10_x.py", plain("3f1c2a9b7d10"));
    Draft draft = draft("", versions, change("3f1c2a9b7d10", "SELECT 1"));
    assertThat(draft.revision()).matches("[0-9a-f]{12}");
    assertThat(draft).isEqualTo(draft("", versions, change("3f1c2a9b7d10", "SELECT 1")));
    assertThat(draft.revision())
        .isNotEqualTo(draft("", versions, change("3f1c2a9b7d10", "SELECT 2")).revision());
  }

  @Test
  void the_configured_template_names_the_file() {
    Draft draft =
        draft(
            "file_template ="
                + " %%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s\n"
                + "truncate_slug_length = 8\n",
            Map.of("3f1c2a9b7d10_x.py", plain("3f1c2a9b7d10")), change("3f1c2a9b7d10", "SELECT 1"));
    assertThat(draft.files().firstKey())
        .matches("migrations/versions/2025_09_01_0705-[0-9a-f]{12}_add_b_\\.py");
  }

  @Test
  void hints_quotes_and_header_are_those_of_the_neighbour() {
    String neighbour =
        """
        \"\"\"first

        Revision ID: 3f1c2a9b7d10
        Revises:
        Create Date: 2025-07-08 08:00:00.123456

        \"\"\"
        from typing import Any, Sequence, Union

        from alembic import op
        import sqlalchemy as sa


        # revision identifiers, used by Alembic.
        revision: str = '3f1c2a9b7d10'
        down_revision: Union[str, None] = None
        branch_labels: Union[str, Sequence[str], None] = None
        depends_on: Union[str, Sequence[str], None] = None


        def upgrade() -> None:
            pass
        """;
    Draft draft =
        draft(
            "",
            Map.of("3f1c2a9b7d10_first.py", neighbour),
            change("3f1c2a9b7d10", "ALTER TYPE mood ADD VALUE 'b:c' AFTER 'say \"a\"'"));
    assertThat(draft.files().get(draft.files().firstKey()))
        .isEqualTo(
            """
            \"\"\"Add 'b' to mood

            Why not.

            Revision ID: %s
            Revises: 3f1c2a9b7d10
            Create Date: 2025-09-01 07:05:03.120000

            \"\"\"

            from typing import Sequence, Union

            from alembic import op

            # revision identifiers, used by Alembic.
            revision: str = '%s'
            down_revision: Union[str, None] = '3f1c2a9b7d10'
            branch_labels: Union[str, Sequence[str], None] = None
            depends_on: Union[str, Sequence[str], None] = None


            def upgrade() -> None:
                op.execute("ALTER TYPE mood ADD VALUE 'b:c' AFTER 'say \\"a\\"'")


            def downgrade() -> None:
                # There is no way back.
                pass
            """
                .formatted(draft.revision(), draft.revision()));
  }

  @Test
  void what_sqlalchemy_would_take_for_a_parameter_is_escaped() {
    assertThat(PythonText.withoutParameters("SELECT ':a', 'b:c', x::text, ':'"))
        .isEqualTo("SELECT '\\:a', 'b:c', x::text, ':'");
  }

  @Test
  void migrations_for_several_databases_at_once_are_left_alone() {
    Map<String, String> files =
        Map.of(
            "alembic.ini",
            "[alembic]\nscript_location = migrations\n",
            "migrations/env.py",
            "from alembic import context\n",
            "migrations/versions/a1.py",
            plain("a1").replace("upgrade()", "upgrade(engine_name)"));
    MemoryTree tree = new MemoryTree(files);
    assertThat(new AlembicTool().find(tree).getFirst().draft(change("a1", "SELECT 1"), tree, NOW))
        .isEmpty();
  }

  @Test
  void the_template_may_stand_in_pyproject() {
    MemoryTree tree =
        new MemoryTree(
            Map.of(
                "pyproject.toml",
                """
                [tool.alembic]
                script_location = "migrations"
                file_template = "%%(year)d_%%(month).2d-%%(slug)s-%%(rev)s"
                truncate_slug_length = 8
                """,
                "migrations/env.py",
                "from alembic import context\n",
                "migrations/versions/0007_users.py",
                plain("0007")));

    Draft draft =
        new AlembicTool()
            .find(tree)
            .getFirst()
            .draft(change("0007", "SELECT 1"), tree, NOW)
            .orElseThrow();

    assertThat(draft.files())
        .containsOnlyKeys("migrations/versions/2025_09-add_b_-%s.py".formatted(draft.revision()));
  }

  @Test
  void statements_over_several_lines_are_written_so() {
    Draft draft =
        draft("", Map.of("0007_users.py", plain("0007")), change("0007", "SELECT 1,\n  ' :b';"));

    assertThat(draft.files().firstEntry().getValue())
        .contains(
            """
                op.execute(
                    "SELECT 1,\\n"
                    "  ' \\\\:b';"
                )
            """);
  }
}
