package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes functions and calls whatever can be called. */
final class Calls {

  /** How often a function may be under way before its calls of itself in doubt are cut short. */
  private static final int RECURSIONS = 2;

  private final Engine engine;
  private final IdentityHashMap<Function, Deque<Arguments>> under = new IdentityHashMap<>();

  Calls(Engine engine) {
    this.engine = engine;
  }

  Value define(Node.FunctionDef definition, Scope scope) {
    Value function =
        new Function(
            definition.name(),
            definition.parameters(),
            definition.body(),
            defaults(definition.parameters(), scope),
            scope,
            Engine.at(scope, definition.span()),
            Yields.in(definition.body()));
    return decorated(function, definition.decorators(), scope);
  }

  /**
   * What decorators make of a function or class. A library's decorator gives a class back, whatever
   * it adds to it.
   */
  Value decorated(Value value, List<Node.Expr> decorators, Scope scope) {
    Value result = value;
    for (Node.Expr decorator : decorators.reversed()) {
      Value made =
          call(
              engine.expressions.evaluate(decorator, scope),
              Arguments.of(result),
              Engine.at(scope, decorator.span()));
      boolean isClass = result instanceof ClassValue || result instanceof EnumClass;
      result = isClass && made instanceof Value.Constructed ? result : made;
    }
    return result;
  }

  Value define(Node.Lambda lambda, Scope scope) {
    return new Function(
        "<lambda>",
        lambda.parameters(),
        List.of(new Node.Return(Optional.of(lambda.body()), lambda.body().span())),
        defaults(lambda.parameters(), scope),
        scope,
        Engine.at(scope, lambda.span()),
        false);
  }

  private Map<String, Value> defaults(Node.Parameters parameters, Scope scope) {
    Map<String, Value> defaults = new HashMap<>();
    List<Node.Parameter> all = new ArrayList<>(parameters.positionalOnly());
    all.addAll(parameters.positional());
    all.addAll(parameters.keywordOnly());
    for (Node.Parameter parameter : all) {
      parameter
          .defaultValue()
          .ifPresent(
              value -> defaults.put(parameter.name(), engine.expressions.evaluate(value, scope)));
    }
    return defaults;
  }

  Value call(Value callee, Arguments arguments, Origin at) {
    engine.budget.enter();
    try {
      return switch (callee) {
        case Value.Unknown unknown -> ofUnknown(unknown, arguments, at);
        case Function function -> invoke(function, arguments, at);
        case Value.Builtin builtin -> ofPython(builtin.name(), arguments, at);
        case Value.BoundMethod method -> bound(method, arguments, at);
        case Value.Partial partial ->
            call(partial.function(), merged(partial.arguments(), arguments), at);
        case Value.Library library -> library(library, arguments, at);
        case Value.Constructed made when made.callee().equals(Managed.MAKER) ->
            Managed.made(made, arguments, at);
        case Value.Constructed made -> {
          if (engine.doubts.active()) {
            engine.doubts.record(made, "", arguments, at);
            yield new Value.Constructed(
                made.callee() + ".__call__", Optional.of(made), arguments, at);
          }
          yield engine.host.call(made, arguments, at);
        }
        case EnumClass type -> engine.enums.call(type, arguments, at);
        case ClassValue type -> engine.classes.instantiate(type, arguments, at);
        case Instance instance -> method(instance, "__call__", arguments, at);
        case ModuleValue module ->
            throw PythonRaise.of("TypeError", "'module' object is not callable", at);
        case Value other -> throw PythonRaise.of("TypeError", "object is not callable", at);
      };
    } finally {
      engine.budget.leave();
    }
  }

  private static Arguments merged(Arguments first, Arguments second) {
    List<Value> positional = new ArrayList<>(first.positional());
    positional.addAll(second.positional());
    Map<String, Value> named = new LinkedHashMap<>(first.named());
    named.putAll(second.named());
    return new Arguments(positional, named, first.more().or(second::more));
  }

  /**
   * Something that is not known is called. Data can only do harm with what it is handed; and code
   * that is merely imported has no connection yet.
   */
  private Value ofUnknown(Value.Unknown callee, Arguments arguments, Origin at) {
    List<Value> handed = new ArrayList<>();
    for (Value argument : given(arguments)) {
      switch (argument) {
        case Function function -> mayCall(callee, function, at);
        case Value.Partial partial -> mayCall(callee, partial, at);
        case Value.BoundMethod method -> mayCall(callee, method, at);
        default -> handed.add(argument);
      }
    }
    // Nobody has a connection yet when code is imported, so what is not known holds none.
    boolean reaches =
        engine.doubts.importing()
            ? handed.stream().anyMatch(one -> !(one instanceof Value.Unknown) && !Inert.is(one))
            : !Inert.all(handed);
    if (reaches || (!callee.inert() && !engine.doubts.importing())) {
      report(callee, arguments, at);
    }
    return reaches
        ? callee.as(callee.inert() && handed.stream().allMatch(this::comesBackAsData))
        : callee;
  }

  private boolean comesBackAsData(Value handed) {
    return handed instanceof Value.Constructed made && engine.host.givesData(made)
        || Inert.is(handed);
  }

  /** A function of the program is handed to somebody who may call it, and with anything. */
  void mayCall(Value.Unknown whom, Value function, Origin at) {
    Arguments anything = new Arguments(List.of(), Map.of(), Optional.of(whom));
    engine.doubts.evaluate(
        whom,
        at,
        () -> {
          var unused = call(function, anything, at);
        });
  }

  private static List<Value> given(Arguments arguments) {
    List<Value> all = new ArrayList<>(arguments.positional());
    all.addAll(arguments.named().values());
    return all;
  }

  /** Tells the host of a call of something that is not known. */
  void report(Value.Unknown callee, Arguments arguments, Origin at) {
    if (engine.doubts.active()) {
      engine.doubts.record(callee, "", arguments, at);
    } else {
      var unused =
          engine.host.unsure(
              new Unsure(
                  callee.reason(),
                  at,
                  List.of(new Unsure.Possible(callee, "", arguments, at)),
                  false,
                  false));
    }
  }

  private Value library(Value.Library library, Arguments arguments, Origin at) {
    Optional<Value> answer = new StandardLibrary(engine, arguments, at).call(library.path());
    if (answer.isPresent()) {
      return answer.get();
    }
    if (Enums.isBase(library.path())) {
      return engine.enums.functional(library, arguments, at);
    }
    if (engine.doubts.active()) {
      if (!Libraries.isConstructor(library.path())) {
        engine.doubts.record(library, "", arguments, at);
      }
      return new Value.Constructed(library.path(), arguments, at);
    }
    return engine.host.call(library, arguments, at);
  }

  private Value bound(Value.BoundMethod method, Arguments arguments, Origin at) {
    return method.function() instanceof Value.Builtin builtin && builtin.name().indexOf('.') >= 0
        ? ofPython(builtin.name(), arguments.after(method.receiver()), at)
        : call(method.function(), arguments.after(method.receiver()), at);
  }

  private Value ofPython(String name, Arguments arguments, Origin at) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return new Builtins(engine, arguments, at).call(name);
    }
    String method = name.substring(dot + 1);
    if (method.equals("__new__")) {
      return new Value.Constructed(name, arguments, at);
    }
    if (name.equals("super.__init__")) {
      return engine.classes.initializeBase(arguments, at);
    }
    if (method.equals("fromkeys")) {
      return fromKeys(arguments, at);
    }
    if (name.equals("object.__setattr__") || name.equals("object.__getattribute__")) {
      return ofObject(method, arguments, at);
    }
    if (arguments.positional().isEmpty() || method.equals("maketrans")) {
      return Attributes.gap(name + "()", at);
    }
    Value receiver = arguments.positional().getFirst();
    return method(receiver, method, arguments.withoutFirst(), at);
  }

  /** {@code object.__setattr__(self, name, value)}, past what the class itself says. */
  private Value ofObject(String method, Arguments arguments, Origin at) {
    List<Value> given = arguments.positional();
    boolean sets = method.equals("__setattr__");
    if (given.size() == (sets ? 3 : 2)
        && given.get(0) instanceof Instance instance
        && given.get(1) instanceof Value.Str name) {
      if (sets) {
        engine.attributes.set(instance, name.text(), given.get(2));
        return new Value.None();
      }
      Optional<Value> own = Optional.ofNullable(instance.attributes().get(name.text()));
      if (own.isPresent()) {
        return own.get();
      }
    }
    return Attributes.gap("object." + method, at);
  }

  private Value fromKeys(Arguments arguments, Origin at) {
    Items keys = engine.iteration.items(arguments.positional().getFirst(), at);
    if (keys.unknown().isPresent()) {
      return keys.unknown().get();
    }
    DictValue dict = new DictValue();
    Value value = arguments.get(1, "value").orElse(new Value.None());
    keys.values().forEach(key -> engine.operators.put(dict, key, value, at));
    return dict;
  }

  /** {@code receiver.name(arguments)}. */
  Value method(Value receiver, String name, Arguments arguments, Origin at) {
    engine.budget.step();
    if (arguments.more().isPresent() && isOfPython(receiver)) {
      if (receiver instanceof Poisonable container) {
        container.poison(arguments.more().get());
      }
      return arguments.more().get();
    }
    return switch (receiver) {
      case Value.Constructed path when Paths.isPath(path) ->
          engine.paths.method(path, name, arguments, at);
      case Value.Constructed file when Files.isOpened(file) ->
          engine.files.method(file, name, arguments, at);
      case Value.Constructed made
          when !made.attributes().containsKey(name) && !isOfPython(made.callee()) ->
          ofHost(made, name, arguments, at);
      case Value.Library library -> {
        Value.Library callee = new Value.Library(Libraries.canonical(library.path() + "." + name));
        yield call(callee, arguments, at);
      }
      case Value.Partly partly when name.endsWith("strip") && arguments.positional().isEmpty() ->
          Sketch.of(stripped(partly.text(), name), partly.reason());
      case Value.Str str when StringMethods.NAMES.contains(name) ->
          new StringMethods(engine, str, arguments, at).call(name);
      case ListValue list when ContainerMethods.OF_LIST.contains(name) ->
          new ContainerMethods(engine, arguments, at).call(list, name);
      case Value.Tuple tuple when ContainerMethods.OF_TUPLE.contains(name) ->
          new ContainerMethods(engine, arguments, at).call(tuple.elements(), name);
      case SetValue set when ContainerMethods.OF_SET.contains(name) ->
          poisonOr(set, () -> new ContainerMethods(engine, arguments, at).call(set, name));
      case DictValue dict when name.equals("fromkeys") -> fromKeys(arguments, at);
      case DictValue dict when ContainerMethods.OF_DICT.contains(name) ->
          poisonOr(dict, () -> new ContainerMethods(engine, arguments, at).call(dict, name));
      default -> call(engine.attributes.get(receiver, name, at), arguments, at);
    };
  }

  private static String stripped(String text, String method) {
    return switch (method) {
      case "lstrip" -> text.stripLeading();
      case "rstrip" -> text.stripTrailing();
      default -> text.strip();
    };
  }

  private static Value poisonOr(Poisonable container, java.util.function.Supplier<Value> call) {
    return container.poison().isPresent() ? container.poison().get() : call.get();
  }

  private static boolean isOfPython(Value receiver) {
    return receiver instanceof Value.Str
        || receiver instanceof Poisonable
        || receiver instanceof Value.Tuple;
  }

  private static boolean isOfPython(String callee) {
    return callee.equals("super")
        || callee.equals("property")
        || callee.equals("classmethod")
        || callee.equals("staticmethod");
  }

  private Value ofHost(Value.Constructed made, String name, Arguments arguments, Origin at) {
    boolean harmless = StandardLibrary.isHarmless(made.callee());
    if (engine.doubts.active() || harmless) {
      if (!harmless) {
        engine.doubts.record(made, name, arguments, at);
      }
      return engine.host.possible(made, name, arguments, at);
    }
    return engine.host.call(made, name, arguments, at);
  }

  /** {@code made[key]}. */
  Value itemOf(Value.Constructed made, Value key, Origin at) {
    if (key instanceof Value.Unknown) {
      return key;
    }
    return engine.doubts.active()
        ? new Value.Constructed(
            made.callee() + ".__getitem__", Optional.of(made), Arguments.of(key), at)
        : engine.host.item(made, key, at);
  }

  /**
   * A function that calls itself where it is not known whether it does would never come to an end:
   * from some level on it runs once more, with anything for arguments, which covers all the rest.
   */
  private Value invoke(Function function, Arguments arguments, Origin at) {
    Deque<Arguments> outer = under.computeIfAbsent(function, any -> new ArrayDeque<>());
    int running = outer.size();
    Optional<Value.Unknown> doubt = engine.doubts.reason().filter(reason -> running >= RECURSIONS);
    if (doubt.isPresent() && running > RECURSIONS) {
      return Inert.oneOf(doubt.get(), given(arguments));
    }
    Arguments taken = doubt.map(why -> blurred(arguments, outer.getFirst(), why)).orElse(arguments);
    outer.push(arguments);
    try {
      return run(function, taken, at);
    } finally {
      outer.pop();
    }
  }

  /** Any arguments, but for those that are handed on from call to call. */
  private static Arguments blurred(Arguments arguments, Arguments outer, Value.Unknown why) {
    Value.Unknown any = Inert.oneOf(why, given(arguments));
    List<Value> positional = new ArrayList<>();
    for (int i = 0; i < arguments.positional().size(); i++) {
      Value value = arguments.positional().get(i);
      boolean same = i < outer.positional().size() && Values.same(outer.positional().get(i), value);
      positional.add(same ? value : any);
    }
    Map<String, Value> named = new LinkedHashMap<>();
    arguments
        .named()
        .forEach((name, value) ->
            named.put(
                name,
                Optional.ofNullable(outer.named().get(name))
                    .filter(former -> Values.same(former, value))
                    .orElse(any)));
    return new Arguments(positional, named, Optional.of(any));
  }

  /** Runs the body of a generator, and something else wherever it yields. */
  Flow generate(Function function, Arguments arguments, Origin at, Scope.Yielding yielding) {
    Scope scope = scope(function, arguments, at);
    scope.yielding(yielding);
    return engine.statements.run(function.body(), scope);
  }

  private static Scope scope(Function function, Arguments arguments, Origin at) {
    Scope scope =
        new Scope(Scope.Kind.FUNCTION, function.scope().path(), Optional.of(function.scope()));
    new Binding(function, arguments, at).into(scope);
    function.owner().ifPresent(owner -> scope.inMethodOf(owner, arguments));
    return scope;
  }

  private Value run(Function function, Arguments arguments, Origin at) {
    Scope scope = scope(function, arguments, at);
    Flow flow = engine.statements.run(function.body(), scope);
    Value result =
        switch (flow) {
          case Flow.Return returned -> scope.returned(returned.value());
          case Flow.Perhaps perhaps -> {
            if (perhaps.raise()) {
              engine.doubts.mayHaveRaised(perhaps.reason());
            }
            yield perhaps.function() ? perhaps.reason().as(scope.returnsInert()) : new Value.None();
          }
          case Flow.Next next -> scope.returned(new Value.None());
          case Flow.Break leave -> new Value.None();
          case Flow.Continue again -> new Value.None();
        };
    if (function.generates()) {
      return flow instanceof Flow.Perhaps perhaps ? perhaps.reason().as(false) : scope.yielded();
    }
    return result;
  }
}
