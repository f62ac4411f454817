package dev.dovetail.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.ServerVersion;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.migrations.alembic.AlembicTool;
import dev.dovetail.sql.SqlReader;
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

  /** A way of running a history, and the record of it. */
  private enum Way {
    HEAD(Play.Commands.ONE, Play.Direction.UP),
    EACH(Play.Commands.EACH, Play.Direction.UP),
    DOWN(Play.Commands.ONE, Play.Direction.DOWN),
    AGAIN(Play.Commands.ONE, Play.Direction.AGAIN);

    private final Play.Commands commands;
    private final Play.Direction direction;

    Way(Play.Commands commands, Play.Direction direction) {
      this.commands = commands;
      this.direction = direction;
    }

    Optional<JsonNode> step(JsonNode stack) {
      JsonNode step =
          switch (this) {
            case HEAD -> stack.path("upgrade_head");
            case EACH -> {
              JsonNode steps = stack.path("one_at_a_time");
              yield steps.path(steps.size() - 1);
            }
            case DOWN -> stack.path("downgrade_base");
            case AGAIN -> stack.path("upgrade_again");
          };
      return step.isObject() ? Optional.of(step) : Optional.empty();
    }
  }

  private enum Verdict {
    EQUAL,
    WRONG,
    UNVERIFIABLE,
    SKIPPED
  }

  private record Judgement(Verdict verdict, String why) {}

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
    JsonNode stack = history.stack(recorded.key);
    if (recorded == Recorded.SA14 && stack.path("heads").size() > 1) {
      return new Judgement(Verdict.SKIPPED, "the order of the directory decides");
    }
    boolean noGraph = stack.has("graph_error");
    Optional<JsonNode> step = way.step(stack);
    if (!noGraph && step.isEmpty()) {
      return new Judgement(Verdict.SKIPPED, "not recorded");
    }
    Optional<MigrationTree> tree = new AlembicTool().find(history.tree()).stream().findFirst();
    if (tree.isEmpty()) {
      return new Judgement(Verdict.WRONG, "no tree of migrations found");
    }
    Play play;
    try {
      play =
          tree.get()
              .play(
                  initial(history),
                  recorded.stack(history.driver()),
                  way.commands,
                  way.direction,
                  Play.Manner.STRICT,
                  Optional.empty());
    } catch (RuntimeException e) {
      return new Judgement(Verdict.WRONG, "crashed: " + e + " at " + e.getStackTrace()[0]);
    }
    List<Doubt> undecided = play.undecided();
    if (!undecided.isEmpty()) {
      return new Judgement(Verdict.UNVERIFIABLE, undecided.get(0).reason());
    }
    if (noGraph) {
      return play.problem().isPresent()
          ? new Judgement(Verdict.EQUAL, "")
          : new Judgement(Verdict.WRONG, "the graph is broken, and it was not foretold");
    }
    return judge(history, step.orElseThrow(), play);
  }

  private static Judgement judge(RecordedHistory history, JsonNode step, Play play) {
    boolean worked = step.path("ok").asBoolean();
    if (worked && play.problem().isPresent()) {
      return new Judgement(Verdict.WRONG, "foretold " + play.problem().get() + ", but it works");
    }
    if (!worked) {
      Optional<String> difference = difference(step.path("error"), play.problem());
      if (difference.isPresent()) {
        return new Judgement(Verdict.WRONG, difference.get());
      }
    }
    return Exactness.difference(play.end().schema(), history.schema(step))
        .map(difference -> new Judgement(Verdict.WRONG, difference))
        .orElse(new Judgement(Verdict.EQUAL, ""));
  }

  private static Optional<String> difference(JsonNode error, Optional<Problem> problem) {
    String kind = error.path("kind").asText();
    String was =
        kind + " " + error.path("sqlstate").asText("") + " @" + error.path("revision").asText("");
    if (problem.isEmpty()) {
      return Optional.of("not foretold: " + was + ": " + error.path("message").asText());
    }
    Problem told = problem.get();
    boolean sameKind = told.kind().name().equalsIgnoreCase(kind);
    boolean sameState =
        !kind.equals("database")
            || told.sqlstate().orElse("").equals(error.path("sqlstate").asText());
    boolean sameRevision =
        kind.equals("command")
            || told.revision().orElse("").equals(error.path("revision").asText(""));
    return sameKind && sameState && sameRevision
        ? Optional.empty()
        : Optional.of("foretold " + told + ", was " + was);
  }

  private static Session initial(RecordedHistory history) {
    Session session = Session.open(new ServerVersion(15));
    for (SqlReader.Read read : SqlReader.statements(history.before().orElse(""))) {
      session =
          switch (session.apply(read.statement(), new Origin.Implied("the initial SQL"))) {
            case Session after -> after;
            case Refusal refusal -> throw new AssertionError(refusal.message());
          };
    }
    return session;
  }
}
