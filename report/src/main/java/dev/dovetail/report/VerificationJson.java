package dev.dovetail.report;

import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.Verified;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a verification adds to a service's entry in JSON. */
final class VerificationJson {

  private VerificationJson() {}

  static Map<String, Object> of(Verified verified) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("revisions", verified.revisions());
    out.put("checks", verified.checks().stream().map(VerificationJson::check).toList());
    out.put("remarks", verified.remarks());
    out.put("milliseconds", millis(verified.took()));
    return out;
  }

  private static Map<String, Object> check(Checked checked) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("check", checked.check().word());
    switch (checked.outcome()) {
      case Outcome.Passed() -> out.put("outcome", "passed");
      case Outcome.Failed() -> out.put("outcome", "failed");
      case Outcome.Skipped(String reason) -> {
        out.put("outcome", "skipped");
        out.put("reason", reason);
      }
      case Outcome.Unverified(String reason) -> {
        out.put("outcome", "unverified");
        out.put("reason", reason);
      }
    }
    out.put("findings", checked.findings().stream().map(f -> f.fingerprint()).toList());
    out.put("lines", checked.lines());
    out.put("milliseconds", millis(checked.took()));
    return out;
  }

  private static int millis(Duration took) {
    return (int) Math.min(took.toMillis(), Integer.MAX_VALUE);
  }
}
