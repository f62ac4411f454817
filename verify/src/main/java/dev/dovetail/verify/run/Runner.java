package dev.dovetail.verify.run;

import dev.dovetail.migrations.Stack;
import dev.dovetail.postgres.Database;
import java.util.List;

/**
 * A service's own migration tool, ready to work. One process, or none, for its life; each database
 * that it is led to is met with a fresh mind: nothing imported for another one is left.
 */
public interface Runner extends AutoCloseable {

  /**
   * What was chosen, a sentence each, for the user: the Python and why that one, the versions of
   * tool, library and driver, and what keeps it from other databases.
   */
  List<String> remarks();

  /** The versions that do the work, so far as the tool says them. */
  default Stack stack() {
    return Stack.unknown();
  }

  /** Whether it can go to any revision, and back; else it knows the head alone. */
  default boolean goesStepByStep() {
    return true;
  }

  /** One command: up to a revision, {@code head} or {@code heads}. */
  Ran upgrade(Database database, String to);

  /** One command: down to a revision, {@code base} or {@code -1}. */
  Ran downgrade(Database database, String to);

  /** Ids of the heads, as the tool itself says them. */
  List<String> heads();

  /** Lets go of a database: nothing of it is connected there any more. */
  void leave(Database database);

  /** Ends the process, and whatever it started. */
  @Override
  void close();
}
