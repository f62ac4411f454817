package dev.dovetail.python.model;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Which type an annotation alone gives a column: what the project's {@code type_annotation_map}
 * says, else SQLAlchemy's own rule, an {@code Enum} of the class.
 */
record TypeMap(TypeReader types, Optional<Value> written) {

  StoredType of(EnumClass type, Origin at) {
    Value value = typeOf(type, at);
    return value instanceof Value.Unknown why
        ? TypeReader.unsure(type, why.reason())
        : types.read(value, at);
  }

  /** The type that a column of an enum class gets, as a value. */
  Value typeOf(EnumClass type, Origin at) {
    Optional<String> unknown = unknown();
    if (unknown.isPresent()) {
      return new Value.Unknown(unknown.get(), at);
    }
    Deque<Value> open = new ArrayDeque<>(List.of(type));
    while (!open.isEmpty()) {
      Value ancestor = open.poll();
      for (DictValue.Entry entry : entries()) {
        if (entry.key().equals(ancestor)) {
          Optional<Value> mapped = mapped(entry.value(), type, ancestor == type, at);
          if (mapped.isPresent()) {
            return mapped.get();
          }
        }
      }
      if (ancestor instanceof EnumClass known) {
        open.addAll(known.bases());
      } else if (isLibraryEnum(ancestor) && !isPlainEnum(ancestor)) {
        open.add(new Value.Library("enum.Enum"));
      }
    }
    return enumOf(type, Arguments.NONE, at);
  }

  /** An enum type made of a class alone, with the other arguments of a template. */
  private static Value enumOf(EnumClass type, Arguments template, Origin at) {
    return new Value.Constructed(
        "sqlalchemy.Enum", new Arguments(List.of(type), template.named(), template.more()), at);
  }

  /** Why nothing can be said of what it maps. */
  Optional<String> unknown() {
    if (written.isEmpty()) {
      return Optional.empty();
    }
    return written.get() instanceof DictValue map
        ? map.poison().map(why -> "the type_annotation_map is not known: " + why.reason())
        : Optional.of("the type_annotation_map is not known");
  }

  /** What the map says of a name that stands for a type, as {@code Annotated[...]} or a Literal. */
  Optional<Value> entry(Value alias) {
    return entries().stream()
        .filter(entry -> PythonTypes.same(entry.key(), alias))
        .map(DictValue.Entry::value)
        .findFirst();
  }

  /** Whether it may say something of a {@code Literal} that is written out in an annotation. */
  boolean mayHaveLiterals() {
    boolean unclear = written.isPresent() && !(written.get() instanceof DictValue);
    return unclear
        || entries().stream()
            .anyMatch(entry ->
                entry.key() instanceof Value.Unknown
                    || (entry.key() instanceof Value.Library library
                        && library.path().endsWith(".Literal"))
                    || (entry.key() instanceof Value.Constructed made
                        && made.callee().contains("Literal")));
  }

  private List<DictValue.Entry> entries() {
    return written.isPresent() && written.get() instanceof DictValue map
        ? map.entries()
        : List.of();
  }

  /** Empty when SQLAlchemy passes the entry over, because it is there for a base class only. */
  private Optional<Value> mapped(Value value, EnumClass type, boolean exact, Origin at) {
    if (value instanceof Value.Constructed made
        && TypeReader.isEnum(new Value.Library(made.callee()))) {
      return Optional.of(exact ? made : enumOf(type, made.arguments(), at));
    }
    if (TypeReader.isEnum(value)) {
      return Optional.of(enumOf(type, Arguments.NONE, at));
    }
    return exact ? Optional.of(value) : Optional.empty();
  }

  private static boolean isLibraryEnum(Value value) {
    return value instanceof Value.Library library && library.path().startsWith("enum.");
  }

  private static boolean isPlainEnum(Value value) {
    return value instanceof Value.Library library && library.path().equals("enum.Enum");
  }
}
