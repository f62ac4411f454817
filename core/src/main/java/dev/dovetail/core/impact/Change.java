package dev.dovetail.core.impact;

/** What is to be done to the enum or its label. */
public sealed interface Change {

  /** A label comes. */
  record Added() implements Change {}

  /** The label is called otherwise. */
  record Renamed(String to) implements Change {}

  /** The label goes. */
  record Removed() implements Change {}
}
