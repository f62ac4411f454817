package dev.dovetail.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which PostgreSQL to run on: what the user said after {@code --postgres}. */
public sealed interface PostgresChoice {

  /** What comes first: nothing was said. */
  record First() implements PostgresChoice {}

  /** One major version. */
  record Major(int major) implements PostgresChoice {}

  /** Every major version that is there. */
  record All() implements PostgresChoice {}

  /** Reads {@code 12} to {@code 18}, or {@code all}; empty for anything else. */
  static Optional<PostgresChoice> parse(String word) {
    if (word.equals("all")) {
      return Optional.of(new All());
    }
    return word.matches("1[2-8]")
        ? Optional.of(new Major(Integer.parseInt(word)))
        : Optional.empty();
  }

  /**
   * What it comes to here, at least one; the oldest first where it is several.
   *
   * @throws ServerException says what is there instead, and how to get what is not
   */
  default List<PostgresBinaries> among(List<PostgresBinaries> found) throws ServerException {
    Map<Integer, PostgresBinaries> firsts = new TreeMap<>();
    for (PostgresBinaries binaries : found) {
      firsts.putIfAbsent(binaries.major(), binaries);
    }
    List<PostgresBinaries> chosen =
        switch (this) {
          case First() -> found.stream().limit(1).toList();
          case Major(int major) -> Optional.ofNullable(firsts.get(major)).stream().toList();
          case All() -> new ArrayList<>(firsts.values());
        };
    if (chosen.isEmpty()) {
      throw new ServerException(missing(found));
    }
    return chosen;
  }

  private String missing(List<PostgresBinaries> found) {
    int wanted = this instanceof Major(int major) ? major : 17;
    String there =
        found.isEmpty()
            ? "none is here"
            : "here is "
                + found.stream().map(PostgresBinaries::toString).collect(Collectors.joining(", "));
    return "no PostgreSQL%s was found (%s); install it (`apt-get install postgresql-%d`, `brew install postgresql@%d`), have Maven bring its programs (`%s`), or offer a server with --postgres-url"
        .formatted(
            this instanceof Major ? " " + wanted : "",
            there,
            wanted,
            wanted,
            Bundle.howToGet(wanted));
  }
}
