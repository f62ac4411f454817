package dev.dovetail.python.model;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A column as the code writes it, before its meaning is known.
 *
 * @param arguments of the column, with those of an {@code Annotated} behind its own
 * @param made the objects that stand for it, by which an index may mean it
 * @param annotation in the code's words
 * @param meaning of the annotation, where that decides
 * @param typedByField whether the annotation gives the type even to a key, as in SQLModel
 */
record Written(
    Arguments arguments,
    List<Value.Constructed> made,
    Optional<String> attribute,
    Optional<String> annotation,
    Optional<Meaning> meaning,
    TypeMap map,
    boolean typedByField,
    Origin at) {

  Written {
    made = List.copyOf(made);
  }

  /** What a column says itself goes before what the {@code Annotated} says. */
  static Arguments merged(Arguments own, Optional<Value.Constructed> annotated) {
    if (annotated.isEmpty()) {
      return own;
    }
    Arguments other = annotated.get().arguments();
    Map<String, Value> named = new LinkedHashMap<>(other.named());
    own.named()
        .forEach((name, value) -> {
          boolean silent = value instanceof Value.None && !name.equals("default");
          if (!silent) {
            named.put(name, value);
          }
        });
    List<Value> positional = new ArrayList<>(own.positional());
    boolean typed = Columns.writtenType(own).isPresent();
    for (Value value : other.positional()) {
      if (!(value instanceof Value.Str) && !(typed && !Columns.isBesides(value))) {
        positional.add(value);
      }
    }
    return new Arguments(positional, named, own.more().or(other::more));
  }
}
