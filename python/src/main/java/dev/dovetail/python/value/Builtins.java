package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The functions that Python has without an import. */
final class Builtins {

  private static final Set<String> FUNCTIONS =
      Set.of(
          "abs",
          "all",
          "any",
          "ascii",
          "bin",
          "bool",
          "breakpoint",
          "bytearray",
          "bytes",
          "callable",
          "chr",
          "classmethod",
          "compile",
          "complex",
          "delattr",
          "dict",
          "dir",
          "divmod",
          "enumerate",
          "eval",
          "exec",
          "filter",
          "float",
          "format",
          "frozenset",
          "getattr",
          "globals",
          "hasattr",
          "hash",
          "help",
          "hex",
          "id",
          "input",
          "int",
          "isinstance",
          "issubclass",
          "iter",
          "len",
          "list",
          "locals",
          "map",
          "max",
          "memoryview",
          "min",
          "next",
          "object",
          "oct",
          "open",
          "ord",
          "pow",
          "print",
          "property",
          "range",
          "repr",
          "reversed",
          "round",
          "set",
          "setattr",
          "slice",
          "sorted",
          "staticmethod",
          "str",
          "sum",
          "super",
          "tuple",
          "type",
          "vars",
          "zip",
          "__import__",
          "NotImplemented",
          "Ellipsis");

  private final Engine engine;
  private final Arguments arguments;
  private final Origin at;

  Builtins(Engine engine, Arguments arguments, Origin at) {
    this.engine = engine;
    this.arguments = arguments;
    this.at = at;
  }

  static boolean has(String name) {
    return FUNCTIONS.contains(name) || Exceptions.isBuiltin(name);
  }

  Value call(String name) {
    if (arguments.more().isPresent()) {
      return arguments.more().get();
    }
    return switch (name) {
      case "len" -> engine.iteration.length(argument(0), at);
      case "open" -> engine.files.open(arguments, at);
      case "str" ->
          arguments.positional().isEmpty()
              ? new Value.Str("", at)
              : engine.texts.str(argument(0), at);
      case "repr" -> engine.texts.repr(argument(0), at);
      case "format" ->
          engine.texts.format(argument(0), optional(1).orElse(new Value.Str("", at)), at);
      case "int" -> toInt();
      case "float" -> toFloat();
      case "bool" ->
          arguments.positional().isEmpty()
              ? new Value.Bool(false)
              : engine.operators.truth(argument(0), at);
      case "list" -> from(items(0), ListValue::new);
      case "tuple" -> from(items(0), Value.Tuple::new);
      case "set" -> from(unordered(), values -> engine.operators.set(values, false, at));
      case "frozenset" -> from(unordered(), values -> engine.operators.set(values, true, at));
      case "dict" -> dict();
      case "sorted" ->
          new Sorting(engine).sorted(engine.iteration.unordered(argument(0), at), arguments, at);
      case "reversed" ->
          from(
              items(0),
              values -> {
                List<Value> all = new ArrayList<>(values);
                java.util.Collections.reverse(all);
                return new IteratorValue(all);
              });
      case "iter" ->
          argument(0) instanceof IteratorValue it ? it : from(items(0), IteratorValue::new);
      case "next" -> next();
      case "enumerate" -> enumerate();
      case "zip" -> zip();
      case "map" -> map();
      case "filter" -> filter();
      case "range" -> range();
      case "any" -> anyOf(true);
      case "all" -> anyOf(false);
      case "sum" -> sum();
      case "min" -> new Sorting(engine).extreme(false, arguments, at);
      case "max" -> new Sorting(engine).extreme(true, arguments, at);
      case "abs" -> abs();
      case "divmod" ->
          new Value.Tuple(
              List.of(
                  engine.operators.binary("//", argument(0), argument(1), at),
                  engine.operators.binary("%", argument(0), argument(1), at)));
      case "pow" -> engine.operators.binary("**", argument(0), argument(1), at);
      case "chr" ->
          Operators.integer(argument(0))
              .filter(n -> n.signum() >= 0 && n.compareTo(BigInteger.valueOf(0x10ffff)) <= 0)
              .map(n -> (Value) new Value.Str(Character.toString(n.intValueExact()), at))
              .orElseGet(() -> notFollowed("chr"));
      case "ord" ->
          argument(0) instanceof Value.Str s && s.text().codePointCount(0, s.text().length()) == 1
              ? Value.Int.of(s.text().codePointAt(0))
              : notFollowed("ord");
      case "hex", "bin", "oct" -> radix(name);
      case "isinstance" -> Types.isInstance(engine, argument(0), argument(1), at);
      case "issubclass" -> Types.isSubclass(engine, argument(0), argument(1), at);
      case "type" ->
          arguments.positional().size() == 1 ? Types.of(argument(0), at) : notFollowed("type");
      case "callable" -> callable();
      case "hasattr" -> hasAttribute();
      case "getattr" -> getAttribute();
      case "setattr" -> {
        if (argument(1) instanceof Value.Str attribute) {
          engine.attributes.set(argument(0), attribute.text(), argument(2));
        }
        yield new Value.None();
      }
      case "print" -> new Value.None();
      case "property", "staticmethod", "classmethod" -> new Value.Constructed(name, arguments, at);
      case "object" -> new Value.Constructed("object", arguments, at);
      case "slice" -> notFollowed("slice");
      default ->
          Exceptions.isBuiltin(name)
              ? new Value.Constructed(name, arguments, at)
              : notFollowed(name);
    };
  }

  private Value notFollowed(String name) {
    Value.Unknown reason =
        arguments.positional().stream()
            .map(Engine::known)
            .filter(Value.Unknown.class::isInstance)
            .map(Value.Unknown.class::cast)
            .findFirst()
            .orElseGet(() -> new Value.Unknown("what " + name + "() gives is not known", at));
    return reason.as(Inert.is(new Value.Builtin(name)) && Inert.all(arguments.positional()));
  }

  private Value argument(int position) {
    return optional(position)
        .orElseThrow(() -> PythonRaise.of("TypeError", "missing an argument", at));
  }

  private Optional<Value> optional(int position) {
    return position < arguments.positional().size()
        ? Optional.of(arguments.positional().get(position))
        : Optional.empty();
  }

  private Items items(int position) {
    return optional(position)
        .map(value -> engine.iteration.items(value, at))
        .orElseGet(() -> Items.of(List.of()));
  }

  private Items unordered() {
    return optional(0)
        .map(value -> engine.iteration.unordered(value, at))
        .orElseGet(() -> Items.of(List.of()));
  }

  private static Value from(Items items, java.util.function.Function<List<Value>, Value> make) {
    return items.unknown().map(u -> (Value) u).orElseGet(() -> make.apply(items.values()));
  }

  private Value toInt() {
    if (arguments.positional().isEmpty()) {
      return Value.Int.of(0);
    }
    Value value = Operators.plain(Engine.known(argument(0)));
    if (arguments.positional().size() > 1) {
      return notFollowed("int");
    }
    return switch (value) {
      case Value.Float number
          when !Double.isNaN(number.value()) && !Double.isInfinite(number.value()) ->
          new Value.Int(new BigDecimal(number.value()).toBigInteger());
      case Value.Str str -> {
        String digits = str.text().strip();
        boolean plain = digits.length() < 1000 && digits.matches("[+-]?[0-9]+");
        if (plain) {
          yield new Value.Int(new BigInteger(digits));
        }
        if (digits.chars().noneMatch(Character::isDigit)) {
          throw PythonRaise.of(
              "ValueError",
              "invalid literal for int() with base 10: " + Quoting.repr(str.text()),
              at);
        }
        yield notFollowed("int");
      }
      default ->
          Operators.integer(value)
              .map(number -> (Value) new Value.Int(number))
              .orElseGet(() -> notFollowed("int"));
    };
  }

  private Value toFloat() {
    Value value = Engine.known(argument(0));
    if (Numbers.isNumber(value)) {
      return new Value.Float(Numbers.toDouble(value));
    }
    return value instanceof Value.Str str
            && str.text().strip().matches("[+-]?[0-9]{1,200}([.][0-9]{0,200})?")
        ? new Value.Float(Double.parseDouble(str.text().strip()))
        : notFollowed("float");
  }

  private Value dict() {
    DictValue dict = new DictValue();
    new ContainerMethods(engine, arguments, at).fill(dict);
    return dict;
  }

  private Value next() {
    if (argument(0) instanceof IteratorValue iterator) {
      if (engine.doubts.active()) {
        return notFollowed("next");
      }
      return iterator
          .next()
          .or(() -> optional(1))
          .orElseThrow(() -> PythonRaise.of("StopIteration", "", at));
    }
    return notFollowed("next");
  }

  private Value enumerate() {
    Items items = items(0);
    Value start = arguments.get(1, "start").orElse(Value.Int.of(0));
    if (!(start instanceof Value.Int first)) {
      return notFollowed("enumerate");
    }
    return from(
        items,
        values -> {
          List<Value> pairs = new ArrayList<>();
          for (Value value : values) {
            BigInteger place = first.value().add(BigInteger.valueOf(pairs.size()));
            pairs.add(new Value.Tuple(List.of(new Value.Int(place), value)));
          }
          return new IteratorValue(pairs);
        });
  }

  private Value zip() {
    List<List<Value>> columns = new ArrayList<>();
    int length = arguments.positional().isEmpty() ? 0 : Integer.MAX_VALUE;
    for (int i = 0; i < arguments.positional().size(); i++) {
      Items items = items(i);
      if (items.unknown().isPresent()) {
        return items.unknown().get();
      }
      columns.add(items.values());
      length = Math.min(length, items.values().size());
    }
    List<Value> rows = new ArrayList<>();
    for (int row = 0; row < length; row++) {
      int place = row;
      rows.add(new Value.Tuple(columns.stream().map(column -> column.get(place)).toList()));
    }
    return new IteratorValue(rows);
  }

  private Value map() {
    Value rows =
        arguments.positional().size() == 2
            ? argument(1)
            : new Builtins(
                    engine,
                    new Arguments(
                        arguments.positional().subList(1, arguments.positional().size()),
                        java.util.Map.of(),
                        Optional.empty()),
                    at)
                .zip();
    boolean several = arguments.positional().size() > 2;
    return from(
        engine.iteration.items(rows, at),
        values -> {
          List<Value> results = new ArrayList<>();
          for (Value value : values) {
            Arguments row =
                several && value instanceof Value.Tuple tuple
                    ? new Arguments(tuple.elements(), java.util.Map.of(), Optional.empty())
                    : Arguments.of(value);
            results.add(engine.calls.call(argument(0), row, at));
          }
          return new IteratorValue(results);
        });
  }

  private Value filter() {
    Items items = items(1);
    if (items.unknown().isPresent()) {
      return items.unknown().get();
    }
    List<Value> kept = new ArrayList<>();
    for (Value value : items.values()) {
      Value test =
          argument(0) instanceof Value.None
              ? value
              : engine.calls.call(argument(0), Arguments.of(value), at);
      Value truth = engine.operators.truth(test, at);
      if (truth instanceof Value.Unknown) {
        return truth;
      }
      if (truth instanceof Value.Bool bool && bool.value()) {
        kept.add(value);
      }
    }
    return new IteratorValue(kept);
  }

  private Value range() {
    List<BigInteger> numbers = new ArrayList<>();
    for (Value value : arguments.positional()) {
      Optional<BigInteger> number = Operators.integer(Operators.plain(value));
      if (number.isEmpty()) {
        return notFollowed("range");
      }
      numbers.add(number.get());
    }
    if (numbers.isEmpty()) {
      throw PythonRaise.of("TypeError", "range expected at least 1 argument, got 0", at);
    }
    if (numbers.size() == 3 && numbers.get(2).signum() == 0) {
      throw PythonRaise.of("ValueError", "range() arg 3 must not be zero", at);
    }
    boolean one = numbers.size() == 1;
    return new Value.Range(
        one ? BigInteger.ZERO : numbers.get(0),
        one ? numbers.get(0) : numbers.get(1),
        numbers.size() == 3 ? numbers.get(2) : BigInteger.ONE);
  }

  private Value anyOf(boolean any) {
    Items items = engine.iteration.unordered(argument(0), at);
    if (items.unknown().isPresent()) {
      return items.unknown().get();
    }
    Value result = new Value.Bool(!any);
    for (Value value : items.values()) {
      Value truth = engine.operators.truth(value, at);
      if (truth instanceof Value.Bool bool && bool.value() == any) {
        return truth;
      }
      if (truth instanceof Value.Unknown) {
        result = truth;
      }
    }
    return result;
  }

  private Value sum() {
    Items items = engine.iteration.unordered(argument(0), at);
    if (items.unknown().isPresent()) {
      return items.unknown().get();
    }
    Value total = arguments.get(1, "start").orElse(Value.Int.of(0));
    for (Value value : items.values()) {
      total = engine.operators.binary("+", total, value, at);
    }
    return total;
  }

  private Value abs() {
    Value value = Operators.plain(Engine.known(argument(0)));
    return value instanceof Value.Float number
        ? new Value.Float(Math.abs(number.value()))
        : Operators.integer(value)
            .map(number -> (Value) new Value.Int(number.abs()))
            .orElseGet(() -> notFollowed("abs"));
  }

  private Value radix(String name) {
    Optional<BigInteger> number = Operators.integer(argument(0));
    if (number.isEmpty()) {
      return notFollowed(name);
    }
    int base = name.equals("hex") ? 16 : name.equals("oct") ? 8 : 2;
    String prefix = name.equals("hex") ? "0x" : name.equals("oct") ? "0o" : "0b";
    String sign = number.get().signum() < 0 ? "-" : "";
    return new Value.Str(sign + prefix + number.get().abs().toString(base), at);
  }

  private Value callable() {
    return switch (Engine.known(argument(0))) {
      case Value.Unknown reason -> reason;
      case Function function -> new Value.Bool(true);
      case Value.Builtin builtin -> new Value.Bool(true);
      case Value.BoundMethod method -> new Value.Bool(true);
      case Value.Partial partial -> new Value.Bool(true);
      case ClassValue type -> new Value.Bool(true);
      case EnumClass type -> new Value.Bool(true);
      case Value.Str str -> new Value.Bool(false);
      case Value.Int number -> new Value.Bool(false);
      case Value.None none -> new Value.Bool(false);
      case ListValue list -> new Value.Bool(false);
      case Value other -> notFollowed("callable");
    };
  }

  private Value hasAttribute() {
    if (!(argument(1) instanceof Value.Str name)) {
      return notFollowed("hasattr");
    }
    if (argument(0) instanceof Value.Library library) {
      Optional<Boolean> has = engine.host.has(library, name.text());
      if (has.isPresent()) {
        return new Value.Bool(has.get());
      }
    }
    if (Operators.belongsToHost(argument(0))) {
      return new Value.Unknown("what a library's object has is not known", at);
    }
    try {
      Value found = engine.attributes.get(argument(0), name.text(), at);
      return found instanceof Value.Unknown unknown
              && (Engine.known(argument(0)) instanceof Value.Unknown
                  || Attributes.mayLack(argument(0)))
          ? unknown
          : new Value.Bool(true);
    } catch (PythonRaise missing) {
      if (missing.type().equals("AttributeError")) {
        return new Value.Bool(false);
      }
      throw missing;
    }
  }

  private Value getAttribute() {
    if (!(argument(1) instanceof Value.Str name)) {
      return notFollowed("getattr");
    }
    boolean hosts = Operators.belongsToHost(argument(0));
    if (hosts && optional(2).isPresent()) {
      return new Value.Unknown("what a library's object has is not known", at);
    }
    try {
      return engine.attributes.get(argument(0), name.text(), at);
    } catch (PythonRaise missing) {
      if (missing.type().equals("AttributeError") && optional(2).isPresent()) {
        return argument(2);
      }
      throw missing;
    }
  }
}
