package dev.dovetail.cli;

import java.time.Duration;

/** How long something may take, as people write it. */
final class Durations {

  private Durations() {}

  /**
   * @param option who says it, for the message where it is none
   */
  static Duration of(String option, String text) {
    if (!text.matches("[0-9]{1,6}(ms|s|m|h)?")) {
      throw new UsageException(
          "%s: `%s` is no duration; write 90s, 5m or 1h".formatted(option, text));
    }
    String digits = text.replaceAll("[a-z]", "");
    long number = Long.parseLong(digits);
    return switch (text.substring(digits.length())) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }
}
