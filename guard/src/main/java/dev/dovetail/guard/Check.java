package dev.dovetail.guard;

import java.util.List;

/**
 * One enum held against one type of the database.
 *
 * @param enumName as the code calls it
 * @param place what it was held against: {@code type public.order_status}, {@code orders.status}
 * @param missing labels that the code may write and the database refuses
 * @param extra labels that the database holds and the code does not know
 * @param message for people: what is wrong, why, and what to do
 */
public record Check(
    String enumName,
    String place,
    Verdict verdict,
    List<String> missing,
    List<String> extra,
    String message) {

  public Check {
    missing = List.copyOf(missing);
    extra = List.copyOf(extra);
  }

  /** How they stand to each other. */
  public enum Verdict {
    /** The same labels. */
    AGREES,
    /** The database lacks labels: writing one fails. */
    MISSING,
    /** The database has more: reading one may fail. */
    EXTRA,
    /** There is no such type. */
    NO_TYPE,
    /** It is kept as text: no type refuses a label. */
    TEXT,
    /** It could not be told. */
    UNSURE
  }

  /** Whether the start should not go on. */
  public boolean isFatal() {
    return verdict == Verdict.MISSING || verdict == Verdict.NO_TYPE;
  }
}
