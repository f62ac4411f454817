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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository with a service for each thing that can be wrong, verified once. */
class VerificationTest {

  private static final String TABLE =
      """
      op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True),
          sa.Column("state", sa.Enum("open", "paid", name="order_state")))
      """;
  private static final String NO_TABLE =
      """
      op.drop_table("orders")
      op.execute("DROP TYPE order_state")
      """;

  @TempDir static Path root;

  private static VerificationReport report;

  @BeforeAll
  static void verify() throws Exception {
    Services services = new Services(root, Stacks.any());
    services.service("green").migration("a1", "", TABLE, NO_TABLE);
    services
        .service("leaves_its_type")
        .migration("a1", "", TABLE, "op.drop_table('orders')")
        .migration("a2", "a1", "op.execute('CREATE TABLE n (i int)')", "op.drop_table('n')");
    services
        .service("forgets_a_column")
        .migration("a1", "", TABLE, NO_TABLE)
        .migration(
            "a2",
            "a1",
            """
            op.add_column("orders", sa.Column("note", sa.Text()))
            op.add_column("orders", sa.Column("paid", sa.DateTime()))
            """,
            "op.drop_column('orders', 'note')");
    services
        .service("adds_a_label")
        .migration("a1", "", TABLE, NO_TABLE)
        .migration(
            "a2",
            "a1",
            "op.execute(\"ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'void'\")",
            "pass");
    services
        .service("says_there_is_no_way_back")
        .migration("a1", "", TABLE, NO_TABLE)
        .migration("a2", "a1", "op.execute('CREATE TABLE n (i int)')", "raise NotImplementedError");
    services
        .service("drops_its_type_twice")
        .migration("a1", "", TABLE, NO_TABLE + "op.execute('DROP TYPE order_state')");
    services
        .service("guards_by_half")
        .migration(
            "a1",
            "",
            """
            op.execute("CREATE TABLE IF NOT EXISTS n (i int PRIMARY KEY)")
            op.execute("INSERT INTO n VALUES (1)")
            """,
            "op.drop_table('n')");
    services
        .service("guards")
        .migration(
            "a1",
            "",
            """
            if not sa.inspect(op.get_bind()).has_table("n"):
                op.execute("CREATE TABLE n (i int PRIMARY KEY)")
                op.execute("INSERT INTO n VALUES (1)")
            """,
            "op.drop_table('n')");
    services
        .service("merges")
        .migration("a1", "", TABLE, NO_TABLE)
        .migration("b1", "a1", "op.execute('CREATE TABLE b (i int)')", "op.drop_table('b')")
        .migration("b2", "b1", "op.execute('CREATE TABLE bb (i int)')", "op.drop_table('bb')")
        .migration("c1", "a1", "op.execute('CREATE TABLE c (i int)')", "op.drop_table('c')")
        .migration("m1", "b2 c1", "op.execute('CREATE TABLE m (i int)')", "op.drop_table('m')")
        .migration("m2", "m1", "op.execute('CREATE TABLE mm (i int)')", "op.drop_table('mm')");
    services
        .service("has_two_heads")
        .migration("a1", "", TABLE, NO_TABLE)
        .migration("b1", "a1", "op.execute('CREATE TABLE b (i int)')", "op.drop_table('b')")
        .migration("c1", "a1", "op.execute('CREATE TABLE c (i int)')", "op.drop_table('c')");
    services
        .service("leaves_a_function")
        .migration(
            "a1",
            "",
            """
            op.execute("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
            op.execute("CREATE SEQUENCE numbers")
            """,
            "op.execute('DROP FUNCTION one()')");
    services
        .service("fails_one_at_a_time")
        .migration("a1", "", TABLE, NO_TABLE)
        .migration(
            "a2",
            "a1",
            """
            op.create_table("more", sa.Column("id", sa.Integer(), primary_key=True),
                sa.Column("state", sa.Enum("open", "paid", name="order_state")))
            """,
            "op.drop_table('more')");
    services
        .service("commits_and_fails")
        .migration("a1", "", TABLE, NO_TABLE)
        .migration(
            "a2",
            "a1",
            """
            with op.get_context().autocommit_block():
                op.execute("CREATE TABLE committed (i int)")
            op.execute("SELECT 1/0")
            """,
            "pass");
    services
        .service("wants_a_module")
        .migration("a1", "", TABLE, NO_TABLE)
        .env("import nosuchmodule\n");
    services
        .service("works_at_each_start")
        .migration("a1", "", TABLE, NO_TABLE)
        .after(
            "connection.exec_driver_sql(\"CREATE TABLE IF NOT EXISTS x%d ()\" % id(connection))");
    services
        .service("is_declared_one_way", "one-way = { a2 = \"old rows are gone\" }")
        .migration("a1", "", TABLE, NO_TABLE)
        .migration("a2", "a1", "op.execute('CREATE TABLE n (i int)')", "pass");
    try (Cluster cluster = Stacks.server()) {
      Asked asked = new Asked(root, Set.of(), Set.of(), false, 2, Duration.ofSeconds(60));
      report = Verification.of(services.workspace(), cluster, asked, Progress.silent());
    }
  }

  private static Verified service(String name) {
    return report.verified().stream()
        .filter(verified -> verified.service().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Checked check(String service, Check check) {
    return service(service).check(check).orElseThrow();
  }

  private static List<String> rules(String service) {
    return report.report().findings().stream()
        .filter(finding -> finding.service().equals(service))
        .map(Finding::rule)
        .toList();
  }

  private static String message(String service, Check check) {
    List<Finding> findings = check(service, check).findings();
    assertThat(findings).hasSize(1);
    return findings.getFirst().message();
  }

  private static String reason(Checked checked) {
    return switch (checked.outcome()) {
      case Outcome.Skipped(String reason) -> reason;
      case Outcome.Unverified(String reason) -> reason;
      case Outcome.Passed passed -> "passed";
      case Outcome.Failed failed -> "failed";
    };
  }

  @Test
  void what_is_well_passes_every_check() {
    for (String name : List.of("green", "guards", "merges")) {
      assertThat(service(name).checks())
          .as(name)
          .filteredOn(checked -> !(checked.outcome() instanceof Outcome.Skipped))
          .hasSizeGreaterThanOrEqualTo(6)
          .allSatisfy(checked ->
              assertThat(checked.outcome())
                  .as(checked.toString())
                  .isInstanceOf(Outcome.Passed.class));
      assertThat(service(name).replayed()).isPresent();
    }
    assertThat(check("merges", Check.STAIRS).lines()).containsExactly("revisions: 6 reversible");
  }

  @Test
  void a_type_that_the_downgrade_leaves_is_found_once_with_its_consequence() {
    assertThat(rules("leaves_its_type")).containsExactly("leftover-type-after-downgrade");
    assertThat(message("leaves_its_type", Check.STAIRS))
        .contains("`public.order_state` is left behind")
        .contains("type \"order_state\" already exists (42710)");
    assertThat(message("leaves_its_type", Check.LEFTOVERS))
        .isEqualTo(message("leaves_its_type", Check.STAIRS));
    assertThat(check("leaves_its_type", Check.STAIRS).lines())
        .containsExactly("revisions: 1 reversible, 1 lossy");
  }

  @Test
  void a_downgrade_that_forgets_a_column_changes_the_schema() {
    assertThat(rules("forgets_a_column")).containsExactly("downgrade-changes-schema");
    assertThat(message("forgets_a_column", Check.STAIRS))
        .contains("revision `a2`")
        .contains("column public.orders.paid is there (timestamp without time zone)")
        .contains("column \"paid\" of relation \"orders\" already exists (42701)");
  }

  @Test
  void a_label_that_PostgreSQL_cannot_take_back_is_no_fault() {
    assertThat(rules("adds_a_label")).isEmpty();
    assertThat(check("adds_a_label", Check.STAIRS).lines())
        .containsExactly(
            "revisions: 1 reversible, 1 one-way",
            "a2 is one-way: PostgreSQL cannot take back the labels it adds to public.order_state");
  }

  @Test
  void a_downgrade_that_says_it_cannot_be_done_is_no_fault() {
    assertThat(rules("says_there_is_no_way_back")).isEmpty();
    assertThat(check("says_there_is_no_way_back", Check.STAIRS).lines())
        .contains("revisions: 1 reversible, 1 one-way");
    assertThat(reason(check("says_there_is_no_way_back", Check.LEFTOVERS)))
        .startsWith("a2 has no way back: NotImplementedError");
  }

  @Test
  void a_declared_one_way_is_honoured() {
    assertThat(rules("is_declared_one_way")).isEmpty();
    assertThat(check("is_declared_one_way", Check.STAIRS).lines())
        .containsExactly(
            "revisions: 1 reversible, 1 one-way", "a2 is one-way, as declared: old rows are gone");
    assertThat(reason(check("is_declared_one_way", Check.LEFTOVERS)))
        .isEqualTo("declared one-way: a2");
  }

  @Test
  void a_downgrade_that_fails_is_found() {
    assertThat(rules("drops_its_type_twice")).containsExactly("downgrade-fails");
    assertThat(message("drops_its_type_twice", Check.STAIRS))
        .contains("a1")
        .contains("type \"order_state\" does not exist (42704)");
  }

  @Test
  void half_a_guard_fails_on_the_second_run() {
    assertThat(rules("guards_by_half")).containsExactly("rerun-fails");
    assertThat(message("guards_by_half", Check.RERUN)).contains("`a1`").contains("(23505)");
  }

  @Test
  void two_heads_are_found_and_the_rest_is_verified() {
    assertThat(rules("has_two_heads")).containsExactly("several-heads");
    assertThat(check("has_two_heads", Check.FRESH).outcome()).isInstanceOf(Outcome.Passed.class);
    assertThat(check("has_two_heads", Check.STAIRS).lines())
        .containsExactly("revisions: 3 reversible");
    assertThat(check("has_two_heads", Check.LEFTOVERS).outcome())
        .isInstanceOf(Outcome.Passed.class);
  }

  @Test
  void what_else_is_left_behind_names_the_migration_that_made_it() {
    assertThat(rules("leaves_a_function"))
        .containsExactlyInAnyOrder("leftover-after-downgrade", "downgrade-changes-schema");
    assertThat(message("leaves_a_function", Check.LEFTOVERS))
        .isEqualTo(
            "sequence public.numbers is left behind by the way down to base;"
                + " revision `a1` makes it");
  }

  @Test
  void a_memo_that_lasts_one_command_shows_one_revision_at_a_time() {
    assertThat(rules("fails_one_at_a_time")).contains("type-created-twice");
    assertThat(check("fails_one_at_a_time", Check.FRESH).outcome())
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void what_cannot_be_run_says_what_to_install_and_the_others_go_on() {
    assertThat(rules("wants_a_module")).containsExactly("migrations-not-verified");
    assertThat(service("wants_a_module").isPartlyUnverified()).isTrue();
    assertThat(service("wants_a_module").findings().getFirst().message())
        .contains("nosuchmodule is not installed")
        .contains("pip install nosuchmodule");
  }

  @Test
  void work_that_env_py_does_at_each_start_is_found() {
    assertThat(rules("works_at_each_start")).contains("upgrade-at-head-changes-schema");
  }

  @Test
  void dovetail_is_never_wrong_about_these() {
    for (Verified verified : report.verified()) {
      verified
          .check(Check.TOLD)
          .filter(checked -> !verified.service().equals("works_at_each_start"))
          .ifPresent(checked -> assertThat(checked.findings()).as(verified.service()).isEmpty());
    }
  }
}
