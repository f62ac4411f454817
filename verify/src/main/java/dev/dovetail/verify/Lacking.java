package dev.dovetail.verify;

import dev.dovetail.verify.run.Failure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refusals that say nothing against a migration: the server here has not what it asks for, or gives
 * it less rights than the service's real one does.
 */
final class Lacking {

  private static final Pattern EXTENSION =
      Pattern.compile("(?i)extension\\s+(?:if\\s+not\\s+exists\\s+)?\\\\?\"?([\\w-]+)");

  private Lacking() {}

  static Optional<String> reason(Failure failure) {
    String by = failure.revision().map(id -> ", which revision `" + id + "` makes").orElse("");
    return switch (failure.sqlstate().orElse("")) {
      case "0A000", "58P01" -> extension(failure).map(name -> lacks(name) + by);
      case "42501" ->
          Optional.of(
              extension(failure)
                  .map(name -> "only an administrator can make the extension `" + name + "`" + by)
                  .orElseGet(() ->
                      "it needs more rights than the owner of a database has: "
                          + Words.refusal(failure)));
      case "53000", "53100", "53200" ->
          Optional.of("the server has no room left: " + Words.refusal(failure));
      default -> Optional.empty();
    };
  }

  /** What to do about such a reason. */
  static Optional<String> remedy(String reason) {
    if (reason.startsWith("the server lacks the extension ")) {
      return Optional.of(
          "install it for this PostgreSQL, or offer a server that has it: `--postgres-url`");
    }
    if (reason.startsWith("only an administrator can make the extension ")) {
      return Optional.of(
          "write CREATE EXTENSION IF NOT EXISTS, and it is made beforehand; or make it in a script"
              + " named as `setup` in dovetail.toml");
    }
    if (reason.startsWith("the server has no room left")) {
      return Optional.of(
          "make room in /dev/shm, or where temporary files stand; or offer a server that has it:"
              + " `--postgres-url`");
    }
    if (reason.startsWith("it needs more rights ")) {
      return Optional.of(
          "move that part to a script that an administrator runs first: `setup = \"...\"` in"
              + " dovetail.toml");
    }
    return Optional.empty();
  }

  private static String lacks(String extension) {
    return "the server lacks the extension `" + extension + "`";
  }

  private static Optional<String> extension(Failure failure) {
    Matcher inMessage = EXTENSION.matcher(failure.message());
    return inMessage.find() ? Optional.of(inMessage.group(1)) : Optional.empty();
  }
}
