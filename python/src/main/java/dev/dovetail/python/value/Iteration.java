package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes through values, and takes items and slices of them. */
final class Iteration {

  private final Engine engine;

  Iteration(Engine engine) {
    this.engine = engine;
  }

  /** The values in Python's order; of a set of several that order is not known. */
  Items items(Value value, Origin at) {
    if (Engine.known(value) instanceof SetValue set && !set.ordered()) {
      return Items.unknown(
          Inert.oneOf(
              new Value.Unknown("the order in which Python goes through a set is not known", at),
              set.elements()));
    }
    return unordered(value, at);
  }

  /** The values, for one to whom their order does not matter. */
  Items unordered(Value value, Origin at) {
    Items items = all(value, at);
    engine.budget.work(items.values().size());
    return items;
  }

  private Items all(Value value, Origin at) {
    if (value instanceof ListValue list && list.poison().isPresent()) {
      return Items.unknown(list.poison().get(), list.among());
    }
    return switch (Engine.known(value)) {
      case Value.Unknown reason -> Items.unknown(reason);
      case Value.Str str -> Items.of(characters(str));
      case Value.Tuple tuple -> Items.of(tuple.elements());
      case ListValue list -> Items.of(List.copyOf(list.elements()));
      case SetValue set -> Items.of(set.elements());
      case DictValue dict -> Items.of(dict.entries().stream().map(DictValue.Entry::key).toList());
      case Value.Range range -> Items.of(numbers(range));
      case IteratorValue iterator -> Items.of(List.copyOf(iterator.rest()));
      case EnumClass type -> members(type);
      case Value.Constructed file when Files.isOpened(file) -> engine.files.lines(file, at);
      case Value.Constructed made -> ofHost(made, at);
      case EnumMember member when member.mixesIn() -> unordered(member.value(), at);
      case Value.Library library ->
          Items.unknown(
              new Value.Unknown(
                  "what " + library.path() + " holds is not known", at, Inert.is(library)));
      case Instance instance -> ofInstance(instance, at);
      case Value.Bytes bytes -> Items.unknown(new Value.Unknown("bytes are not gone through", at));
      case Value other -> throw PythonRaise.of("TypeError", "object is not iterable", at);
    };
  }

  private List<Value> characters(Value.Str str) {
    engine.budget.size(str.text().length());
    return str.text()
        .codePoints()
        .mapToObj(point -> (Value) new Value.Str(Character.toString(point), str.at()))
        .toList();
  }

  private static Items members(EnumClass type) {
    return type.doubt().map(Items::unknown).orElseGet(() -> Items.of(List.copyOf(type.members())));
  }

  private Items ofHost(Value.Constructed made, Origin at) {
    Value.Unknown unknown =
        new Value.Unknown("what " + made.callee() + " gives is not known", at, Inert.is(made));
    return engine.doubts.active()
        ? Items.unknown(unknown)
        : engine.host.iterate(made, at).map(Items::of).orElseGet(() -> Items.unknown(unknown));
  }

  private Items ofInstance(Instance instance, Origin at) {
    boolean goesThroughItself = engine.classes.find(instance.type(), "__next__").isPresent();
    return engine.classes.find(instance.type(), "__iter__").isPresent() && !goesThroughItself
        ? unordered(engine.calls.method(instance, "__iter__", Arguments.NONE, at), at)
        : Items.unknown(
            new Value.Unknown("how to go through " + instance.type().name() + " is not known", at));
  }

  private List<Value> numbers(Value.Range range) {
    BigInteger length = length(range);
    engine.budget.size(length.bitLength() > 40 ? Long.MAX_VALUE / 2 : length.longValueExact());
    List<Value> numbers = new ArrayList<>();
    BigInteger number = range.start();
    for (int i = 0; i < length.intValueExact(); i++) {
      numbers.add(new Value.Int(number));
      number = number.add(range.step());
    }
    return numbers;
  }

  static BigInteger length(Value.Range range) {
    BigInteger distance = range.stop().subtract(range.start());
    if (distance.signum() != range.step().signum()) {
      return BigInteger.ZERO;
    }
    BigInteger[] parts = distance.divideAndRemainder(range.step());
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }

  /** {@code len(value)}. */
  Value length(Value value, Origin at) {
    return switch (Engine.known(value)) {
      case Value.Unknown reason -> reason;
      case Value.Str str -> Value.Int.of(str.text().codePointCount(0, str.text().length()));
      case Value.Tuple tuple -> Value.Int.of(tuple.elements().size());
      case ListValue list -> Value.Int.of(list.elements().size());
      case SetValue set -> Value.Int.of(set.size());
      case DictValue dict -> Value.Int.of(dict.size());
      case Value.Range range -> new Value.Int(length(range));
      case Instance instance -> engine.calls.method(instance, "__len__", Arguments.NONE, at);
      case EnumMember member when member.mixesIn() -> length(member.value(), at);
      case EnumClass type ->
          type.doubt()
              .map(doubt -> (Value) doubt)
              .orElseGet(() -> Value.Int.of(type.members().size()));
      case Value.Constructed made -> {
        Items items = ofHost(made, at);
        yield items
            .unknown()
            .map(unknown -> (Value) unknown)
            .orElseGet(() -> Value.Int.of(items.values().size()));
      }
      case Value.Library library ->
          new Value.Unknown("what " + library.path() + " holds is not known", at);
      case Value.Bytes bytes -> new Value.Unknown("bytes are not counted", at);
      case Value other -> throw PythonRaise.of("TypeError", "object has no len()", at);
    };
  }

  /** {@code owner[index]}. */
  Value item(Value owner, Value rawIndex, Origin at) {
    Value known = Engine.known(owner);
    Value index = Operators.plain(Engine.known(rawIndex));
    if (known instanceof Value.Unknown) {
      return known;
    }
    if (known instanceof Value.Constructed made) {
      return engine.calls.itemOf(made, rawIndex, at);
    }
    if (known instanceof Value.Library library) {
      return library.path().equals("os.environ")
          ? Value.Unknown.data("the environment is not known", at)
          : new Value.Constructed(library.path() + ".__getitem__", Arguments.of(rawIndex), at);
    }
    if (index instanceof Value.Unknown reason) {
      return Inert.oneOf(reason, List.of(known));
    }
    return switch (known) {
      case Value.Str str -> text(str, index, at);
      case ListValue list -> element(list.elements(), index, at, true);
      case Value.Tuple tuple -> element(tuple.elements(), index, at, false);
      case Value.Range range -> element(numbers(range), index, at, false);
      case EnumMember member when member.mixesIn() -> item(member.value(), index, at);
      case DictValue dict ->
          dict.get(index)
              .orElseThrow(() -> PythonRaise.of("KeyError", engine.texts.shown(index, at), at));
      case EnumClass type -> memberNamed(type, index, at);
      case Instance instance ->
          engine.calls.method(instance, "__getitem__", Arguments.of(index), at);
      case ClassValue generic -> generic;
      case Value.Builtin builtin ->
          new Value.Constructed(builtin.name() + ".__class_getitem__", Arguments.of(index), at);
      default -> throw PythonRaise.of("TypeError", "object is not subscriptable", at);
    };
  }

  private Value memberNamed(EnumClass type, Value index, Origin at) {
    Optional<EnumMember> member =
        index instanceof Value.Str name
            ? Optional.ofNullable(type.byName().get(name.text()))
            : Optional.empty();
    if (member.isPresent()) {
      return member.get();
    }
    if (type.doubt().isPresent()) {
      return type.doubt().get();
    }
    throw PythonRaise.of("KeyError", engine.texts.shown(index, at), at);
  }

  private Value text(Value.Str str, Value index, Origin at) {
    engine.budget.work(str.text().length());
    int[] points = str.text().codePoints().toArray();
    if (index instanceof Value.Slice slice) {
      StringBuilder part = new StringBuilder();
      for (int place : places(slice, points.length, at)) {
        part.appendCodePoint(points[place]);
      }
      return new Value.Str(part.toString(), str.at());
    }
    return Operators.integer(index)
        .map(number ->
            place(new Value.Int(number), points.length)
                .map(place -> (Value) new Value.Str(Character.toString(points[place]), str.at()))
                .orElseThrow(() -> PythonRaise.of("IndexError", "string index out of range", at)))
        .orElseThrow(() -> PythonRaise.of("TypeError", "string indices must be integers", at));
  }

  private static Value element(List<Value> elements, Value index, Origin at, boolean list) {
    if (index instanceof Value.Slice slice) {
      List<Value> part = new ArrayList<>();
      for (int place : places(slice, elements.size(), at)) {
        part.add(elements.get(place));
      }
      return list ? new ListValue(part) : new Value.Tuple(part);
    }
    return Operators.integer(index)
        .map(number ->
            place(new Value.Int(number), elements.size())
                .map(elements::get)
                .orElseThrow(() -> PythonRaise.of("IndexError", "index out of range", at)))
        .orElseThrow(() -> PythonRaise.of("TypeError", "indices must be integers", at));
  }

  /** The place that an index means; empty when it is out of range. */
  static Optional<Integer> place(Value.Int index, int length) {
    BigInteger place =
        index.value().signum() < 0 ? index.value().add(BigInteger.valueOf(length)) : index.value();
    return place.signum() >= 0 && place.compareTo(BigInteger.valueOf(length)) < 0
        ? Optional.of(place.intValueExact())
        : Optional.empty();
  }

  private static List<Integer> places(Value.Slice slice, int length, Origin at) {
    int step = bound(slice.step(), 1, Integer.MIN_VALUE + 1, Integer.MAX_VALUE);
    if (step == 0) {
      throw PythonRaise.of("ValueError", "slice step cannot be zero", at);
    }
    int first = step > 0 ? 0 : -1;
    int last = step > 0 ? length : length - 1;
    int start = edge(slice.lower(), step > 0 ? 0 : length - 1, length, first, last);
    int stop = edge(slice.upper(), step > 0 ? length : -1, length, first, last);
    List<Integer> places = new ArrayList<>();
    for (long place = start; step > 0 ? place < stop : place > stop; place += step) {
      places.add((int) place);
    }
    return places;
  }

  private static int edge(Value value, int otherwise, int length, int first, int last) {
    Optional<BigInteger> number = Operators.integer(value);
    if (number.isEmpty()) {
      return otherwise;
    }
    BigInteger place =
        number.get().signum() < 0 ? number.get().add(BigInteger.valueOf(length)) : number.get();
    return place.max(BigInteger.valueOf(first)).min(BigInteger.valueOf(last)).intValueExact();
  }

  private static int bound(Value value, int otherwise, int least, int most) {
    return Operators.integer(value)
        .map(n -> n.max(BigInteger.valueOf(least)).min(BigInteger.valueOf(most)).intValueExact())
        .orElse(otherwise);
  }
}
