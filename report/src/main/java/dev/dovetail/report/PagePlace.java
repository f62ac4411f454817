package dev.dovetail.report;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Origin.InFile;
import java.util.Optional;

/** A place as the page writes it, short where the reader knows the rest. */
final class PagePlace {

  private PagePlace() {}

  /** The file's name and the line; empty for what is in no file. */
  static Optional<String> of(Origin origin) {
    return Place.of(origin)
        .map(file -> file.path().substring(file.path().lastIndexOf('/') + 1) + line(file));
  }

  /** The whole path and the line; empty for what is in no file. */
  static Optional<String> whole(Origin origin) {
    return Place.of(origin).map(file -> file.path() + line(file));
  }

  private static String line(InFile file) {
    return ":" + file.span().line();
  }
}
