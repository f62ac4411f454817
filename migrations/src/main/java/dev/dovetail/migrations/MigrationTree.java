package dev.dovetail.migrations;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Tree;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /**
   * Takes over what was told of an earlier state of this tree, where all of it would be told of
   * this one; says no where it would not, or that is not known.
   */
  default boolean goesOnFrom(MigrationTree earlier) {
    return false;
  }

  /** The files that it was told from so far, where that is remembered. */
  default Set<String> asked() {
    return Set.of();
  }

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
   * Writes a new migration as its neighbours are written; empty where that is not known.
   *
   * @param files those that the history was read from
   * @param now what the clock says, for names and headers that hold the time
   */
  default Optional<Draft> draft(Change change, Tree files, LocalDateTime now) {
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

  /**
   * One command up, one down and one up again, strictly: what {@link #play} says of each direction,
   * without going the same way again each time.
   */
  default RoundTrip roundTrip(Session initial, Stack stack) {
    return direction ->
        play(initial, stack, Play.Commands.ONE, direction, Play.Manner.STRICT, Optional.empty());
  }

  /**
   * Whether a revision leaves nothing to the next one of the same command but what it leaves in the
   * database and on the connection: no program runs that remembers.
   */
  default boolean isForgetful() {
    return false;
  }

  /** A way that can be gone on. */
  interface RoundTrip {

    /**
     * Goes on as far as this, from where the call before ended; directions are asked for in their
     * order, and none after one that met a problem.
     */
    Play to(Play.Direction direction);

    /**
     * Whether no revision so far left anything on the connection: where the tree {@link
     * #isForgetful is forgetful}, a command for each revision comes to the very same then.
     */
    default boolean leftConnectionAsItWas() {
      return false;
    }
  }
}
