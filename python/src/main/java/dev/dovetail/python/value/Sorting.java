package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@code sorted}, {@code min} and {@code max}. */
final class Sorting {

  private record Keyed(Value key, Value value) {}

  /** Thrown out of a comparison that cannot be decided. */
  private static final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecided() {
      super("", null, false, false);
    }
  }

  private final Engine engine;

  Sorting(Engine engine) {
    this.engine = engine;
  }

  /** A sorted list, or why it is not known. */
  Value sorted(Items items, Arguments arguments, Origin at) {
    if (items.unknown().isPresent()) {
      return items.unknown().get();
    }
    List<Keyed> keyed = new ArrayList<>();
    Optional<Value> function = arguments.named("key").filter(f -> !(f instanceof Value.None));
    for (Value value : items.values()) {
      Value key = function.map(f -> engine.calls.call(f, Arguments.of(value), at)).orElse(value);
      if (Engine.known(key) instanceof Value.Unknown reason) {
        return reason;
      }
      keyed.add(new Keyed(key, value));
    }
    Value reversed =
        engine.operators.truth(arguments.named("reverse").orElse(new Value.Bool(false)), at);
    if (!(reversed instanceof Value.Bool reverse)) {
      return reversed;
    }
    try {
      keyed.sort((one, other) -> {
        int sign = compare(one.key(), other.key(), at);
        return reverse.value() ? -sign : sign;
      });
    } catch (Undecided notKnown) {
      return new Value.Unknown("the order of these values is not known", at);
    }
    return new ListValue(keyed.stream().map(Keyed::value).toList());
  }

  /** The least or greatest; the first of several. */
  Value extreme(boolean most, Arguments arguments, Origin at) {
    boolean one = arguments.positional().size() == 1;
    Items items =
        one
            ? engine.iteration.unordered(arguments.positional().getFirst(), at)
            : Items.of(arguments.positional());
    if (items.unknown().isPresent()) {
      return items.unknown().get();
    }
    if (items.values().isEmpty()) {
      return arguments
          .named("default")
          .orElseThrow(() -> PythonRaise.of("ValueError", "arg is an empty sequence", at));
    }
    Value sorted = sorted(items, arguments, at);
    if (!(sorted instanceof ListValue list)) {
      return sorted;
    }
    if (!most) {
      return list.elements().getFirst();
    }
    // Of equal ones max gives the first: sort the other way round, which is stable too.
    List<Value> backwards = new ArrayList<>(items.values());
    Collections.reverse(backwards);
    return sorted(Items.of(backwards), arguments, at) instanceof ListValue again
        ? again.elements().getLast()
        : sorted;
  }

  private int compare(Value one, Value other, Origin at) {
    return Ordering.compare(one, other, engine.budget, at).orElseThrow(Undecided::new);
  }
}
