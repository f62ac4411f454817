package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.postgres.Rehearsal.Refused;
import dev.dovetail.postgres.Rehearsal.Rows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is tried on a database is taken back, in part and in whole, also when we are killed. */
class RehearsalTest {

  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(2));

  private static DisposablePostgres postgres;
  private Database database;

  @BeforeAll
  static void start() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    postgres = DisposablePostgres.start(found.getFirst());
  }

  @AfterAll
  static void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }

  @BeforeEach
  void make() throws ServerException {
    database = postgres.fresh();
    database.run("CREATE TABLE t (id serial PRIMARY KEY, word text CHECK (word <> 'no'))");
  }

  private String rows() throws ServerException {
    return database.rows("SELECT count(*) FROM t").getFirst().getFirst().orElseThrow();
  }

  @Test
  void a_refusal_leaves_what_was_before_it_and_a_mark_takes_that_back() throws Exception {
    try (Rehearsal rehearsal = Rehearsal.open(database.address(), LIMITS)) {
      rehearsal.mark();
      rehearsal.ask("INSERT INTO t (word) VALUES ('a ? {b} ; c')");
      assertThat(rehearsal.ask("INSERT INTO t (word) VALUES ('no')"))
          .isInstanceOfSatisfying(
              Refused.class,
              refused -> {
                assertThat(refused.sqlstate()).isEqualTo("23514");
                assertThat(refused.constraint()).contains("t_word_check");
                assertThat(refused.table()).contains("t");
              });
      assertThat(rehearsal.ask("SELECT word FROM t"))
          .isEqualTo(new Rows(List.of(List.of(Optional.of("a ? {b} ; c")))));
      rehearsal.back();
      assertThat(rehearsal.ask("SELECT word FROM t")).isEqualTo(new Rows(List.of()));
      assertThat(rehearsal.sequences().values()).containsExactly("2");
      assertThat(rehearsal.readsOnly()).isFalse();
    }
    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void foreign_keys_are_read_in_their_own_order() throws Exception {
    database.run(
        "CREATE TABLE a (x int, y int, PRIMARY KEY (y, x));"
            + "CREATE TABLE b (p int, q int, CONSTRAINT k FOREIGN KEY (q, p) REFERENCES a)");
    try (Rehearsal rehearsal = Rehearsal.open(database.address(), LIMITS)) {
      assertThat(rehearsal.foreignKeys())
          .singleElement()
          .satisfies(key -> {
            assertThat(key.columns()).containsExactly("q", "p");
            assertThat(key.targetColumns()).containsExactly("y", "x");
          });
    }
  }

  /** Another process, that is killed in the middle of it. */
  static final class Killed {

    private Killed() {}

    /** Host, port, user, database; the password comes by standard input. */
    public static void main(String[] args) throws IOException, ServerException {
      String password = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      Address address = new Address(args[0], Integer.parseInt(args[1]), args[2], password, args[3]);
      try (Rehearsal rehearsal = Rehearsal.open(address, LIMITS)) {
        rehearsal.ask("INSERT INTO t (word) VALUES ('here')");
        rehearsal.ask("INSERT INTO t (word) SELECT pg_sleep(100)::text");
      }
    }
  }

  @Test
  @Timeout(120)
  void nothing_is_left_of_a_process_that_was_killed() throws Exception {
    Address address = database.address();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName(),
                address.host(),
                Integer.toString(address.port()),
                address.user(),
                address.database())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(address.password().getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String busy =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dovetail probe'"
            + " AND query LIKE '%%pg_sleep(100)%%' AND state = '%s'".formatted("active");
    while (process.isAlive() && isNone(busy)) {
      Thread.sleep(50);
    }
    assertThat(process.isAlive()).as(() -> process.isAlive() ? "" : read(process)).isTrue();
    process.destroyForcibly().waitFor();
    String ours = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'dovetail probe'";
    while (!isNone(ours)) {
      Thread.sleep(50);
    }
    assertThat(rows()).isEqualTo("0");
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private boolean isNone(String query) throws ServerException {
    return database.rows(query).getFirst().getFirst().equals(Optional.of("0"));
  }
}
