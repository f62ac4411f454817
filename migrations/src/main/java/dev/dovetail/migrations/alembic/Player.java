package dev.dovetail.migrations.alembic;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.migrations.Stack;
import dev.dovetail.python.modules.Modules;
import java.util.List;
import java.util.Optional;

/** Plays a history on a session, as Alembic's commands would. */
final class Player {

  Player(
      RevisionGraph graph,
      List<HistoryFault> faults,
      EnvFile env,
      Modules modules,
      Configuration configuration,
      Stack stack,
      Play.Manner manner) {}

  Play play(
      Session initial, Play.Commands commands, Play.Direction direction, Optional<String> until) {
    Session end =
        initial.doubting(
            new Doubt(
                "migrations of Alembic are not played yet",
                new Origin.Implied("Dovetail"),
                Touches.anything()));
    return new Play(end, Optional.empty(), List.of(), List.of(), List.of(), List.of(), 0, 0);
  }
}
