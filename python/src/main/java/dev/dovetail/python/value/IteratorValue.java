package dev.dovetail.python.value;

import java.util.List;
import java.util.Optional;

/** What {@code map}, {@code zip}, a generator and their like give: values that are taken once. */
public final class IteratorValue implements Value {

  private final List<Value> values;
  private int next;

  public IteratorValue(List<Value> values) {
    this.values = List.copyOf(values);
  }

  /** Takes the next value; empty at the end. */
  Optional<Value> next() {
    return next < values.size() ? Optional.of(values.get(next++)) : Optional.empty();
  }

  /** All that is left, not taken. */
  List<Value> left() {
    return values.subList(next, values.size());
  }

  /** Takes all that is left. */
  public List<Value> rest() {
    List<Value> rest = values.subList(next, values.size());
    next = values.size();
    return rest;
  }
}
