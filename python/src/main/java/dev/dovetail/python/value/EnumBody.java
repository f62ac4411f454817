package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.python.syntax.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes members of the names that the body of an enum's class leaves behind. */
final class EnumBody {

  private final Engine engine;
  private final EnumClass type;
  private final Node.ClassDef definition;
  private final Scope body;
  private final MixedIn mixed;
  private final List<Value> lastValues = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  EnumBody(Engine engine, EnumClass type, Node.ClassDef definition, Scope body) {
    this.engine = engine;
    this.type = type;
    this.definition = definition;
    this.body = body;
    this.mixed = new MixedIn(engine);
  }

  /**
   * Runs the class's body. A name gets its value as Python's own namespace of an enum gives it: of
   * {@code auto()} it holds what that comes to, for the lines below.
   */
  void run() {
    body.taking(this::take);
    engine.classes.run(definition, body);
    fill();
  }

  private void fill() {
    Map<String, Origin> places = places();
    Set<String> ignored = ignored();
    body.moreNames().ifPresent(type::doubt);
    Map<String, Value> members = new LinkedHashMap<>();
    // Methods first: __new__, __init__ and others below the members have a say in them.
    for (Map.Entry<String, Value> entry : body.values().entrySet()) {
      String name = entry.getKey();
      Value value = entry.getValue();
      if (ignored.contains(name)) {
        continue;
      }
      if (isReserved(name) || isDescriptor(value)) {
        type.attributes().put(name, value);
      } else if (isPrivate(name)) {
        type.attributes().put(name, value);
        if (!isPython(11)) {
          type.doubt(
              new Value.Unknown("whether " + name + " is a member depends on Python", type.at()));
        }
      } else if (value instanceof ClassValue
          || value instanceof EnumClass
          || value instanceof Value.Partial) {
        type.attributes().put(name, value);
        if (value instanceof Value.Partial || !isPython(13)) {
          type.doubt(
              new Value.Unknown(
                  "whether a class in an enum is a member depends on Python", type.at()));
        }
      } else {
        members.put(name, unwrapped(value));
      }
    }
    members.forEach((name, value) -> add(name, value, places.getOrDefault(name, type.at())));
  }

  private boolean isPython(int minor) {
    return engine.isPython(minor, type.at()).orElse(false);
  }

  /** What a name of the body holds from the moment on in which it is set. */
  private Value take(String name, Value value) {
    boolean member =
        !isReserved(name)
            && !isPrivate(name)
            && !isDescriptor(value)
            && !(value instanceof ClassValue)
            && !ignored().contains(name);
    return member ? counted(name, unwrapped(value), Value.Int.of(1), type.at()) : value;
  }

  /** The value of a member, with its {@code auto()}s replaced; later ones count on from it. */
  Value counted(String name, Value written, Value start, Origin at) {
    Value value = written;
    if (isAuto(written)) {
      value = generate(name, start, at);
      lastValues.add(value);
    } else if (written instanceof Value.Tuple tuple
        && tuple.elements().stream().anyMatch(EnumBody::isAuto)) {
      type.doubt(new Value.Unknown("what auto() in a tuple is depends on Python", at));
      value = new Value.Unknown("what auto() in a tuple is depends on Python", at);
      lastValues.add(value);
    } else {
      lastValues.add(value);
    }
    taken.add(name);
    return value;
  }

  private static Value unwrapped(Value value) {
    return value instanceof Value.Constructed made
            && made.callee().equals("enum.member")
            && !made.arguments().positional().isEmpty()
        ? made.arguments().positional().getFirst()
        : value;
  }

  private Map<String, Origin> places() {
    Map<String, Origin> places = new HashMap<>();
    for (Node.Stmt statement : definition.body()) {
      switch (statement) {
        case Node.Assign assign ->
            assign.targets().forEach(target -> place(target, assign.span(), places));
        case Node.AnnAssign assign -> place(assign.target(), assign.span(), places);
        case Node.Stmt other -> {
          // Names that come about otherwise have the place of the class.
        }
      }
    }
    return places;
  }

  private void place(Node.Expr target, Span span, Map<String, Origin> places) {
    switch (target) {
      case Node.Name name -> places.put(name.id(), Engine.at(body, span));
      case Node.Tuple tuple -> tuple.elements().forEach(element -> place(element, span, places));
      default -> {}
    }
  }

  private Set<String> ignored() {
    Set<String> ignored = new HashSet<>();
    body.own("_ignore_")
        .ifPresent(names -> {
          if (names instanceof Value.Str text) {
            ignored.addAll(List.of(text.text().replace(',', ' ').split(" +")));
          } else {
            engine.iteration.unordered(names, type.at()).values().stream()
                .filter(Value.Str.class::isInstance)
                .forEach(name -> ignored.add(((Value.Str) name).text()));
          }
        });
    return ignored;
  }

  private static boolean isReserved(String name) {
    boolean sunder = name.startsWith("_") && name.endsWith("_") && name.length() > 2;
    return isDunder(name) || sunder;
  }

  static boolean isDunder(String name) {
    return name.startsWith("__") && name.endsWith("__") && name.length() > 4;
  }

  /** Such a name is a member up to Python 3.10, and none later. */
  private static boolean isPrivate(String name) {
    return name.startsWith("__") && !name.endsWith("__") && name.length() > 2;
  }

  private static boolean isDescriptor(Value value) {
    return switch (value) {
      case Function function -> true;
      case Value.BoundMethod method -> true;
      case Value.Constructed made ->
          Classes.isWrapper(made)
              || made.callee().equals("enum.nonmember")
              || made.callee().startsWith("property.");
      default -> false;
    };
  }

  /** Adds a member, or an alias of one. */
  void add(String name, Value written, Origin at) {
    type.places().put(name, at);
    if (Engine.known(written) instanceof Value.Unknown unknown) {
      type.doubt(unknown);
    }
    List<Value> parts = written instanceof Value.Tuple tuple ? tuple.elements() : List.of(written);
    List<Value> pair = Enums.isDjango(type) ? pair(written) : List.of();
    boolean django = pair.size() == 2;
    Value first = Engine.known(django ? pair.getFirst() : written);
    Optional<Value> maker = engine.enums.find(type, "__new__");
    Map<String, Value> attributes = new HashMap<>();
    Value value =
        maker.isPresent() ? made(maker.get(), parts, attributes, at) : mixed.of(type, first, at);
    if (value instanceof Value.Unknown unknown) {
      type.doubt(unknown);
    }
    checkFlag(value, at);
    Optional<EnumMember> same = sameValue(value);
    if (same.isPresent()) {
      type.byName().put(name, same.get());
      return;
    }
    EnumMember member = new EnumMember(type, name, value, at);
    member.attributes().putAll(attributes);
    if (django) {
      member.attributes().put("label", pair.get(1));
    }
    type.byName().put(name, member);
    initialize(member, parts, at);
  }

  /** A value with its label, which may be a list too. */
  private static List<Value> pair(Value written) {
    return switch (written) {
      case Value.Tuple tuple when tuple.elements().size() == 2 -> tuple.elements();
      case ListValue list when list.elements().size() == 2 && list.poison().isEmpty() ->
          list.elements();
      default -> List.of();
    };
  }

  private static boolean isAuto(Value value) {
    return value instanceof Value.Constructed made && made.callee().equals("enum.auto");
  }

  private Value generate(String name, Value start, Origin at) {
    Optional<Value> own =
        body.own("_generate_next_value_")
            .or(() -> engine.enums.find(type, "_generate_next_value_"));
    boolean sure =
        taken.stream()
            .noneMatch(one -> body.own(one).filter(Value.Unknown.class::isInstance).isPresent());
    if (!sure) {
      return new Value.Unknown("what auto() counts on from is not known", at);
    }
    if (own.isPresent()) {
      return generateBy(own.get(), type, name, start, at);
    }
    if (type.doubt().isPresent()) {
      return type.doubt().get();
    }
    Value next =
        new AutoValue(engine.isPython(11, type.at())).next(type, name, start, lastValues, at);
    return TriedStrEnum.behind(type)
        .map(older -> TriedStrEnum.agreed(next, generateAs(older, name, start, at), at))
        .orElse(next);
  }

  /** What a Python before 3.11 gives, by the class that stands behind its missing StrEnum. */
  private Value generateAs(EnumClass older, String name, Value start, Origin at) {
    return engine
        .enums
        .find(older, "_generate_next_value_")
        .map(own -> generateBy(own, older, name, start, at))
        .orElseGet(
            () -> new AutoValue(Optional.of(false)).next(older, name, start, lastValues, at));
  }

  private Value generateBy(Value function, EnumClass owner, String name, Value start, Origin at) {
    return engine.calls.call(
        Classes.ofClass(function, owner),
        Arguments.of(
            new Value.Str(name, at),
            start,
            Value.Int.of(lastValues.size()),
            new ListValue(lastValues)),
        at);
  }

  /** Runs the class's own {@code __new__}, which sets {@code _value_} on what it made. */
  private Value made(Value maker, List<Value> parts, Map<String, Value> attributes, Origin at) {
    Value function = Classes.ofClass(maker, type);
    Arguments arguments = new Arguments(parts, Map.of(), Optional.empty()).after(type);
    Value object = engine.calls.call(function, arguments, at);
    if (object instanceof Value.Constructed made && made.callee().endsWith(".__new__")) {
      attributes.putAll(made.attributes());
      Optional<Value> value = Optional.ofNullable(attributes.remove("_value_"));
      List<Value> given = made.arguments().positional();
      return value
          .or(() -> given.size() == 2 ? Optional.of(given.get(1)) : Optional.empty())
          .orElseGet(() -> Attributes.gap("this __new__ of an enum", at));
    }
    return object instanceof Value.Unknown ? object : Attributes.gap("this __new__ of an enum", at);
  }

  private void initialize(EnumMember member, List<Value> parts, Origin at) {
    Optional<Value> initializer = engine.enums.find(type, "__init__");
    if (initializer.isEmpty()) {
      return;
    }
    engine.calls.call(
        initializer.get(), new Arguments(parts, Map.of(), Optional.empty()).after(member), at);
    if (member.attributes().containsKey("_value_")) {
      type.doubt(
          Attributes.gap("an enum that sets _value_ in __init__", at) instanceof Value.Unknown u
              ? u
              : new Value.Unknown("", at));
    }
  }

  private void checkFlag(Value value, Origin at) {
    boolean single =
        value instanceof Value.Int number
            && number.value().bitCount() == 1
            && number.value().signum() > 0;
    boolean told = engine.isPython(11, type.at()).filter(later -> !later).isPresent();
    if (Enums.isFlag(type) && !single && !told) {
      type.doubt(new Value.Unknown("which members of a flag are aliases depends on Python", at));
    }
  }

  private Optional<EnumMember> sameValue(Value value) {
    if (value instanceof Value.Unknown) {
      return Optional.empty();
    }
    return type.byName().values().stream()
        .filter(other ->
            Equality.equal(other.value(), value, engine.budget, other.at())
                    instanceof Value.Bool bool
                && bool.value())
        .findFirst();
  }
}
