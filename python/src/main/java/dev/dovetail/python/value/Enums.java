package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.python.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Enum classes and their members, as Python's {@code enum} makes them. */
final class Enums {

  /** Bases of libraries that make enums, and the type that members are besides. */
  private static final Map<String, String> BASES =
      Map.ofEntries(
          Map.entry("enum.Enum", ""),
          Map.entry("enum.ReprEnum", ""),
          Map.entry("enum.Flag", ""),
          Map.entry("enum.StrEnum", "str"),
          Map.entry("enum.IntEnum", "int"),
          Map.entry("enum.IntFlag", "int"),
          Map.entry("strenum.StrEnum", "str"),
          Map.entry("backports.strenum.StrEnum", "str"),
          Map.entry("aenum.Enum", ""),
          Map.entry("aenum.StrEnum", "str"),
          Map.entry("aenum.IntEnum", "int"),
          Map.entry("django.db.models.Choices", ""),
          Map.entry("django.db.models.enums.Choices", ""),
          Map.entry("django.db.models.TextChoices", "str"),
          Map.entry("django.db.models.IntegerChoices", "int"),
          Map.entry("django.db.models.enums.TextChoices", "str"),
          Map.entry("django.db.models.enums.IntegerChoices", "int"));

  private static final Set<String> STR_ENUMS =
      Set.of("enum.StrEnum", "strenum.StrEnum", "backports.strenum.StrEnum", "aenum.StrEnum");

  private static final Set<String> CHOICES =
      Set.of(
          "django.db.models.TextChoices",
          "django.db.models.IntegerChoices",
          "django.db.models.enums.TextChoices",
          "django.db.models.enums.IntegerChoices");

  /** What a name without a value gets. */
  private static final Value AUTO =
      new Value.Constructed("enum.auto", Arguments.NONE, Origin.inFile("", 1, 1));

  private final Engine engine;

  Enums(Engine engine) {
    this.engine = engine;
  }

  static boolean isBase(String path) {
    return BASES.containsKey(path);
  }

  /** Whether a class with this base is an enum. One of unknown make that says so counts as one. */
  static boolean makesEnums(Value base) {
    return switch (base) {
      case EnumClass type -> true;
      case Value.Library library -> isBase(library.path()) || isStrangeEnum(library);
      default -> false;
    };
  }

  private static boolean isStrangeEnum(Value.Library library) {
    return !library.path().startsWith("sqlalchemy.")
        && !library.path().startsWith("marshmallow")
        && !isBase(library.path())
        && library.path().endsWith("Enum");
  }

  static boolean isSubclass(EnumClass type, EnumClass wanted) {
    return type == wanted
        || type.bases().stream()
            .anyMatch(base -> base instanceof EnumClass inner && isSubclass(inner, wanted));
  }

  static boolean hasBase(EnumClass type, String path) {
    if (path.equals("enum.Enum")) {
      return true;
    }
    return type.bases().stream()
        .anyMatch(base ->
            base instanceof Value.Library library
                ? library.path().equals(path)
                : base instanceof EnumClass inner && hasBase(inner, path));
  }

  static boolean hasAnyBase(EnumClass type, Set<String> paths) {
    return paths.stream().anyMatch(path -> hasBase(type, path));
  }

  static boolean isDjango(EnumClass type) {
    return type.bases().stream()
        .anyMatch(base ->
            base instanceof Value.Library library
                ? library.path().startsWith("django.")
                : base instanceof EnumClass inner && isDjango(inner));
  }

  private static Optional<String> mixin(List<Value> bases) {
    for (Value base : bases) {
      Optional<String> found =
          switch (base) {
            case Value.Builtin builtin
                when Set.of("str", "int", "float", "bytes").contains(builtin.name()) ->
                Optional.of(builtin.name());
            case EnumClass type -> type.mixin();
            case Value.Library library ->
                Optional.ofNullable(BASES.get(library.path()))
                    .or(() ->
                        library.path().endsWith("StrEnum") ? Optional.of("str") : Optional.empty())
                    .filter(name -> !name.isEmpty());
            case ClassValue type -> mixin(type.bases());
            default -> Optional.empty();
          };
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** A class statement with an enum among its bases. */
  EnumClass define(Node.ClassDef definition, List<Value> bases, Scope body, Origin at) {
    EnumClass type = new EnumClass(definition.name(), body.path(), at, bases, mixin(bases));
    for (Value base : bases) {
      if (base instanceof Value.Library library && isStrangeEnum(library)) {
        type.doubt(
            new Value.Unknown(
                definition.name() + " comes from " + library.path() + ", which is not read", at));
      } else if (base instanceof Value.Unknown unknown) {
        type.doubt(unknown);
      } else if (base instanceof EnumClass inner) {
        inner.doubt().ifPresent(type::doubt);
      }
    }
    new EnumBody(engine, type, definition, body).run();
    Classes.own(type.attributes().values(), type);
    return type;
  }

  // ---- members

  /** An attribute that the class or one of its bases holds, members aside. */
  Optional<Value> find(EnumClass type, String name) {
    Optional<Value> own = Optional.ofNullable(type.attributes().get(name));
    for (Value base : type.bases()) {
      if (own.isEmpty()) {
        own =
            switch (base) {
              case EnumClass inner -> find(inner, name);
              case ClassValue inner -> engine.classes.find(inner, name);
              default -> Optional.empty();
            };
      }
    }
    return own;
  }

  Value attribute(EnumClass type, String name, Origin at) {
    EnumMember member = type.byName().get(name);
    if (member != null) {
      return member;
    }
    Optional<Value> found = find(type, name);
    if (found.isPresent()) {
      return Classes.ofClass(found.get(), type);
    }
    switch (name) {
      case "__members__", "_member_map_" -> {
        DictValue members = new DictValue();
        type.byName().forEach((key, value) -> members.put(new Value.Str(key, value.at()), value));
        type.doubt().ifPresent(members::poison);
        return members;
      }
      case "__name__", "__qualname__" -> {
        return new Value.Str(type.name(), type.at());
      }
      case "_member_names_" -> {
        ListValue names =
            new ListValue(
                type.members().stream().map(m -> new Value.Str(m.name(), m.at())).toList());
        type.doubt().ifPresent(names::poison);
        return names;
      }
      default -> {
        if (isDjango(type)) {
          Optional<Value> choices = ofDjango(type, name, at);
          if (choices.isPresent()) {
            return choices.get();
          }
        }
      }
    }
    if (type.doubt().isPresent()) {
      return type.doubt().get();
    }
    if (isInternal(name) || (type.mixin().isPresent() && !name.startsWith("_"))) {
      return ofMixin(type, name, at);
    }
    throw PythonRaise.of(
        "AttributeError", "type object '" + type.name() + "' has no attribute '" + name + "'", at);
  }

  /** A name that Python's enum may have of its own. */
  private static boolean isInternal(String name) {
    return name.startsWith("_") && name.endsWith("_");
  }

  private static Value ofMixin(EnumClass type, String name, Origin at) {
    boolean ofStr = type.mixin().filter("str"::equals).isPresent();
    if (ofStr && StringMethods.NAMES.contains(name)) {
      return new Value.Builtin("str." + name);
    }
    if (isInternal(name) || !ofStr) {
      return Attributes.gap(name, at);
    }
    throw PythonRaise.of(
        "AttributeError", "type object '" + type.name() + "' has no attribute '" + name + "'", at);
  }

  /** What Django adds to its choices; one called {@code __empty__} comes before them all. */
  private Optional<Value> ofDjango(EnumClass type, String name, Origin at) {
    if (!Set.of("values", "names", "labels", "choices").contains(name)) {
      return Optional.empty();
    }
    if (type.doubt().isPresent()) {
      return type.doubt().map(doubt -> doubt);
    }
    List<Value> all = new ArrayList<>();
    find(type, "__empty__")
        .ifPresent(label ->
            all.add(ofChoice(name, new Value.None(), new Value.Str("__empty__", at), label)));
    for (EnumMember member : type.members()) {
      all.add(
          ofChoice(
              name, member.value(), new Value.Str(member.name(), member.at()), label(member, at)));
    }
    return Optional.of(new ListValue(all));
  }

  private static Value ofChoice(String what, Value value, Value name, Value label) {
    return switch (what) {
      case "values" -> value;
      case "names" -> name;
      case "labels" -> label;
      default -> new Value.Tuple(List.of(value, label));
    };
  }

  /** The label that a choice was given, or its name in words. */
  private Value label(EnumMember member, Origin at) {
    Value own = member.attributes().get("label");
    return own != null
        ? own
        : engine.calls.method(
            new Value.Str(member.name().replace('_', ' '), member.at()),
            "title",
            Arguments.NONE,
            at);
  }

  Value attribute(EnumMember member, String name, Origin at) {
    switch (name) {
      case "name", "_name_" -> {
        return new Value.Str(member.name(), member.at());
      }
      case "value", "_value_" -> {
        // A property called value stands before the enum's own.
        Optional<Value> own = find(member.owner(), name);
        return own.map(v -> engine.classes.ofObject(v, member, member.owner(), at))
            .orElse(member.value());
      }
      case "__class__" -> {
        return member.owner();
      }
      default -> {
        Value own = member.attributes().get(name);
        if (own != null) {
          return own;
        }
      }
    }
    Optional<Value> found = find(member.owner(), name);
    if (found.isPresent()) {
      return engine.classes.ofObject(found.get(), member, member.owner(), at);
    }
    if (name.equals("label") && isDjango(member.owner())) {
      return label(member, at);
    }
    EnumMember other = member.owner().byName().get(name);
    if (other != null) {
      return other;
    }
    if (member.mixesIn() && !name.startsWith("__")) {
      return engine.attributes.get(member.value(), name, at);
    }
    return member
        .owner()
        .doubt()
        .map(doubt -> (Value) doubt)
        .orElseGet(() ->
            name.startsWith("__")
                ? Attributes.gap(name, at)
                : Attributes.missing(member.owner().name(), name, at));
  }

  // ---- calls

  /** {@code Color("x")}: the member with that value; of an enum without members, a new enum. */
  Value call(EnumClass type, Arguments arguments, Origin at) {
    if (arguments.more().isPresent()) {
      return arguments.more().get();
    }
    if (type.byName().isEmpty() && arguments.positional().size() + arguments.named().size() > 1) {
      return functional(type, arguments, at);
    }
    if (arguments.positional().isEmpty()) {
      return arguments.named("value").isPresent()
          ? call(type, Arguments.of(arguments.named("value").get()), at)
          : Attributes.gap("this use of " + type.name() + "()", at);
    }
    Value wanted = arguments.positional().getFirst();
    if (wanted instanceof EnumMember member && member.owner() == type) {
      return member;
    }
    Value.Unknown[] unknown = new Value.Unknown[1];
    for (EnumMember member : type.byName().values()) {
      Value same = engine.operators.equal(member.value(), wanted, at);
      if (same instanceof Value.Bool bool && bool.value()) {
        return member;
      }
      if (same instanceof Value.Unknown reason && unknown[0] == null) {
        unknown[0] = reason;
      }
    }
    if (unknown[0] != null) {
      return unknown[0];
    }
    if (type.doubt().isPresent()) {
      return type.doubt().get();
    }
    if (find(type, "_missing_").isPresent()) {
      return Attributes.gap(type.name() + "._missing_", at);
    }
    throw PythonRaise.of(
        "ValueError", engine.texts.shown(wanted, at) + " is not a valid " + type.name(), at);
  }

  /** {@code Enum("Name", ["a", "b"])}. */
  Value functional(Value base, Arguments arguments, Origin at) {
    Optional<Value> names = arguments.get(1, "names");
    Value title = arguments.get(0, "value").orElse(new Value.None());
    if (!(title instanceof Value.Str name) || names.isEmpty() || arguments.more().isPresent()) {
      return Attributes.gap("this way to make an enum", at);
    }
    List<Value> bases = new ArrayList<>();
    arguments.named("type").ifPresent(bases::add);
    bases.add(base);
    String path = at instanceof Origin.InFile file ? file.path() : "";
    EnumClass type = new EnumClass(name.text(), path, at, bases, mixin(bases));
    EnumBody body =
        new EnumBody(
            engine,
            type,
            emptyClass(name.text()),
            new Scope(Scope.Kind.CLASS, path, Optional.empty()));
    Value start = arguments.named("start").orElse(Value.Int.of(1));
    Value source = Engine.known(names.get());
    Items items =
        source instanceof Value.Str text
            ? Items.of(words(text))
            : engine.iteration.items(
                source instanceof DictValue dict
                    ? engine.calls.method(dict, "items", Arguments.NONE, at)
                    : source,
                at);
    // The class is there all the same.
    items.unknown().ifPresent(type::doubt);
    for (Value item : items.values()) {
      if (item instanceof Value.Str member) {
        Value value = body.counted(member.text(), AUTO, start, at);
        addMade(body, member, value);
      } else {
        List<Value> pair = engine.iteration.items(item, at).values();
        if (pair.size() != 2 || !(pair.getFirst() instanceof Value.Str member)) {
          return Attributes.gap("this way to make an enum", at);
        }
        addMade(body, member, body.counted(member.text(), pair.get(1), start, at));
      }
    }
    return type;
  }

  /** A name between double underscores is no member here either. */
  private static void addMade(EnumBody body, Value.Str name, Value value) {
    if (!EnumBody.isDunder(name.text())) {
      body.add(name.text(), value, name.at());
    }
  }

  private static List<Value> words(Value.Str text) {
    List<Value> words = new ArrayList<>();
    for (String word : text.text().replace(',', ' ').split(" +")) {
      if (!word.isEmpty()) {
        words.add(new Value.Str(word, text.at()));
      }
    }
    return words;
  }

  static Node.ClassDef emptyClass(String name) {
    Span nowhere = Span.at(1, 1);
    return new Node.ClassDef(name, List.of(), List.of(), List.of(), List.of(), nowhere);
  }

  static boolean isFlag(EnumClass type) {
    return hasAnyBase(type, Set.of("enum.Flag", "enum.IntFlag"));
  }

  /** Choices that are text or numbers besides, as they are written. */
  static boolean isWrittenChoices(EnumClass type) {
    return hasAnyBase(type, CHOICES);
  }

  static boolean isStrEnum(EnumClass type) {
    return hasAnyBase(type, STR_ENUMS);
  }
}
