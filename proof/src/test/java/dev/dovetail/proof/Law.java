package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import dev.dovetail.migrations.alembic.AlembicTool;
import java.util.List;
import java.util.Optional;

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
    boolean readsInDirectoryOrder = stack.alembic().filter(v -> v.equals("1.8.1")).isPresent();
    if (readsInDirectoryOrder && recorded.path("heads").size() > 1) {
      return new Judgement(Verdict.SKIPPED, "the order of the directory decides");
    }
    boolean noGraph = recorded.has("graph_error");
    Optional<JsonNode> step = way.step(recorded);
    if (!noGraph && step.isEmpty()) {
      return new Judgement(Verdict.SKIPPED, "not recorded");
    }
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
    if (noGraph) {
      return play.problem().isPresent()
          ? new Judgement(Verdict.EQUAL, "")
          : new Judgement(Verdict.WRONG, "the graph is broken, and it was not foretold");
    }
    return judge(step.orElseThrow(), schemas, play);
  }

  private static Judgement judge(JsonNode step, JsonNode schemas, Play play) {
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
    return Exactness.difference(play.end().schema(), schemas.path(step.path("schema").asText()))
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
        : Optional.of("foretold " + told + ", was " + was + ": " + error.path("message").asText());
  }
}
