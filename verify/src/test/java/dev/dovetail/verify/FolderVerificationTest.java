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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services whose migrations are files of SQL, verified once. */
class FolderVerificationTest {

  private static final String TYPE = "CREATE TYPE state AS ENUM ('open', 'paid');\n";
  private static final String TABLE = TYPE + "CREATE TABLE orders (id int, state state);\n";
  private static final String NO_TABLE = "DROP TABLE orders;\nDROP TYPE state;\n";

  @TempDir static Path root;

  private static VerificationReport report;

  private static void file(String path, String text) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @BeforeAll
  static void verify() throws Exception {
    file("green/migrations/1_a.up.sql", TABLE);
    file("green/migrations/1_a.down.sql", NO_TABLE);
    file("green/migrations/2_b.up.sql", "CREATE TABLE IF NOT EXISTS n (i int);");
    file("green/migrations/2_b.down.sql", "DROP TABLE n;");
    file("up_only/migrations/001_a.sql", TABLE);
    file("up_only/migrations/002_b.sql", "ALTER TABLE orders ADD COLUMN note text;");
    file(
        "leaves/migrations/1_a.sql",
        "-- migrate:up\n" + TABLE + "-- migrate:down\nDROP TABLE orders;\n");
    file("partly/migrations/1_a.sql", TABLE);
    file("partly/migrations/revert/1_a.sql", NO_TABLE);
    file("partly/migrations/2_b.sql", "INSERT INTO orders VALUES (1, 'paid');");
    file("fails/migrations/1_a.up.sql", TABLE);
    file("fails/migrations/1_a.down.sql", NO_TABLE);
    file(
        "fails/migrations/2_b.up.sql",
        "ALTER TYPE state ADD VALUE 'void';\nUPDATE orders SET state = 'void';\n");
    file(
        "half/migrations/1_a.sql",
        "CREATE TABLE IF NOT EXISTS n (i int PRIMARY KEY);\nINSERT INTO n VALUES (1);\n");
    file("needs/migrations/1_a.sql", "CREATE TABLE ${name} ();");
    FolderTree tree = FolderTree.of(root);
    Workspace workspace = Workspace.open(tree, tree.name(), Versions.open());
    Asked asked = new Asked(root, Set.of(), Set.of(), false, 2, Duration.ofSeconds(60));
    try (Cluster cluster = Stacks.server()) {
      report = Verification.of(workspace, cluster, asked, Progress.silent());
    }
  }

  private static Checked check(String service, Check check) {
    return verified(service).check(check).orElseThrow();
  }

  private static Verified verified(String service) {
    return report.verified().stream()
        .filter(verified -> verified.service().equals(service))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rules(String service) {
    return report.report().findings().stream()
        .filter(finding -> finding.service().equals(service))
        .map(Finding::rule)
        .toList();
  }

  @Test
  void pairs_go_up_and_down_and_up() {
    assertThat(rules("green")).isEmpty();
    assertThat(check("green", Check.STAIRS).lines()).containsExactly("revisions: 2 reversible");
    assertThat(check("green", Check.LEFTOVERS).outcome()).isInstanceOf(Outcome.Passed.class);
    assertThat(check("green", Check.RERUN).outcome()).isInstanceOf(Outcome.Passed.class);
  }

  @Test
  void where_no_file_says_how_to_go_down_nobody_goes_down() {
    assertThat(rules("up_only")).isEmpty();
    assertThat(check("up_only", Check.STAIRS).lines())
        .containsExactly("revisions: 2 one-way", "no file says how to go down");
    assertThat(check("up_only", Check.LEFTOVERS).outcome()).isInstanceOf(Outcome.Skipped.class);
    assertThat(check("partly", Check.STAIRS).lines())
        .containsExactly("revisions: 1 reversible, 1 one-way", "no file takes these back: 2");
    assertThat(rules("partly")).isEmpty();
  }

  @Test
  void a_type_left_behind_is_told_in_the_words_of_sql() {
    assertThat(rules("leaves")).containsExactly("leftover-type-after-downgrade");
    assertThat(check("leaves", Check.STAIRS).findings().getFirst().help())
        .contains("`DROP TYPE public.state;`");
  }

  @Test
  void a_refusal_is_found_at_its_line() {
    assertThat(rules("fails")).containsExactly("new-label-used-in-same-transaction");
    Finding finding = check("fails", Check.FRESH).findings().getFirst();
    assertThat(finding.message()).contains("55P04");
    assertThat(finding.at().toString()).contains("fails/migrations/2_b.up.sql").contains("2");
  }

  @Test
  void half_a_guard_fails_on_the_second_run() {
    assertThat(rules("half")).containsExactly("rerun-fails");
  }

  @Test
  void what_cannot_be_run_is_said() {
    assertThat(rules("needs")).contains("migrations-not-verified");
  }

  @Test
  void dovetail_is_never_wrong_about_these() {
    for (Verified verified : report.verified()) {
      verified
          .check(Check.TOLD)
          .ifPresent(checked -> {
            assertThat(checked.findings())
                .as(verified.service())
                .filteredOn(finding -> finding.rule().startsWith("told"))
                .isEmpty();
            if (!verified.service().equals("needs")) {
              assertThat(checked.outcome())
                  .as(verified.service())
                  .isInstanceOf(Outcome.Passed.class);
            }
          });
    }
  }
}
