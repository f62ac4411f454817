package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.migrations.alembic.AlembicTool;
import dev.dovetail.verify.run.Ran;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Told = replayed: plays a history on the machine, and holds what it is sure of against the record
 * of what Alembic and PostgreSQL did.
 */
final class Law {

  /** What came of it. */
  enum Verdict {
    EQUAL,
    WRONG,
    UNVERIFIABLE,
    SKIPPED
  }

  record Judgement(Verdict verdict, String why) {}

  /** A way of running a history, and where the record of it stands. */
  enum Way {
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

    private Optional<JsonNode> step(JsonNode recorded) {
      JsonNode step =
          switch (this) {
            case HEAD -> recorded.path("upgrade_head");
            case EACH -> {
              JsonNode steps = recorded.path("one_at_a_time");
              yield steps.path(steps.size() - 1);
            }
            case DOWN -> recorded.path("downgrade_base");
            case AGAIN -> recorded.path("upgrade_again");
          };
      return step.isObject() ? Optional.of(step) : Optional.empty();
    }
  }

  private final Tree files;
  private final Session initial;

  Law(Tree files, Session initial) {
    this.files = files;
    this.initial = initial;
  }

  /**
   * Judges one way.
   *
   * @param recorded what a stack did, as in {@code expected.json}
   * @param schemas the schemas that it refers to
   */
  Judgement judge(Stack stack, Way way, JsonNode recorded, JsonNode schemas) {
    boolean noGraph = recorded.has("graph_error");
    Optional<JsonNode> step = way.step(recorded);
    if (readsInDirectoryOrder(stack) && recorded.path("heads").size() > 1) {
      return new Judgement(Verdict.SKIPPED, "the order of the directory decides");
    }
    if (!noGraph && step.isEmpty()) {
      return new Judgement(Verdict.SKIPPED, "not recorded");
    }
    return judge(
        stack,
        way,
        play -> {
          if (noGraph) {
            return play.problem().isPresent()
                ? Optional.empty()
                : Optional.of("the graph is broken, and it was not foretold");
          }
          JsonNode then = step.orElseThrow();
          return differs(Outcome.of(then), play)
              .or(() ->
                  Exactness.difference(
                      play.end().schema(), schemas.path(then.path("schema").asText())));
        });
  }

  /**
   * Judges one way by what just came of it on a server.
   *
   * @param schema what the database held after it
   */
  Judgement judge(Stack stack, Way way, Ran ran, Schema schema) {
    return judge(
        stack,
        way,
        play ->
            differs(Outcome.of(ran), play)
                .or(() -> Exactness.difference(play.end().schema(), schema)));
  }

  static boolean readsInDirectoryOrder(Stack stack) {
    return stack.alembic().filter(v -> v.equals("1.8.1")).isPresent();
  }

  private Judgement judge(Stack stack, Way way, Function<Play, Optional<String>> difference) {
    Optional<MigrationTree> tree = new AlembicTool().find(files).stream().findFirst();
    if (tree.isEmpty()) {
      return new Judgement(Verdict.WRONG, "no tree of migrations found");
    }
    Play play;
    try {
      play =
          tree.get()
              .play(
                  initial,
                  stack,
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
    return difference
        .apply(play)
        .map(words -> new Judgement(Verdict.WRONG, words))
        .orElse(new Judgement(Verdict.EQUAL, ""));
  }

  private static Optional<String> differs(Outcome was, Play play) {
    Outcome told = play.problem().map(Outcome::of).orElse(Outcome.WORKED);
    return told.equals(was)
        ? Optional.empty()
        : Optional.of(
            "foretold %s, was %s%s"
                .formatted(
                    told,
                    was,
                    play.problem().map(problem -> " (" + problem.message() + ")").orElse("")));
  }
}
