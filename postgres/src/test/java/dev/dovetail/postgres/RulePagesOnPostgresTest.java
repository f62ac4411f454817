package dev.dovetail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the pages of the rules say of PostgreSQL is tried on one: a statement marked {@code --
 * fails: SQLSTATE} is refused so, one marked {@code -- locks: table mode} holds just those locks on
 * tables afterwards, and all others work.
 */
class RulePagesOnPostgresTest {

  private static final String FAILS = "-- fails: ";
  private static final String LOCKS = "-- locks: ";

  private static final String HELD =
      """
      SELECT c.relname || ' ' || l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
      WHERE l.pid = pg_backend_pid() AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
        AND l.mode = (SELECT mode FROM (VALUES ('AccessShareLock', 1), ('RowShareLock', 2),
          ('RowExclusiveLock', 3), ('ShareUpdateExclusiveLock', 4), ('ShareLock', 5),
          ('ShareRowExclusiveLock', 6), ('ExclusiveLock', 7), ('AccessExclusiveLock', 8)) s(mode, strength)
          WHERE mode IN (SELECT mode FROM pg_locks o WHERE o.relation = l.relation AND o.pid = l.pid)
          ORDER BY strength DESC LIMIT 1)
      ORDER BY 1
      """;

  private static Optional<DisposablePostgres> server = Optional.empty();

  @BeforeAll
  static void start() throws Exception {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    server = Optional.of(DisposablePostgres.start(found.getFirst()));
  }

  @AfterAll
  static void stop() {
    server.ifPresent(DisposablePostgres::close);
  }

  @TestFactory
  Stream<DynamicTest> pages() {
    return Rules.FAULTS.stream()
        .filter(fault -> !script(fault).isEmpty())
        .map(fault -> DynamicTest.dynamicTest(fault.id(), () -> run(script(fault))));
  }

  @Test
  void there_are_pages_that_say_something_of_postgresql() {
    List<String> lines = Rules.FAULTS.stream().flatMap(fault -> script(fault).stream()).toList();
    assertThat(lines.stream().filter(line -> line.contains(FAILS))).hasSizeGreaterThan(12);
    assertThat(lines.stream().filter(line -> line.contains(LOCKS))).hasSizeGreaterThan(9);
  }

  /** The lines of a page's block: a statement each. */
  private static List<String> script(Fault fault) {
    List<String> script = new ArrayList<>();
    boolean inside = false;
    for (String line : Rules.page(fault).lines().toList()) {
      boolean fence = line.startsWith("```");
      if (inside && !fence) {
        script.add(line);
      }
      inside = fence ? line.equals("```postgres") : inside;
    }
    return script;
  }

  private static void run(List<String> script) throws Exception {
    DisposablePostgres running = server.orElseThrow();
    Database database = running.fresh();
    try (DatabaseSession session = database.session()) {
      for (String line : script) {
        Optional<String> refused = session.send(line).map(StatementRefusal::sqlstate);
        Optional<String> expected = after(line, FAILS);
        if (expected.isEmpty()) {
          assertThat(refused).as(line).isEmpty();
        } else {
          assertThat(Arrays.asList(expected.get().split(", ")))
              .as(line)
              .contains(refused.orElse("00000"));
        }
        Optional<String> locks = after(line, LOCKS);
        if (locks.isPresent()) {
          assertThat(String.join(", ", session.column(HELD)))
              .as(line)
              .isEqualTo(locks.get().equals("nothing") ? "" : locks.get());
        }
      }
    } finally {
      running.drop(database);
    }
  }

  private static Optional<String> after(String line, String mark) {
    int at = line.indexOf(mark);
    return at < 0 ? Optional.empty() : Optional.of(line.substring(at + mark.length()).strip());
  }
}
