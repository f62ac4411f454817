package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.util.List;
import java.util.Optional;

/**
 * {@code try: from enum import StrEnum}, with another class behind it for a Python before 3.11.
 * Where nothing settles Python's version, the name stands for Python's own and remembers the other
 * one: what both make of a member is known, and nothing else.
 */
final class TriedStrEnum {

  private final Engine engine;

  TriedStrEnum(Engine engine) {
    this.engine = engine;
  }

  /** Looks at a {@code try} whose body went well. */
  void look(Node.Try attempt, Scope scope) {
    for (Node.Stmt statement : attempt.body()) {
      if (statement instanceof Node.ImportFrom imported
          && imported.level() == 0
          && imported.module().filter("enum"::equals).isPresent()) {
        for (Node.Alias alias : imported.names()) {
          Origin at = Engine.at(scope, alias.span());
          if (alias.name().equals("StrEnum") && engine.isPython(11, at).isEmpty()) {
            remember(attempt, alias.asName().orElse(alias.name()), scope, at);
          }
        }
      }
    }
  }

  private void remember(Node.Try attempt, String name, Scope scope, Origin at) {
    Optional<EnumClass> older =
        handled(attempt, name, scope, at).flatMap(value -> asClass(value, name, scope, at));
    if (older.isEmpty()) {
      return;
    }
    EnumClass either = made(new Value.Library("enum.StrEnum"), name, scope, at);
    either.older(older.get());
    older.get().doubt().ifPresent(either::doubt);
    if (engine.enums.find(older.get(), "__new__").isPresent()
        || engine.enums.find(older.get(), "__init__").isPresent()) {
      either.doubt(
          new Value.Unknown(
              "the class that stands for StrEnum before Python 3.11 makes its members itself", at));
    }
    engine.assigning.set(name, either, scope);
  }

  /** What the name would be, had the import failed. */
  private Optional<Value> handled(Node.Try attempt, String name, Scope scope, Origin at) {
    PythonRaise failed =
        PythonRaise.of("ImportError", "cannot import name 'StrEnum' from 'enum'", at);
    Scope aside = new Scope(Scope.Kind.FUNCTION, scope.path(), Optional.of(scope));
    try {
      Flow flow = engine.statements.handle(attempt, failed, aside);
      return flow instanceof Flow.Next
          ? aside.own(name)
          : Optional.of(new Value.Unknown("what stands for StrEnum is not known", at));
    } catch (PythonRaise raised) {
      // Then the program is for no such Python.
      return Optional.empty();
    }
  }

  private Optional<EnumClass> asClass(Value value, String name, Scope scope, Origin at) {
    return switch (value) {
      case EnumClass type -> Optional.of(type);
      case Value.Library library when Enums.makesEnums(library) ->
          Optional.of(made(library, name, scope, at));
      case Value.Unknown unknown -> {
        EnumClass type = made(new Value.Library("enum.Enum"), name, scope, at);
        type.doubt(unknown);
        yield Optional.of(type);
      }
      default -> Optional.empty();
    };
  }

  private EnumClass made(Value.Library base, String name, Scope scope, Origin at) {
    Scope body = new Scope(Scope.Kind.CLASS, scope.path(), Optional.of(scope));
    return engine.enums.define(Enums.emptyClass(name), List.of(base), body, at);
  }

  /** The class that an older Python would have in the place of this one's StrEnum. */
  static Optional<EnumClass> behind(EnumClass type) {
    return type.older()
        .or(() ->
            type.bases().stream()
                .filter(EnumClass.class::isInstance)
                .flatMap(base -> behind((EnumClass) base).stream())
                .findFirst());
  }

  /** What both Pythons make, where it is the same. */
  static Value agreed(Value later, Value older, Origin at) {
    boolean same =
        later instanceof Value.Str one
            && older instanceof Value.Str two
            && one.text().equals(two.text());
    return same || later instanceof Value.Unknown
        ? later
        : new Value.Unknown(
            "it depends on whether Python has a StrEnum, as from 3.11 on, or the class behind its"
                + " import",
            at);
  }
}
