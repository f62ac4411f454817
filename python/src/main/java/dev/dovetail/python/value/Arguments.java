package dev.dovetail.python.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call was given.
 *
 * @param named in the order they are written
 * @param more set when a starred argument is not known: there may be more than is listed, and this
 *     is why
 */
public record Arguments(
    List<Value> positional, Map<String, Value> named, Optional<Value.Unknown> more) {

  public static final Arguments NONE = of();

  public Arguments {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  public static Arguments of(Value... positional) {
    return new Arguments(List.of(positional), Map.of(), Optional.empty());
  }

  /** The positional argument at this place, else the named one. */
  public Optional<Value> get(int position, String name) {
    return position < positional.size()
        ? Optional.of(positional.get(position))
        : Optional.ofNullable(named.get(name));
  }

  public Optional<Value> named(String name) {
    return Optional.ofNullable(named.get(name));
  }

  /** The same call with one more argument in front. */
  Arguments after(Value first) {
    List<Value> all = new ArrayList<>(positional.size() + 1);
    all.add(first);
    all.addAll(positional);
    return new Arguments(all, named, more);
  }

  Arguments withoutFirst() {
    return new Arguments(positional.subList(1, positional.size()), named, more);
  }
}
