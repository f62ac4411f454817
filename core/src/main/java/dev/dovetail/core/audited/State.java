package dev.dovetail.core.audited;

import java.util.Locale;

/** How an enum of the code and a live database stand to each other. */
public enum State {
  /** The same labels. */
  AGREES,
  /** Every label is there, and a migration after the type's first brought some. */
  FIXED,
  /** The database accepts more than the code knows. */
  SUPERSET,
  /** The code may write what the database refuses, or the type is not there. */
  MISMATCH,
  /** It is kept as text: nothing in the database refuses a label. */
  TEXT,
  /** No enum of the code belongs to the type. */
  UNDECLARED,
  /** It could not be told. */
  UNVERIFIABLE,
  /** No database was read. */
  NOT_READ;

  /** The word that users read. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
