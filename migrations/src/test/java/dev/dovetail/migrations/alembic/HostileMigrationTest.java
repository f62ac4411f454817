package dev.dovetail.migrations.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.history.Play;
import dev.dovetail.core.statement.Touches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations that never end, or want all memory, end in time, in doubt and with the reason. */
@Timeout(30)
final class HostileMigrationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          while True: pass                                   | steps
          x = "a" * 10 ** 10                                 | characters or elements
          x = [0] * 10 ** 10                                 | characters or elements
          x = list(range(10 ** 12))                          | characters or elements
          f = lambda: f(); f()                               | nests deeper
          f = lambda n: f(n - 1) + f(n - 1); f(10 ** 6)      | nests deeper
          """)
  void it_is_given_up_with_its_reason(String statement, String reason) {
    Scenario scenario =
        new Scenario()
            .migration("op.execute('CREATE TABLE before (id int)')")
            .migration(statement)
            .migration("op.execute('CREATE TABLE later (id int)')");
    for (Play play : new Play[] {scenario.strict(), scenario.intended()}) {
      assertThat(Scenario.hasTable(play, "before")).isTrue();
      assertThat(play.undecided())
          .anyMatch(doubt ->
              doubt.touches() instanceof Touches.Anything && doubt.reason().contains(reason));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x = x + x", "x = f'{x}{x}'", "x = '%s%s' % (x, x)", "x = x.replace('a', 'aa')"})
  void a_string_that_doubles_is_given_up(String step) {
    Play play = new Scenario().migration("x = 'a'\nfor i in range(64):\n    " + step).strict();
    assertThat(play.undecided())
        .anyMatch(doubt -> doubt.reason().contains("characters or elements"));
  }

  @Test
  void a_list_of_a_million_elements_is_read_or_given_up_with_its_reason() {
    Scenario scenario =
        new Scenario()
            .migration("op.execute('CREATE TABLE before (id int)')")
            .migration("rows = [" + "7, ".repeat(1_000_000) + "]\nop.execute('DROP TABLE before')");
    Play play = scenario.strict();
    assertThat(!Scenario.hasTable(play, "before") || !play.undecided().isEmpty()).isTrue();
    assertThat(play.undecided())
        .allMatch(doubt ->
            doubt.reason().contains("characters or elements") || doubt.reason().contains("steps"));
  }
}
