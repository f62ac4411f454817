package dev.dovetail.spring;

import dev.dovetail.guard.Check;
import dev.dovetail.guard.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a guard found, as the health indicator and the endpoint show it. */
final class Details {

  /** Does not weigh on the health of the application, which runs: it is there to be read. */
  static final String DRIFT = "DRIFT";

  private Details() {}

  static String status(Optional<Outcome> outcome) {
    return outcome.map(found -> found.isFatal() ? DRIFT : "UP").orElse("UNKNOWN");
  }

  static Map<String, Object> of(Optional<Outcome> outcome) {
    Map<String, Object> details = new LinkedHashMap<>();
    outcome.ifPresent(found -> {
      details.put("mode", found.mode().word());
      details.put("because", found.because());
      found.unasked().ifPresent(reason -> details.put("unasked", reason));
      details.put("millis", found.took().toMillis());
      details.put("enums", found.checks().size());
      details.put("drift", drift(found));
    });
    return details;
  }

  private static List<Map<String, Object>> drift(Outcome outcome) {
    return outcome.checks().stream()
        .filter(check ->
            check.verdict() != Check.Verdict.AGREES && check.verdict() != Check.Verdict.TEXT)
        .map(Details::of)
        .toList();
  }

  private static Map<String, Object> of(Check check) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("enum", check.enumName());
    details.put("place", check.place());
    details.put("verdict", check.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    details.put("missing", check.missing());
    details.put("extra", check.extra());
    details.put("message", check.message());
    return details;
  }
}
