package dev.dovetail.python.model;

import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Optional;

/** What the type of a column means to somebody who looks for enums. */
sealed interface StoredType {

  /**
   * A type with labels.
   *
   * @param inheritsSchema whether the type stands in its table's schema
   * @param unknown why the labels, or how they are stored, cannot be trusted
   */
  record Labelled(
      Optional<String> name,
      Optional<String> schema,
      boolean inheritsSchema,
      Optional<EnumClass> enumClass,
      List<Label> labels,
      EnumColumn.Persistence persistence,
      EnumColumn.Storage storage,
      boolean array,
      Optional<String> unknown)
      implements StoredType {
    public Labelled {
      labels = List.copyOf(labels);
    }

    Labelled asArray() {
      return new Labelled(
          name, schema, inheritsSchema, enumClass, labels, persistence, storage, true, unknown);
    }
  }

  /** Text of any length. */
  record Text() implements StoredType {}

  /** A whole number. */
  record Number() implements StoredType {}

  /** No enum, text or number. */
  record Other() implements StoredType {}

  /** No type is given; the annotation decides. */
  record Absent() implements StoredType {}

  /** It cannot be told whether it is an enum. */
  record Obscure(Value.Unknown why) implements StoredType {}
}
