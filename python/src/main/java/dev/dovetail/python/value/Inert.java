package dev.dovetail.python.value;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether values are mere data: whoever gets nothing else cannot reach what belongs to the {@link
 * Host}. Functions of the program are not, nor is what holds a connection.
 */
final class Inert {

  private static final int PARTS = 2_000;

  /** By these, text becomes code, and names become values. */
  private static final Set<String> REFLECTIVE =
      Set.of("eval", "exec", "compile", "__import__", "globals", "locals", "vars", "getattr");

  private Inert() {}

  static boolean is(Value start) {
    Deque<Value> todo = new ArrayDeque<>();
    todo.add(start);
    for (int parts = 0; !todo.isEmpty(); parts++) {
      if (parts > PARTS || !alone(todo.pop(), todo)) {
        return false;
      }
    }
    return true;
  }

  static boolean all(Collection<? extends Value> values) {
    return values.stream().allMatch(Inert::is);
  }

  /** The reason, standing for any of these values. */
  static Value.Unknown oneOf(Value.Unknown reason, Collection<? extends Value> values) {
    return reason.as(all(values));
  }

  /** Whether it is, apart from its parts, which join those that are to be looked at. */
  private static boolean alone(Value value, Deque<Value> parts) {
    return switch (value) {
      case Value.Str text -> true;
      case Value.Int number -> true;
      case Value.Float number -> true;
      case Value.Bool bool -> true;
      case Value.None none -> true;
      case Value.Bytes bytes -> true;
      case Value.Ellipsis ellipsis -> true;
      case Value.Range range -> true;
      case Value.Slice slice -> true;
      case Value.Unknown unknown -> unknown.inert();
      case Value.Partly text -> true;
      case Value.Builtin builtin -> !REFLECTIVE.contains(builtin.name());
      case Value.Library library -> isForeign(library.path());
      case Value.Tuple tuple -> {
        parts.addAll(tuple.elements());
        yield true;
      }
      case ListValue list -> {
        parts.addAll(list.elements());
        yield isClean(list);
      }
      case SetValue set -> {
        parts.addAll(set.elements());
        yield isClean(set);
      }
      case DictValue dict -> {
        for (DictValue.Entry entry : dict.entries()) {
          parts.add(entry.key());
          parts.add(entry.value());
        }
        yield isClean(dict);
      }
      case Value.Constructed made -> {
        made.receiver().ifPresent(parts::add);
        parts.addAll(made.arguments().positional());
        parts.addAll(made.arguments().named().values());
        parts.addAll(made.attributes().values());
        made.arguments().more().ifPresent(parts::add);
        yield made.receiver().isPresent()
            || isForeign(made.callee())
            || Libraries.isConstructor(made.callee());
      }
      case EnumClass type -> true;
      case EnumMember member -> true;
      case IteratorValue iterator -> {
        parts.addAll(iterator.left());
        yield true;
      }
      case Value.Partial partial -> false;
      case Value.BoundMethod method -> method.function() instanceof Value.Builtin;
      case Function function -> false;
      case ClassValue type -> false;
      case Instance instance -> false;
      case ModuleValue module -> false;
    };
  }

  private static boolean isClean(Poisonable container) {
    return container.poison().map(Value.Unknown::inert).orElse(true);
  }

  /** Whether a library has its own business: it cannot know a migration's connection. */
  private static boolean isForeign(String path) {
    int dot = path.indexOf('.');
    String root = dot < 0 ? path : path.substring(0, dot);
    return List.of("alembic", "sqlalchemy", "sqlmodel", "flask", "super").stream()
        .noneMatch(root::contains);
  }

  /** The poison of a container that has one already, or now gets one. */
  static Optional<Value.Unknown> poison(
      Optional<Value.Unknown> former, Value.Unknown reason, Collection<Value> contents) {
    Value.Unknown first = former.orElse(reason);
    return Optional.of(first.as(first.inert() && reason.inert() && all(contents)));
  }
}
