package dev.dovetail.python.model;

import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.declared.EnumColumn.Storage;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.Completion;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.Function;
import dev.dovetail.python.value.Interpreter;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Types of the project's own: subclasses of {@code sqlalchemy.Enum}, and {@code TypeDecorator}s. What
 * their {@code __init__} hands on is found by running it; what their {@code process_bind_param} makes
 * of a member, by calling it.
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
