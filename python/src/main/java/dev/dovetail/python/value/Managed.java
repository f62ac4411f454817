package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.List;
import java.util.Optional;

/**
 * Runs {@code with}. A generator that {@code contextlib.contextmanager} made a manager of is run as
 * a function, in which the block stands where it yields: so what it does around the block, and what
 * it catches, comes about as in Python.
 */
final class Managed {

  /** What {@code @contextlib.contextmanager} makes of a function. */
  static final String MAKER = "contextlib.contextmanager";

  private static final String MADE = MAKER + ".__call__";

  private final Engine engine;

  Managed(Engine engine) {
    this.engine = engine;
  }

  /** A manager, when the function that makes it is called. */
  static Value.Constructed made(Value.Constructed maker, Arguments arguments, Origin at) {
    return new Value.Constructed(MADE, Optional.of(maker), arguments, at);
  }

  Flow run(Node.With with, Scope scope) {
    return run(with, 0, scope);
  }

  private Flow run(Node.With with, int index, Scope scope) {
    if (index == with.items().size()) {
      return engine.statements.run(with.body(), scope);
    }
    Node.WithItem item = with.items().get(index);
    Origin at = Engine.at(scope, item.span());
    Value manager = engine.expressions.evaluate(item.context(), scope);
    return switch (manager) {
      case Value.Unknown reason ->
          Statements.settle(
              engine.statements.unsure(
                  reason,
                  List.of(with.body()),
                  scope,
                  () -> item.target().ifPresent(t -> engine.assigning.assign(t, reason, scope))));
      case Value.Constructed made when made.callee().equals(MADE) ->
          around(with, index, scope, made, at);
      case Value.Constructed made when engine.doubts.active() -> {
        engine.doubts.record(made, "__enter__", Arguments.NONE, at);
        yield entered(with, index, scope, made);
      }
      case Value.Constructed made -> {
        Value target = made;
        if (made.callee().equals("contextlib.nullcontext")) {
          target = made.arguments().get(0, "enter_result").orElse(new Value.None());
        } else if (!StandardLibrary.isHarmless(made.callee())) {
          target = engine.host.enter(made, at);
        }
        yield within(with, index, scope, made, target, at);
      }
      case Instance instance -> within(with, index, scope, instance, at);
      default -> {
        Value.Unknown reason = new Value.Unknown("this context manager is not known", at);
        yield Statements.settle(
            engine.statements.unsure(reason, List.of(with.body()), scope, () -> {}));
      }
    };
  }

  /** The block, or the next manager, after one was entered. */
  private Flow entered(Node.With with, int index, Scope scope, Value target) {
    with.items()
        .get(index)
        .target()
        .ifPresent(name -> engine.assigning.assign(name, target, scope));
    return run(with, index + 1, scope);
  }

  // ---- managers of a library

  private Flow within(
      Node.With with, int index, Scope scope, Value.Constructed made, Value target, Origin at) {
    Flow flow;
    try {
      flow = entered(with, index, scope, target);
    } catch (PythonRaise raised) {
      engine.host.exit(made, Optional.of(raised), at);
      if (made.callee().equals("contextlib.suppress")
          && made.arguments().positional().stream()
              .anyMatch(type ->
                  Exceptions.matches(raised.exception(), type, at)
                          instanceof Value.Bool(boolean matches)
                      && matches)) {
        return Flow.NEXT;
      }
      throw raised;
    }
    engine.host.exit(made, Optional.empty(), at);
    return flow;
  }

  // ---- objects of classes of the program

  private Flow within(Node.With with, int index, Scope scope, Instance instance, Origin at) {
    Value target = engine.calls.method(instance, "__enter__", Arguments.NONE, at);
    Flow flow;
    try {
      flow = entered(with, index, scope, target);
    } catch (PythonRaise raised) {
      Value.Unknown trace = Value.Unknown.data("a traceback is not followed", raised.at());
      Arguments what =
          Arguments.of(Exceptions.typeOf(raised.exception()), raised.exception(), trace);
      Value swallowed = engine.calls.method(instance, "__exit__", what, at);
      Value truth = engine.operators.truth(swallowed, at);
      if (truth instanceof Value.Unknown reason) {
        return new Flow.Perhaps(reason, false, false, true, false);
      }
      if (truth instanceof Value.Bool known && known.value()) {
        return Flow.NEXT;
      }
      throw raised;
    }
    Value none = new Value.None();
    var unused = engine.calls.method(instance, "__exit__", Arguments.of(none, none, none), at);
    return flow;
  }

  // ---- generators

  /** What a block did that stands in a generator. */
  private static final class Block {
    private Optional<Flow> flow = Optional.empty();
  }

  private Flow around(
      Node.With with, int index, Scope scope, Value.Constructed manager, Origin at) {
    Value maker = manager.receiver().orElse(manager);
    Value function =
        maker instanceof Value.Constructed made && !made.arguments().positional().isEmpty()
            ? made.arguments().positional().getFirst()
            : maker;
    if (!(function instanceof Function generator) || !generator.generates()) {
      Value.Unknown reason = new Value.Unknown("this context manager is not known", at);
      return Statements.settle(
          engine.statements.unsure(reason, List.of(with.body()), scope, () -> {}));
    }
    Block block = new Block();
    boolean sure = !engine.doubts.active();
    Flow around =
        engine.calls.generate(
            generator,
            manager.arguments(),
            at,
            given -> {
              boolean nowSure = !engine.doubts.active();
              if (sure && nowSure && block.flow.isPresent()) {
                throw PythonRaise.of("RuntimeError", "generator didn't stop", at);
              }
              block.flow = Optional.of(Flow.NEXT);
              Flow flow = entered(with, index, scope, given);
              if (flow instanceof Flow.Perhaps perhaps && perhaps.raise()) {
                engine.doubts.mayHaveRaised(perhaps.reason());
              }
              block.flow = Optional.of(flow);
            });
    if (block.flow.isEmpty() && !(around instanceof Flow.Perhaps)) {
      throw PythonRaise.of("RuntimeError", "generator didn't yield", at);
    }
    if (around instanceof Flow.Perhaps perhaps) {
      Flow.Perhaps outside =
          new Flow.Perhaps(perhaps.reason(), false, false, perhaps.raise(), perhaps.passable());
      return Statements.settle(
          block.flow.orElse(Flow.NEXT) instanceof Flow.Perhaps inside
              ? inside.and(outside)
              : outside);
    }
    return block.flow.orElse(Flow.NEXT);
  }
}
