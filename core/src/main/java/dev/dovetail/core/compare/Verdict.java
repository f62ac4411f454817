package dev.dovetail.core.compare;

import java.util.Locale;

/** How an enum of the code and what the migrations make for it stand to each other. */
public enum Verdict {
  /** The same labels. */
  AGREES,
  /** The code may write what the database refuses. */
  DRIFT,
  /** The database accepts more than the code knows. */
  SUPERSET,
  /** There is no such type. */
  MISSING_TYPE,
  /** It is kept as text: nothing in the database refuses a label. */
  TEXT,
  /** It could not be told. */
  UNVERIFIABLE,
  /** Nothing says what belongs to it. */
  UNBOUND;

  /** The word that users read: {@code missing-type}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
