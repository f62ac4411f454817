package dev.dovetail.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Conventions, held against what SQL migrations of several services add up to. */
class ConventionsTest {

  private static final String OUTBOX =
      """
      CREATE TABLE event_outbox (
        id bigserial PRIMARY KEY, topic varchar(255) NOT NULL, tries smallint DEFAULT 0,
        sent timestamptz, kind text NOT NULL DEFAULT 'plain');
      CREATE INDEX ix_topic ON event_outbox (topic, sent DESC) WHERE sent IS NULL;
      CREATE UNIQUE INDEX ix_lower ON event_outbox (lower(topic));
      """;

  private final Map<String, String> files = new TreeMap<>();

  private void service(String name, String sql) {
    files.put("services/" + name + "/migrations/0001_init.up.sql", sql);
    files.put("services/" + name + "/migrations/0001_init.down.sql", "DROP TABLE event_outbox;");
  }

  private Workspace open(String toml) throws ConfigurationException {
    files.put("dovetail.toml", toml);
    return Workspace.open(new MemoryTree(files), "app", Versions.open());
  }

  private List<String> found(String toml) throws ConfigurationException {
    return open(toml).check().findings().stream()
        .filter(finding -> finding.rule().equals("convention-broken"))
        .map(ConventionsTest::line)
        .toList();
  }

  private static String line(Finding finding) {
    return finding.service() + ": " + finding.message();
  }

  @Test
  void what_is_inferred_can_be_configured_and_finds_who_departs() throws ConfigurationException {
    service("alpha", OUTBOX);
    service("beta", OUTBOX);
    service("gamma", OUTBOX.replace("topic varchar(255)", "topic varchar(100)"));
    String inferred = open("").inferConventions();
    assertThat(inferred)
        .startsWith("# as in alpha, beta\n")
        .contains("# DIFFERS: Outbox against shared conventions")
        .contains("id = \"bigserial NOT NULL\"")
        .contains("{ name = \"ix_lower\", columns = [\"lower((topic)::text)\"], unique = true }");
    assertThat(found(inferred))
        .containsExactly(
            "gamma: `public.event_outbox`: column `topic` is `character varying(100), not null,"
                + " no default` and should be `character varying(255), not null, no default`,"
                + " against the convention `outbox`");
  }

  @Test
  void a_service_can_be_the_measure() throws ConfigurationException {
    service("alpha", OUTBOX);
    service("beta", OUTBOX.replace(" WHERE sent IS NULL", ""));
    service("gamma", "CREATE TABLE event_outbox (); CREATE TABLE other (id int);");
    String toml = "[conventions.outbox]\ntables = ['event_outbox']\nreference = 'alpha'\n";
    assertThat(found(toml + "exclude = ['gamma']\n"))
        .containsExactly(
            "beta: `public.event_outbox`: index `ix_topic` is `(topic, sent DESC)` and should be"
                + " `(topic, sent DESC) WHERE (sent IS NULL)`, against the convention `outbox`");
    assertThat(found(toml + "services = ['gamma']\n")).hasSize(5 + 1 + 2);
  }

  @Test
  void what_only_a_server_can_tell_is_no_finding() throws ConfigurationException {
    service("alpha", OUTBOX.replace("sent IS NULL", "coalesce(tries, 0) > 1"));
    String toml =
        """
        [conventions.outbox]
        tables = ["event_outbox"]
        indexes = [{ name = "ix_topic", columns = ["topic", "sent DESC"], where = "1 < COALESCE(tries, 0)" }]
        """;
    assertThat(found(toml)).isEmpty();
  }

  @Test
  void a_history_that_is_not_understood_is_not_judged() throws ConfigurationException {
    service("alpha", OUTBOX.replace("CREATE INDEX", "DO $$ BEGIN EXECUTE now()::text; END $$; --"));
    String toml =
        "[conventions.outbox]\ntables = ['event_outbox']\nindexes = [{ columns = ['kind'] }]\n";
    assertThat(found(toml)).isEmpty();
  }

  @Test
  void a_service_that_is_not_there_is_a_mistake() {
    service("alpha", OUTBOX);
    service("beta", OUTBOX);
    assertThatThrownBy(
            () -> open("[conventions.outbox]\ntables = ['event_outbox']\nreference = 'alpa'\n"))
        .hasMessage("conventions.outbox: no service `alpa`; did you mean `alpha`?");
  }
}
