package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;

/**
 * Evaluates Python as far as it can be known. One interpreter is one Python process: a module is
 * evaluated once, on first use, and objects keep their identity. Bounded in steps, depth and
 * memory; what goes beyond is unknown.
 */
public final class Interpreter {

  private final Modules modules;
  private final Host host;

  public Interpreter(Modules modules, Host host) {
    this.modules = modules;
    this.host = host;
  }

  /** A name of a file's top level; unknown when it has none. */
  public Value global(String path, String name) {
    return new Value.Unknown(
        "not built yet " + java.util.Objects.hash(modules, host) + name, Origin.inFile(path, 1, 1));
  }

  /** An expression of a file, as if it stood at the end of that file. */
  public Value evaluate(String path, Node.Expr expression) {
    return new Value.Unknown("not built yet", new Origin.InFile(path, expression.span()));
  }

  /** Calls a function, class, method, lambda or partial. */
  public Completion call(Value function, Arguments arguments, Origin at) {
    return new Completion.Returned(new Value.Unknown("not built yet", at));
  }
}
