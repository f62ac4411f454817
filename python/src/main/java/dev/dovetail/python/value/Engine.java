package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.python.modules.Modules;
import java.util.Collection;
import java.util.Optional;

/** The parts of the interpreter, which need each other: one for each {@link Interpreter}. */
final class Engine {

  final Modules modules;
  final Host host;
  final Budget budget = new Budget();
  final Doubts doubts;
  final Operators operators = new Operators(this);
  final Iteration iteration = new Iteration(this);
  final Texts texts = new Texts(this);
  final Attributes attributes = new Attributes(this);
  final Paths paths = new Paths(this);
  final Files files = new Files(this);
  final Calls calls = new Calls(this);
  final Assigning assigning = new Assigning(this);
  final Expressions expressions = new Expressions(this);
  final Classes classes = new Classes(this);
  final Enums enums = new Enums(this);
  final EnumTexts enumTexts = new EnumTexts(this);
  final Imports imports = new Imports(this);
  final Statements statements = new Statements(this);

  Engine(Modules modules, Host host) {
    this.modules = modules;
    this.host = host;
    this.doubts = new Doubts(host);
  }

  /** Whether all the Pythons that the code at a place is for are 3.minor or later, or none is. */
  Optional<Boolean> isPython(int minor, Origin at) {
    return at instanceof Origin.InFile file
        ? modules.versions(file.path()).atLeast(minor)
        : Optional.empty();
  }

  static Origin at(Scope scope, Span span) {
    return new Origin.InFile(scope.path(), span);
  }

  /** The value, or why it is not known: of a container that may have been changed, its poison. */
  static Value known(Value value) {
    return switch (value) {
      case Poisonable container when container.poison().isPresent() -> container.poison().get();
      case Value.Partly partly -> partly.reason();
      default -> value;
    };
  }

  /**
   * Whether a container may be changed now. Where it is not known whether the code runs, it is
   * poisoned instead.
   *
   * @param incoming what it would get
   */
  boolean mayChange(Poisonable container, Collection<Value> incoming) {
    doubts
        .reason()
        .or(container::poison)
        .ifPresent(reason -> container.poison(Inert.oneOf(reason, incoming)));
    return container.poison().isEmpty();
  }
}
