package dev.dovetail.python.model;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.Interpreter;

/**
 * Types of the project's own: subclasses of {@code sqlalchemy.Enum}, and {@code TypeDecorator}s.
 * What their {@code __init__} hands on is found by running it; what their {@code
 * process_bind_param} makes of a member, by calling it.
 */
final class Wrappers {

  private final Interpreter interpreter;
  private final TypeReader types;

  Wrappers(Interpreter interpreter, TypeReader types) {
    this.interpreter = interpreter;
    this.types = types;
  }

  StoredType read(ClassChain chain, Arguments arguments, Origin at) {
    return new StoredType.Other();
  }
}
