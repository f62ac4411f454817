package dev.dovetail.fix;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.migrations.Draft;
import dev.dovetail.verify.Rehearsal;
import java.util.List;
import java.util.Optional;

/** A way to mend one fault of one service. */
sealed interface Remedy
    permits AddLabels,
        AlignIndexes,
        CreateFirst,
        CreateOnce,
        CreateType,
        EndDowngrades,
        MergeHeads,
        RemoveLabels,
        RenameLabels,
        StoreValues,
        WriteSnakeCase {

  /** What is done, in one line. */
  String title();

  /** Those whose findings it mends. */
  List<String> rules();

  /** Whether this finding is one that it mends. */
  boolean mends(Finding finding);

  /** What it concerns, by names that a user would give: of the enum, and of the type. */
  List<String> names();

  /** Ways to write it, the best first; none where it cannot be written here. */
  List<Draft> drafts(Desk desk);

  /** Why it cannot be written, where there is no draft. */
  default String unwritten() {
    return "the service's migrations do not show how a new one is written";
  }

  /** The same, where it takes a look at the service. */
  default String unwritten(Desk desk) {
    return unwritten();
  }

  /** Whether the user has asked for just this, so that no finding need be there. */
  default boolean isAskedFor() {
    return false;
  }

  /** What is tried of it on a server; empty where it changes code alone. */
  Optional<Rehearsal.Scene> scene(Desk desk, Draft draft);

  /**
   * What is wrong with what it did to the schema.
   *
   * @param made what it changed
   * @param enums compares the enums of the code with a schema
   */
  Optional<String> objection(List<SchemaDifference> made, Schema after, List<Comparison> enums);

  /** Whether this may stay after it is taken back. */
  default boolean mayStay(SchemaDifference left) {
    return false;
  }

  /** Whether it edits migrations that may have run, and of these only how they are taken back. */
  default boolean editsWayBackAlone() {
    return false;
  }

  /** With which SQLSTATE a migration fails on every database that may be edited for it. */
  default String failsWith() {
    return "42710";
  }

  /** Whether an edited migration makes the schema that was meant by the one before. */
  default boolean wasMeant(List<SchemaDifference> differences) {
    return differences.isEmpty();
  }

  /** Whether comments, grants, policies and bodies of functions are to stay as they are. */
  default boolean leavesTheRest() {
    return true;
  }

  /** What becomes of a line that says what no schema does, where that names what it changes. */
  default String follows(String line) {
    return line;
  }

  /**
   * What rows hold after it.
   *
   * @param rows what they held before
   */
  default List<String> kept(List<String> rows) {
    return rows;
  }

  /** Said of the way back where something stays. */
  default String stays() {
    return "";
  }
}
