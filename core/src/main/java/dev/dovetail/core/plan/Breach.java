package dev.dovetail.core.plan;

/** How a law is broken. */
public sealed interface Breach {

  int place();

  /** The database refuses what a running version writes. */
  record Refused(String version, int place, String label, Shape shape) implements Breach {}

  /** A running version looks for a column, or for a type by its name, that is not there. */
  record Missing(String version, int place, Shape shape) implements Breach {}

  /** A running version meets a label that it does not know. */
  record Unread(String version, int place, String label) implements Breach {}

  /** A migration would take away a label that rows may have. */
  record InTheWay(String revision, int place, String label) implements Breach {}
}
