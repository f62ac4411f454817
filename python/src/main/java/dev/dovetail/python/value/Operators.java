package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Python's operators. */
final class Operators {

  private final Engine engine;
  private final ObjectOperators ofObjects;

  Operators(Engine engine) {
    this.engine = engine;
    this.ofObjects = new ObjectOperators(engine);
  }

  /** A {@link Value.Bool}, or why it is not known. */
  Value truth(Value value, Origin at) {
    Value known = Engine.known(value);
    return switch (known) {
      case Value.Unknown unknown -> unknown;
      case Value.Bool bool -> bool;
      case Value.None none -> new Value.Bool(false);
      case Value.Str str -> new Value.Bool(!str.text().isEmpty());
      case Value.Int number -> new Value.Bool(number.value().signum() != 0);
      case Value.Float number -> new Value.Bool(number.value() != 0);
      case Value.Bytes bytes -> new Value.Bool(!bytes.escaped().isEmpty());
      case Value.Tuple tuple -> new Value.Bool(!tuple.elements().isEmpty());
      case Value.Range range -> new Value.Bool(Iteration.length(range).signum() != 0);
      case ListValue list -> new Value.Bool(!list.elements().isEmpty());
      case SetValue set -> new Value.Bool(set.size() > 0);
      case DictValue dict -> new Value.Bool(dict.size() > 0);
      case EnumMember member when member.mixesIn() -> truth(member.value(), at);
      case Value.Constructed made ->
          engine.doubts.active()
              ? unknown(made, at)
              : engine
                  .host
                  .truth(made, at)
                  .map(truth -> (Value) new Value.Bool(truth))
                  .orElseGet(() -> unknown(made, at));
      case Value.Library library ->
          new Value.Unknown("the value of " + library.path() + " is not known", at);
      case Instance instance -> truthOf(instance, at);
      default -> new Value.Bool(true);
    };
  }

  private static Value unknown(Value.Constructed made, Origin at) {
    return new Value.Unknown("what " + made.callee() + " gives is not known", at, Inert.is(made));
  }

  private Value truthOf(Instance instance, Origin at) {
    for (String method : List.of("__bool__", "__len__")) {
      if (engine.classes.find(instance.type(), method).isPresent()) {
        return truth(engine.calls.method(instance, method, Arguments.NONE, at), at);
      }
    }
    return engine.classes.unknownBase(instance.type()).isPresent()
        ? engine.classes.unknownBase(instance.type()).get()
        : new Value.Bool(true);
  }

  Value unary(String operator, Value operand, Origin at) {
    if (operator.equals("not")) {
      Value truth = truth(operand, at);
      return truth instanceof Value.Bool bool ? new Value.Bool(!bool.value()) : truth;
    }
    Value value = plain(Engine.known(operand));
    if (value instanceof Value.Float number) {
      return switch (operator) {
        case "-" -> new Value.Float(-number.value());
        case "+" -> number;
        default -> typeError("bad operand type for unary " + operator, at);
      };
    }
    Optional<BigInteger> number = integer(value);
    if (number.isPresent()) {
      return new Value.Int(
          switch (operator) {
            case "-" -> number.get().negate();
            case "~" -> number.get().not();
            default -> number.get();
          });
    }
    if (value instanceof Value.Unknown) {
      return value;
    }
    if (value instanceof Instance instance) {
      return ofObjects.unary(operator, instance, at);
    }
    return belongsToHost(value)
        ? engine.host.operate(operator, value, new Value.None(), at)
        : typeError("bad operand type for unary " + operator, at);
  }

  Value binary(String operator, Value first, Value second, Origin at) {
    engine.budget.step();
    if (operator.equals("/") && (Paths.isPath(first) || Paths.isPath(second))) {
      return engine.paths.over(first, List.of(second), at);
    }
    Value left = plain(Engine.known(first));
    Value right = plain(Engine.known(second));
    if (left instanceof Value.Unknown || right instanceof Value.Unknown) {
      if (operator.equals("+") && (isText(first) || isText(second))) {
        Sketch sketch = new Sketch();
        if (sketch.add(first instanceof Value.Partly ? first : left)
            && sketch.add(second instanceof Value.Partly ? second : right)) {
          engine.budget.size(sketch.length());
          return sketch.value(at);
        }
      }
      if (operator.equals("%") && left instanceof Value.Str format) {
        return new Percent(engine.texts, engine.budget).format(format, right, at);
      }
      Value.Unknown reason =
          left instanceof Value.Unknown unknown
              ? unknown
              : right instanceof Value.Unknown unknown
                  ? unknown
                  : new Value.Unknown("an operand is not known", at);
      return Inert.oneOf(reason, List.of(left, right));
    }
    if (operator.equals("%") && left instanceof Value.Str format) {
      return new Percent(engine.texts, engine.budget).format(format, Engine.known(second), at);
    }
    if (belongsToHost(left) || belongsToHost(right)) {
      return engine.host.operate(operator, first, second, at);
    }
    if (left instanceof Instance || right instanceof Instance) {
      return ofObjects.binary(operator, left, right, at);
    }
    Optional<BigInteger> leftNumber = integer(left);
    Optional<BigInteger> rightNumber = integer(right);
    if (leftNumber.isPresent() && rightNumber.isPresent()) {
      if (left instanceof Value.Bool(boolean one)
          && right instanceof Value.Bool(boolean other)
          && "&|^".contains(operator)) {
        return new Value.Bool(
            switch (operator) {
              case "&" -> one && other;
              case "|" -> one || other;
              default -> one ^ other;
            });
      }
      return Numbers.integers(operator, leftNumber.get(), rightNumber.get(), at);
    }
    if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
      return Numbers.floats(operator, Numbers.toDouble(left), Numbers.toDouble(right), at);
    }
    return switch (operator) {
      case "+" -> concatenate(left, right, at);
      case "*" ->
          rightNumber.isPresent()
              ? repeat(left, rightNumber.get(), at)
              : leftNumber.isPresent()
                  ? repeat(right, leftNumber.get(), at)
                  : unsupported(operator, at);
      case "|", "&", "-", "^" -> combine(operator, left, right, at);
      default -> unsupported(operator, at);
    };
  }

  private static boolean isText(Value value) {
    return value instanceof Value.Str || value instanceof Value.Partly;
  }

  /** A member of a {@code str} or {@code int} enum is its value to every operator but identity. */
  static Value plain(Value value) {
    return value instanceof EnumMember member && member.mixesIn() ? member.value() : value;
  }

  static boolean belongsToHost(Value value) {
    return value instanceof Value.Constructed || value instanceof Value.Library;
  }

  static Optional<BigInteger> integer(Value value) {
    return switch (value) {
      case Value.Int number -> Optional.of(number.value());
      case Value.Bool bool -> Optional.of(bool.value() ? BigInteger.ONE : BigInteger.ZERO);
      default -> Optional.empty();
    };
  }

  private static Value unsupported(String operator, Origin at) {
    return typeError("unsupported operand type(s) for " + operator, at);
  }

  private static Value typeError(String message, Origin at) {
    throw PythonRaise.of("TypeError", message, at);
  }

  private Value concatenate(Value left, Value right, Origin at) {
    if (left instanceof Value.Str one && right instanceof Value.Str other) {
      engine.budget.size((long) one.text().length() + other.text().length());
      return new Value.Str(one.text() + other.text(), at);
    }
    if (left instanceof ListValue one && right instanceof ListValue other) {
      return new ListValue(joined(one.elements(), other.elements()));
    }
    if (left instanceof Value.Tuple one && right instanceof Value.Tuple other) {
      return new Value.Tuple(joined(one.elements(), other.elements()));
    }
    if (left instanceof Value.Bytes one && right instanceof Value.Bytes other) {
      engine.budget.size((long) one.escaped().length() + other.escaped().length());
      return new Value.Bytes(one.escaped() + other.escaped());
    }
    return unsupported("+", at);
  }

  private List<Value> joined(List<Value> one, List<Value> other) {
    engine.budget.size((long) one.size() + other.size());
    List<Value> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private Value repeat(Value value, BigInteger times, Origin at) {
    int length =
        switch (value) {
          case Value.Str str -> str.text().length();
          case ListValue list -> list.elements().size();
          case Value.Tuple tuple -> tuple.elements().size();
          default -> -1;
        };
    if (length < 0) {
      return unsupported("*", at);
    }
    BigInteger count = times.max(BigInteger.ZERO);
    BigInteger size = count.multiply(BigInteger.valueOf(Math.max(1, length)));
    engine.budget.size(size.bitLength() > 62 ? Long.MAX_VALUE / 2 : size.longValueExact());
    int copies = count.intValueExact();
    if (value instanceof Value.Str str) {
      return new Value.Str(str.text().repeat(copies), at);
    }
    List<Value> once =
        value instanceof ListValue list
            ? list.elements()
            : value instanceof Value.Tuple tuple ? tuple.elements() : List.of();
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < copies; i++) {
      all.addAll(once);
    }
    return value instanceof ListValue ? new ListValue(all) : new Value.Tuple(all);
  }

  private Value combine(String operator, Value left, Value right, Origin at) {
    if (operator.equals("|") && left instanceof DictValue one && right instanceof DictValue other) {
      DictValue merged = new DictValue();
      merged.putAll(one.entries());
      merged.putAll(other.entries());
      return merged;
    }
    Optional<SetValue> one = asSet(left);
    Optional<SetValue> other = asSet(right);
    if (one.isPresent() && other.isPresent()) {
      return Sets.combine(operator, one.get(), other.get());
    }
    if (operator.equals("|") && isType(left) && isType(right)) {
      // Annotations: str | None.
      return new Value.Constructed("types.UnionType", Arguments.of(left, right), at);
    }
    return left instanceof EnumMember || right instanceof EnumMember
        ? new Value.Unknown("combining flags is not followed", at)
        : unsupported(operator, at);
  }

  /** {@code left += right} by a method of the class; empty where it has none. */
  Optional<Value> inPlace(String operator, Value left, Value right, Origin at) {
    return ofObjects.inPlace(operator, left, right, at);
  }

  private static boolean isType(Value value) {
    return value instanceof Value.Builtin
        || value instanceof Value.None
        || value instanceof EnumClass
        || value instanceof ClassValue;
  }

  private static Optional<SetValue> asSet(Value value) {
    return value instanceof SetValue set ? Optional.of(set) : Optional.empty();
  }

  Value compare(String operator, Value first, Value second, Origin at) {
    engine.budget.step();
    Value left = Engine.known(first);
    Value right = Engine.known(second);
    if (left instanceof Value.Unknown || right instanceof Value.Unknown) {
      return left instanceof Value.Unknown ? left : right;
    }
    return switch (operator) {
      case "is" -> is(left, right, at);
      case "is not" -> not(is(left, right, at));
      case "==" -> equal(left, right, at);
      case "!=" ->
          belongsToHost(left) || belongsToHost(right)
              ? engine.host.operate("!=", left, right, at)
              : left instanceof Instance || right instanceof Instance
                  ? ofObjects.different(left, right, at)
                  : not(equal(left, right, at));
      case "in" -> contains(right, left, at);
      case "not in" -> not(contains(right, left, at));
      default -> order(operator, plain(left), plain(right), at);
    };
  }

  private static Value not(Value truth) {
    return truth instanceof Value.Bool bool ? new Value.Bool(!bool.value()) : truth;
  }

  private static Value is(Value left, Value right, Origin at) {
    boolean leftOnlyOne = left instanceof Value.None || left instanceof Value.Bool;
    if (left instanceof Value.Library || right instanceof Value.Library) {
      return left.equals(right)
          ? new Value.Bool(true)
          : new Value.Unknown("what a library's attribute is, is not known", at);
    }
    if (leftOnlyOne || right instanceof Value.None || right instanceof Value.Bool) {
      return new Value.Bool(left.equals(right));
    }
    if (left instanceof Value.Builtin || left instanceof Value.Ellipsis) {
      return new Value.Bool(left.equals(right));
    }
    if (Values.same(left, right)) {
      return new Value.Bool(true);
    }
    boolean literal = left instanceof Value.Str || left instanceof Value.Int;
    return literal && Values.equal(left, right)
        ? new Value.Unknown("whether equal literals are one object depends on Python", at)
        : new Value.Bool(false);
  }

  /** {@code ==}, with what the host says of its own. */
  Value equal(Value left, Value right, Origin at) {
    if (belongsToHost(left) || belongsToHost(right)) {
      return Values.same(left, right) && !(left instanceof Value.Library)
          ? new Value.Bool(true)
          : engine.host.operate("==", left, right, at);
    }
    if (left instanceof Instance || right instanceof Instance) {
      return ofObjects.equal(left, right, at);
    }
    return Equality.equal(left, right, engine.budget, at);
  }

  private Value contains(Value container, Value element, Origin at) {
    if (container instanceof Value.Str text) {
      engine.budget.work(text.text().length());
    }
    return switch (container) {
      case Value.Str text ->
          plain(element) instanceof Value.Str part
              ? new Value.Bool(text.text().contains(part.text()))
              : typeError("'in <string>' requires string as left operand", at);
      case DictValue dict -> has(dict.has(element), element, at);
      case SetValue set -> has(set.has(element), element, at);
      case Value.Constructed made -> {
        Value answer = engine.host.operate("in", element, made, at);
        yield answer instanceof Value.Constructed ? search(made, element, at) : answer;
      }
      case EnumClass type ->
          element instanceof EnumMember member
              ? new Value.Bool(member.owner() == type)
              : new Value.Unknown("what `in` says of an enum depends on Python's version", at);
      case Instance instance ->
          ofObjects.contains(instance, element, at).orElseGet(() -> search(instance, element, at));
      default -> search(container, element, at);
    };
  }

  private static Value has(boolean found, Value element, Origin at) {
    if (!found && (belongsToHost(element) || element instanceof Instance)) {
      return new Value.Unknown("whether it holds this object is not known", at);
    }
    return new Value.Bool(found);
  }

  private Value search(Value container, Value element, Origin at) {
    Items items = engine.iteration.unordered(container, at);
    if (items.unknown().isPresent()) {
      return items.unknown().get();
    }
    Value result = new Value.Bool(false);
    for (Value item : items.values()) {
      Value same = truth(compare("==", item, element, at), at);
      if (same instanceof Value.Bool bool && bool.value()) {
        return same;
      }
      if (same instanceof Value.Unknown) {
        result = same;
      }
    }
    return result;
  }

  /** {@code sys.version_info >= (3, 11)}, where the project says what it runs on. */
  private Optional<Value> version(String operator, Value left, Value right, Origin at) {
    if (!(left instanceof Value.Library library)
        || !library.path().equals("sys.version_info")
        || !(right instanceof Value.Tuple(List<Value> wanted))
        || wanted.isEmpty()
        || wanted.size() > 2
        || !wanted.getFirst().equals(Value.Int.of(3))) {
      return Optional.empty();
    }
    Optional<Integer> minor =
        wanted.size() < 2
            ? Optional.of(0)
            : integer(wanted.get(1)).filter(n -> n.bitLength() < 16).map(BigInteger::intValue);
    // What is running has more parts than (3, 11), so it is never equal to that.
    return minor
        .flatMap(it -> engine.isPython(it, at))
        .map(later -> new Value.Bool(operator.startsWith(">") == later));
  }

  private Value order(String operator, Value left, Value right, Origin at) {
    Optional<Value> version = version(operator, left, right, at);
    if (version.isPresent()) {
      return version.get();
    }
    if (belongsToHost(left) || belongsToHost(right)) {
      return engine.host.operate(operator, left, right, at);
    }
    if (left instanceof Instance || right instanceof Instance) {
      return ofObjects.order(operator, left, right, at);
    }
    if (left instanceof SetValue one && right instanceof SetValue other) {
      return Sets.compare(operator, one, other);
    }
    return Ordering.compare(left, right, engine.budget, at)
        .map(sign ->
            (Value)
                new Value.Bool(
                    switch (operator) {
                      case "<" -> sign < 0;
                      case "<=" -> sign <= 0;
                      case ">" -> sign > 0;
                      default -> sign >= 0;
                    }))
        .orElseGet(() -> new Value.Unknown("these are not compared here", at));
  }

  /** A set of these; what cannot be in a set raises. */
  Value set(List<Value> values, boolean frozen, Origin at) {
    for (Value value : values) {
      if (unhashable(value)) {
        return typeError("unhashable type", at);
      }
      if (Engine.known(value) instanceof Value.Unknown reason) {
        return Inert.oneOf(reason, values);
      }
    }
    return new SetValue(values, frozen);
  }

  /** A dictionary of pairs. */
  Value dict(List<Value> pairs, Origin at) {
    DictValue dict = new DictValue();
    for (Value pair : pairs) {
      Items items = engine.iteration.items(pair, at);
      if (items.unknown().isPresent()) {
        return items.unknown().get();
      }
      if (items.values().size() != 2) {
        throw PythonRaise.of("ValueError", "dictionary update sequence has no pair", at);
      }
      put(dict, items.values().get(0), items.values().get(1), at);
    }
    return dict;
  }

  void put(DictValue dict, Value key, Value value, Origin at) {
    if (Engine.known(key) instanceof Value.Unknown reason) {
      dict.poison(Inert.oneOf(reason, List.of(value)));
    } else if (unhashable(key)) {
      typeError("unhashable type", at);
    } else {
      dict.put(key, value);
    }
  }

  static boolean unhashable(Value value) {
    return value instanceof ListValue
        || value instanceof DictValue
        || (value instanceof SetValue set && !set.frozen());
  }
}
