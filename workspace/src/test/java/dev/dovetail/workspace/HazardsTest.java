package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hazards of enums in migrations, each one statement or two in a history that is otherwise sound,
 * and what is said of it with every rule turned on; beside most a harmless twin, of which nothing
 * is said.
 */
class HazardsTest {

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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "new label inserted|ALTER TYPE state ADD VALUE 'held' AFTER 'open'; INSERT INTO tasks"
            + " VALUES (1, 'held', 'a')|new-label-used-in-same-transaction",
        "new label as default|ALTER TYPE state ADD VALUE 'held' AFTER 'open'; ALTER TABLE tasks"
            + " ALTER state SET DEFAULT 'held'|new-label-used-in-same-transaction",
        "new label in a check|ALTER TYPE state ADD VALUE 'held' AFTER 'open'; ALTER TABLE tasks ADD"
            + " CHECK (state <> 'held') NOT VALID|new-label-used-in-same-transaction",
        "new label in a partial index|ALTER TYPE state ADD VALUE 'held' AFTER 'open'; CREATE INDEX"
            + " i ON tasks (id) WHERE state = 'held'|new-label-used-in-same-transaction",
        "new label in a view|ALTER TYPE state ADD VALUE 'held' AFTER 'open'; CREATE VIEW v AS"
            + " SELECT id FROM tasks WHERE state = 'held'|new-label-used-in-same-transaction",
        "new label, not used|ALTER TYPE state ADD VALUE 'held' AFTER 'open'|",
        "new label compared as text|ALTER TYPE state ADD VALUE 'held' AFTER 'open'; CREATE VIEW v"
            + " AS SELECT id FROM tasks WHERE state::text = 'held'|",
        "new label without a place|ALTER TYPE state ADD VALUE 'held'|add-value-without-position",
        "label renamed|ALTER TYPE state RENAME VALUE 'done' TO"
            + " 'closed'|label-renamed-under-running-code",
        "type renamed|ALTER TYPE state RENAME TO task_state|type-renamed-under-running-code",
        "type moved|CREATE SCHEMA app; ALTER TYPE state SET SCHEMA"
            + " app|type-renamed-under-running-code",
        "type dropped|DROP TYPE state|type-dropped-before-dependents",
        "type dropped last|ALTER TABLE tasks DROP COLUMN state; DROP TYPE state|",
        "type dropped with what has it|DROP TYPE IF EXISTS state CASCADE|type-dropped-with-cascade",
        "guard that is no syntax|CREATE TYPE IF NOT EXISTS other AS ENUM"
            + " ('a')|create-type-if-not-exists",
        "type created|CREATE TYPE other AS ENUM ('a')|",
        "label dropped|ALTER TYPE state DROP VALUE 'done'|drop-value",
        "type created anew for a label|CREATE TYPE s2 AS ENUM ('open', 'done', 'held'); ALTER TABLE"
            + " tasks ALTER state TYPE s2 USING state::text::s2; DROP TYPE state; ALTER TYPE s2"
            + " RENAME TO state|type-recreated-to-add-labels type-change-rewrites-table",
        "type created anew without a label|CREATE TYPE s2 AS ENUM ('open'); ALTER TABLE tasks ALTER"
            + " state TYPE s2 USING state::text::s2; DROP TYPE state|using-loses-label"
            + " type-change-rewrites-table",
        "type changed without USING|CREATE TYPE s2 AS ENUM ('open', 'done'); ALTER TABLE tasks"
            + " ALTER state TYPE s2|history-fails",
        "label twice|CREATE TYPE other AS ENUM ('a', 'a')|history-fails",
        "label of 64 bytes|CREATE TYPE other AS ENUM"
            + " ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')|history-fails",
        "labels nearly alike|CREATE TYPE other AS ENUM ('Pending', 'pending', '"
            + " pending')|labels-nearly-alike",
        "label written to the catalog|UPDATE pg_enum SET enumlabel = 'closed' WHERE enumlabel ="
            + " 'done'|catalog-written-by-hand",
        "label deleted from the catalog|DELETE FROM pg_enum WHERE enumlabel ="
            + " 'done'|catalog-written-by-hand",
        "check narrowed|ALTER TABLE tasks DROP CONSTRAINT known; ALTER TABLE tasks ADD CONSTRAINT"
            + " known CHECK (note IN ('a'))|check-list-narrowed constraint-scans-table",
        "check widened later|ALTER TABLE tasks DROP CONSTRAINT known; ALTER TABLE tasks ADD"
            + " CONSTRAINT known CHECK (note IN ('a', 'b', 'c')) NOT VALID|",
        "type created, extended and used|CREATE TYPE other AS ENUM ('a'); ALTER TYPE other ADD"
            + " VALUE 'b' AFTER 'a'; CREATE TABLE more (x other DEFAULT"
            + " 'b')|new-label-used-in-same-transaction",
        "type created and used|CREATE TYPE other AS ENUM ('a', 'b'); CREATE TABLE more (x other"
            + " DEFAULT 'b')|",
        "default that is no label|ALTER TABLE tasks ALTER state SET DEFAULT"
            + " 'OPEN'|label-unknown-to-type",
        "default that is one|ALTER TABLE tasks ALTER state SET DEFAULT 'open'|",
        "default forgotten|ALTER TABLE tasks ALTER state SET DEFAULT 'open'; CREATE TYPE s2 AS ENUM"
            + " ('open', 'done'); ALTER TABLE tasks ALTER state TYPE s2 USING"
            + " state::text::s2|recreation-forgets",
        "view forgotten|CREATE VIEW v AS SELECT state FROM tasks; CREATE TYPE s2 AS ENUM ('open',"
            + " 'done'); ALTER TABLE tasks ALTER state TYPE s2 USING"
            + " state::text::s2|recreation-forgets",
        "index forgotten|CREATE INDEX i ON tasks (id) WHERE state = 'open'; CREATE TYPE s2 AS ENUM"
            + " ('open', 'done'); ALTER TABLE tasks ALTER state TYPE s2 USING"
            + " state::text::s2|recreation-forgets index-built-with-lock",
        "default lost|ALTER TABLE tasks ALTER state SET DEFAULT 'open'; CREATE TYPE s2 AS ENUM"
            + " ('open', 'done'); ALTER TABLE tasks ALTER state DROP DEFAULT; ALTER TABLE tasks"
            + " ALTER state TYPE s2 USING state::text::s2|default-lost-by-type-change"
            + " type-change-rewrites-table",
        "guard in a block|DO $$ BEGIN CREATE TYPE state AS ENUM ('open'); EXCEPTION WHEN"
            + " duplicate_object THEN NULL; END $$|guard-hides-definition labels-in-do-block",
        "guard that hides nothing|DO $$ BEGIN CREATE TYPE state AS ENUM ('open', 'done'); EXCEPTION"
            + " WHEN duplicate_object THEN NULL; END $$|labels-in-do-block",
        "type used before it exists|ALTER TABLE tasks ADD COLUMN kind"
            + " other|type-used-before-it-exists",
        "commit by hand|COMMIT; ALTER TYPE state ADD VALUE 'held' AFTER 'open'|commit-by-hand",
        "type has its name for a label|CREATE TYPE other AS ENUM ('other',"
            + " 'a')|type-name-among-its-labels",
        "type created twice|CREATE TYPE state AS ENUM ('open', 'done')|type-created-twice",
        "column that is not there|UPDATE tasks SET stat = 'open'|column-unknown-to-table",
        "index without waiting in a transaction|CREATE INDEX CONCURRENTLY i ON tasks"
            + " (id)|concurrently-in-transaction",
      })
  void what_is_said_of_it(String what, String statements, String rules) throws Exception {
    Map<String, String> files = new TreeMap<>();
    files.put("dovetail.toml", CONFIGURATION);
    files.put("alembic.ini", "[alembic]\nscript_location = alembic\n");
    files.put("alembic/env.py", ENV);
    files.put("alembic/versions/0001.py", migration("0001", "None", BEFORE));
    files.put("alembic/versions/0002.py", migration("0002", "\"0001\"", statements));
    assertThat(
            Workspace.open(new MemoryTree(files), "app", Versions.open())
                .check()
                .findings()
                .stream()
                .map(Finding::rule)
                .distinct())
        .as(what)
        .containsExactlyInAnyOrder(rules == null ? new String[0] : rules.split(" "));
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
