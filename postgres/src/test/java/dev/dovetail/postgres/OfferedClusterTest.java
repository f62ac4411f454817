package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A disposable server plays the one that a user offers, with things of the user's own on it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfferedClusterTest {

  private static final String ADMIN = "somebody";
  private static final String PASSWORD = "a password";

  private Optional<DisposablePostgres> server = Optional.empty();
  private final List<String> said = new ArrayList<>();

  @BeforeAll
  void start() throws Exception {
    server = Optional.of(DisposablePostgres.start(Binaries.newest()));
    asRoot(
        "CREATE ROLE somebody LOGIN CREATEDB CREATEROLE PASSWORD 'a password'",
        "CREATE ROLE dovetail_keeper",
        "CREATE ROLE nobody_much LOGIN PASSWORD 'a password'",
        "CREATE DATABASE dovetail_mine OWNER somebody",
        "CREATE DATABASE precious OWNER somebody");
  }

  @AfterAll
  void stop() {
    server.ifPresent(DisposablePostgres::close);
  }

  private DisposablePostgres server() {
    return server.orElseThrow();
  }

  private void asRoot(String... statements) throws Exception {
    for (String sql : statements) {
      try (var connection = server().connect("postgres");
          var statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private List<String> there() throws Exception {
    List<String> there = new ArrayList<>();
    try (var connection = server().connect("postgres");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT datname FROM pg_database UNION ALL SELECT rolname FROM pg_roles WHERE"
                    + " rolname !~ '^pg_' ORDER BY 1")) {
      while (rows.next()) {
        there.add(rows.getString(1));
      }
    }
    return there;
  }

  private OfferedCluster open() throws Exception {
    return open(ADMIN);
  }

  private OfferedCluster open(String user) throws Exception {
    Address address = place();
    return OfferedCluster.open(
        Offer.ofArgument(
            "postgresql://%s@127.0.0.1:%d/postgres".formatted(user, address.port()),
            Map.of("PGPASSWORD", PASSWORD)),
        said::add);
  }

  private Address place() throws ServerException {
    Database any = server().fresh();
    server().drop(any);
    return any.address();
  }

  @AfterEach
  void no_password_was_said() {
    assertThat(String.join(" ", said)).doesNotContain(PASSWORD);
  }

  @Test
  void what_was_made_is_dropped_and_nothing_else_is_touched() throws Exception {
    List<String> before = there();
    try (OfferedCluster cluster = open()) {
      Database database = cluster.fresh();
      database.run("CREATE TABLE ä (x text); INSERT INTO ä VALUES ('ß€'); CREATE EXTENSION citext");
      Database copy = cluster.copy(database);
      assertThat(copy.introspect().tables().keySet())
          .isEqualTo(database.introspect().tables().keySet());
      assertThat(copy.rows("SHOW server_encoding").get(0)).contains(Optional.of("UTF8"));
      assertThat(cluster.admin(copy).rows("SELECT current_user").get(0))
          .containsExactly(Optional.of(ADMIN));
      cluster.drop(copy);
      assertThat(there())
          .containsAll(before)
          .contains(database.address().database(), database.address().user())
          .doesNotContain(copy.address().database());
      assertThat(database.address().database()).startsWith(cluster.run());
    }
    assertThat(there()).isEqualTo(before);
  }

  @Test
  void even_where_somebody_is_connected() throws Exception {
    List<String> before = there();
    OfferedCluster cluster = open();
    try (var connection = cluster.fresh().address().connect("a migration that hangs")) {
      cluster.close();
      assertThat(connection.isValid(1)).isFalse();
    }
    assertThat(there()).isEqualTo(before);
    assertThatThrownBy(cluster::fresh).hasMessage("the run has ended");
  }

  @Test
  void the_owner_is_unprivileged() throws Exception {
    try (OfferedCluster cluster = open()) {
      Database database = cluster.fresh();
      for (String forbidden : List.of("CREATE ROLE other", "CREATE DATABASE other")) {
        assertThatThrownBy(() -> database.run(forbidden))
            .asInstanceOf(type(ServerException.class))
            .extracting(ServerException::sqlstate)
            .isEqualTo("42501");
      }
    }
  }

  @Test
  void the_next_run_drops_what_a_killed_one_left_but_not_what_a_living_one_uses() throws Exception {
    List<String> before = there();
    try (OfferedCluster living = open()) {
      Database used = living.fresh();
      asRoot(
          "CREATE ROLE dovetail_0123456789abcdef_owner",
          "CREATE DATABASE dovetail_0123456789abcdef_1 OWNER dovetail_0123456789abcdef_owner",
          "COMMENT ON ROLE dovetail_0123456789abcdef_owner IS 'made by Dovetail for one run, and"
              + " dropped by the next'",
          "GRANT dovetail_0123456789abcdef_owner TO somebody"
              + (server().major() >= 16 ? " WITH ADMIN TRUE" : ""));
      open().close();
      assertThat(there())
          .contains(used.address().database(), living.run() + "_owner")
          .doesNotContain("dovetail_0123456789abcdef_1", "dovetail_0123456789abcdef_owner");
    }
    assertThat(there()).isEqualTo(before);
  }

  @Test
  void a_kept_database_stays_and_can_be_ended() throws Exception {
    List<String> before = there();
    OfferedCluster cluster = open();
    Database kept = cluster.fresh();
    Database other = cluster.fresh();
    Kept how = cluster.keep(kept);
    cluster.close();
    open().close();
    String name = kept.address().database();
    assertThat(there()).contains(name).doesNotContain(other.address().database());
    assertThat(how.enter())
        .isEqualTo("psql -h 127.0.0.1 -p %d -U somebody %s".formatted(place().port(), name));
    assertThat(how.end())
        .contains("-c 'DROP DATABASE %s WITH (FORCE)'".formatted(name))
        .contains("-c 'DROP ROLE %s_owner'".formatted(cluster.run()))
        .doesNotContain(kept.address().password());
    asRoot("DROP DATABASE " + name, "DROP ROLE " + cluster.run() + "_owner");
    assertThat(there()).isEqualTo(before);
  }

  @Test
  void who_may_not_make_databases_is_told_what_to_grant() {
    assertThatThrownBy(() -> open("nobody_much"))
        .hasMessageContaining("ALTER ROLE \"nobody_much\" CREATEDB CREATEROLE")
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void who_is_not_let_in_is_told_where_the_password_goes() throws Exception {
    Offer offer =
        Offer.ofArgument(
            "postgresql://somebody@127.0.0.1:%d/postgres".formatted(place().port()), Map.of());
    assertThatThrownBy(() -> OfferedCluster.open(offer, said::add))
        .hasMessageContainingAll("does not let us in", "PGPASSWORD", "~/.pgpass");
  }

  @Test
  void a_server_that_is_gone_is_said_once_and_does_no_harm() throws Exception {
    DisposablePostgres other = DisposablePostgres.start(Binaries.newest());
    Address address = other.fresh().address();
    OfferedCluster cluster =
        OfferedCluster.open(
            Offer.ofVariable(
                "postgresql://%s@127.0.0.1:%d/postgres"
                    .formatted(other.environment("postgres").get("PGUSER"), address.port()),
                other.environment("postgres")),
            said::add);
    cluster.fresh();
    other.close();
    cluster.close();
    assertThat(said).anyMatch(line -> line.contains("the next run does it"));
  }
}
