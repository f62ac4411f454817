package dev.dovetail.postgres;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;

/** The servers that tests may start. */
final class Binaries {

  private Binaries() {}

  static PostgresBinaries newest() {
    List<PostgresBinaries> found = PostgresBinaries.found();
    assumeFalse(found.isEmpty(), "no PostgreSQL server on this machine");
    return found.get(0);
  }
}
