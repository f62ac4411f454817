package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.Instance;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code sa.Enum(...)} and {@code postgresql.ENUM(...)}: labels, name, and who creates the
 * type.
 */
final class Enums {

  /** Calls a function of the program. */
  interface Caller {
    Value call(Value function, Arguments arguments, Origin at);
  }

  private final Dialect dialect;
  private final Caller caller;
  private final Set<Value.Constructed> used = Collections.newSetFromMap(new IdentityHashMap<>());

  Enums(Dialect dialect, Caller caller) {
    this.dialect = dialect;
    this.caller = caller;
  }

  /** An object of a type that is given as its class. */
  Value made(ClassValue type, Origin at) {
    return caller.call(type, Arguments.NONE, at);
  }

  /** The type that a {@code load_dialect_impl} of the program takes on PostgreSQL. */
  Value chosen(Value method, Instance instance, Origin at) {
    Value.Constructed postgres =
        new Value.Constructed("sqlalchemy.dialects.postgresql.dialect", Arguments.NONE, at);
    postgres.attributes().put("name", new Value.Str("postgresql", at));
    Value chosen = caller.call(method, Arguments.of(instance, postgres), at);
    return chosen instanceof Value.Constructed call
            && call.callee().endsWith(".type_descriptor")
            && !call.arguments().positional().isEmpty()
        ? call.arguments().positional().getFirst()
        : chosen;
  }

  static boolean isEnum(String path) {
    return isGeneric(path) || path.equals("sqlalchemy.dialects.postgresql.ENUM");
  }

  private static boolean isGeneric(String path) {
    return path.equals("sqlalchemy.Enum");
  }

  EnumType read(Value.Constructed made) {
    boolean generic = isGeneric(made.callee());
    Given given = new Given(made.arguments(), made.at());
    List<Value> positional = given.from(0);
    Optional<EnumClass> source = source(positional);
    List<Value> labels =
        source.isPresent() ? ofClass(source.get(), given) : List.copyOf(positional);
    boolean literal = labels.stream().noneMatch(EnumMember.class::isInstance);
    Optional<String> name = assigned(made).or(() -> given.maybeText("name"));
    if (name.isEmpty() && source.isPresent() && !labels.isEmpty()) {
      name = Optional.of(source.get().name().toLowerCase(Locale.ROOT));
    }
    boolean create = given.flag("create_type", true);
    return new EnumType(
        name,
        given.maybeText("schema"),
        labels.stream().map(label -> label(label, made.at())).toList(),
        generic,
        !generic || given.flag("native_enum", true),
        generic && !dialect.enumsAsIn21() ? true : create,
        generic && !dialect.enumsAsIn21() && !create,
        given.get("metadata").isPresent(),
        given.flag("inherit_schema", false),
        given.flag("create_constraint", false),
        given.get("length").map(value -> number(value, made.at())),
        literal,
        source,
        made.at());
  }

  /**
   * A name that the program assigned. SQLAlchemy keeps what it made of an enum when it was first
   * used, so a name that comes later may or may not count.
   */
  private Optional<String> assigned(Value.Constructed made) {
    for (String attribute : made.attributes().keySet()) {
      if (!attribute.equals("name") || used.contains(made)) {
        throw new Unreadable("the enum's " + attribute + " is assigned", made.at());
      }
    }
    return Optional.ofNullable(made.attributes().get("name"))
        .map(name -> Given.text(name, made.at()));
  }

  /** Notes that an enum was used as it is now. */
  void use(Value.Constructed made) {
    if (made.attributes().isEmpty()) {
      used.add(made);
    }
  }

  private static Optional<EnumClass> source(List<Value> positional) {
    return positional.size() == 1 && positional.getFirst() instanceof EnumClass source
        ? Optional.of(source)
        : Optional.empty();
  }

  private List<Value> ofClass(EnumClass source, Given given) {
    if (source.doubt().isPresent()) {
      throw Given.unreadable(source.doubt().get());
    }
    boolean aliases = dialect.is14() || !given.flag("omit_aliases", true);
    Optional<Value> callable = given.get("values_callable");
    if (callable.isPresent()) {
      Value values =
          caller.call(
              callable.get(),
              new Arguments(List.of(source), Map.of(), Optional.empty()),
              given.at());
      List<Value> labels = Given.elements(values, given.at());
      if (aliases && source.byName().size() > labels.size()) {
        // 1.4 pairs the values with all names, and finds one value too few.
        throw PythonRaise.of("KeyError", "values_callable and an alias", given.at());
      }
      return labels;
    }
    List<Value> names = new ArrayList<>();
    source
        .byName()
        .forEach((name, member) -> {
          if (aliases || member.name().equals(name)) {
            names.add(new Value.Str(name, member.at()));
          }
        });
    return names;
  }

  private static EnumType.Label label(Value value, Origin at) {
    return switch (value) {
      case Value.Str text -> new EnumType.Label(text.text(), text.at());
      case EnumMember member when member.value() instanceof Value.Str text ->
          new EnumType.Label(text.text(), member.at());
      default -> new EnumType.Label(Given.text(value, at), at);
    };
  }

  static int number(Value value, Origin at) {
    if (value instanceof Value.Int number && number.value().bitLength() < 31) {
      return number.value().intValueExact();
    }
    if (value instanceof Value.Unknown unknown) {
      throw Given.unreadable(unknown);
    }
    throw new Unreadable("a number is wanted", at);
  }
}
