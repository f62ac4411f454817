package dev.dovetail.report;

import dev.dovetail.core.judge.Severity;

/** Colour, or none: a terminal's escapes are written here and nowhere else. */
enum Paint {
  PLAIN,
  COLOURED;

  private static final String ESCAPE = "\u001b[";

  String severity(Severity severity, String text) {
    return switch (severity) {
      case ERROR -> with("1;31", text);
      case WARNING -> with("1;33", text);
      case INFO -> with("1;36", text);
    };
  }

  String strong(String text) {
    return with("1", text);
  }

  String frame(String text) {
    return with("34", text);
  }

  String good(String text) {
    return with("32", text);
  }

  String faint(String text) {
    return with("2", text);
  }

  private String with(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
