package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.DeclaredEnum.Member;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The enum classes that were met, as the neutral enums they are; each class is one enum. */
final class EnumClasses {

  private final IdentityHashMap<EnumClass, DeclaredEnum> known = new IdentityHashMap<>();
  private final SourceFiles sources;

  EnumClasses(SourceFiles sources) {
    this.sources = sources;
  }

  /**
   * An enum class that is written in a file.
   *
   * @param qualified its name with those of the classes around it
   * @param bases as they are written
   */
  DeclaredEnum declare(EnumClass type, String qualified, List<String> bases) {
    return known.computeIfAbsent(type, any -> neutral(type, qualified, bases));
  }

  /** A class that must be an enum, of which no more is known. */
  DeclaredEnum unknown(String qualified, String path, Node.ClassDef definition, String reason) {
    return new DeclaredEnum(
        qualified,
        sources.moduleOf(path),
        definition.bases().stream().map(ModelReader::source).toList(),
        List.of(),
        Optional.of(reason),
        new Origin.InFile(path, definition.span()));
  }

  /** The enum of a class that a column or an import names. */
  DeclaredEnum of(EnumClass type) {
    return declare(type, type.name(), type.bases().stream().map(EnumClasses::name).toList());
  }

  private DeclaredEnum neutral(EnumClass type, String qualified, List<String> bases) {
    List<Member> members = new ArrayList<>();
    Optional<String> unknown = Optional.empty();
    for (Map.Entry<String, EnumMember> entry : type.byName().entrySet()) {
      EnumMember member = entry.getValue();
      boolean alias = !member.name().equals(entry.getKey());
      if (unknown.isEmpty() && member.value() instanceof Value.Unknown why) {
        unknown = Optional.of("the value of " + entry.getKey() + " is not known: " + why.reason());
      }
      members.add(
          new Member(
              entry.getKey(),
              text(member.value()),
              isText(member.value()),
              alias ? Optional.of(member.name()) : Optional.empty(),
              type.place(entry.getKey())));
    }
    return new DeclaredEnum(
        qualified,
        sources.moduleOf(type.module()),
        bases,
        members,
        unknown.or(() -> type.doubt().map(Value.Unknown::reason)),
        type.at());
  }

  /** A value as it would be printed, where that is sure. */
  static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Str text -> Optional.of(text.text());
      case Value.Int number -> Optional.of(number.value().toString());
      case Value.Bool truth -> Optional.of(truth.value() ? "True" : "False");
      case EnumMember member when isItsValue(member) -> text(member.value());
      default -> Optional.empty();
    };
  }

  private static boolean isText(Value value) {
    return value instanceof Value.Str
        || (value instanceof EnumMember member
            && member.value() instanceof Value.Str
            && member.owner().mixin().filter("str"::equals).isPresent());
  }

  /** A member that is a string besides is that string, whatever value it was given. */
  private static boolean isItsValue(EnumMember member) {
    boolean words = member.owner().mixin().filter("str"::equals).isPresent();
    return member.mixesIn() && (!words || member.value() instanceof Value.Str);
  }

  private static String name(Value base) {
    return switch (base) {
      case Value.Library library ->
          library.path().startsWith("enum.") ? library.path().substring(5) : library.path();
      case Value.Builtin builtin -> builtin.name();
      case EnumClass type -> type.name();
      default -> "?";
    };
  }
}
