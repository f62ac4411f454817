package dev.dovetail.python.model;

import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Python's types in annotations: what SQLAlchemy makes of them, and when two are the same. */
final class PythonTypes {

  private static final Map<String, String> SQL =
      Map.ofEntries(
          Map.entry("int", "Integer"),
          Map.entry("float", "Float"),
          Map.entry("bool", "Boolean"),
          Map.entry("str", "String"),
          Map.entry("bytes", "LargeBinary"),
          Map.entry("decimal.Decimal", "Numeric"),
          Map.entry("datetime.date", "Date"),
          Map.entry("datetime.datetime", "DateTime"),
          Map.entry("datetime.time", "Time"),
          Map.entry("datetime.timedelta", "Interval"),
          Map.entry("uuid.UUID", "Uuid"));

  private PythonTypes() {}

  /** The type that SQLAlchemy itself has for a Python type. */
  static Optional<Value> sql(Value type) {
    return Optional.ofNullable(SQL.get(key(type)))
        .map(name -> new Value.Library("sqlalchemy." + name));
  }

  /** Whether two values are one type: {@code dict[str, Any]} is, wherever it is written. */
  static boolean same(Value one, Value other) {
    return one.equals(other) || (isWritten(one) && key(one).equals(key(other)));
  }

  private static boolean isWritten(Value type) {
    return !key(type).contains("?");
  }

  private static String key(Value type) {
    return switch (type) {
      case Value.Builtin builtin -> builtin.name();
      case Value.Library library -> library.path().replace("typing_extensions.", "typing.");
      case Value.None none -> "None";
      case Value.Str text -> "'" + text.text() + "'";
      case Value.Int number -> number.value().toString();
      case Value.Tuple tuple -> keys(tuple.elements());
      case ClassValue own -> own.module() + ":" + own.name() + "@" + own.at();
      case EnumClass own -> own.module() + ":" + own.name() + "@" + own.at();
      case Value.Constructed made
          when made.callee().endsWith("__class_getitem__")
              || made.callee().endsWith("__getitem__")
              || made.callee().equals("types.UnionType") ->
          made.callee().replace("__class_getitem__", "__getitem__")
              + "["
              + keys(made.arguments().positional())
              + "]";
      default -> "?";
    };
  }

  private static String keys(List<Value> types) {
    return String.join(",", types.stream().map(PythonTypes::key).toList());
  }
}
