package dev.dovetail.audit;

import java.util.Optional;

/** What a version control knows of when lines and files came to be. Dates are as in 2025-11-21. */
public interface Commits {

  /** A commit, by its short name and its day. */
  record Commit(String id, String date) {}

  /** The commit that brought a file. */
  Optional<Commit> ofFile(String path);

  /** The commit that a line stands since. */
  Optional<Commit> ofLine(String path, int line);

  /** Nothing is known. */
  static Commits unknown() {
    return new Commits() {
      @Override
      public Optional<Commit> ofFile(String path) {
        return Optional.empty();
      }

      @Override
      public Optional<Commit> ofLine(String path, int line) {
        return Optional.empty();
      }
    };
  }
}
