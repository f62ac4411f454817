package dev.dovetail.python.model;

import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.EnumClass;

/**
 * Types of the project's own: subclasses of {@code sqlalchemy.Enum}, and {@code TypeDecorator}s.
 */
final class Wrappers {

  /** No more is said yet than that the enum is not known. */
  StoredType read(ClassValue type, Iterable<EnumClass> given) {
    for (EnumClass first : given) {
      return TypeReader.unsure(first, "what " + type.name() + " stores is not known");
    }
    return new StoredType.Other();
  }
}
