package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates expressions. */
final class Expressions {

  /** What follows the folder in the path of a package's own file. */
  private static final String PACKAGE = "/__init__.py";

  private final Engine engine;

  Expressions(Engine engine) {
    this.engine = engine;
  }

  Value evaluate(Node.Expr expression, Scope scope) {
    engine.budget.enter();
    try {
      return switch (expression) {
        case Node.Str str -> new Value.Str(str.value(), Engine.at(scope, str.span()));
        case Node.Int number -> new Value.Int(number.value());
        case Node.Decimal number -> decimal(number, scope);
        case Node.Bool bool -> new Value.Bool(bool.value());
        case Node.None none -> new Value.None();
        case Node.Bytes bytes -> new Value.Bytes(bytes.escaped());
        case Node.Ellipsis ellipsis -> new Value.Ellipsis();
        case Node.Name name -> name(name, scope);
        case Node.Attribute attribute ->
            engine.attributes.get(
                evaluate(attribute.value(), scope),
                attribute.name(),
                Engine.at(scope, attribute.span()));
        case Node.Subscript subscript ->
            engine.iteration.item(
                evaluate(subscript.value(), scope),
                evaluate(subscript.index(), scope),
                Engine.at(scope, subscript.span()));
        case Node.Slice slice ->
            new Value.Slice(
                optional(slice.lower(), scope),
                optional(slice.upper(), scope),
                optional(slice.step(), scope));
        case Node.Call call -> call(call, scope);
        case Node.BinOp operation -> binary(operation, scope);
        case Node.UnaryOp operation ->
            engine.operators.unary(
                operation.operator(),
                evaluate(operation.operand(), scope),
                Engine.at(scope, operation.span()));
        case Node.BoolOp operation -> bool(operation, false, scope);
        case Node.Compare compare -> compare(compare, scope);
        case Node.IfExp conditional -> conditional(conditional, scope);
        case Node.NamedExpr named -> {
          Value value = evaluate(named.value(), scope);
          engine.assigning.assign(named.target(), value, scope.outsideComprehensions());
          yield value;
        }
        case Node.Lambda lambda -> engine.calls.define(lambda, scope);
        case Node.ListDisplay list -> {
          Items items = elements(list.elements(), scope);
          yield items.unknown().map(u -> (Value) u).orElseGet(() -> new ListValue(items.values()));
        }
        case Node.Tuple tuple -> {
          Items items = elements(tuple.elements(), scope);
          yield items
              .unknown()
              .map(u -> (Value) u)
              .orElseGet(() -> new Value.Tuple(items.values()));
        }
        case Node.SetDisplay set -> {
          Items items = elements(set.elements(), scope);
          yield items
              .unknown()
              .map(u -> (Value) u)
              .orElseGet(() -> engine.operators.set(items.values(), false, at(set, scope)));
        }
        case Node.DictDisplay dict -> dict(dict, scope);
        case Node.ListComp made -> {
          Items items = comprehension(made.element(), made.generators(), scope);
          yield items.unknown().map(u -> (Value) u).orElseGet(() -> new ListValue(items.values()));
        }
        case Node.SetComp made -> {
          Items items = comprehension(made.element(), made.generators(), scope);
          yield items
              .unknown()
              .map(u -> (Value) u)
              .orElseGet(() -> engine.operators.set(items.values(), false, at(made, scope)));
        }
        case Node.GeneratorExp made -> {
          Items items = comprehension(made.element(), made.generators(), scope);
          yield items
              .unknown()
              .map(u -> (Value) u)
              .orElseGet(() -> new IteratorValue(items.values()));
        }
        case Node.DictComp made -> {
          Node.Expr pair = new Node.Tuple(List.of(made.key(), made.value()), made.span());
          Items items = comprehension(pair, made.generators(), scope);
          yield items
              .unknown()
              .map(u -> (Value) u)
              .orElseGet(() -> engine.operators.dict(items.values(), at(made, scope)));
        }
        case Node.JoinedStr joined -> joined(joined, scope);
        case Node.FormattedValue part -> formatted(part, scope);
        case Node.Starred starred -> evaluate(starred.value(), scope);
        case Node.Await await -> evaluate(await.value(), scope);
        case Node.Yield made -> yielded(made, scope);
        case Node.UnparsedExpr unread -> unknown("this is not understood as Python", unread, scope);
      };
    } finally {
      engine.budget.leave();
    }
  }

  private static Origin at(Node node, Scope scope) {
    return Engine.at(scope, node.span());
  }

  private static Value.Unknown unknown(String reason, Node node, Scope scope) {
    return new Value.Unknown(reason, at(node, scope));
  }

  private Value optional(Optional<Node.Expr> expression, Scope scope) {
    return expression.map(part -> evaluate(part, scope)).orElse(new Value.None());
  }

  private static Value decimal(Node.Decimal number, Scope scope) {
    try {
      return new Value.Float(Double.parseDouble(number.digits().replace("_", "")));
    } catch (NumberFormatException imaginary) {
      return unknown("complex numbers are not followed", number, scope);
    }
  }

  private Value name(Node.Name name, Scope scope) {
    Optional<Value> found = scope.find(name.id());
    if (found.isPresent()) {
      return found.get();
    }
    if (Builtins.has(name.id())) {
      return new Value.Builtin(name.id());
    }
    Optional<Value.Unknown> moreNames = scope.module().moreNames();
    if (moreNames.isPresent()) {
      return moreNames.get();
    }
    if (name.id().equals("__file__")) {
      return Paths.of(scope.path(), at(name, scope));
    }
    if (name.id().equals("__path__") && scope.path().endsWith(PACKAGE)) {
      String folder = scope.path().substring(0, scope.path().length() - PACKAGE.length());
      return new ListValue(List.of(Paths.of(folder, at(name, scope))));
    }
    if (name.id().equals("__name__")) {
      return Value.Unknown.data(
          "the name of a module depends on how it is loaded", at(name, scope));
    }
    throw PythonRaise.of("NameError", "name '" + name.id() + "' is not defined", at(name, scope));
  }

  private Value binary(Node.BinOp operation, Scope scope) {
    // "a" + "b" + ... leans to the left and may be long, so its spine is walked in a loop.
    Deque<Node.BinOp> spine = new ArrayDeque<>();
    Node.Expr left = operation;
    while (left instanceof Node.BinOp inner) {
      engine.budget.step();
      spine.push(inner);
      left = inner.left();
    }
    Value value = evaluate(left, scope);
    for (Node.BinOp step : spine) {
      value =
          engine.operators.binary(
              step.operator(), value, evaluate(step.right(), scope), at(step, scope));
    }
    return value;
  }

  /** Whether a condition holds: of {@code unknown and False} that is known, though no value is. */
  Value truth(Node.Expr condition, Scope scope) {
    Value value =
        condition instanceof Node.BoolOp operation
            ? bool(operation, true, scope)
            : evaluate(condition, scope);
    return engine.operators.truth(value, at(condition, scope));
  }

  private Value bool(Node.BoolOp operation, boolean asCondition, Scope scope) {
    Value value = new Value.Bool(operation.and());
    for (int i = 0; i < operation.values().size(); i++) {
      value = evaluate(operation.values().get(i), scope);
      if (i == operation.values().size() - 1) {
        break;
      }
      Value truth = engine.operators.truth(value, at(operation, scope));
      if (!operation.and()
          && value instanceof Value.Unknown
          && takesNext(operation.values().get(i), scope)) {
        continue;
      }
      if (truth instanceof Value.Unknown reason) {
        List<Node.Expr> rest = operation.values().subList(i + 1, operation.values().size());
        return afterUnknown(operation, asCondition, rest, reason, scope);
      }
      if (truth instanceof Value.Bool known && known.value() != operation.and()) {
        return value;
      }
    }
    return value;
  }

  /** {@code os.environ.get("X") or "default"}, where it is taken that nobody sets X. */
  private boolean takesNext(Node.Expr asked, Scope scope) {
    return asked instanceof Node.Call call
        && call.arguments().size() == 1
        && call.keywords().isEmpty()
        && evaluate(call.function(), scope) instanceof Value.Library library
        && StandardLibrary.READS_ENVIRONMENT.contains(library.path())
        && evaluate(call.arguments().getFirst(), scope) instanceof Value.Str name
        && engine.host.takesDefault(name.text(), at(asked, scope));
  }

  /** The condition {@code unknown and False} does not hold, though its value may be another. */
  private Value afterUnknown(
      Node.BoolOp operation,
      boolean asCondition,
      List<Node.Expr> rest,
      Value.Unknown reason,
      Scope scope) {
    boolean[] decided = new boolean[1];
    List<Value> possible = new ArrayList<>();
    engine.doubts.evaluate(
        reason,
        at(operation, scope),
        () -> {
          for (Node.Expr later : rest) {
            Value value = evaluate(later, scope);
            possible.add(value);
            Value truth = engine.operators.truth(value, at(later, scope));
            decided[0] |= truth instanceof Value.Bool known && known.value() != operation.and();
          }
        });
    return asCondition && decided[0]
        ? new Value.Bool(!operation.and())
        : reason.as(reason.inert() && Inert.all(possible));
  }

  private Value conditional(Node.IfExp conditional, Scope scope) {
    Value truth = truth(conditional.test(), scope);
    if (truth instanceof Value.Unknown reason) {
      List<Value> possible = new ArrayList<>();
      for (Node.Expr branch : List.of(conditional.body(), conditional.orElse())) {
        engine.doubts.evaluate(
            reason, at(conditional, scope), () -> possible.add(evaluate(branch, scope)));
      }
      return Inert.oneOf(reason, possible);
    }
    return evaluate(
        truth instanceof Value.Bool known && known.value()
            ? conditional.body()
            : conditional.orElse(),
        scope);
  }

  private Value compare(Node.Compare compare, Scope scope) {
    if (comparesWithMain(compare, scope)) {
      // Whatever is evaluated here is imported: no module is the one that was started.
      return new Value.Bool(compare.operators().getFirst().equals("!="));
    }
    Value left = evaluate(compare.left(), scope);
    Value result = new Value.Bool(true);
    for (int i = 0; i < compare.operators().size(); i++) {
      Value right = evaluate(compare.comparators().get(i), scope);
      result =
          engine.operators.compare(compare.operators().get(i), left, right, at(compare, scope));
      if (i < compare.operators().size() - 1) {
        Value truth = engine.operators.truth(result, at(compare, scope));
        if (!(truth instanceof Value.Bool known && known.value())) {
          return truth;
        }
      }
      left = right;
    }
    return result;
  }

  /** {@code __name__ == "__main__"}, in either order. */
  private static boolean comparesWithMain(Node.Compare compare, Scope scope) {
    if (compare.operators().size() != 1
        || !(compare.operators().getFirst().equals("==")
            || compare.operators().getFirst().equals("!="))) {
      return false;
    }
    Node.Expr left = compare.left();
    Node.Expr right = compare.comparators().getFirst();
    Node.Expr name = left instanceof Node.Str ? right : left;
    Node.Expr main = left instanceof Node.Str ? left : right;
    return name instanceof Node.Name own
        && own.id().equals("__name__")
        && scope.find("__name__").isEmpty()
        && main instanceof Node.Str text
        && text.value().equals("__main__");
  }

  private Items elements(List<Node.Expr> elements, Scope scope) {
    List<Value> values = new ArrayList<>();
    Optional<Value.Unknown> unknown = Optional.empty();
    for (Node.Expr element : elements) {
      Value value = evaluate(element, scope);
      if (element instanceof Node.Starred) {
        Items items = engine.iteration.items(value, at(element, scope));
        unknown = unknown.or(items::unknown);
        values.addAll(items.values());
      } else {
        values.add(value);
      }
    }
    engine.budget.size(values.size());
    return unknown.map(Items::unknown).orElseGet(() -> Items.of(values));
  }

  private Value dict(Node.DictDisplay display, Scope scope) {
    DictValue dict = new DictValue();
    for (int i = 0; i < display.values().size(); i++) {
      Value value = evaluate(display.values().get(i), scope);
      Optional<Node.Expr> key = display.keys().get(i);
      if (key.isPresent()) {
        engine.operators.put(dict, evaluate(key.get(), scope), value, at(display, scope));
      } else if (Engine.known(value) instanceof DictValue other) {
        dict.putAll(other.entries());
      } else {
        dict.poison(
            Engine.known(value) instanceof Value.Unknown reason
                ? reason
                : unknown("what ** unpacks is not known", display, scope));
      }
    }
    return dict;
  }

  private Items comprehension(Node.Expr element, List<Node.Comprehension> generators, Scope scope) {
    Scope inner = new Scope(Scope.Kind.COMPREHENSION, scope.path(), Optional.of(scope));
    List<Value> values = new ArrayList<>();
    Optional<Value.Unknown> unknown = generate(element, generators, 0, inner, values);
    engine.budget.size(values.size());
    return unknown.map(Items::unknown).orElseGet(() -> Items.of(values));
  }

  private Optional<Value.Unknown> generate(
      Node.Expr element,
      List<Node.Comprehension> generators,
      int index,
      Scope scope,
      List<Value> into) {
    if (index == generators.size()) {
      into.add(evaluate(element, scope));
      return Optional.empty();
    }
    Node.Comprehension generator = generators.get(index);
    Origin at = at(generator.iterable(), scope);
    Items items = engine.iteration.items(evaluate(generator.iterable(), scope), at);
    if (items.unknown().isPresent()) {
      Value.Unknown reason = items.unknown().get();
      Value.Unknown any = Items.anyOne(reason, items.among());
      return Optional.of(
          perhaps(
              reason,
              () -> {
                engine.assigning.assign(generator.target(), any, scope);
                generator.conditions().forEach(condition -> evaluate(condition, scope));
              },
              element,
              generators,
              index,
              scope,
              into));
    }
    for (Value item : items.values()) {
      engine.budget.step();
      engine.assigning.assign(generator.target(), item, scope);
      boolean wanted = true;
      for (Node.Expr condition : generator.conditions()) {
        Value truth = truth(condition, scope);
        if (truth instanceof Value.Unknown reason) {
          Value.Unknown any = Inert.oneOf(reason, items.values());
          return Optional.of(
              perhaps(
                  reason,
                  () -> engine.assigning.assign(generator.target(), any, scope),
                  element,
                  generators,
                  index,
                  scope,
                  into));
        }
        if (truth instanceof Value.Bool known && !known.value()) {
          wanted = false;
          break;
        }
      }
      if (wanted) {
        Optional<Value.Unknown> unknown = generate(element, generators, index + 1, scope, into);
        if (unknown.isPresent()) {
          return unknown;
        }
      }
    }
    return Optional.empty();
  }

  /** Goes through what may or may not come, and says why what is made of it is not known. */
  private Value.Unknown perhaps(
      Value.Unknown reason,
      Runnable before,
      Node.Expr element,
      List<Node.Comprehension> generators,
      int index,
      Scope scope,
      List<Value> into) {
    List<Value> possible = new ArrayList<>(into);
    engine.doubts.evaluate(
        reason,
        at(element, scope),
        () -> {
          before.run();
          generate(element, generators, index + 1, scope, possible);
        });
    return Inert.oneOf(reason, possible);
  }

  /** Generators run to their end when they are called: what they do comes early, not otherwise. */
  private Value yielded(Node.Yield made, Scope scope) {
    Value value = optional(made.value(), scope);
    Optional<Scope.Yielding> taker = scope.outsideComprehensions().yielding();
    if (taker.isPresent() && !made.from()) {
      taker.get().take(value);
      return new Value.None();
    }
    Items items =
        engine
            .doubts
            .reason()
            .map(reason -> Items.unknown(Inert.oneOf(reason, List.of(value))))
            .orElseGet(() ->
                made.from()
                    ? engine.iteration.items(value, at(made, scope))
                    : Items.of(List.of(value)));
    scope.outsideComprehensions().give(items);
    return new Value.None();
  }

  private Value joined(Node.JoinedStr joined, Scope scope) {
    if (joined.template()) {
      return unknown("template strings are not followed", joined, scope);
    }
    Sketch text = new Sketch();
    for (Node.Expr part : joined.parts()) {
      if (!text.add(evaluate(part, scope))) {
        text.add(unknown("this is no text", part, scope));
      }
      engine.budget.size(text.length());
    }
    return text.value(at(joined, scope));
  }

  private Value formatted(Node.FormattedValue part, Scope scope) {
    Value value = evaluate(part.value(), scope);
    Origin at = at(part, scope);
    Value spec = part.spec().map(inner -> evaluate(inner, scope)).orElse(new Value.Str("", at));
    Value converted =
        switch (part.conversion().orElse(' ')) {
          case 'r' -> engine.texts.repr(value, at);
          case 's' -> engine.texts.str(value, at);
          case 'a' -> new Value.Unknown("!a is not followed", at);
          default -> value;
        };
    return engine.texts.format(converted, spec, at);
  }

  private Value call(Node.Call call, Scope scope) {
    Origin at = at(call, scope);
    if (call.function() instanceof Node.Attribute attribute) {
      Value receiver = evaluate(attribute.value(), scope);
      Arguments arguments = arguments(call, scope);
      return engine.calls.method(receiver, attribute.name(), arguments, at);
    }
    if (call.function() instanceof Node.Name name
        && name.id().equals("super")
        && call.arguments().isEmpty()) {
      return engine.classes.superOf(scope, at);
    }
    Value function = evaluate(call.function(), scope);
    Optional<Scope> names = namespace(call, scope);
    if (names.isPresent()) {
      DictValue held = new DictValue();
      names.get().values().forEach((key, value) -> held.put(new Value.Str(key, at), value));
      if (names.get().kind() == Scope.Kind.CLASS) {
        names.get().moreNames(new Value.Unknown("what is done with the names of a class", at));
      }
      return held;
    }
    return engine.calls.call(function, arguments(call, scope), at);
  }

  /** The names that {@code globals()}, {@code locals()} or {@code vars()} stands for. */
  Optional<Scope> namespace(Node.Expr expression, Scope scope) {
    if (!(expression instanceof Node.Call call)
        || !(call.function() instanceof Node.Name)
        || !call.arguments().isEmpty()
        || !(evaluate(call.function(), scope) instanceof Value.Builtin(String id))) {
      return Optional.empty();
    }
    return switch (id) {
      case "globals" -> Optional.of(scope.module());
      case "locals", "vars" -> Optional.of(scope);
      default -> Optional.empty();
    };
  }

  Arguments arguments(Node.Call call, Scope scope) {
    List<Value> positional = new ArrayList<>();
    Map<String, Value> named = new LinkedHashMap<>();
    Optional<Value.Unknown> more = Optional.empty();
    for (Node.Expr argument : call.arguments()) {
      Value value = evaluate(argument, scope);
      if (argument instanceof Node.Starred) {
        Items items = engine.iteration.items(value, at(argument, scope));
        more = more.or(items::unknown);
        positional.addAll(items.values());
      } else {
        positional.add(value);
      }
    }
    for (Node.Keyword keyword : call.keywords()) {
      Value value = evaluate(keyword.value(), scope);
      if (keyword.name().isPresent()) {
        named.put(keyword.name().get(), value);
      } else if (Engine.known(value) instanceof DictValue dict) {
        for (DictValue.Entry entry : dict.entries()) {
          if (entry.key() instanceof Value.Str key) {
            named.put(key.text(), entry.value());
          }
        }
      } else {
        more =
            more.or(() ->
                Optional.of(
                    Engine.known(value) instanceof Value.Unknown reason
                        ? reason
                        : unknown("what ** unpacks is not known", keyword, scope)));
      }
    }
    engine.budget.size(positional.size());
    return new Arguments(positional, named, more);
  }
}
