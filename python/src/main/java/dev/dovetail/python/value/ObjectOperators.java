package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators of objects whose class, or whose other side's class, is the program's own. */
final class ObjectOperators {

  private static final Map<String, String> BINARY =
      Map.ofEntries(
          Map.entry("+", "add"),
          Map.entry("-", "sub"),
          Map.entry("*", "mul"),
          Map.entry("/", "truediv"),
          Map.entry("//", "floordiv"),
          Map.entry("%", "mod"),
          Map.entry("**", "pow"),
          Map.entry("@", "matmul"),
          Map.entry("|", "or"),
          Map.entry("&", "and"),
          Map.entry("^", "xor"),
          Map.entry("<<", "lshift"),
          Map.entry(">>", "rshift"));

  private static final Map<String, String> ORDER =
      Map.of("<", "__lt__", "<=", "__le__", ">", "__gt__", ">=", "__ge__");

  private static final Map<String, String> MIRRORED =
      Map.of(
          "__lt__", "__gt__", "__le__", "__ge__", "__gt__", "__lt__", "__ge__", "__le__", "__eq__",
          "__eq__", "__ne__", "__ne__");

  private static final Map<String, String> UNARY =
      Map.of("-", "__neg__", "+", "__pos__", "~", "__invert__");

  private final Engine engine;

  ObjectOperators(Engine engine) {
    this.engine = engine;
  }

  private static boolean isNotImplemented(Value value) {
    return value instanceof Value.Builtin builtin && builtin.name().equals("NotImplemented");
  }

  /** What a method of the object gives; empty where its class has none, or it declines. */
  private Optional<Value> ask(Value object, String method, List<Value> arguments, Origin at) {
    if (!(object instanceof Instance instance)) {
      return Optional.empty();
    }
    if (engine.classes.find(instance.type(), method).isEmpty()) {
      return engine.classes.unknownBase(instance.type()).map(reason -> (Value) reason);
    }
    Value answer =
        engine.calls.method(
            instance, method, new Arguments(arguments, Map.of(), Optional.empty()), at);
    return isNotImplemented(answer) ? Optional.empty() : Optional.of(answer);
  }

  /** Whether the right side is asked first, being of a class below the left one's. */
  private boolean rightFirst(Value left, Value right) {
    return left instanceof Instance one
        && right instanceof Instance other
        && one.type() != other.type()
        && !(engine.classes.isSubclass(other.type(), one.type()) instanceof Value.Bool(boolean is)
            && !is);
  }

  private static Value.Unknown declined(Origin at) {
    return new Value.Unknown("which of two classes an operator asks is not followed", at);
  }

  Value binary(String operator, Value left, Value right, Origin at) {
    String name = BINARY.get(operator);
    if (name == null || rightFirst(left, right)) {
      return declined(at);
    }
    boolean alike =
        left instanceof Instance one
            && right instanceof Instance other
            && one.type() == other.type();
    return ask(left, "__" + name + "__", List.of(right), at)
        .or(() -> alike ? Optional.empty() : ask(right, "__r" + name + "__", List.of(left), at))
        .orElseThrow(
            () -> PythonRaise.of("TypeError", "unsupported operand type(s) for " + operator, at));
  }

  /** {@code left += right} by a method of its own; empty where it has none. */
  Optional<Value> inPlace(String operator, Value left, Value right, Origin at) {
    String name = BINARY.get(operator);
    boolean has =
        name != null
            && left instanceof Instance instance
            && engine.classes.find(instance.type(), "__i" + name + "__").isPresent();
    return has ? ask(left, "__i" + name + "__", List.of(right), at) : Optional.empty();
  }

  Value unary(String operator, Instance operand, Origin at) {
    return ask(operand, UNARY.getOrDefault(operator, ""), List.of(), at)
        .orElseThrow(
            () -> PythonRaise.of("TypeError", "bad operand type for unary " + operator, at));
  }

  /** {@code <}, {@code <=}, {@code >}, {@code >=}. */
  Value order(String operator, Value left, Value right, Origin at) {
    String name = ORDER.getOrDefault(operator, "");
    return compared(name, left, right, at)
        .orElseGet(() ->
            new Value.Unknown("how objects of these classes are ordered is not followed", at));
  }

  private Optional<Value> compared(String name, Value left, Value right, Origin at) {
    return rightFirst(left, right)
        ? Optional.of(declined(at))
        : ask(left, name, List.of(right), at)
            .or(() -> ask(right, MIRRORED.getOrDefault(name, ""), List.of(left), at));
  }

  /** {@code ==}: by a method, by a dataclass's fields, or by identity. */
  Value equal(Value left, Value right, Origin at) {
    boolean generated =
        left instanceof Instance one && one.type().isDataclass()
            || right instanceof Instance other && other.type().isDataclass();
    if (generated && !Values.same(left, right)) {
      return fields(left, right, at);
    }
    return compared("__eq__", left, right, at)
        .orElseGet(() -> new Value.Bool(Values.same(left, right)));
  }

  private Value fields(Value left, Value right, Origin at) {
    boolean alike =
        left instanceof Instance one
            && right instanceof Instance other
            && one.type() == other.type()
            && engine.classes.find(one.type(), "__eq__").isEmpty()
            && one.type().bases().stream().noneMatch(ClassValue.class::isInstance);
    Value own = left instanceof Instance ? left : right;
    boolean strangers =
        !(left instanceof Instance && right instanceof Instance)
            && own instanceof Instance object
            && engine.classes.find(object.type(), "__eq__").isEmpty();
    if (strangers) {
      return new Value.Bool(false);
    }
    if (!alike) {
      return new Value.Unknown("whether objects of these classes are equal is not followed", at);
    }
    Value result = new Value.Bool(true);
    for (String field : Classes.fields(((Instance) left).type())) {
      Value same =
          engine.operators.truth(
              engine.operators.compare(
                  "==",
                  engine.attributes.get(left, field, at),
                  engine.attributes.get(right, field, at),
                  at),
              at);
      if (same instanceof Value.Bool known && !known.value()) {
        return same;
      }
      result = same instanceof Value.Unknown ? same : result;
    }
    return result;
  }

  /** {@code !=}: by a method, or the contrary of {@code ==}. */
  Value different(Value left, Value right, Origin at) {
    boolean own =
        left instanceof Instance one && engine.classes.find(one.type(), "__ne__").isPresent()
            || right instanceof Instance other
                && engine.classes.find(other.type(), "__ne__").isPresent();
    return own
        ? compared("__ne__", left, right, at).orElseGet(() -> declined(at))
        : engine.operators.unary("not", equal(left, right, at), at);
  }

  /** {@code element in container} by its method; empty where it has none. */
  Optional<Value> contains(Instance container, Value element, Origin at) {
    return engine.classes.find(container.type(), "__contains__").isPresent()
        ? ask(container, "__contains__", List.of(element), at)
            .map(answer -> engine.operators.truth(answer, at))
        : Optional.empty();
  }
}
