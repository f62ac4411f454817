package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.Optional;
import java.util.Set;

/** The text of an enum's members: by {@code str()}, by {@code repr()} and in an f-string. */
final class EnumTexts {

  private final Engine engine;

  EnumTexts(Engine engine) {
    this.engine = engine;
  }

  Value str(EnumMember member, Origin at) {
    EnumClass type = member.owner();
    Value text = strAs(type, member, at);
    boolean own = engine.enums.find(type, "__str__").isPresent();
    return TriedStrEnum.behind(type)
        .filter(older -> !own)
        .map(older -> TriedStrEnum.agreed(text, strAs(older, member, at), at))
        .orElse(text);
  }

  /** By the rules of a class, its own or the one that an older Python would have above it. */
  private Value strAs(EnumClass type, EnumMember member, Origin at) {
    Optional<Value> own = engine.enums.find(type, "__str__");
    if (own.isPresent()) {
      return own.get() instanceof Value.Builtin(String id) && id.equals("str.__str__")
          ? member.value()
          : engine.calls.call(own.get(), Arguments.of(member), at);
    }
    if (type.doubt().isPresent()) {
      return type.doubt().get();
    }
    if (Enums.isStrEnum(type) || Enums.isWrittenChoices(type)) {
      return engine.texts.str(member.value(), at);
    }
    if (Enums.isDjango(type)) {
      return new Value.Unknown("str() of a member of Choices depends on Django's version", at);
    }
    Value named = new Value.Str(member.owner().name() + "." + member.name(), member.at());
    if (!Enums.hasAnyBase(type, Set.of("enum.IntEnum", "enum.IntFlag", "enum.ReprEnum"))) {
      return named;
    }
    return engine
        .isPython(11, type.at())
        .map(later -> later ? engine.texts.str(member.value(), at) : named)
        .orElseGet(() ->
            new Value.Unknown("str() of an IntEnum's member depends on Python's version", at));
  }

  Value repr(EnumMember member, Origin at) {
    EnumClass type = member.owner();
    boolean own =
        engine.enums.find(type, "__repr__").isPresent()
            || TriedStrEnum.behind(type)
                .flatMap(older -> engine.enums.find(older, "__repr__"))
                .isPresent();
    if (own || type.doubt().isPresent()) {
      return Attributes.gap("the repr() of a " + type.name(), at);
    }
    return engine.texts.repr(member.value(), at) instanceof Value.Str value
        ? new Value.Str("<" + member + ": " + value.text() + ">", at)
        : Attributes.gap("the repr() of a " + type.name(), at);
  }

  /** What an f-string formats of a member. */
  Value formatted(EnumMember member, Origin at) {
    EnumClass type = member.owner();
    if (engine.enums.find(type, "__format__").isPresent()) {
      return engine.calls.method(member, "__format__", Arguments.of(new Value.Str("", at)), at);
    }
    if (engine.enums.find(type, "__str__").isPresent() || type.doubt().isPresent()) {
      return str(member, at);
    }
    Optional<EnumClass> older = TriedStrEnum.behind(type);
    if (older.isPresent()) {
      return TriedStrEnum.agreed(strAs(type, member, at), formattedAs(older.get(), member, at), at);
    }
    if (Enums.hasAnyBase(type, Set.of("enum.IntEnum", "enum.IntFlag"))) {
      return member.value();
    }
    boolean plainMixin = member.mixesIn() && !Enums.isStrEnum(type) && !Enums.isDjango(type);
    if (!plainMixin) {
      return str(member, at);
    }
    return engine
        .isPython(11, type.at())
        .map(later -> later ? str(member, at) : member.value())
        .orElseGet(() ->
            new Value.Unknown(
                "what an f-string makes of a member of (str, Enum) changed with Python 3.11", at));
  }

  /** Before 3.11, who mixes a string in and says nothing else is formatted as that string. */
  private Value formattedAs(EnumClass older, EnumMember member, Origin at) {
    if (engine.enums.find(older, "__format__").isPresent()) {
      return Attributes.gap("a StrEnum of the project's own with __format__", at);
    }
    return engine.enums.find(older, "__str__").isPresent()
        ? strAs(older, member, at)
        : member.value();
  }
}
