package dev.dovetail.migrations;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.machine.Session;
import java.util.List;
import java.util.Optional;

/** One tree of migrations: a history, and the way its tool plays it. */
public interface MigrationTree {

  /** The tool's name. */
  String tool();

  /** The folder of the service: where its configuration stands. */
  String folder();

  /** The folder that holds the migrations themselves. */
  String versions();

  /** In the order in which the tool would run them. */
  List<Revision> revisions();

  /** Ids of the heads, sorted as the tool sorts them. */
  List<String> heads();

  /** Ids of the revisions that nothing in the files says how to take back. */
  default List<String> oneWay() {
    return List.of();
  }

  List<HistoryFault> faults();

  /** What the service pins or configures, as far as its files say. */
  Stack pinned();

  /** The file that tells the tool which models there are, where it asks one. */
  default Optional<String> environment() {
    return Optional.empty();
  }

  /** The database that it is for, where its files say that this is not PostgreSQL: "MySQL". */
  default Optional<String> otherDatabase() {
    return Optional.empty();
  }

  /**
   * Plays the history.
   *
   * @param until stop after this revision (up only); empty for all
   * @param initial the database before the first command
   */
  Play play(
      Session initial,
      Stack stack,
      Play.Commands commands,
      Play.Direction direction,
      Play.Manner manner,
      Optional<String> until);
}
