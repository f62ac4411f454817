package dev.dovetail.core.judge;

import java.util.Locale;

/** A fault of a list of its kind, called as its constant is. */
sealed interface ListedFault extends Fault
    permits ReplayFault, LiveFault, SuppressionFault, ChangeFault, CodeFault {

  /** Of the constant. */
  String name();

  @Override
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
