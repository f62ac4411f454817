package dev.dovetail.python.value;

import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Set;

/** {@code type}, {@code isinstance} and {@code issubclass}. */
final class Types {

  private static final Set<String> SEQUENCES =
      Set.of(
          "typing.Sequence",
          "collections.abc.Sequence",
          "typing.Iterable",
          "collections.abc.Iterable");

  private Types() {}

  static Value of(Value value, Origin at) {
    return switch (Engine.known(value)) {
      case Value.Unknown reason -> reason;
      case EnumMember member -> member.owner();
      case Instance instance -> instance.type();
      case Value.Constructed made ->
          Exceptions.isBuiltin(made.callee())
              ? new Value.Builtin(made.callee())
              : new Value.Library(made.callee());
      case Value other ->
          builtin(other).isEmpty()
              ? new Value.Unknown("its type is not followed", at)
              : new Value.Builtin(builtin(other));
    };
  }

  private static String builtin(Value value) {
    return switch (value) {
      case Value.Str str -> "str";
      case Value.Int number -> "int";
      case Value.Bool bool -> "bool";
      case Value.Float number -> "float";
      case Value.Bytes bytes -> "bytes";
      case Value.Tuple tuple -> "tuple";
      case Value.None none -> "NoneType";
      case ListValue list -> "list";
      case SetValue set -> set.frozen() ? "frozenset" : "set";
      case DictValue dict -> "dict";
      case Value.Range range -> "range";
      case Function function -> "function";
      case ClassValue type -> "type";
      case Value.Builtin builtin -> "builtin";
      default -> "";
    };
  }

  static Value isInstance(Engine engine, Value raw, Value type, Origin at) {
    Value value = raw instanceof Value.Partly ? new Value.Str("", at) : Engine.known(raw);
    if (value instanceof Value.Unknown) {
      return value;
    }
    if (type instanceof Value.Tuple several) {
      return any(
          several.elements().stream().map(one -> isInstance(engine, value, one, at)).toList());
    }
    if (Exceptions.isException(value)) {
      return Exceptions.matches(value, type, at);
    }
    Value.Unknown unknown = Value.Unknown.data("whether it is of this type is not known", at);
    if (Operators.belongsToHost(value)) {
      return value instanceof Value.Constructed made
              && type instanceof Value.Library library
              && made.callee().equals(library.path())
          ? new Value.Bool(true)
          : type instanceof Value.Builtin
                  && value instanceof Value.Constructed made
                  && made.callee().startsWith("sqlalchemy.")
                  && Character.isUpperCase(made.callee().charAt(made.callee().lastIndexOf('.') + 1))
              ? new Value.Bool(false)
              : unknown;
    }
    return switch (type) {
      case Value.Builtin wanted -> hasBuiltinType(value, wanted.name(), unknown);
      case ClassValue wanted ->
          value instanceof Instance instance
              ? engine.classes.isSubclass(instance.type(), wanted)
              : new Value.Bool(
                  value instanceof EnumMember member && member.owner().bases().contains(wanted));
      case EnumClass wanted ->
          new Value.Bool(
              value instanceof EnumMember member && Enums.isSubclass(member.owner(), wanted));
      case Value.Library library when Enums.isBase(library.path()) ->
          value instanceof EnumMember member
              ? Enums.hasBase(member.owner(), library.path())
                  ? new Value.Bool(true)
                  : new Value.Bool(false)
              : new Value.Bool(false);
      case Value.Library library when SEQUENCES.contains(library.path()) ->
          value instanceof ListValue || value instanceof Value.Tuple || value instanceof Value.Str
              ? new Value.Bool(true)
              : unknown;
      case Value.Library library ->
          builtin(value).isEmpty()
                  || library.path().startsWith("typing.")
                  || library.path().startsWith("collections.")
              ? unknown
              : new Value.Bool(false);
      default -> unknown;
    };
  }

  private static Value hasBuiltinType(Value value, String wanted, Value.Unknown unknown) {
    if (wanted.equals("object")) {
      return new Value.Bool(true);
    }
    if (value instanceof EnumMember member) {
      return new Value.Bool(member.owner().mixin().filter(wanted::equals).isPresent());
    }
    if (value instanceof EnumClass) {
      return new Value.Bool(wanted.equals("type"));
    }
    if (Exceptions.isBuiltin(wanted)) {
      return new Value.Bool(false);
    }
    String has = builtin(value);
    return has.isEmpty()
        ? value instanceof Instance ? new Value.Bool(false) : unknown
        : new Value.Bool(has.equals(wanted) || (has.equals("bool") && wanted.equals("int")));
  }

  static Value isSubclass(Engine engine, Value type, Value wanted, Origin at) {
    if (wanted instanceof Value.Tuple several) {
      return any(
          several.elements().stream().map(one -> isSubclass(engine, type, one, at)).toList());
    }
    if (type instanceof EnumClass one) {
      return switch (wanted) {
        case EnumClass other -> new Value.Bool(Enums.isSubclass(one, other));
        case Value.Library library when Enums.isBase(library.path()) ->
            new Value.Bool(Enums.hasBase(one, library.path()));
        case Value.Builtin builtin ->
            new Value.Bool(
                one.mixin().filter(builtin.name()::equals).isPresent()
                    || builtin.name().equals("object"));
        default -> Value.Unknown.data("whether it is a subclass is not known", at);
      };
    }
    return type instanceof ClassValue one && wanted instanceof ClassValue other
        ? engine.classes.isSubclass(one, other)
        : Value.Unknown.data("whether it is a subclass is not known", at);
  }

  private static Value any(List<Value> answers) {
    Value result = new Value.Bool(false);
    for (Value answer : answers) {
      if (answer instanceof Value.Bool bool && bool.value()) {
        return answer;
      }
      result = answer instanceof Value.Unknown ? answer : result;
    }
    return result;
  }
}
