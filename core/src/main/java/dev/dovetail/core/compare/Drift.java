package dev.dovetail.core.compare;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/** One way in which code and migrations part. Facts, no opinions. */
public sealed interface Drift {

  /** The code may write it, and the type does not have it. */
  record Missing(Label label, EnumType type) implements Drift {}

  /** The type has it, and the code does not know it. */
  record Extra(Label label, EnumType type) implements Drift {}

  /** The same label, written in two ways. */
  record Respelled(Label declared, Label told, EnumType type, Difference difference)
      implements Drift {}

  /** What sets two spellings apart. */
  enum Difference {
    CASE,
    SEPARATOR,
    ONE_EDIT
  }

  /** The code stores names where the type holds the values of the same members. */
  record NamesForValues(DeclaredEnum declared, String reason, List<Label> names, EnumType type)
      implements Drift {}

  /** The same labels in another order; the first that differs. */
  record OrderDiffers(Label declared, Label told, EnumType type) implements Drift {}

  /**
   * The code names a type that the migrations never make.
   *
   * @param instead the type that the column has
   * @param columnType how the column is typed, where there is one
   */
  record TypeMissing(
      String type, Optional<EnumType> instead, Optional<String> columnType, Origin origin)
      implements Drift {}

  /**
   * The column holds text.
   *
   * @param asDeclared whether the code says so too
   */
  record StoredAsText(String columnType, boolean asDeclared, Origin origin) implements Drift {}

  /** The answer is not known. */
  record Unverifiable(String reason, Origin origin) implements Drift {}

  /** A type that nothing in the code is bound to, and the enum that is most like it. */
  record Unbound(EnumType type, Optional<DeclaredEnum> candidate) implements Drift {}
}
