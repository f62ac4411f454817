package dev.dovetail.verify;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.verify.run.Failure;
import java.util.List;
import java.util.Optional;

/** Turns of phrase that several checks share. */
final class Words {

  /** What a reason begins with where the server did not stay up. */
  static final String FELL = "the server fell";

  private static final int MOST = 3;
  private static final int LONGEST = 100;

  private Words() {}

  static String refusal(Failure failure) {
    return failure.message() + failure.sqlstate().map(state -> " (" + state + ")").orElse("");
  }

  /** The first few, and how many more. */
  static String some(List<SchemaDifference> differences) {
    List<String> shown = differences.stream().limit(MOST).map(d -> cut(d.words())).toList();
    int more = differences.size() - shown.size();
    return String.join("; ", shown) + (more > 0 ? "; and %d more".formatted(more) : "");
  }

  /** What to do where something cannot be run. */
  static String install(String reason) {
    return Lacking.remedy(reason)
        .or(() -> unsaid(reason))
        .orElseGet(() ->
            reason.contains("pip install")
                ? "install it, or name the service's own Python: `python = \"...\"` in"
                    + " dovetail.toml"
                : "see `dovetail doctor` for what was found on this machine");
  }

  private static Optional<String> unsaid(String reason) {
    if (reason.startsWith("its code wants ")) {
      return Optional.of(
          "say what stands for them, in dovetail.toml: `environment = { NAME = \"value\" }`");
    }
    if (reason.startsWith("it tried to reach ")) {
      return Optional.of(
          "say by what it is led to another one, in dovetail.toml: `url-env`, `environment` or"
              + " `x`");
    }
    if (reason.startsWith(FELL)) {
      return Optional.of(
          "see whether this machine has memory and disk to spare, then whether the server comes"
              + " through the statement elsewhere; another server is taken by `--postgres` or"
              + " `--postgres-url`");
    }
    if (reason.contains("application of Flask")) {
      return Optional.of(
          "say where it is, in dovetail.toml: `environment = { FLASK_APP = \"module:function\" }`;"
              + " or name the command that makes it: `migrate = \"flask db upgrade\"`");
    }
    if (reason.startsWith("its env.py goes to a database of ")) {
      return Optional.of(
          "say by what its code is led to one, in dovetail.toml: `url-env` or `environment`");
    }
    return Optional.empty();
  }

  static String cut(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "...";
  }
}
