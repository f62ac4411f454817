package dev.dovetail.python.model;

import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * What an annotation says of a column: {@code Optional[Color]}, {@code list[Color]}, {@code
 * Literal["a", "b"]}, {@code datetime}.
 *
 * @param type the enum, where it is one
 * @param literals the strings of a {@code Literal}
 * @param list whether it is a list of them
 * @param column the {@code mapped_column(...)} of an {@code Annotated}
 * @param alias what stands for it, where it has a name of its own
 * @param plain the type as a value, without {@code None}: {@code str}, {@code dict[str, Any]};
 *     empty where several are joined
 * @param nullable whether {@code None} is among what it allows
 * @param unknown why it cannot be told
 */
record Meaning(
    Optional<EnumClass> type,
    List<Value.Str> literals,
    boolean list,
    Optional<Value.Constructed> column,
    Optional<Value> alias,
    Optional<Value> plain,
    boolean nullable,
    Optional<Value.Unknown> unknown) {

  static final Meaning OTHER =
      new Meaning(
          Optional.empty(),
          List.of(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty());

  Meaning {
    literals = List.copyOf(literals);
  }

  static Meaning of(EnumClass type) {
    return OTHER.typed(Optional.of(type)).as(type);
  }

  static Meaning unknown(Value.Unknown why) {
    return new Meaning(
        Optional.empty(),
        List.of(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(why));
  }

  static Meaning literal(List<Value.Str> literals) {
    return new Meaning(
        Optional.empty(),
        literals,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private Meaning typed(Optional<EnumClass> enumClass) {
    return new Meaning(enumClass, literals, list, column, alias, plain, nullable, unknown);
  }

  /** The same, said as a value. */
  Meaning as(Value value) {
    return new Meaning(type, literals, list, column, alias, Optional.of(value), nullable, unknown);
  }

  Meaning orNone(boolean none) {
    return new Meaning(type, literals, list, column, alias, plain, nullable || none, unknown);
  }

  Meaning with(Value.Constructed made) {
    return new Meaning(type, literals, list, Optional.of(made), alias, plain, nullable, unknown);
  }

  Meaning named(Value name) {
    return new Meaning(type, literals, list, column, Optional.of(name), plain, nullable, unknown);
  }
}
