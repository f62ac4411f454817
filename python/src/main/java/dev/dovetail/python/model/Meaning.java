package dev.dovetail.python.model;

import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * What an annotation says of a column: {@code Optional[Color]}, {@code list[Color]}, {@code
 * Literal["a", "b"]}, without what does not matter for enums.
 *
 * @param type the enum, where it is one
 * @param literals the strings of a {@code Literal}
 * @param list whether it is a list of them
 * @param column the {@code mapped_column(...)} of an {@code Annotated}
 * @param alias what stands for it, where it has a name of its own
 * @param unknown why it cannot be told
 */
record Meaning(
    Optional<EnumClass> type,
    List<Value.Str> literals,
    boolean list,
    Optional<Value.Constructed> column,
    Optional<Value> alias,
    Optional<Value.Unknown> unknown) {

  static final Meaning OTHER =
      new Meaning(
          Optional.empty(), List.of(), false, Optional.empty(), Optional.empty(), Optional.empty());

  Meaning {
    literals = List.copyOf(literals);
  }

  static Meaning of(EnumClass type) {
    return new Meaning(
        Optional.of(type), List.of(), false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Meaning unknown(Value.Unknown why) {
    return new Meaning(
        Optional.empty(), List.of(), false, Optional.empty(), Optional.empty(), Optional.of(why));
  }

  static Meaning literal(List<Value.Str> literals) {
    return new Meaning(
        Optional.empty(), literals, false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Meaning asList() {
    return new Meaning(type, literals, true, column, alias, unknown);
  }

  Meaning with(Value.Constructed made) {
    return new Meaning(type, literals, list, Optional.of(made), alias, unknown);
  }

  Meaning named(Value name) {
    return new Meaning(type, literals, list, column, Optional.of(name), unknown);
  }
}
