package dev.dovetail.python.value;

import dev.dovetail.core.source.MemoryTree;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.modules.Modules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evaluates files of a test and notes what they ask of the libraries. */
final class Evaluation {

  private static final Origin TEST = new Origin.Implied("the test");

  private final Interpreter interpreter;
  private final List<String> calls = new ArrayList<>();
  private final List<Unsure> unsure = new ArrayList<>();
  private final String main;
  private boolean goesOn;

  private Evaluation(Map<String, String> files, String main) {
    this.main = main;
    this.interpreter = new Interpreter(new Modules(new MemoryTree(files)), new Noting());
  }

  /** One file, {@code main.py}. */
  static Evaluation of(String text) {
    return of(Map.of("main.py", text), "main.py");
  }

  static Evaluation of(Map<String, String> files, String main) {
    return new Evaluation(new TreeMap<>(files), main);
  }

  /** Takes it that what may end early does not. */
  Evaluation goingOn() {
    goesOn = true;
    return this;
  }

  Completion load() {
    return interpreter.load(main);
  }

  Interpreter interpreter() {
    return interpreter;
  }

  Value value(String name) {
    return interpreter.global(main, name);
  }

  /** A name of the file as {@code repr} writes it; {@code ?} and the reason when it is unknown. */
  String shown(String name) {
    return shown(value(name));
  }

  String shown(Value value) {
    Completion text = interpreter.call(new Value.Builtin("repr"), Arguments.of(value), TEST);
    return switch (text.value()) {
      case Value.Str str -> str.text();
      case Value.Unknown unknown -> "?" + unknown.reason();
      case Value other -> other.toString();
    };
  }

  /** Calls a function of the file; what it returns, or the exception as {@code !Type: message}. */
  String run(String function) {
    return switch (interpreter.call(value(function), Arguments.NONE, TEST)) {
      case Completion.Returned returned -> shown(returned.value());
      case Completion.Raised raised -> "!" + raised.exception().describe();
    };
  }

  /** The calls so far, as {@code path(argument, name=argument)}. */
  List<String> calls() {
    return calls;
  }

  /** What was reported as unsure: the reason, and the calls that may happen. */
  List<Unsure> unsure() {
    return unsure;
  }

  List<String> possibleCalls() {
    return unsure.stream()
        .flatMap(one -> one.calls().stream())
        .map(call ->
            written(call.callee())
                + (call.method().isEmpty() ? "" : "." + call.method())
                + written(call.arguments()))
        .toList();
  }

  String written(Value value) {
    return switch (value) {
      case Value.Library library -> library.path();
      case Value.Constructed made -> made.callee() + written(made.arguments());
      case Value.Unknown unknown -> "?";
      default -> shown(value);
    };
  }

  private String written(Arguments arguments) {
    List<String> all = new ArrayList<>();
    arguments.positional().forEach(value -> all.add(written(value)));
    arguments.named().forEach((name, value) -> all.add(name + "=" + written(value)));
    arguments.more().ifPresent(unknown -> all.add("..."));
    return "(" + String.join(", ", all) + ")";
  }

  private final class Noting implements Host {

    @Override
    public Value call(Value.Library callee, Arguments arguments, Origin at) {
      calls.add(callee.path() + written(arguments));
      if (callee.path().equals("lib.fail")) {
        throw PythonRaise.of("sqlalchemy.exc.ProgrammingError", "already exists", at);
      }
      return Host.super.call(callee, arguments, at);
    }

    @Override
    public Value call(Value.Constructed receiver, String method, Arguments arguments, Origin at) {
      calls.add(receiver.callee() + "." + method + written(arguments));
      return Host.super.call(receiver, method, arguments, at);
    }

    @Override
    public Value enter(Value.Constructed manager, Origin at) {
      calls.add("enter " + manager.callee());
      return manager;
    }

    @Override
    public void exit(Value.Constructed manager, java.util.Optional<PythonRaise> raised, Origin at) {
      calls.add("exit " + manager.callee() + raised.map(r -> " by " + r.type()).orElse(""));
    }

    @Override
    public boolean unsure(Unsure what) {
      unsure.add(what);
      return goesOn;
    }
  }
}
