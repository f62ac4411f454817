package dev.dovetail.probe;

import dev.dovetail.postgres.Address;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether a database is there to be tried out. What its address says against it goes before
 * what a configuration says for it: a variable may lead elsewhere today than it did yesterday.
 */
final class Development {

  /** Words, for `live` is part of many; but not {@code prod}, of which only products are more. */
  private static final Pattern PRODUCTION =
      Pattern.compile("(?i)production|prod(?!uct)|(?<![a-z])(?:prd|live|primary|master)(?![a-z])");

  private static final Pattern LOCAL =
      Pattern.compile("localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|::1|\\[::1]|/.*");

  private Development() {}

  /** Whether it may be probed. */
  sealed interface Verdict {}

  /** It may, because {@code reason}, half a sentence. */
  record Open(String reason) implements Verdict {}

  /** It may not. */
  record Closed(String reason, String help) implements Verdict {}

  /**
   * @param configured that {@code dovetail.toml} says so of the service
   * @param confirmed the name of a database that was confirmed on the command line
   */
  static Verdict of(Address address, boolean configured, Optional<String> confirmed) {
    if (confirmed.equals(Optional.of(address.database()))) {
      return new Open("--yes-this-database names it");
    }
    String help =
        "if it is there to be tried out, `--yes-this-database %s` says so; `--on-replay` needs no"
            + " database";
    Matcher production =
        PRODUCTION.matcher(address.host() + " " + address.database() + " " + address.user());
    if (production.find()) {
      return new Closed(
          "it looks like production: `%s` stands in its address".formatted(production.group()),
          help.formatted(address.database()));
    }
    if (configured) {
      return new Open("`probe = true` in dovetail.toml");
    }
    if (LOCAL.matcher(address.host()).matches()) {
      return new Open("its address is local");
    }
    return new Closed(
        "nothing says that it is a database for development: `%s` is not local"
            .formatted(address.host()),
        "say `probe = true` of the service in dovetail.toml; "
            + help.formatted(address.database()));
  }
}
