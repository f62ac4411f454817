package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes members of the names that the body of an enum's class leaves behind. */
final class EnumBody {

  private final Engine engine;
  private final EnumClass type;
  private final Node.ClassDef definition;
  private final Scope body;
  private final List<Value> lastValues = new ArrayList<>();

  EnumBody(Engine engine, EnumClass type, Node.ClassDef definition, Scope body) {
    this.engine = engine;
    this.type = type;
    this.definition = definition;
    this.body = body;
  }

  void fill() {
    Map<String, Origin> places = places();
    Set<String> ignored = ignored();
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
      } else if (value instanceof ClassValue || value instanceof EnumClass) {
        type.attributes().put(name, value);
        type.doubt(
            new Value.Unknown(
                "whether a class in an enum is a member depends on Python", type.at()));
      } else {
        members.put(name, unwrapped(value));
      }
    }
    members.forEach((name, value) -> add(name, value, places.getOrDefault(name, type.at())));
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
            assign.targets().stream()
                .filter(Node.Name.class::isInstance)
                .map(Node.Name.class::cast)
                .forEach(name -> places.put(name.id(), Engine.at(body, assign.span())));
        case Node.AnnAssign assign when assign.target() instanceof Node.Name name ->
            places.put(name.id(), Engine.at(body, assign.span()));
        case Node.Stmt other -> {
          // Names that come about otherwise have the place of the class.
        }
      }
    }
    return places;
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

  private boolean isReserved(String name) {
    boolean dunder = name.startsWith("__") && name.endsWith("__") && name.length() > 4;
    boolean sunder = name.startsWith("_") && name.endsWith("_") && name.length() > 2;
    boolean isPrivate = name.startsWith("__") && !name.endsWith("__");
    return dunder || sunder || isPrivate;
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
  void add(String name, Value raw, Origin at) {
    Value generated = isAuto(raw) ? generate(name, at) : withAutos(raw, name, at);
    List<Value> parts =
        generated instanceof Value.Tuple tuple ? tuple.elements() : List.of(generated);
    boolean django = Enums.isDjangoChoices(type) && parts.size() == 2;
    Value first = Engine.known(django ? parts.getFirst() : generated);
    Optional<Value> maker = engine.enums.find(type, "__new__");
    Map<String, Value> attributes = new HashMap<>();
    Value value =
        maker.isPresent() ? made(maker.get(), parts, attributes, at) : converted(first, at);
    lastValues.add(value);
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
      member.attributes().put("label", parts.get(1));
    }
    type.byName().put(name, member);
    initialize(member, parts, at);
  }

  private static boolean isAuto(Value value) {
    return value instanceof Value.Constructed made && made.callee().equals("enum.auto");
  }

  private Value withAutos(Value raw, String name, Origin at) {
    if (raw instanceof Value.Tuple tuple && tuple.elements().stream().anyMatch(EnumBody::isAuto)) {
      return new Value.Tuple(
          tuple.elements().stream()
              .map(element -> isAuto(element) ? generate(name, at) : element)
              .toList());
    }
    return raw;
  }

  private Value generate(String name, Origin at) {
    Optional<Value> own =
        body.own("_generate_next_value_")
            .or(() -> engine.enums.find(type, "_generate_next_value_"));
    if (own.isPresent()) {
      return engine.calls.call(
          Classes.ofClass(own.get(), type),
          Arguments.of(
              new Value.Str(name, at),
              Value.Int.of(1),
              Value.Int.of(lastValues.size()),
              new ListValue(lastValues)),
          at);
    }
    if (type.doubt().isPresent()) {
      return type.doubt().get();
    }
    if (Enums.isStrEnum(type)) {
      return new Value.Str(name.toLowerCase(Locale.ROOT), at);
    }
    if (Enums.isDjangoChoices(type) && type.mixin().filter("str"::equals).isPresent()) {
      return new Value.Str(name, at);
    }
    List<BigInteger> numbers = new ArrayList<>();
    for (Value last : lastValues) {
      // A str enum's values are text by now: auto() gave numbers that became text.
      Optional<BigInteger> number =
          last instanceof Value.Str str && str.text().matches("[0-9]{1,9}")
              ? Optional.of(new BigInteger(str.text()))
              : Operators.integer(last);
      if (number.isEmpty()) {
        return new Value.Unknown("what auto() gives after other values depends on Python", at);
      }
      numbers.add(number.get());
    }
    if (numbers.isEmpty()) {
      return Value.Int.of(1);
    }
    BigInteger last = numbers.getLast();
    BigInteger most = numbers.stream().reduce(last, BigInteger::max);
    if (Enums.isFlag(type)) {
      return most.signum() <= 0
          ? Value.Int.of(1)
          : new Value.Int(BigInteger.ONE.shiftLeft(most.bitLength()));
    }
    return last.equals(most)
        ? new Value.Int(last.add(BigInteger.ONE))
        : new Value.Unknown("what auto() gives after a lower value depends on Python", at);
  }

  /** The value that the type mixed in makes of what is written. */
  private Value converted(Value written, Origin at) {
    Value value = Operators.plain(Engine.known(written));
    String mixin = type.mixin().orElse("");
    if (value instanceof Value.Unknown || mixin.isEmpty()) {
      return Engine.known(written);
    }
    if (mixin.equals("str")) {
      return switch (value) {
        case Value.Str str -> str;
        case Value.Int number when !Enums.isStrEnum(type) ->
            new Value.Str(number.value().toString(), at);
        default -> new Value.Unknown("what str makes of a member's value is not followed", at);
      };
    }
    if (mixin.equals("int")) {
      return Operators.integer(value)
          .map(number -> (Value) new Value.Int(number))
          .orElseGet(
              () -> new Value.Unknown("what int makes of a member's value is not followed", at));
    }
    return value;
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
    if (Enums.isFlag(type) && !single) {
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
