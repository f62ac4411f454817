package dev.dovetail.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dovetail.core.history.Problem;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.Ran;
import java.util.Locale;

/**
 * How running a history ended, whether told, recorded or run just now: in so far as they must be
 * the same.
 *
 * @param kind of the error: the server's, the tool's, or Python's; "worked" where there was none
 * @param sqlstate the server's word on it
 * @param revision in which it happened; the tool's own errors belong to none
 */
record Outcome(String kind, String sqlstate, String revision) {

  static final Outcome WORKED = new Outcome("worked", "", "");

  private static Outcome failed(String kind, String sqlstate, String revision) {
    String lower = kind.toLowerCase(Locale.ROOT);
    return new Outcome(
        lower, lower.equals("database") ? sqlstate : "", lower.equals("command") ? "" : revision);
  }

  static Outcome of(Problem told) {
    return failed(told.kind().name(), told.sqlstate().orElse(""), told.revision().orElse(""));
  }

  static Outcome of(Ran ran) {
    return ran.failure().map(Outcome::of).orElse(WORKED);
  }

  private static Outcome of(Failure failure) {
    return failed(
        failure.kind().name(), failure.sqlstate().orElse(""), failure.revision().orElse(""));
  }

  /** As a step of {@code expected.json} has it. */
  static Outcome of(JsonNode step) {
    if (step.path("ok").asBoolean()) {
      return WORKED;
    }
    JsonNode error = step.path("error");
    return failed(
        error.path("kind").asText(),
        error.path("sqlstate").asText(""),
        error.path("revision").asText(""));
  }

  @Override
  public String toString() {
    return String.join(" ", kind, sqlstate, revision).strip();
  }
}
