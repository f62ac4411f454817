package dev.dovetail.python.model;

import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.declared.EnumColumn.Storage;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.Completion;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.Interpreter;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.SetValue;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code sqlalchemy.Enum(...)} makes of its arguments: the labels, the type's name, and why.
 */
final class EnumTypes {

  static final String NO_CALLABLE = "no values_callable";

  private final Interpreter interpreter;

  EnumTypes(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /** The labels that a type stores, and what they are of the members. */
  private record Labels(List<Label> labels, Persistence persistence, Optional<String> unknown) {}

  StoredType.Labelled read(Arguments arguments, Origin at) {
    Optional<EnumClass> enumClass =
        arguments.positional().size() == 1
                && arguments.positional().getFirst() instanceof EnumClass only
            ? Optional.of(only)
            : Optional.empty();
    Labels labels = labels(enumClass, arguments, at);
    Optional<String> unknown = labels.unknown();

    Optional<String> name = enumClass.map(type -> type.name().toLowerCase(Locale.ROOT));
    Optional<Value> written =
        arguments.named("name").filter(value -> !(value instanceof Value.None));
    if (written.isPresent()) {
      name = text(written.get());
      if (name.isEmpty()) {
        unknown = unknown.or(() -> Optional.of(why("the name of the type", written.get())));
      }
    }
    Storage storage = Storage.NATIVE;
    Optional<Value> isNative = arguments.named("native_enum");
    if (isNative.isPresent()) {
      if (isNative.get() instanceof Value.Bool flag) {
        storage = flag.value() ? Storage.NATIVE : Storage.TEXT;
      } else {
        unknown = unknown.or(() -> Optional.of(why("native_enum", isNative.get())));
      }
    }
    return new StoredType.Labelled(
        storage == Storage.NATIVE ? name : Optional.empty(),
        schema(arguments),
        arguments.named("inherit_schema").filter(EnumTypes::isTrue).isPresent(),
        enumClass,
        labels.labels(),
        labels.persistence(),
        storage,
        false,
        unknown.or(() ->
            arguments.more().map(more -> "an argument of Enum is not known: " + more.reason())));
  }

  /** The labels of a class whose values are stored, in the order of its members. */
  static List<Label> valueLabels(EnumClass type) {
    List<Label> labels = new ArrayList<>();
    for (EnumMember member : type.members()) {
      EnumClasses.text(member.value()).ifPresent(text -> labels.add(new Label(text, member.at())));
    }
    return labels;
  }

  static List<Label> nameLabels(EnumClass type) {
    return type.members().stream().map(member -> new Label(member.name(), member.at())).toList();
  }

  private Labels labels(Optional<EnumClass> enumClass, Arguments arguments, Origin at) {
    if (enumClass.isEmpty()) {
      return literals(arguments);
    }
    EnumClass type = enumClass.get();
    Optional<String> doubt =
        type.doubt()
            .map(why -> "the members of " + type.name() + " are not known: " + why.reason());
    Optional<Value> callable =
        arguments.named("values_callable").filter(value -> !(value instanceof Value.None));
    if (callable.isPresent()) {
      Labels made = called(type, callable.get(), at);
      return new Labels(made.labels(), made.persistence(), made.unknown().or(() -> doubt));
    }
    boolean aliasesToo =
        arguments
            .named("omit_aliases")
            .filter(value -> value instanceof Value.Bool flag && !flag.value())
            .isPresent();
    List<Label> names =
        aliasesToo
            ? type.byName().entrySet().stream()
                .map(entry -> new Label(entry.getKey(), type.place(entry.getKey())))
                .toList()
            : nameLabels(type);
    return new Labels(names, new Persistence.Names(NO_CALLABLE), doubt);
  }

  private Labels called(EnumClass type, Value callable, Origin at) {
    Value result =
        callable instanceof Value.Unknown
            ? callable
            : value(interpreter.call(callable, Arguments.of(type), at));
    Optional<List<Value>> elements = elements(result);
    if (elements.isEmpty()) {
      String reason =
          result instanceof SetValue
              ? "values_callable " + EnumColumn.NO_ORDER
              : why("what values_callable gives", result);
      return new Labels(List.of(), new Persistence.Unknown(reason), Optional.of(reason));
    }
    List<EnumMember> members = type.members();
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < elements.get().size(); i++) {
      Value element = elements.get().get(i);
      Optional<String> text = string(element);
      if (text.isEmpty()) {
        String reason = why("what values_callable gives", element);
        return new Labels(labels, new Persistence.Unknown(reason), Optional.of(reason));
      }
      boolean paired = elements.get().size() == members.size();
      labels.add(new Label(text.get(), paired ? members.get(i).at() : origin(element, at)));
    }
    return new Labels(labels, persistence(type, labels, "values_callable"), Optional.empty());
  }

  /** What labels are of the members, when {@code maker} made them. */
  static Persistence persistence(EnumClass type, List<Label> labels, String maker) {
    List<String> texts = labels.stream().map(Label::text).toList();
    if (texts.equals(valueLabels(type).stream().map(Label::text).toList())) {
      return new Persistence.Values(maker + " gives the values");
    }
    if (texts.equals(nameLabels(type).stream().map(Label::text).toList())) {
      return new Persistence.Names(maker + " gives the names");
    }
    return new Persistence.Values(maker + " makes labels of its own");
  }

  private static Labels literals(Arguments arguments) {
    List<Label> labels = new ArrayList<>();
    for (Value value : arguments.positional()) {
      if (!(value instanceof Value.Str text)) {
        return new Labels(
            labels,
            new Persistence.Literals(),
            Optional.of(
                value instanceof Value.Library library
                    ? library.path() + " is not in the repository"
                    : why("a label of the type", value)));
      }
      labels.add(new Label(text.text(), text.at()));
    }
    boolean none = labels.isEmpty() && arguments.more().isEmpty();
    return new Labels(
        labels,
        new Persistence.Literals(),
        none ? Optional.of("the type is named without its labels") : Optional.empty());
  }

  private static Optional<String> schema(Arguments arguments) {
    Optional<String> written = arguments.named("schema").flatMap(EnumTypes::text);
    return written.or(() -> arguments.named("metadata").flatMap(EnumTypes::schemaOf));
  }

  /** The schema that a MetaData gives to what it holds. */
  static Optional<String> schemaOf(Value metadata) {
    return metadata instanceof Value.Constructed made && made.callee().equals("sqlalchemy.MetaData")
        ? made.arguments().named("schema").flatMap(EnumTypes::text)
        : Optional.empty();
  }

  /** The text of a name, also of a {@code quoted_name}, or of a member that is a string. */
  static Optional<String> text(Value value) {
    if (value instanceof Value.Constructed made && made.callee().endsWith("quoted_name")) {
      return made.arguments().get(0, "value").flatMap(EnumTypes::string);
    }
    return string(value);
  }

  /** The text of what Python takes for a string. */
  static Optional<String> string(Value value) {
    return switch (value) {
      case Value.Str text -> Optional.of(text.text());
      case EnumMember member when member.mixesIn() -> string(member.value());
      default -> Optional.empty();
    };
  }

  static boolean isTrue(Value value) {
    return value instanceof Value.Bool flag && flag.value();
  }

  static Value value(Completion completion) {
    return completion.value();
  }

  private static Origin origin(Value value, Origin otherwise) {
    return value instanceof Value.Str text ? text.at() : otherwise;
  }

  private static Optional<List<Value>> elements(Value value) {
    return switch (value) {
      case ListValue list when list.poison().isEmpty() -> Optional.of(List.copyOf(list.elements()));
      case Value.Tuple tuple -> Optional.of(tuple.elements());
      default -> Optional.empty();
    };
  }

  /** Half a sentence that says what is not known, and why where that is known. */
  static String why(String what, Value value) {
    return value instanceof Value.Unknown unknown
        ? what + " is not known: " + unknown.reason()
        : what + " is no string that can be known without running it";
  }
}
