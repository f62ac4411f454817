package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and sets attributes. */
final class Attributes {

  private static final Set<String> OF_NUMBERS =
      Set.of(
          "real",
          "imag",
          "numerator",
          "denominator",
          "conjugate",
          "bit_length",
          "bit_count",
          "to_bytes",
          "from_bytes",
          "as_integer_ratio",
          "is_integer",
          "hex",
          "fromhex");

  /** What every object can be asked past what its class says of attributes. */
  private static final Set<String> OF_OBJECT = Set.of("__setattr__", "__getattribute__");

  private final Engine engine;

  Attributes(Engine engine) {
    this.engine = engine;
  }

  Value get(Value owner, String name, Origin at) {
    engine.budget.step();
    return switch (owner) {
      case Value.Unknown unknown -> unknown;
      case Value.Partly partly -> partly.reason();
      case Value.Str str -> method(str, "str", StringMethods.NAMES, name, at);
      case ListValue list -> method(list, "list", ContainerMethods.OF_LIST, name, at);
      case Value.Tuple tuple -> method(tuple, "tuple", ContainerMethods.OF_TUPLE, name, at);
      case SetValue set -> method(set, "set", ContainerMethods.OF_SET, name, at);
      case DictValue dict -> method(dict, "dict", ContainerMethods.OF_DICT, name, at);
      case Value.Int number -> ofNumber(name, "int", at);
      case Value.Bool number -> ofNumber(name, "bool", at);
      case Value.Float number -> ofNumber(name, "float", at);
      case Value.None none -> missing("NoneType", name, at);
      case EnumMember member -> engine.enums.attribute(member, name, at);
      case EnumClass type -> engine.enums.attribute(type, name, at);
      case ClassValue type -> engine.classes.attribute(type, name, at);
      case Instance instance -> engine.classes.attribute(instance, name, at);
      case ModuleValue module -> engine.imports.attribute(module, name, at);
      case Value.Library library -> ofLibrary(library, name, at);
      case Value.Constructed made -> ofHost(made, name, at);
      case Value.Builtin builtin -> ofBuiltin(builtin, name, at);
      case Function function ->
          name.equals("__name__")
              ? new Value.Str(function.name(), function.at())
              : Optional.ofNullable(function.attributes().get(name))
                  .orElseGet(() -> gap("a function's " + name, at));
      case Value.Partial partial ->
          name.equals("func") ? partial.function() : gap("a partial's " + name, at);
      case Value.Range range -> gap("a range's " + name, at);
      case Value.Bytes bytes -> gap("a method of bytes", at);
      case Value.BoundMethod method -> gap("a method's " + name, at);
      case Value.Ellipsis ellipsis -> gap("an attribute of ...", at);
      case Value.Slice slice -> gap("an attribute of a slice", at);
      case IteratorValue iterator -> gap("an iterator's " + name, at);
    };
  }

  static Value gap(String what, Origin at) {
    return new Value.Unknown(what + " is not followed", at);
  }

  static Value missing(String type, String name, Origin at) {
    throw PythonRaise.of(
        "AttributeError", "'" + type + "' object has no attribute '" + name + "'", at);
  }

  private static Value method(Value owner, String type, Set<String> names, String name, Origin at) {
    if (names.contains(name)) {
      return new Value.BoundMethod(owner, new Value.Builtin(type + "." + name));
    }
    return name.startsWith("__") ? gap(name, at) : missing(type, name, at);
  }

  private static Value ofNumber(String name, String type, Origin at) {
    return OF_NUMBERS.contains(name) || name.startsWith("__")
        ? gap("a number's " + name, at)
        : missing(type, name, at);
  }

  private Value ofLibrary(Value.Library library, String name, Origin at) {
    if (name.equals("__name__")) {
      return new Value.Str(library.path().substring(library.path().lastIndexOf('.') + 1), at);
    }
    return StandardLibrary.constant(library.path() + "." + name)
        .orElseGet(() -> engine.host.attribute(library, name, at));
  }

  private Value ofHost(Value.Constructed made, String name, Origin at) {
    Value assigned = made.attributes().get(name);
    if (assigned != null) {
      return assigned;
    }
    if (Paths.isPath(made)) {
      return engine.paths.attribute(made, name, at);
    }
    return switch (made.callee()) {
      case "super" -> engine.classes.attributeOfSuper(made, name, at);
      case "property", "classmethod", "staticmethod" -> made;
      default -> {
        if (Exceptions.isException(made) && name.equals("args")) {
          yield new Value.Tuple(made.arguments().positional());
        }
        yield engine.host.attribute(made, name, at);
      }
    };
  }

  private static Value ofBuiltin(Value.Builtin builtin, String name, Origin at) {
    Set<String> names =
        switch (builtin.name()) {
          case "str" -> StringMethods.NAMES;
          case "list" -> ContainerMethods.OF_LIST;
          case "dict" -> ContainerMethods.OF_DICT;
          case "set", "frozenset" -> ContainerMethods.OF_SET;
          default -> Set.of();
        };
    boolean ofObject = builtin.name().equals("object") && OF_OBJECT.contains(name);
    if (names.contains(name) || ofObject || name.equals("__new__") || name.equals("__init__")) {
      return new Value.Builtin(builtin.name() + "." + name);
    }
    return name.equals("__name__")
        ? new Value.Str(builtin.name(), at)
        : gap(builtin.name() + "." + name, at);
  }

  /** Whether an unknown answer may mean that there is no such attribute at all. */
  static boolean mayLack(Value owner) {
    return owner instanceof Instance
        || owner instanceof ClassValue
        || owner instanceof EnumClass
        || owner instanceof EnumMember
        || owner instanceof ModuleValue;
  }

  /** What an object has now under a name that may be assigned. */
  private static Value former(Value owner, String name) {
    Map<String, Value> attributes =
        switch (owner) {
          case Instance instance -> instance.attributes();
          case ClassValue type -> type.attributes();
          case Value.Constructed made -> made.attributes();
          default -> Map.of();
        };
    return attributes.getOrDefault(name, new Value.None());
  }

  /** {@code owner.name = value}, as the class of the owner would have it. */
  void assign(Value owner, String name, Value value, Origin at) {
    Optional<Value> own =
        owner instanceof Instance instance
            ? engine.classes.find(instance.type(), "__setattr__")
            : Optional.empty();
    if (own.isPresent()) {
      engine.calls.call(own.get(), Arguments.of(owner, new Value.Str(name, at), value), at);
    } else {
      set(owner, name, value);
    }
  }

  void set(Value owner, String name, Value value) {
    Value stored =
        engine
            .doubts
            .reason()
            .map(reason -> (Value) reason.as(Inert.is(value) && Inert.is(former(owner, name))))
            .orElse(value);
    switch (owner) {
      case Instance instance -> instance.attributes().put(name, stored);
      case ClassValue type -> type.attributes().put(name, stored);
      case Value.Constructed made -> made.attributes().put(name, stored);
      case EnumMember member -> member.attributes().put(name, stored);
      case EnumClass type -> type.attributes().put(name, stored);
      case Function function -> function.attributes().put(name, stored);
      case ModuleValue module -> engine.assigning.set(name, value, module.globals());
      default -> {
        // Python refuses, or it belongs to a library, where nobody will look for it.
      }
    }
  }
}
