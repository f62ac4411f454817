package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Classes of the program, and their objects. */
final class Classes {

  /** Bases of a library that bring nothing along that could matter here. */
  private static final Set<String> PLAIN =
      Set.of(
          "abc.ABC",
          "typing.Generic",
          "typing.Protocol",
          "object",
          "typing.Generic.__getitem__",
          "typing.Protocol.__getitem__");

  private final Engine engine;

  Classes(Engine engine) {
    this.engine = engine;
  }

  Value define(Node.ClassDef definition, Scope scope) {
    Origin at = Engine.at(scope, definition.span());
    List<Value> bases = new ArrayList<>();
    for (Node.Expr base : definition.bases()) {
      bases.add(base(base, scope));
    }
    Scope body = new Scope(Scope.Kind.CLASS, scope.path(), Optional.of(scope));
    Value made =
        bases.stream().anyMatch(Enums::makesEnums)
            ? engine.enums.define(definition, bases, body, at)
            : plain(definition, bases, body, at);
    return engine.calls.decorated(made, definition.decorators(), scope);
  }

  /** A base; a name that is not defined may well be a type parameter, which the tree leaves out. */
  private Value base(Node.Expr base, Scope scope) {
    try {
      return engine.expressions.evaluate(base, scope);
    } catch (PythonRaise raised) {
      if (!raised.type().equals("NameError")) {
        throw raised;
      }
      return new Value.Unknown(raised.describe(), raised.at());
    }
  }

  private Value plain(Node.ClassDef definition, List<Value> bases, Scope body, Origin at) {
    ClassValue type = new ClassValue(definition, body.path(), at, bases);
    run(definition, body);
    type.attributes().putAll(body.values());
    own(type.attributes().values(), type);
    boolean inFunction = body.outer().filter(it -> it.kind() == Scope.Kind.FUNCTION).isPresent();
    if (inFunction && engine.doubts.reason().isEmpty()) {
      engine.host.defined(type);
    }
    return type;
  }

  /** Runs a class's body. */
  void run(Node.ClassDef definition, Scope body) {
    Flow flow = engine.statements.run(definition.body(), body);
    if (flow instanceof Flow.Perhaps perhaps && perhaps.raise()) {
      engine.doubts.mayHaveRaised(perhaps.reason());
    }
  }

  /** Tells methods whose they are. */
  static void own(Iterable<Value> attributes, Value type) {
    for (Value attribute : attributes) {
      Value inner =
          attribute instanceof Value.Constructed made
                  && isWrapper(made)
                  && !made.arguments().positional().isEmpty()
              ? made.arguments().positional().getFirst()
              : attribute;
      if (inner instanceof Function function) {
        function.owner(type);
      }
    }
  }

  static boolean isWrapper(Value.Constructed made) {
    return switch (made.callee()) {
      case "property",
          "classmethod",
          "staticmethod",
          "functools.cached_property",
          "enum.property",
          "types.DynamicClassAttribute" ->
          true;
      default -> false;
    };
  }

  /** The attribute as the class holds it, its own or inherited. */
  Optional<Value> find(ClassValue type, String name) {
    return find(type, name, new HashSet<>());
  }

  private Optional<Value> find(ClassValue type, String name, Set<ClassValue> seen) {
    if (!seen.add(type)) {
      return Optional.empty();
    }
    Optional<Value> own = Optional.ofNullable(type.attributes().get(name));
    for (Value base : type.bases()) {
      if (own.isEmpty() && base instanceof ClassValue inner) {
        own = find(inner, name, seen);
      }
    }
    return own;
  }

  /** Why a class may have attributes that are not seen: a base that is not the program's. */
  Optional<Value.Unknown> unknownBase(ClassValue type) {
    for (Value base : type.bases()) {
      Optional<Value.Unknown> reason =
          switch (base) {
            case ClassValue inner -> inner == type ? Optional.empty() : unknownBase(inner);
            case Value.Unknown unknown -> Optional.of(unknown);
            case Value.Library library -> outside(library.path(), base, type);
            case Value.Constructed made -> outside(made.callee(), base, type);
            case Value.Builtin builtin ->
                Exceptions.isBuiltin(builtin.name()) || builtin.name().equals("object")
                    ? Optional.empty()
                    : outside(builtin.name(), base, type);
            case Value other -> outside("something", base, type);
          };
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static Optional<Value.Unknown> outside(String name, Value base, ClassValue type) {
    return PLAIN.contains(name)
        ? Optional.empty()
        : Optional.of(
            new Value.Unknown(
                type.name() + " comes from " + name + ", which is not read",
                type.at(),
                name.startsWith("sqlalchemy.orm.") || Inert.is(base)));
  }

  Value attribute(ClassValue type, String name, Origin at) {
    Optional<Value> found = find(type, name);
    if (found.isPresent()) {
      return ofClass(found.get(), type);
    }
    if (name.equals("__name__") || name.equals("__qualname__")) {
      return new Value.Str(type.name(), type.at());
    }
    return unknownBase(type)
        .map(reason -> (Value) reason)
        .orElseGet(() ->
            name.startsWith("__")
                ? Attributes.gap(name, at)
                : missing("type object '" + type.name() + "'", name, at));
  }

  private static Value missing(String what, String name, Origin at) {
    throw PythonRaise.of("AttributeError", what + " has no attribute '" + name + "'", at);
  }

  /** A static or class method, taken from its class. */
  static Value ofClass(Value attribute, Value type) {
    if (attribute instanceof Value.Constructed made && !made.arguments().positional().isEmpty()) {
      Value inner = made.arguments().positional().getFirst();
      return switch (made.callee()) {
        case "staticmethod" -> inner;
        case "classmethod" -> new Value.BoundMethod(type, inner);
        default -> attribute;
      };
    }
    return attribute;
  }

  /** A method or property, taken from an object. */
  Value ofObject(Value attribute, Value object, Value type, Origin at) {
    if (attribute instanceof Value.Constructed made
        && isWrapper(made)
        && !made.arguments().positional().isEmpty()) {
      Value inner = made.arguments().positional().getFirst();
      return switch (made.callee()) {
        case "staticmethod", "classmethod" -> ofClass(attribute, type);
        default -> engine.calls.call(inner, Arguments.of(object), at);
      };
    }
    boolean binds =
        attribute instanceof Function
            || attribute instanceof Value.Constructed maker && maker.callee().equals(Managed.MAKER);
    return binds ? new Value.BoundMethod(object, attribute) : attribute;
  }

  Value attribute(Instance instance, String name, Origin at) {
    Optional<Value> own = Optional.ofNullable(instance.attributes().get(name));
    if (own.isPresent()) {
      return own.get();
    }
    Optional<Value> found = find(instance.type(), name);
    if (found.isPresent()) {
      return ofObject(found.get(), instance, instance.type(), at);
    }
    if (name.equals("__class__")) {
      return instance.type();
    }
    if (name.equals("args") && Exceptions.isException(instance)) {
      return new Value.Tuple(instance.arguments().positional());
    }
    Optional<Value> fallback =
        name.startsWith("__") ? Optional.empty() : find(instance.type(), "__getattr__");
    if (fallback.isPresent()) {
      return engine.calls.call(fallback.get(), Arguments.of(instance, new Value.Str(name, at)), at);
    }
    if (instance.library().isPresent()) {
      return engine.attributes.get(instance.library().get(), name, at);
    }
    return unknownBase(instance.type())
        .map(reason -> (Value) reason)
        .orElseGet(() ->
            name.startsWith("__")
                ? Attributes.gap(name, at)
                : missing("'" + instance.type().name() + "' object", name, at));
  }

  Value instantiate(ClassValue type, Arguments arguments, Origin at) {
    Instance instance = new Instance(type, arguments, at);
    Optional<Value> initializer = find(type, "__init__");
    if (initializer.isPresent()) {
      engine.calls.call(initializer.get(), arguments.after(instance), at);
      return instance;
    }
    if (type.isDataclass()) {
      fillFields(type, instance, arguments);
      return instance;
    }
    libraryBase(type)
        .ifPresent(base -> instance.library(new Value.Constructed(base, arguments, at)));
    return instance;
  }

  /** Gives a dataclass's fields their values. */
  private static void fillFields(ClassValue type, Instance instance, Arguments arguments) {
    int position = 0;
    for (String field : fields(type)) {
      Optional<Value> given =
          arguments
              .get(position++, field)
              .or(() -> Optional.ofNullable(type.attributes().get(field)));
      given.or(arguments::more).ifPresent(value -> instance.attributes().put(field, value));
    }
  }

  /** The names that a dataclass's own body annotates, in their order. */
  static List<String> fields(ClassValue type) {
    List<String> fields = new ArrayList<>();
    for (Node.Stmt statement : type.definition().body()) {
      if (statement instanceof Node.AnnAssign field && field.target() instanceof Node.Name name) {
        fields.add(name.id());
      }
    }
    return fields;
  }

  /** The path of the library's class that a class comes from. */
  private static Optional<String> libraryBase(ClassValue type) {
    for (Value base : type.bases()) {
      Optional<String> found =
          switch (base) {
            case ClassValue inner -> inner == type ? Optional.empty() : libraryBase(inner);
            case Value.Library library when !PLAIN.contains(library.path()) ->
                Optional.of(library.path());
            default -> Optional.empty();
          };
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  Value isSubclass(ClassValue type, ClassValue wanted) {
    if (inherits(type, wanted, new HashSet<>())) {
      return new Value.Bool(true);
    }
    return unknownBase(type).map(reason -> (Value) reason).orElse(new Value.Bool(false));
  }

  private static boolean inherits(ClassValue type, ClassValue wanted, Set<ClassValue> seen) {
    return type == wanted
        || (seen.add(type)
            && type.bases().stream()
                .anyMatch(
                    base -> base instanceof ClassValue inner && inherits(inner, wanted, seen)));
  }

  /** {@code super()} in a method. */
  Value superOf(Scope scope, Origin at) {
    Optional<Scope> inner = Optional.of(scope);
    while (inner.isPresent()) {
      if (inner.get().method().isPresent()) {
        Scope.Method method = inner.get().method().get();
        return new Value.Constructed("super", Arguments.of(method.owner(), method.self()), at);
      }
      inner = inner.get().outer();
    }
    return Attributes.gap("super() outside a method", at);
  }

  /** {@code super().name}. */
  Value attributeOfSuper(Value.Constructed made, String name, Origin at) {
    Value owner = made.arguments().positional().get(0);
    Value self = made.arguments().positional().get(1);
    if (owner instanceof ClassValue type) {
      for (Value base : type.bases()) {
        Optional<Value> found =
            base instanceof ClassValue inner ? find(inner, name) : Optional.empty();
        if (found.isPresent()) {
          return self instanceof Instance instance
              ? ofObject(found.get(), self, instance.type(), at)
              : ofClass(found.get(), self);
        }
      }
      if (name.equals("__init__")) {
        return new Value.Partial(new Value.Builtin("super.__init__"), Arguments.of(owner, self));
      }
    }
    return Attributes.gap("super()." + name, at);
  }

  /** {@code super().__init__(...)} where the base is not the program's. */
  Value initializeBase(Arguments arguments, Origin at) {
    Value owner = arguments.positional().get(0);
    Value self = arguments.positional().get(1);
    Arguments given = arguments.withoutFirst().withoutFirst();
    if (owner instanceof ClassValue type && self instanceof Instance instance) {
      libraryBase(type).ifPresent(base -> instance.library(new Value.Constructed(base, given, at)));
    }
    return new Value.None();
  }
}
