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
    if (written.isPresent() && !(written.get() instanceof DictValue)) {
      return TypeReader.unsure(type, "the type_annotation_map is not known");
    }
    if (written.isPresent() && written.get() instanceof DictValue map && map.poison().isPresent()) {
      return TypeReader.unsure(
          type, "the type_annotation_map is not known: " + map.poison().get().reason());
    }
    Deque<Value> open = new ArrayDeque<>(List.of(type));
    while (!open.isEmpty()) {
      Value ancestor = open.poll();
      for (DictValue.Entry entry : entries()) {
        if (entry.key().equals(ancestor)) {
          Optional<StoredType> mapped = mapped(entry.value(), type, ancestor == type, at);
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
    return types.ofClass(type, Arguments.NONE, at);
  }

  /** What the map says of a name that stands for a type, as {@code Annotated[...]} or a Literal. */
  Optional<Value> entry(Value alias) {
    return entries().stream()
        .filter(entry -> entry.key().equals(alias))
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
  private Optional<StoredType> mapped(Value value, EnumClass type, boolean exact, Origin at) {
    if (value instanceof Value.Constructed made
        && TypeReader.isEnum(new Value.Library(made.callee()))) {
      return Optional.of(exact ? types.read(made, at) : types.ofClass(type, made.arguments(), at));
    }
    if (TypeReader.isEnum(value)) {
      return Optional.of(types.ofClass(type, Arguments.NONE, at));
    }
    return exact ? Optional.of(types.read(value, at)) : Optional.empty();
  }

  private static boolean isLibraryEnum(Value value) {
    return value instanceof Value.Library library && library.path().startsWith("enum.");
  }

  private static boolean isPlainEnum(Value value) {
    return value instanceof Value.Library library && library.path().equals("enum.Enum");
  }
}
