package dev.dovetail.verify.convention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.convention.Convention;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DisposablePostgres;
import dev.dovetail.postgres.PostgresBinaries;
import dev.dovetail.workspace.ConfigurationFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Conventions in their users' words, against real tables. */
class ConventionCheckTest {

  private static final String OUTBOX =
      """
      [conventions.outbox]
      tables = ["event_outbox"]
      exclude = ["legacy"]
      indexes = [
        { name = "ix_topic", columns = ["topic", "created_at DESC"] },
        { name = "ix_unpublished", columns = ["lower(topic)"], where = "state = 'open' and published_at is null" },
        { columns = ["key"], unique = true },
      ]
      constraints = [{ definition = "CHECK (retries >= 0)" }]

      [conventions.outbox.columns]
      id = "serial primary key"
      topic = "varchar(255) not null"
      state = { type = "outbox_state" }
      retries = { default = 0, nullable = false }
      """;

  private static final String FITTING =
      """
      CREATE TYPE outbox_state AS ENUM ('open', 'sent');
      CREATE TABLE event_outbox (
        id serial PRIMARY KEY, topic varchar(255) NOT NULL, key text, state outbox_state,
        retries smallint NOT NULL DEFAULT 0 CHECK (retries >= 0),
        created_at timestamptz, published_at timestamptz);
      CREATE INDEX ix_topic ON event_outbox (topic, created_at DESC);
      CREATE INDEX ix_unpublished ON event_outbox (lower(topic))
        WHERE state = 'open' AND published_at IS NULL;
      CREATE UNIQUE INDEX whatever ON event_outbox (key);
      """;

  private static DisposablePostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    List<PostgresBinaries> binaries = PostgresBinaries.found();
    assumeFalse(binaries.isEmpty(), "no PostgreSQL server on this machine");
    postgres = DisposablePostgres.start(binaries.get(0));
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  private static Checked check(String toml, String service, String sql) throws Exception {
    return check(toml, service, sql, name -> Optional.empty());
  }

  private static Checked check(
      String toml, String service, String sql, Function<String, Optional<Schema>> references)
      throws Exception {
    List<Convention> conventions =
        ConfigurationFile.read(new MemoryTree(Map.of("dovetail.toml", toml))).conventions();
    Database database = postgres.fresh();
    database.run(sql);
    Schema before = database.introspect();
    Checked checked =
        new ConventionCheck(conventions).check(service, database, before, before, references);
    assertThat(database.introspect()).isEqualTo(before);
    return checked;
  }

  @Test
  void a_service_that_fits_is_told_so_in_the_words_of_the_convention() throws Exception {
    Checked checked = check(OUTBOX, "orders", FITTING);
    assertThat(checked.lines())
        .containsExactly("OK: Outbox indexes aligned with shared conventions.");
    assertThat(checked.outcome()).isEqualTo(new Outcome.Passed());
    assertThat(checked.findings()).isEmpty();
  }

  @Test
  void each_difference_is_shown_with_both_sides() throws Exception {
    String sql =
        FITTING
            .replace("retries smallint NOT NULL DEFAULT 0", "retries smallint DEFAULT 1")
            .replace("created_at DESC)", "created_at)")
            .replace("WHERE state = 'open' AND", "WHERE")
            .replace("CREATE UNIQUE INDEX whatever ON event_outbox (key);", "")
            .replace("topic varchar(255) NOT NULL", "topic text NOT NULL");
    Checked checked = check(OUTBOX, "orders", sql);
    assertThat(checked.outcome()).isEqualTo(new Outcome.Failed());
    assertThat(checked.lines().get(0)).isEqualTo("DIFFERS: Outbox against shared conventions");
    assertThat(checked.lines().stream().skip(1).map(line -> line.strip().split(" +[|] +")))
        .containsExactly(
            new String[] {"| convention", "orders"},
            new String[] {
              "public.event_outbox column topic",
              "character varying(255), not null, no default",
              "text, not null, no default"
            },
            new String[] {
              "public.event_outbox column retries", "not null, default 0", "nullable, default 1"
            },
            new String[] {
              "public.event_outbox index ix_topic",
              "(topic, created_at DESC)",
              "(topic, created_at)"
            },
            new String[] {
              "public.event_outbox index ix_unpublished",
              "(lower((topic)::text)) WHERE ((state = 'open'::public.outbox_state) AND"
                  + " (published_at IS NULL))",
              "(lower(topic)) WHERE (published_at IS NULL)"
            },
            new String[] {"public.event_outbox index on unique (key)", "unique (key)", "-"});
  }

  @Test
  void findings_name_a_statement_that_mends_them() throws Exception {
    String sql = FITTING.replace("CREATE INDEX ix_topic ON", "CREATE INDEX ix_tropic ON");
    assertThat(check(OUTBOX, "orders", sql).findings())
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.help())
                .startsWith(
                    "add a migration that runs `ALTER INDEX public.ix_tropic RENAME TO ix_topic`"));
  }

  @Test
  void more_than_is_agreed_is_welcome_unless_the_convention_is_exact() throws Exception {
    String sql = FITTING + "CREATE INDEX more ON event_outbox (created_at);";
    assertThat(check(OUTBOX, "orders", sql).findings()).isEmpty();
    String exact = OUTBOX.replace("exclude", "exact = true\nexclude");
    assertThat(check(exact, "orders", sql).findings().stream().map(Finding::message))
        .contains(
            "`public.event_outbox`: index `more` is more than is agreed, against the convention"
                + " `outbox`")
        .contains(
            "`public.event_outbox`: column `key` is more than is agreed, against the convention"
                + " `outbox`");
  }

  @Test
  void a_service_without_the_tables_is_not_measured() throws Exception {
    Checked checked = check(OUTBOX, "orders", "CREATE TABLE other (id int)");
    assertThat(checked.outcome())
        .isEqualTo(new Outcome.Skipped("Outbox is not measured: no table event_outbox"));
    assertThat(check(OUTBOX, "legacy", FITTING).outcome())
        .isEqualTo(new Outcome.Skipped("Outbox does not bind legacy"));
  }

  @Test
  void one_service_can_be_the_measure_of_the_others() throws Exception {
    String toml =
        """
        [conventions.outbox]
        tables = ["event_outbox"]
        reference = "entitlements"
        """;
    Database reference = postgres.fresh();
    reference.run(FITTING);
    Schema followed = reference.introspect();
    assertThat(check(toml, "orders", FITTING, name -> Optional.of(followed)).lines())
        .containsExactly("OK: Outbox indexes aligned with shared conventions.");
    String sql = FITTING.replace(" AND published_at IS NULL", "");
    assertThat(check(toml, "orders", sql, name -> Optional.of(followed)).findings())
        .singleElement()
        .satisfies(finding ->
            assertThat(finding.message()).contains("index `ix_unpublished` is `(lower("));
    assertThat(check(toml, "orders", FITTING).outcome()).isInstanceOf(Outcome.Unverified.class);
  }

  @Test
  void what_the_server_refuses_stays_as_it_was_written() throws Exception {
    String toml = OUTBOX.replace("columns = [\"key\"]", "columns = [\"nowhere\"]");
    assertThat(check(toml, "orders", FITTING).findings().stream().map(Finding::message))
        .containsExactly(
            "`public.event_outbox`: index `on unique (nowhere)` is missing, against the convention"
                + " `outbox`");
  }
}
