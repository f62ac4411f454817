package dev.dovetail.python.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list, which the program may change. */
public final class ListValue implements Value, Poisonable {

  private final List<Value> elements;
  private Optional<Unknown> poison = Optional.empty();

  public ListValue(List<? extends Value> elements) {
    this.elements = new ArrayList<>(elements);
  }

  /** The elements as they are now; a change shows. Meaningless when {@link #poison} is set. */
  public List<Value> elements() {
    return elements;
  }

  @Override
  public Optional<Unknown> poison() {
    return poison;
  }

  @Override
  public void poison(Unknown reason) {
    poison = Inert.poison(poison, reason, elements);
  }
}
