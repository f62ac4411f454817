package dev.dovetail.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.verify.run.Stacks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What migrations take for granted of the server: roles, extensions, what was there before. */
class ProvisionTest {

  @TempDir static Path root;

  private static VerificationReport report;

  @BeforeAll
  static void verify() throws Exception {
    Services services = new Services(root, Stacks.any());
    services
        .service("names_roles")
        .migration(
            "a1",
            "",
            """
            op.execute("CREATE TABLE t (id int)")
            op.execute("GRANT SELECT, INSERT ON t TO reader, \\"Writer\\"")
            op.execute("ALTER TABLE t ENABLE ROW LEVEL SECURITY")
            op.execute("CREATE POLICY mine ON t FOR SELECT TO auditor USING (true)")
            op.execute("ALTER TABLE t OWNER TO "
                       "app")
            op.execute("SET ROLE app")
            op.execute("CREATE SCHEMA of_app AUTHORIZATION app")
            op.execute("RESET ROLE")
            op.execute(\"""
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'guarded') THEN
                    CREATE ROLE guarded;
                  END IF;
                END $$\""")
            """,
            """
            op.execute("DROP SCHEMA of_app")
            op.execute("DROP TABLE t")
            """);
    services
        .service("has_a_setup", "setup = \"setup.sql\"", "baseline = \"before.sql\"")
        .migration(
            "a1",
            "",
            "op.execute('ALTER TABLE before ADD UNIQUE (id)')",
            "op.execute('ALTER TABLE before DROP CONSTRAINT before_id_key')");
    services
        .service("wants_what_is_not_to_be_had")
        .migration("a1", "", "op.execute('CREATE EXTENSION no_such_thing')", "pass");
    services
        .service("wants_an_administrator")
        .migration("a1", "", "op.execute('CREATE ROLE bare')", "op.execute('DROP ROLE bare')");
    services
        .service("meets_a_full_disk")
        .migration(
            "a1",
            "",
            "op.execute(\"DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE ="
                + " '53100'; END $$\")",
            "pass");
    services
        .service("has_a_bad_setup", "setup = \"bad.sql\"")
        .migration("a1", "", "op.execute('CREATE TABLE t ()')", "op.execute('DROP TABLE t')");
    services
        .service("has_an_extension_of_administrators")
        .migration("a1", "", "op.execute('CREATE EXTENSION IF NOT EXISTS pgstattuple')", "pass");
    Files.writeString(
        root.resolve("setup.sql"),
        "CREATE EXTENSION citext; CREATE SCHEMA extra; GRANT USAGE ON SCHEMA extra TO PUBLIC;");
    Files.writeString(root.resolve("before.sql"), "CREATE TABLE before (id int, mail citext);");
    Files.writeString(root.resolve("bad.sql"), "SELECT 1; ANALYZE no_such_table;");
    try (Cluster cluster = Stacks.server()) {
      report =
          Verification.of(
              services.workspace(),
              cluster,
              new Asked(root, Set.of(), Set.of(), false, 2, Duration.ofSeconds(60)),
              Progress.silent());
    }
  }

  private static Verified of(String service) {
    return report.verified().stream()
        .filter(v -> v.service().equals(service))
        .findFirst()
        .orElseThrow();
  }

  private static String reason(String service) {
    Verified verified = of(service);
    return verified.check(Check.FRESH).orElseThrow().outcome()
            instanceof Outcome.Unverified(String reason)
        ? reason
        : "it was verified: " + verified;
  }

  private static void assertVerified(String service) {
    Verified verified = of(service);
    assertThat(verified.check(Check.FRESH).orElseThrow().outcome())
        .as(() -> String.valueOf(verified.findings()))
        .isInstanceOf(Outcome.Passed.class);
    assertThat(verified.findings()).noneMatch(f -> f.severity() == Severity.ERROR);
  }

  @Test
  void roles_that_are_named_are_made_and_said() {
    assertVerified("names_roles");
    assertThat(of("names_roles").remarks())
        .contains(
            "roles that the migrations name were made: `Writer`, `app`, `auditor`, `guarded`,"
                + " `reader`");
  }

  @Test
  void setup_runs_as_administrator_and_baseline_after_it() {
    assertVerified("has_a_setup");
    assertThat(of("has_a_setup").replayed().orElseThrow().schemas()).contains("extra");
  }

  @Test
  void a_setup_that_is_refused_is_named() {
    assertThat(of("has_a_bad_setup").findings())
        .allSatisfy(f -> assertThat(f.severity()).isNotEqualTo(Severity.ERROR));
    assertThat(reason("has_a_bad_setup")).contains("`bad.sql`, the setup, was refused", "42P01");
  }

  @Test
  void an_extension_that_is_not_to_be_had_is_not_verified() {
    assertThat(reason("wants_what_is_not_to_be_had"))
        .isEqualTo("the server lacks the extension `no_such_thing`, which revision `a1` makes");
    assertThat(of("wants_what_is_not_to_be_had").findings().getFirst().help())
        .contains("--postgres-url");
    assertThat(report.exitCode(false)).isEqualTo(3);
  }

  @Test
  void what_only_an_administrator_may_is_not_held_against_a_migration() {
    assertThat(reason("wants_an_administrator")).contains("more rights", "42501");
    assertThat(of("wants_an_administrator").findings().getFirst().help()).contains("setup");
  }

  @Test
  void a_disk_that_is_full_is_not_held_against_a_migration() {
    assertThat(reason("meets_a_full_disk"))
        .isEqualTo("the server has no room left: could not extend file (53100)");
    assertThat(of("meets_a_full_disk").findings().getFirst().help()).startsWith("make room in");
  }

  @Test
  void an_extension_that_only_administrators_make_is_made_beforehand_where_it_is_there() {
    Verified verified = of("has_an_extension_of_administrators");
    if (verified.check(Check.FRESH).orElseThrow().outcome() instanceof Outcome.Passed) {
      assertThat(verified.remarks())
          .anyMatch(remark -> remark.startsWith("extension `pgstattuple` was made by"));
    } else {
      assertThat(reason("has_an_extension_of_administrators")).contains("lacks the extension");
    }
  }
}
