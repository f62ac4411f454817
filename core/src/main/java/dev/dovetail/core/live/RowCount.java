package dev.dovetail.core.live;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many rows hold each label of a column. */
public sealed interface RowCount {

  /** Counted; a label that is not there has no rows. */
  record Exact(SortedMap<String, Long> rows) implements RowCount {
    public Exact {
      rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }
  }

  /**
   * From the server's statistics; a label that is not there is rare, or has no rows.
   *
   * @param total the rows of the table
   */
  record Estimate(long total, SortedMap<String, Long> rows) implements RowCount {
    public Estimate {
      rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }
  }

  /** It was not counted; {@code reason} is half a sentence. */
  record Unknown(String reason) implements RowCount {}
}
