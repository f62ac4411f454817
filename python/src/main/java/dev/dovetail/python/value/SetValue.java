package dev.dovetail.python.value;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A set or frozenset, kept in the order of insertion. Python's order is another one, and of strings
 * it changes with every run: see {@link #ordered}.
 */
public final class SetValue implements Value, Poisonable {

  private final Map<Object, Value> elements = new LinkedHashMap<>();
  private final boolean frozen;
  private Optional<Unknown> poison = Optional.empty();

  public SetValue(Collection<? extends Value> elements, boolean frozen) {
    elements.forEach(this::add);
    this.frozen = frozen;
  }

  /** The elements in the order of insertion. */
  public List<Value> elements() {
    return List.copyOf(elements.values());
  }

  /** Whether the order in which Python would go through it is known: it has at most one element. */
  public boolean ordered() {
    return elements.size() < 2;
  }

  public boolean frozen() {
    return frozen;
  }

  public int size() {
    return elements.size();
  }

  public boolean has(Value element) {
    return elements.containsKey(Key.of(element));
  }

  void add(Value element) {
    elements.putIfAbsent(Key.of(element), element);
  }

  boolean remove(Value element) {
    return Optional.ofNullable(elements.remove(Key.of(element))).isPresent();
  }

  void clear() {
    elements.clear();
  }

  @Override
  public Optional<Unknown> poison() {
    return poison;
  }

  @Override
  public void poison(Unknown reason) {
    poison = Inert.poison(poison, reason, elements.values());
  }
}
