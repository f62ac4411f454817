package dev.dovetail.core.impact;

import dev.dovetail.core.live.RowCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that a change of an enum or label touches.
 *
 * @param name as it was asked for
 * @param label one of its labels or members, where that was asked for
 * @param stored that label as it is stored; none where all are meant
 * @param types the types that keep it, each once
 * @param labels how many labels it has
 * @param touches by service, then by kind and place
 * @param seats where labels of it are kept
 * @param live what running databases hold, where they were asked
 * @param change what was asked about, if anything
 * @param effects what comes of that change, and what to do, a sentence each, in the order of doing
 * @param notes what is not known
 */
public record Impact(
    String name,
    Optional<String> label,
    List<String> stored,
    List<String> types,
    int labels,
    List<Touch> touches,
    List<Reader> readers,
    List<Seat> seats,
    List<Live> live,
    Optional<Change> change,
    List<String> effects,
    List<String> notes) {

  /** The note that goes when a database is asked. */
  public static final String NOT_ASKED = "rows are not counted: no database was asked";

  public Impact {
    types = List.copyOf(types);
    touches = List.copyOf(touches);
    readers = List.copyOf(readers);
    stored = List.copyOf(stored);
    seats = List.copyOf(seats);
    live = List.copyOf(live);
    effects = List.copyOf(effects);
    notes = List.copyOf(notes);
  }

  /** The services that have a part in it. */
  public List<String> services() {
    return touches.stream()
        .filter(Touch::read)
        .map(Touch::service)
        .filter(service -> !service.isEmpty())
        .distinct()
        .toList();
  }

  /** The same beside what databases hold. */
  public Impact with(List<Live> databases) {
    List<String> left = new ArrayList<>(notes);
    left.removeIf(NOT_ASKED::equals);
    return new Impact(
        name, label, stored, types, labels, touches, readers, seats, databases, change, effects,
        left);
  }

  /** The rows that hold the label, or any where none is asked about, as far as they are counted. */
  public long rows() {
    long rows = 0;
    for (Live one : live) {
      if (one.reading() instanceof Live.Read read) {
        for (Live.Column column : read.columns()) {
          rows += column.rows().map(this::meant).orElse(0L);
        }
      }
    }
    return rows;
  }

  private long meant(RowCount count) {
    return switch (count) {
      case RowCount.Exact exact -> meant(exact.rows());
      case RowCount.Estimate estimate -> meant(estimate.rows());
      case RowCount.Unknown unknown -> 0;
    };
  }

  private long meant(SortedMap<String, Long> rows) {
    return rows.entrySet().stream()
        .filter(entry -> stored.isEmpty() || stored.contains(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public long count(Touch.Kind kind) {
    return touches.stream().filter(touch -> touch.kind() == kind).count();
  }
}
