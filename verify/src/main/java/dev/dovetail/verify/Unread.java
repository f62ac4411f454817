package dev.dovetail.verify;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.history.Trail;
import dev.dovetail.core.machine.Session;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import java.util.List;
import java.util.Optional;

/**
 * The migrations of a tool that is known by its command alone: nothing of them is read, so nothing
 * is foretold of them.
 *
 * @param folder of the service
 */
record Unread(String folder) implements MigrationTree {

  /** What is told of them: nothing. */
  Told told(Session initial) {
    return new Told(
        tool(),
        folder,
        List.of(),
        List.of(),
        List.of(),
        initial.schema(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        new Trail(List.of(), List.of(), initial),
        0,
        0);
  }

  @Override
  public String tool() {
    return "command";
  }

  @Override
  public String versions() {
    return folder;
  }

  @Override
  public List<Revision> revisions() {
    return List.of();
  }

  @Override
  public List<String> heads() {
    return List.of();
  }

  @Override
  public List<HistoryFault> faults() {
    return List.of();
  }

  @Override
  public Stack pinned() {
    return Stack.unknown();
  }

  /** Goes nowhere: whoever wants to know what is made has to run it. */
  @Override
  public Play play(
      Session initial,
      Stack stack,
      Play.Commands commands,
      Play.Direction direction,
      Play.Manner manner,
      Optional<String> until) {
    return new Play(
        initial, Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of(), 0, 0);
  }
}
