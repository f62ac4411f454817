package dev.dovetail.core.judge;

import java.util.Locale;

/** How much a team says a service matters. It changes no verdict: it is shown beside it. */
public enum Criticality {
  HIGH,
  MEDIUM,
  LOW,
  NONE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
