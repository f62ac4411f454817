package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The value that the type mixed into an enum makes of what is written: {@code str("a")}. */
final class MixedIn {

  private final Engine engine;

  MixedIn(Engine engine) {
    this.engine = engine;
  }

  Value of(EnumClass type, Value written, Origin at) {
    Value known = Engine.known(written);
    if (known instanceof Value.Unknown) {
      return known;
    }
    if (type.mixin().isEmpty()) {
      return ofClass(type, known, at);
    }
    // What is written is the argument of the type, a tuple all its arguments.
    Value value =
        known instanceof Value.Tuple(List<Value> elements) && elements.size() == 1
            ? Engine.known(elements.getFirst())
            : known;
    Optional<Value> made =
        switch (type.mixin().get()) {
          case "str" -> text(type, value, at);
          case "int" -> whole(value);
          case "float" -> fraction(value);
          case "bytes" -> value instanceof Value.Bytes ? Optional.of(value) : Optional.empty();
          default -> Optional.of(value);
        };
    return made.orElseGet(() ->
        new Value.Unknown(
            "what " + type.mixin().get() + " makes of a member's value is not followed", at));
  }

  private Optional<Value> text(EnumClass type, Value value, Origin at) {
    return switch (value) {
      case Value.Str text -> Optional.of(text);
      case EnumMember member -> Optional.of(engine.enumTexts.str(member, at));
      case Value.Int number -> asText(type, value, at);
      case Value.Bool truth -> asText(type, value, at);
      case Value.None none -> asText(type, value, at);
      default -> Optional.empty();
    };
  }

  /** A StrEnum takes nothing but strings. */
  private Optional<Value> asText(EnumClass type, Value value, Origin at) {
    return Enums.isStrEnum(type) ? Optional.empty() : Optional.of(engine.texts.str(value, at));
  }

  private static Optional<Value> whole(Value value) {
    Value plain = Operators.plain(value);
    if (plain instanceof Value.Str(String text, Origin at) && text.matches("-?[0-9]{1,18}")) {
      return Optional.of(Value.Int.of(Long.parseLong(text)));
    }
    return Operators.integer(plain).map(Value.Int::new);
  }

  private static Optional<Value> fraction(Value value) {
    Value plain = Operators.plain(value);
    return plain instanceof Value.Float
        ? Optional.of(plain)
        : Operators.integer(plain)
            .map(number -> new Value.Float(new BigDecimal(number).doubleValue()));
  }

  /** A class of the program may be such a type too: one that has a {@code __new__}. */
  private Value ofClass(EnumClass type, Value value, Origin at) {
    boolean plain =
        type.bases().stream()
            .allMatch(base ->
                switch (base) {
                  case EnumClass inner -> isPlain(inner);
                  case ClassValue inner -> isPlain(inner);
                  case Value.Library library -> Enums.makesEnums(library);
                  case Value.Builtin builtin -> builtin.name().equals("object");
                  default -> false;
                });
    return plain
        ? value
        : new Value.Unknown("what a type mixed into " + type.name() + " makes of it", at);
  }

  private boolean isPlain(EnumClass type) {
    return type.bases().stream()
        .allMatch(base ->
            switch (base) {
              case EnumClass inner -> isPlain(inner);
              case ClassValue inner -> isPlain(inner);
              case Value.Library library -> true;
              default -> true;
            });
  }

  private boolean isPlain(ClassValue type) {
    return engine.classes.find(type, "__new__").isEmpty()
        && type.definition().decorators().isEmpty();
  }
}
