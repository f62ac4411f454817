package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.migrations.Stack;
import dev.dovetail.proof.Law.Judgement;
import dev.dovetail.proof.Law.Verdict;
import dev.dovetail.proof.Law.Way;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Told = replayed. Every recorded history is played on the machine, in each way in which it was run
 * for real; what the machine is sure of must be what PostgreSQL had.
 */
class LawTest {

  private static final ServerVersion RECORDED_ON = new ServerVersion(15);

  /** A stack as it was recorded, and its versions. */
  private enum Recorded {
    SA14("sa14", "1.4", "1.8.1"),
    SA20("sa20", "2.0", "1.19.1"),
    SA21B("sa21b", "2.1", "1.19.1");

    private final String key;
    private final String sqlalchemy;
    private final String alembic;

    Recorded(String key, String sqlalchemy, String alembic) {
      this.key = key;
      this.sqlalchemy = sqlalchemy;
      this.alembic = alembic;
    }

    Stack stack(String driver) {
      return new Stack(
          Optional.of(sqlalchemy),
          Optional.of(alembic),
          Optional.of(Stack.Driver.valueOf(driver.toUpperCase(Locale.ROOT))));
    }
  }

  @Test
  void what_once_differed_is_told_as_it_was() {
    List<String> wrong = new ArrayList<>();
    for (RecordedHistory history : RecordedHistory.kept()) {
      Law law = new Law(history.tree(), history.initial(RECORDED_ON));
      history
          .stacks()
          .forEach((stack, recorded) -> {
            for (Way way : Way.values()) {
              Judgement judgement = law.judge(stack, way, recorded, history.schemas());
              if (judgement.verdict() == Verdict.WRONG
                  || judgement.verdict() == Verdict.UNVERIFIABLE) {
                wrong.add(
                    history.name()
                        + " "
                        + way
                        + " "
                        + stack
                        + ": "
                        + judgement.verdict()
                        + " "
                        + judgement.why());
              }
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void what_is_told_is_what_was_replayed() {
    List<RecordedHistory> histories = RecordedHistory.all();
    assumeFalse(histories.isEmpty(), "the recorded histories are not beside this project");
    List<String> table = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<String> unverifiable = new ArrayList<>();
    int judged = 0;
    for (Recorded recorded : Recorded.values()) {
      for (Way way : Way.values()) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        for (RecordedHistory history : histories) {
          Judgement judgement = judge(history, recorded, way);
          counts.merge(judgement.verdict(), 1, Integer::sum);
          String line = recorded.key + " " + way + " " + history.name() + ": " + judgement.why();
          if (judgement.verdict() == Verdict.WRONG) {
            wrong.add(line);
          } else if (judgement.verdict() == Verdict.UNVERIFIABLE) {
            unverifiable.add(line);
          }
        }
        judged += histories.size() - counts.getOrDefault(Verdict.SKIPPED, 0);
        table.add(
            String.format(
                Locale.ROOT,
                "%-6s %-6s %4d equal %4d wrong %4d unverifiable %4d not recorded",
                recorded.key,
                way.name().toLowerCase(Locale.ROOT),
                counts.getOrDefault(Verdict.EQUAL, 0),
                counts.getOrDefault(Verdict.WRONG, 0),
                counts.getOrDefault(Verdict.UNVERIFIABLE, 0),
                counts.getOrDefault(Verdict.SKIPPED, 0)));
      }
    }
    System.out.println("told = replayed, over " + histories.size() + " recorded histories");
    table.forEach(System.out::println);
    unverifiable.forEach(line -> System.out.println("unverifiable: " + line));
    wrong.forEach(line -> System.out.println("WRONG: " + line));
    assertThat(judged).isGreaterThan(2000);
    assertThat(wrong).isEmpty();
    assertThat(unverifiable.size()).isLessThan(judged * 3 / 100);
  }

  private static Judgement judge(RecordedHistory history, Recorded recorded, Way way) {
    Law law = new Law(history.tree(), history.initial(RECORDED_ON));
    return law.judge(
        recorded.stack(history.driver()), way, history.stack(recorded.key), history.schemas());
  }
}
