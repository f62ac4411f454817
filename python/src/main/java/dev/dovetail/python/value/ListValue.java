package dev.dovetail.python.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list, which the program may change. */
public final class ListValue implements Value, Poisonable {

  /** More elements that may be there are as good as anything. */
  private static final int MOST = 200;

  private final List<Value> elements;
  private Optional<Unknown> poison = Optional.empty();
  private List<Value> among = List.of();

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

  /** What each element is one of, once the list is poisoned; empty where it may be anything. */
  List<Value> among() {
    return among;
  }

  /** Poisons the list, which may have got these elements, and did not change otherwise. */
  void mayGain(Unknown reason, List<Value> added) {
    List<Value> all = new ArrayList<>(poison.isEmpty() ? elements : among);
    all.addAll(added);
    boolean open = (poison.isPresent() && among.isEmpty()) || all.size() > MOST;
    poison(reason);
    among = open ? List.of() : List.copyOf(all);
  }

  @Override
  public void poison(Unknown reason) {
    among = List.of();
    // The elements were looked at when it was poisoned first, and are no longer added to.
    poison = Inert.poison(poison, reason, poison.isEmpty() ? elements : List.of());
  }
}
