package dev.dovetail.core.declared;

import dev.dovetail.core.source.Origin;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which labels code was seen to write to a column. */
public sealed interface Written {

  /**
   * Every place that writes it was understood.
   *
   * @param labels what may be written, each with the first place that does
   */
  record Seen(SortedMap<String, Origin> labels) implements Written {
    public Seen {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
  }

  /** No place was found that writes it: who does is not known. */
  record Nowhere() implements Written {}

  /** It may be any label, because {@code reason}; {@code at} is where, if it is a place. */
  record Unsure(String reason, Origin at) implements Written {}
}
