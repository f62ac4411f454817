package dev.dovetail.python.model;

import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.declared.EnumColumn.Storage;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.Instance;
import dev.dovetail.python.value.Interpreter;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Types of the project's own: subclasses of {@code sqlalchemy.Enum}, and {@code TypeDecorator}s.
 * What their {@code __init__} hands on is found by evaluating it; what their {@code
 * process_bind_param} makes of the members, by calling it.
 */
final class Wrappers {

  private final Interpreter interpreter;
  private final TypeReader types;

  Wrappers(Interpreter interpreter, TypeReader types) {
    this.interpreter = interpreter;
    this.types = types;
  }

  /** A wrapper that stands as a class alone: SQLAlchemy makes an object of it. */
  StoredType read(ClassValue type, Origin at) {
    return interpreter.call(type, Arguments.NONE, at).value() instanceof Instance instance
        ? read(instance)
        : new StoredType.Other();
  }

  StoredType read(Instance instance) {
    ClassChain chain = ClassChain.of(instance.type());
    Optional<Value.Constructed> library = instance.library();
    if (chain.links().stream().anyMatch(TypeReader::isEnum)) {
      return library
          .map(made -> types.read(made, instance.at()))
          .orElseGet(() -> lost(instance, "it is not known what its __init__ hands on"));
    }
    if (chain.links().stream().noneMatch(TypeReader::isDecorator)) {
      return chain.classes().size() == chain.links().size()
          ? new StoredType.Other()
          : enumOf(instance, chain)
              .<StoredType>map(type ->
                  TypeReader.unsure(
                      type, "what " + instance.type().name() + " stores is not known"))
              .orElse(new StoredType.Other());
    }
    StoredType inner = implementation(instance, chain);
    return switch (inner) {
      case StoredType.Labelled labelled -> labelled;
      case StoredType.Text text -> bound(instance, chain, Storage.TEXT).orElse(text);
      case StoredType.Number number -> bound(instance, chain, Storage.NUMBER).orElse(number);
      case StoredType.Other other -> other;
      case StoredType.Absent absent -> absent;
      case StoredType.Obscure obscure -> lost(instance, obscure.why().reason());
    };
  }

  /** The type that the decorator stands before: on PostgreSQL, else in general. */
  private StoredType implementation(Instance instance, ClassChain chain) {
    Value inner = inner(instance, chain);
    return inner instanceof Value.None ? new StoredType.Other() : types.read(inner, instance.at());
  }

  /** A wrapper that stands as a class alone, as the library's type that it comes to. */
  Value underlying(ClassValue type, Origin at) {
    Value made = interpreter.call(type, Arguments.NONE, at).value();
    return made instanceof Instance instance ? underlying(instance) : made;
  }

  /** The library's type that a wrapper comes to in the database. */
  Value underlying(Instance instance) {
    ClassChain chain = ClassChain.of(instance.type());
    Value.Unknown lost =
        new Value.Unknown("what " + instance.type().name() + " stores is not known", instance.at());
    if (chain.links().stream().anyMatch(TypeReader::isDecorator)) {
      Value inner = inner(instance, chain);
      return inner instanceof Value.None ? lost : inner;
    }
    boolean compiles =
        chain.attribute("get_col_spec").isPresent()
            || chain.classes().size() == chain.links().size();
    return instance.library().filter(made -> !compiles).<Value>map(made -> made).orElse(lost);
  }

  /** What a decorator stands before, as a value; {@code None} where it says nothing. */
  private Value inner(Instance instance, ClassChain chain) {
    Optional<Value> chosen =
        chain.attribute("load_dialect_impl").map(method -> chosen(instance, method));
    if (chosen.isPresent()) {
      return chosen.get();
    }
    Optional<Value> impl =
        Optional.ofNullable(instance.attributes().get("impl")).or(() -> chain.attribute("impl"));
    if (impl.isEmpty()) {
      return new Value.None();
    }
    Arguments given = instance.library().map(Value.Constructed::arguments).orElse(Arguments.NONE);
    return impl.get() instanceof Value.Library type
        ? new Value.Constructed(Alchemy.name(type), given, instance.at())
        : impl.get();
  }

  private Value chosen(Instance instance, Value method) {
    Value made =
        interpreter
            .call(method, Arguments.of(instance, postgresql(instance.at())), instance.at())
            .value();
    return made instanceof Value.Constructed call
            && call.callee().endsWith(".type_descriptor")
            && !call.arguments().positional().isEmpty()
        ? call.arguments().positional().getFirst()
        : made;
  }

  private static Value postgresql(Origin at) {
    Value.Constructed dialect =
        new Value.Constructed("sqlalchemy.dialects.postgresql.dialect", Arguments.NONE, at);
    dialect.attributes().put("name", new Value.Str("postgresql", at));
    return dialect;
  }

  /** What a decorator over text or numbers stores of the members of its enum. */
  private Optional<StoredType> bound(Instance instance, ClassChain chain, Storage storage) {
    Optional<EnumClass> enumClass = enumOf(instance, chain);
    Optional<Value> method = chain.attribute("process_bind_param");
    if (enumClass.isEmpty()) {
      return Optional.empty();
    }
    EnumClass type = enumClass.get();
    List<Label> labels = new ArrayList<>();
    for (EnumMember member : type.members()) {
      Value stored =
          method
              .map(bind ->
                  interpreter
                      .call(
                          bind,
                          Arguments.of(instance, member, postgresql(instance.at())),
                          instance.at())
                      .value())
              .orElse(member);
      Optional<String> text = EnumClasses.text(stored);
      if (text.isEmpty()) {
        return Optional.of(
            stored(
                type,
                List.of(),
                storage,
                Optional.of(EnumTypes.why("what " + instance.type().name() + " stores", stored))));
      }
      labels.add(new Label(text.get(), member.at()));
    }
    return Optional.of(stored(type, labels, storage, Optional.empty()));
  }

  private static StoredType.Labelled stored(
      EnumClass type, List<Label> labels, Storage storage, Optional<String> unknown) {
    Optional<String> reason =
        unknown.or(() ->
            type.doubt()
                .map(why -> "the members of " + type.name() + " are not known: " + why.reason()));
    return new StoredType.Labelled(
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(type),
        labels,
        unknown
            .<Persistence>map(Persistence.Unknown::new)
            .orElseGet(() -> EnumTypes.persistence(type, labels, "process_bind_param")),
        storage,
        false,
        reason);
  }

  /** The enum class that a wrapper was made with, or was written for. */
  private static Optional<EnumClass> enumOf(Instance instance, ClassChain chain) {
    Stream<Value> given =
        Stream.of(
                instance.arguments().positional(),
                instance.arguments().named().values(),
                instance.attributes().values(),
                chain.classes().stream()
                    .flatMap(type -> type.attributes().values().stream())
                    .toList())
            .flatMap(java.util.Collection::stream);
    return given.filter(EnumClass.class::isInstance).map(EnumClass.class::cast).findFirst();
  }

  private static StoredType lost(Instance instance, String why) {
    String reason = "what " + instance.type().name() + " stores is not known: " + why;
    return enumOf(instance, ClassChain.of(instance.type()))
        .<StoredType>map(type -> TypeReader.unsure(type, reason))
        .orElseGet(() -> new StoredType.Obscure(new Value.Unknown(reason, instance.at())));
  }
}
