package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Module;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import java.util.List;
import java.util.function.Supplier;

/**
 * Evaluates Python as far as it can be known. One interpreter is one Python process: a module is
 * evaluated once, on first use, and objects keep their identity. Bounded in steps, depth and
 * memory; what goes beyond is unknown, and the {@link Host} is told.
 */
public final class Interpreter {

  private final Engine engine;

  public Interpreter(Modules modules, Host host) {
    this.engine = new Engine(modules, host);
  }

  /** Imports a file: its {@link ModuleValue}, or what its top level raises. */
  public Completion load(String path) {
    Module module = engine.modules.of(path);
    return guarded(
        Origin.inFile(path, 1, 1),
        () -> {
          ModuleValue value = engine.imports.load(module);
          engine
              .imports
              .failure(module)
              .ifPresent(raised -> {
                throw raised;
              });
          return value;
        });
  }

  /** A name of a file's top level; unknown when it has none. */
  public Value global(String path, String name) {
    Origin at = Origin.inFile(path, 1, 1);
    return guarded(
            at,
            () -> engine.imports.attribute(engine.imports.load(engine.modules.of(path)), name, at))
        .value();
  }

  /** An expression of a file, as if it stood at the end of that file. */
  public Value evaluate(String path, Node.Expr expression) {
    return guarded(
            new Origin.InFile(path, expression.span()),
            () ->
                engine.expressions.evaluate(
                    expression, engine.imports.load(engine.modules.of(path)).globals()))
        .value();
  }

  /** Calls a function, class, method, lambda or partial. */
  public Completion call(Value function, Arguments arguments, Origin at) {
    return guarded(at, () -> engine.calls.call(function, arguments, at));
  }

  /** An attribute of any value, as {@code value.name} gives it. */
  public Completion attribute(Value value, String name, Origin at) {
    return guarded(at, () -> engine.attributes.get(value, name, at));
  }

  /** {@code str(value)}. */
  public Completion text(Value value, Origin at) {
    return guarded(at, () -> engine.texts.str(value, at));
  }

  /** {@code list(value)}: a {@link ListValue}, or why it is not known. */
  public Completion list(Value value, Origin at) {
    return guarded(at, () -> engine.calls.call(new Value.Builtin("list"), Arguments.of(value), at));
  }

  private Completion guarded(Origin at, Supplier<Value> work) {
    engine.budget.begin();
    int depth = engine.budget.depth();
    try {
      Value value = work.get();
      if (depth == 0) {
        engine.doubts.takePendingRaise();
      }
      return new Completion.Returned(value);
    } catch (PythonRaise raised) {
      return new Completion.Raised(raised, raised.at());
    } catch (Budget.Exhausted exhausted) {
      if (depth > 0) {
        throw exhausted;
      }
      engine.budget.depth(0);
      engine.doubts.clear();
      Value.Unknown reason = new Value.Unknown(exhausted.reason(), at);
      var unused =
          engine.host.unsure(
              new Unsure(
                  reason.reason(),
                  at,
                  List.of(new Unsure.Possible(reason, "", Arguments.NONE, at)),
                  false,
                  true));
      return new Completion.Returned(reason);
    }
  }
}
