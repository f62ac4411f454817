package dev.dovetail.python.value;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A dictionary, in the order of insertion. */
public final class DictValue implements Value, Poisonable {

  /** A key and its value. */
  public record Entry(Value key, Value value) {}

  private final Map<Object, Entry> entries = new LinkedHashMap<>();
  private Optional<Unknown> poison = Optional.empty();

  public Optional<Value> get(Value key) {
    return Optional.ofNullable(entries.get(Key.of(key))).map(Entry::value);
  }

  public Optional<Value> get(String key) {
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  public void put(Value key, Value value) {
    entries.merge(
        Key.of(key), new Entry(key, value), (old, now) -> new Entry(old.key(), now.value()));
    poison.filter(reason -> reason.inert() && !Inert.is(value)).ifPresent(this::poison);
  }

  public Optional<Value> remove(Value key) {
    return Optional.ofNullable(entries.remove(Key.of(key))).map(Entry::value);
  }

  public boolean has(Value key) {
    return entries.containsKey(Key.of(key));
  }

  /** The entries as they are now. Meaningless when {@link #poison} is set. */
  public List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  public int size() {
    return entries.size();
  }

  void clear() {
    entries.clear();
  }

  void putAll(Collection<Entry> others) {
    others.forEach(entry -> put(entry.key(), entry.value()));
  }

  @Override
  public Optional<Unknown> poison() {
    return poison;
  }

  @Override
  public void poison(Unknown reason) {
    poison = Inert.poison(poison, reason, entries.values().stream().map(Entry::value).toList());
  }
}
