package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs statements. */
final class Statements {

  private final Engine engine;
  private final Managed managed;
  private final TriedStrEnum tried;
  private final Matching matching;

  Statements(Engine engine) {
    this.engine = engine;
    this.managed = new Managed(engine);
    this.tried = new TriedStrEnum(engine);
    this.matching = new Matching(engine);
  }

  /** Runs a block; what follows a perhaps is run as unsure. */
  Flow run(List<Node.Stmt> block, Scope scope) {
    for (int i = 0; i < block.size(); i++) {
      Flow flow = run(block.get(i), scope);
      Optional<Value.Unknown> raised = engine.doubts.takePendingRaise();
      if (raised.isPresent() && !(flow instanceof Flow.Perhaps) && !engine.doubts.goesOn()) {
        flow = new Flow.Perhaps(raised.get(), false, flow instanceof Flow.Return, true, false);
      }
      if (scope.kind() == Scope.Kind.MODULE && flow instanceof Flow.Perhaps) {
        // Nothing leaves a module but an exception, and a module that raises one is never imported:
        // whoever uses its names has seen it run to its end.
        flow = Flow.NEXT;
      }
      if (flow instanceof Flow.Perhaps perhaps && passes(perhaps)) {
        if (perhaps.function()) {
          scope.mayHaveReturned(perhaps.reason());
        }
        flow = Flow.NEXT;
      }
      if (flow instanceof Flow.Perhaps perhaps) {
        return i + 1 < block.size()
            ? perhaps.and(
                unsure(perhaps.reason(), List.of(block.subList(i + 1, block.size())), scope))
            : perhaps;
      }
      if (!(flow instanceof Flow.Next)) {
        return flow;
      }
    }
    return Flow.NEXT;
  }

  /** Whether what follows is run as if nothing had left the block. */
  private boolean passes(Flow.Perhaps perhaps) {
    return perhaps.passable() && !perhaps.loop() && !(perhaps.raise() && engine.doubts.guarded());
  }

  /** Runs blocks of which at most one really runs. */
  private Flow.Perhaps unsure(Value.Unknown reason, List<List<Node.Stmt>> blocks, Scope scope) {
    return unsure(reason, blocks, scope, () -> {});
  }

  /**
   * Runs blocks of which at most one really runs.
   *
   * @param before what comes first in each
   */
  Flow.Perhaps unsure(
      Value.Unknown reason, List<List<Node.Stmt>> blocks, Scope scope, Runnable before) {
    return unsure(reason, blocks, scope, false, before);
  }

  /**
   * Runs blocks of which at most one really runs.
   *
   * @param repeats whether they are run as often as it takes, as the body of a loop is
   * @param before what comes first in each
   */
  private Flow.Perhaps unsure(
      Value.Unknown reason,
      List<List<Node.Stmt>> blocks,
      Scope scope,
      boolean repeats,
      Runnable before) {
    List<Flow.Perhaps> ends = new ArrayList<>();
    List<Runnable> alternatives = new ArrayList<>();
    List<Node.Stmt> all = blocks.stream().flatMap(List::stream).toList();
    for (List<Node.Stmt> block : blocks) {
      alternatives.add(() -> {
        Flow.Perhaps end = attempt(reason, block, scope, before);
        engine.doubts.mayLeave(end.function(), end.raise());
        ends.add(end);
      });
    }
    Origin at =
        all.isEmpty()
            ? reason.at()
            : Engine.at(scope, all.getFirst().span().to(all.getLast().span()));
    boolean passable = engine.doubts.run(reason, at, repeats, alternatives);
    Flow.Perhaps start = new Flow.Perhaps(reason, false, false, false, passable);
    for (Flow.Perhaps end : ends) {
      start =
          new Flow.Perhaps(
              reason,
              start.loop() || end.loop(),
              start.function() || end.function(),
              start.raise() || end.raise(),
              passable);
    }
    return start;
  }

  private Flow.Perhaps attempt(
      Value.Unknown reason, List<Node.Stmt> block, Scope scope, Runnable before) {
    try {
      before.run();
      return switch (run(block, scope)) {
        case Flow.Next next -> new Flow.Perhaps(reason, false, false, false, true);
        case Flow.Break leave -> new Flow.Perhaps(reason, true, false, false, true);
        case Flow.Continue again -> new Flow.Perhaps(reason, true, false, false, true);
        case Flow.Return returned -> new Flow.Perhaps(reason, false, true, false, true);
        case Flow.Perhaps perhaps -> perhaps;
      };
    } catch (PythonRaise raised) {
      return new Flow.Perhaps(reason, false, false, true, true);
    }
  }

  /** A perhaps that leaves nothing is no perhaps. */
  static Flow settle(Flow.Perhaps perhaps) {
    return perhaps.loop() || perhaps.function() || perhaps.raise() ? perhaps : Flow.NEXT;
  }

  private Flow run(Node.Stmt statement, Scope scope) {
    engine.budget.enter();
    try {
      return switch (statement) {
        case Node.ExprStmt expression -> {
          engine.expressions.evaluate(expression.value(), scope);
          yield Flow.NEXT;
        }
        case Node.Assign assign -> {
          Value value = engine.expressions.evaluate(assign.value(), scope);
          for (Node.Expr target : assign.targets()) {
            engine.assigning.assign(target, value, scope);
          }
          yield Flow.NEXT;
        }
        case Node.AugAssign assign -> {
          engine.assigning.augment(assign, scope);
          yield Flow.NEXT;
        }
        case Node.AnnAssign assign -> {
          assign
              .value()
              .ifPresent(value ->
                  engine.assigning.assign(
                      assign.target(), engine.expressions.evaluate(value, scope), scope));
          yield Flow.NEXT;
        }
        case Node.Return returned -> {
          Value value =
              returned
                  .value()
                  .map(result -> engine.expressions.evaluate(result, scope))
                  .orElse(new Value.None());
          if (engine.doubts.active()) {
            scope.mayReturn(value);
          }
          yield new Flow.Return(value);
        }
        case Node.If branch -> runIf(branch, scope);
        case Node.For loop -> runFor(loop, scope);
        case Node.While loop -> runWhile(loop, scope);
        case Node.Try attempt -> runTry(attempt, scope);
        case Node.With with -> managed.run(with, scope);
        case Node.Raise raise -> throw raised(raise, scope);
        case Node.Assert check -> runAssert(check, scope);
        case Node.Import imported -> {
          engine.imports.run(imported, scope);
          yield Flow.NEXT;
        }
        case Node.ImportFrom imported -> {
          engine.imports.run(imported, scope);
          yield Flow.NEXT;
        }
        case Node.FunctionDef function -> {
          engine.assigning.set(function.name(), engine.calls.define(function, scope), scope);
          yield Flow.NEXT;
        }
        case Node.ClassDef definition -> {
          engine.assigning.set(definition.name(), engine.classes.define(definition, scope), scope);
          yield Flow.NEXT;
        }
        case Node.Delete delete -> {
          delete.targets().forEach(target -> engine.assigning.delete(target, scope));
          yield Flow.NEXT;
        }
        case Node.Global global -> {
          global.names().forEach(name -> scope.redirect(name, global.nonlocal()));
          yield Flow.NEXT;
        }
        case Node.Match match -> matching.run(match, scope);
        case Node.TypeAlias alias -> {
          if (alias.name() instanceof Node.Name name) {
            engine.assigning.set(
                name.id(),
                new Value.Constructed(
                    "typing.TypeAliasType", Arguments.NONE, Engine.at(scope, alias.span())),
                scope);
          }
          yield Flow.NEXT;
        }
        case Node.Unparsed unread -> {
          Value.Unknown reason = unknown("this is not understood as Python", scope, unread);
          engine.calls.report(reason, Arguments.NONE, reason.at());
          engine.doubts.mayHaveRaised(reason);
          yield Flow.NEXT;
        }
        case Node.Pass pass -> Flow.NEXT;
        case Node.Break leave -> new Flow.Break();
        case Node.Continue again -> new Flow.Continue();
      };
    } finally {
      engine.budget.leave();
    }
  }

  private static Value.Unknown unknown(String reason, Scope scope, Node node) {
    return new Value.Unknown(reason, Engine.at(scope, node.span()));
  }

  private Flow runIf(Node.If first, Scope scope) {
    Node.If branch = first;
    // A chain of elif is one If inside the other; it may be long, so it is not recursed into.
    while (true) {
      Value truth = engine.expressions.truth(branch.test(), scope);
      if (truth instanceof Value.Unknown reason) {
        List<List<Node.Stmt>> blocks = List.of(branch.body(), branch.orElse());
        return bothReturn(branch, scope, reason)
            .orElseGet(() -> settle(unsure(reason, blocks, scope)));
      }
      if (truth instanceof Value.Bool known && known.value()) {
        return run(branch.body(), scope);
      }
      if (branch.orElse().size() == 1 && branch.orElse().getFirst() instanceof Node.If next) {
        engine.budget.step();
        branch = next;
      } else {
        return run(branch.orElse(), scope);
      }
    }
  }

  /** {@code if unknown: return a} {@code else: return b} surely returns. */
  private Optional<Flow> bothReturn(Node.If branch, Scope scope, Value.Unknown reason) {
    boolean both =
        !branch.orElse().isEmpty()
            && branch.body().getLast() instanceof Node.Return
            && branch.orElse().getLast() instanceof Node.Return;
    if (!both) {
      return Optional.empty();
    }
    Flow.Perhaps end = unsure(reason, List.of(branch.body(), branch.orElse()), scope);
    return Optional.of(
        end.raise() && !passes(end) ? end : new Flow.Return(reason.as(scope.returnsInert())));
  }

  private Flow runFor(Node.For loop, Scope scope) {
    Value iterable = engine.expressions.evaluate(loop.iterable(), scope);
    Items items = engine.iteration.items(iterable, Engine.at(scope, loop.iterable().span()));
    if (items.unknown().isPresent()) {
      Value.Unknown any = Items.anyOne(items.unknown().get(), items.among());
      return unsureLoop(any, loop.target(), loop.body(), loop.orElse(), scope);
    }
    for (Value item : items.values()) {
      engine.budget.step();
      engine.assigning.assign(loop.target(), item, scope);
      switch (run(loop.body(), scope)) {
        case Flow.Next next -> {}
        case Flow.Continue again -> {}
        case Flow.Break leave -> {
          return Flow.NEXT;
        }
        case Flow.Return returned -> {
          return returned;
        }
        case Flow.Perhaps perhaps -> {
          Flow.Perhaps rest =
              perhaps.and(
                  unsure(
                      perhaps.reason(),
                      List.of(loop.body()),
                      scope,
                      true,
                      () ->
                          engine.assigning.assign(
                              loop.target(),
                              Inert.among(perhaps.reason(), items.values()),
                              scope)));
          return settle(rest.afterLoop());
        }
      }
    }
    return run(loop.orElse(), scope);
  }

  /**
   * Runs the body of a loop that goes round nobody knows how often.
   *
   * @param reason why, standing for what it takes each time
   */
  private Flow unsureLoop(
      Value.Unknown reason,
      Node.Expr target,
      List<Node.Stmt> body,
      List<Node.Stmt> orElse,
      Scope scope) {
    Flow.Perhaps end =
        unsure(
            reason,
            List.of(body),
            scope,
            true,
            () -> engine.assigning.assign(target, reason, scope));
    if (!orElse.isEmpty()) {
      end = end.and(unsure(reason, List.of(orElse), scope));
    }
    return settle(end.afterLoop());
  }

  private Flow runWhile(Node.While loop, Scope scope) {
    while (true) {
      engine.budget.step();
      Value truth = engine.expressions.truth(loop.test(), scope);
      if (truth instanceof Value.Unknown reason) {
        return settle(whilst(reason, loop, scope).afterLoop());
      }
      if (truth instanceof Value.Bool known && !known.value()) {
        return run(loop.orElse(), scope);
      }
      switch (run(loop.body(), scope)) {
        case Flow.Next next -> {}
        case Flow.Continue again -> {}
        case Flow.Break leave -> {
          return Flow.NEXT;
        }
        case Flow.Return returned -> {
          return returned;
        }
        case Flow.Perhaps perhaps -> {
          return settle(perhaps.and(whilst(perhaps.reason(), loop, scope)).afterLoop());
        }
      }
    }
  }

  private Flow.Perhaps whilst(Value.Unknown reason, Node.While loop, Scope scope) {
    return unsure(reason, List.of(loop.body(), loop.orElse()), scope, true, () -> {});
  }

  private Flow runTry(Node.Try attempt, Scope scope) {
    Flow flow;
    try {
      flow = runGuarded(attempt, scope);
    } catch (PythonRaise raised) {
      Flow last = run(attempt.finallyBody(), scope);
      if (last instanceof Flow.Next) {
        throw raised;
      }
      return last;
    }
    Flow last = run(attempt.finallyBody(), scope);
    return last instanceof Flow.Next ? flow : last;
  }

  private Flow runGuarded(Node.Try attempt, Scope scope) {
    Flow flow;
    // Handlers that only tidy up and raise again are no other way to go on.
    boolean recovers =
        attempt.handlers().stream().anyMatch(h -> !(h.body().getLast() instanceof Node.Raise));
    engine.doubts.guard(recovers ? 1 : 0);
    try {
      flow = run(attempt.body(), scope);
    } catch (PythonRaise raised) {
      return handle(attempt, raised, scope);
    } finally {
      engine.doubts.guard(recovers ? -1 : 0);
    }
    if (flow instanceof Flow.Perhaps perhaps && perhaps.raise()) {
      // It may have raised: a handler may run, and so may what follows the body.
      List<List<Node.Stmt>> blocks = new ArrayList<>();
      attempt.handlers().forEach(handler -> blocks.add(handler.body()));
      blocks.add(attempt.orElse());
      Flow.Perhaps end = unsure(perhaps.reason(), blocks, scope);
      return settle(
          new Flow.Perhaps(
              perhaps.reason(),
              perhaps.loop() || end.loop(),
              perhaps.function() || end.function(),
              end.raise(),
              perhaps.passable() && end.passable()));
    }
    if (!(flow instanceof Flow.Next)) {
      return flow;
    }
    tried.look(attempt, scope);
    return run(attempt.orElse(), scope);
  }

  Flow handle(Node.Try attempt, PythonRaise raised, Scope scope) {
    for (Node.ExceptHandler handler : attempt.handlers()) {
      Value match =
          handler
              .type()
              .map(type ->
                  Exceptions.matches(
                      raised.exception(), engine.expressions.evaluate(type, scope), raised.at()))
              .orElse(new Value.Bool(true));
      if (match instanceof Value.Unknown reason) {
        Flow.Perhaps end = unsure(reason, List.of(handler.body()), scope);
        return new Flow.Perhaps(reason, end.loop(), end.function(), true, end.passable());
      }
      if (match instanceof Value.Bool matches && matches.value()) {
        handler.name().ifPresent(name -> engine.assigning.set(name, raised.exception(), scope));
        Optional<PythonRaise> outer = scope.handling();
        scope.handling(Optional.of(raised));
        try {
          return run(handler.body(), scope);
        } finally {
          scope.handling(outer);
        }
      }
    }
    throw raised;
  }

  private PythonRaise raised(Node.Raise raise, Scope scope) {
    Origin at = Engine.at(scope, raise.span());
    if (raise.exception().isEmpty()) {
      Optional<Scope> inner = Optional.of(scope);
      while (inner.isPresent()) {
        if (inner.get().handling().isPresent()) {
          return inner.get().handling().get();
        }
        inner = inner.get().outer();
      }
      return PythonRaise.of("RuntimeError", "No active exception to reraise", at);
    }
    Value exception = engine.expressions.evaluate(raise.exception().get(), scope);
    return switch (exception) {
      case Value.Builtin builtin ->
          new PythonRaise(new Value.Constructed(builtin.name(), Arguments.NONE, at), at);
      case Value.Library library ->
          new PythonRaise(new Value.Constructed(library.path(), Arguments.NONE, at), at);
      case ClassValue type -> new PythonRaise(engine.calls.call(type, Arguments.NONE, at), at);
      default -> new PythonRaise(exception, at);
    };
  }

  private Flow runAssert(Node.Assert check, Scope scope) {
    Origin at = Engine.at(scope, check.span());
    Value truth = engine.expressions.truth(check.test(), scope);
    if (truth instanceof Value.Unknown reason) {
      engine.doubts.evaluate(
          reason,
          at,
          () -> {
            throw PythonRaise.of("AssertionError", "", at);
          });
      return Flow.NEXT;
    }
    if (truth instanceof Value.Bool known && known.value()) {
      return Flow.NEXT;
    }
    Arguments message =
        check
            .message()
            .map(text -> Arguments.of(engine.expressions.evaluate(text, scope)))
            .orElse(Arguments.NONE);
    throw new PythonRaise(new Value.Constructed("AssertionError", message, at), at);
  }
}
