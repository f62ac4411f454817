package dev.dovetail.core.source;

/** Where a fact was read. Every fact carries one, so that every finding can point. */
public sealed interface Origin {

  /**
   * A place in a file.
   *
   * @param path relative to the tree it was read from, with forward slashes
   */
  record InFile(String path, Span span) implements Origin {}

  /**
   * An object of a database.
   *
   * @param database a name to show, never a URL
   */
  record InDatabase(String database, String object) implements Origin {}

  /** A place in a file as it was in a commit. */
  record InCommit(String commit, InFile place) implements Origin {}

  /** Not written by anybody: what PostgreSQL has or makes by itself. */
  record Implied(String by) implements Origin {}

  static Origin inFile(String path, int line, int column) {
    return new InFile(path, Span.at(line, column));
  }
}
