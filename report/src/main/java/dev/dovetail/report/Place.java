package dev.dovetail.report;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Origin.InFile;
import java.util.Optional;

/** The file behind an origin, where there is one. */
final class Place {

  private Place() {}

  static Optional<InFile> of(Origin origin) {
    return switch (origin) {
      case InFile file -> Optional.of(file);
      case Origin.InCommit commit -> Optional.of(commit.place());
      case Origin.InDatabase database -> Optional.empty();
      case Origin.Implied implied -> Optional.empty();
    };
  }

  /**
   * The file under the name by which it can be read; of a commit {@code COMMIT:path}, as in git.
   */
  static Optional<InFile> readable(Origin origin) {
    return origin instanceof Origin.InCommit commit
        ? Optional.of(
            new InFile(commit.commit() + ":" + commit.place().path(), commit.place().span()))
        : of(origin);
  }

  static Optional<String> file(Origin origin) {
    return of(origin).map(InFile::path);
  }

  static Optional<Integer> line(Origin origin) {
    return of(origin).map(place -> place.span().line());
  }

  static Optional<Integer> column(Origin origin) {
    return of(origin).map(place -> place.span().column());
  }

  /** As compilers write it. */
  static String shown(Origin origin) {
    return switch (origin) {
      case InFile file -> shown(file);
      case Origin.InCommit commit -> commit.commit() + ":" + shown(commit.place());
      case Origin.InDatabase database -> database.database() + ": " + database.object();
      case Origin.Implied implied -> implied.by();
    };
  }

  private static String shown(InFile file) {
    return file.path() + ":" + file.span().line() + ":" + file.span().column();
  }
}
