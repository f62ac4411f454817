package dev.dovetail.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.verify.run.Stacks;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migration tests that are two files of SQL, named after a revision. */
class MigrationTestPairsTest {

  @TempDir Path root;

  private Services.Service shop(Services services) {
    return services
        .service("shop")
        .migration(
            "a1",
            "",
            "op.execute('CREATE TABLE orders (id int PRIMARY KEY, paid int)')",
            "op.drop_table('orders')")
        .migration(
            "b2",
            "a1",
            """
            op.execute("ALTER TABLE orders ADD COLUMN state text")
            op.execute("UPDATE orders SET state = 'paid' WHERE paid > 0")
            """,
            "op.drop_column('orders', 'state')");
  }

  private VerificationReport verify(Services services) throws Exception {
    Asked asked = new Asked(root, Set.of(), Set.of(Check.TESTS), false, 1, Duration.ofSeconds(60));
    try (Cluster cluster = Stacks.server()) {
      return Verification.of(services.workspace(), cluster, asked, Progress.silent());
    }
  }

  @Test
  void what_is_done_before_a_revision_is_looked_at_after_it() throws Exception {
    Services services = new Services(root, Stacks.any());
    shop(services)
        .file(
            "migration-tests/b2.before.sql",
            "INSERT INTO orders VALUES (1, 5);\nINSERT INTO orders VALUES (2, 0);\n")
        .file(
            "migration-tests/b2.after.sql",
            """
            -- every order that was paid says so
            SELECT state = 'paid' FROM orders WHERE paid > 0;
            INSERT INTO orders VALUES (3, 1, 'open');
            WITH open AS (SELECT 1 FROM orders WHERE state = 'open') SELECT count(*) = 1 FROM open;
            """)
        .file("migration-tests/a1.after.sql", "SELECT count(*) = 0 FROM orders;")
        .file("migration-tests/README.md", "not a test");
    VerificationReport report = verify(services);
    assertThat(report.report().findings()).isEmpty();
    assertThat(report.verified().getFirst().check(Check.TESTS).orElseThrow().lines())
        .containsExactly("migration tests: 2 passed");
  }

  @Test
  void what_is_not_so_is_found_where_it_is_written() throws Exception {
    Services services = new Services(root, Stacks.any());
    shop(services)
        .file("migration-tests/b2.backfill.before.sql", "INSERT INTO orders VALUES (1, 5), (2, 0);")
        .file(
            "migration-tests/b2.backfill.after.sql",
            """
            SELECT true;

            SELECT state = 'paid' FROM orders ORDER BY id;
            SELECT no;
            SELECT true WHERE false;
            """);
    List<Finding> findings = verify(services).report().findings();
    assertThat(findings)
        .extracting(Finding::message)
        .satisfiesExactlyInAnyOrder(
            first ->
                assertThat(first)
                    .isEqualTo(
                        "migration test `b2: backfill`: `SELECT state = 'paid' FROM orders ORDER BY"
                            + " id` gives t; NULL, expected true"),
            second -> assertThat(second).contains("`SELECT no` is refused"),
            third -> assertThat(third).contains("gives no row, expected true"));
    assertThat(findings)
        .extracting(Finding::at)
        .anySatisfy(at ->
            assertThat(at)
                .isEqualTo(Origin.inFile("shop/migration-tests/b2.backfill.after.sql", 3, 1)));
  }

  @Test
  void a_name_without_a_revision_is_refused() throws Exception {
    Services services = new Services(root, Stacks.any());
    shop(services).file("migration-tests/nonsense.before.sql", "SELECT 1");
    Workspace workspace = services.workspace();
    assertThatThrownBy(() -> workspace.migrationTests(workspace.services().getFirst()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("`nonsense` is none of shop");
  }
}
