package dev.dovetail.python.value;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether values are mere data: whoever gets nothing else cannot reach what belongs to the {@link
 * Host}. What holds a connection is not, nor is a function of the program that speaks of one.
 */
final class Inert {

  private static final int PARTS = 10_000;

  /** By these, text becomes code, and names become values. */
  private static final Set<String> REFLECTIVE =
      Set.of("eval", "exec", "compile", "__import__", "globals", "locals", "vars", "getattr");

  /** What of SQLAlchemy knows its way to a database. */
  private static final Pattern CONNECTS =
      Pattern.compile("(?i)session|engine|pool|connect|inspect|metadata");

  private Inert() {}

  static boolean is(Value start) {
    Deque<Value> todo = new ArrayDeque<>();
    todo.add(start);
    // Functions speak of each other, and of themselves.
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int parts = 0; !todo.isEmpty(); parts++) {
      Value value = todo.pop();
      if (parts > PARTS || (seen.add(value) && !alone(value, todo))) {
        return false;
      }
    }
    return true;
  }

  static boolean all(Collection<? extends Value> values) {
    return values.stream().allMatch(Inert::is);
  }

  /** The reason, standing for one of these values, which are remembered while they are few. */
  static Value.Unknown among(Value.Unknown reason, List<Value> values) {
    return new Value.Unknown(reason.reason(), reason.at(), all(values), Alike.among(values));
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
      case Value.Library library -> declares(library.path());
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
        yield made.receiver().isPresent() || declares(made.callee());
      }
      case EnumClass type -> true;
      case EnumMember member -> true;
      case IteratorValue iterator -> {
        parts.addAll(iterator.left());
        yield true;
      }
      case Value.Partial partial -> {
        parts.add(partial.function());
        parts.addAll(partial.arguments().positional());
        parts.addAll(partial.arguments().named().values());
        yield partial.arguments().more().isEmpty();
      }
      case Value.BoundMethod method -> {
        parts.add(method.receiver());
        parts.add(method.function());
        yield true;
      }
      case Function function -> keepsToItself(function, parts);
      case ClassValue type -> {
        parts.addAll(type.attributes().values());
        type.bases().stream()
            .filter(base -> base instanceof ClassValue || base instanceof Value.Unknown)
            .forEach(parts::add);
        yield true;
      }
      case Instance instance -> {
        parts.add(instance.type());
        parts.addAll(instance.attributes().values());
        parts.addAll(instance.arguments().positional());
        parts.addAll(instance.arguments().named().values());
        yield instance.arguments().more().isEmpty();
      }
      case ModuleValue module -> {
        parts.addAll(module.globals().values().values());
        yield module.globals().moreNames().isEmpty();
      }
    };
  }

  /** Whether a function reaches nothing but its arguments, apart from what it speaks of. */
  private static boolean keepsToItself(Function function, Deque<Value> parts) {
    Function.Reach reach = function.reach();
    Scope module = function.scope().module();
    boolean ofMigration = module.values().values().stream().anyMatch(Inert::isAlembic);
    if ((reach.imports() && ofMigration) || module.moreNames().isPresent()) {
      return false;
    }
    parts.addAll(function.defaults().values());
    for (String name : reach.names()) {
      Optional<Value> value = function.scope().find(name);
      if (value.isEmpty() && REFLECTIVE.contains(name)) {
        return false;
      }
      value.filter(one -> !isNeutral(one)).ifPresent(parts::add);
    }
    return true;
  }

  /** SQLAlchemy by itself has no connection; what makes one needs to be told to where. */
  private static boolean isNeutral(Value value) {
    return value instanceof Value.Library library && library.path().startsWith("sqlalchemy");
  }

  private static boolean isClean(Poisonable container) {
    return container.poison().map(Value.Unknown::inert).orElse(true);
  }

  private static boolean isAlembic(Value value) {
    return value instanceof Value.Library library && library.path().startsWith("alembic");
  }

  /** Whether a library's function or class makes something that has no connection by itself. */
  private static boolean declares(String path) {
    return isForeign(path)
        || Libraries.isConstructor(path)
        || (path.startsWith("sqlalchemy.") && !CONNECTS.matcher(path).find());
  }

  /** Whether a library has its own business: it cannot know a migration's connection. */
  private static boolean isForeign(String path) {
    int dot = path.indexOf('.');
    String root = dot < 0 ? path : path.substring(0, dot);
    return root.equals("sqlalchemy_utils")
        || List.of("alembic", "sqlalchemy", "sqlmodel", "flask", "super").stream()
            .noneMatch(root::contains);
  }

  /** The poison of a container that has one already, or now gets one. */
  static Optional<Value.Unknown> poison(
      Optional<Value.Unknown> former, Value.Unknown reason, Collection<Value> contents) {
    Value.Unknown first = former.orElse(reason);
    return Optional.of(first.as(first.inert() && reason.inert() && all(contents)));
  }
}
