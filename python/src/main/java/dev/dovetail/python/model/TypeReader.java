package dev.dovetail.python.model;

import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.declared.EnumColumn.Storage;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.Instance;
import dev.dovetail.python.value.Interpreter;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From the value that stands where a column's type stands to what is stored. */
final class TypeReader {

  private static final Set<String> ENUMS =
      Set.of("sqlalchemy.Enum", "sqlalchemy.dialects.postgresql.ENUM");

  private static final Set<String> ARRAYS =
      Set.of("sqlalchemy.ARRAY", "sqlalchemy.dialects.postgresql.ARRAY");

  private static final Set<String> TEXTS =
      Set.of(
          "String",
          "VARCHAR",
          "Text",
          "TEXT",
          "Unicode",
          "UnicodeText",
          "CHAR",
          "NVARCHAR",
          "AutoString");

  private static final Set<String> NUMBERS =
      Set.of("Integer", "INTEGER", "SmallInteger", "SMALLINT", "BigInteger", "BIGINT");

  private static final Set<String> DECORATORS =
      Set.of("sqlalchemy.TypeDecorator", "sqlalchemy.types.TypeDecorator");

  private final EnumTypes enumTypes;
  private final Wrappers wrappers;
  private final SqlTypes sqlTypes;

  TypeReader(Interpreter interpreter) {
    this.enumTypes = new EnumTypes(interpreter);
    this.wrappers = new Wrappers(interpreter, this);
    this.sqlTypes = new SqlTypes(this, wrappers);
  }

  /** The same types as PostgreSQL shows them. */
  SqlTypes sql() {
    return sqlTypes;
  }

  StoredType read(Value type, Origin at) {
    return switch (type) {
      case Value.Constructed made -> constructed(made);
      case Value.Library library -> named(Alchemy.name(library), Arguments.NONE, at);
      case Instance instance -> wrappers.read(instance);
      case ClassValue wrapper -> wrappers.read(wrapper, at);
      case Value.Unknown unknown -> new StoredType.Obscure(unknown);
      default -> new StoredType.Other();
    };
  }

  StoredType named(String callee, Arguments arguments, Origin at) {
    if (ENUMS.contains(callee)) {
      return enumTypes.read(arguments, at);
    }
    if (ARRAYS.contains(callee)) {
      return arguments
          .get(0, "item_type")
          .map(item -> array(read(item, at)))
          .orElse(new StoredType.Other());
    }
    if (callee.startsWith("sqlalchemy.ext.mutable.") && callee.endsWith(".as_mutable")) {
      return arguments
          .get(0, "sqltype")
          .map(inner -> read(inner, at))
          .orElse(new StoredType.Other());
    }
    String last = callee.substring(callee.lastIndexOf('.') + 1);
    if (callee.startsWith("sqlalchemy.")) {
      return TEXTS.contains(last)
          ? new StoredType.Text()
          : NUMBERS.contains(last) ? new StoredType.Number() : new StoredType.Other();
    }
    return foreign(callee, last, arguments);
  }

  /** Whether a library's class is one of SQLAlchemy's enum types. */
  static boolean isEnum(Value base) {
    return base instanceof Value.Library library && ENUMS.contains(Alchemy.name(library));
  }

  static boolean isDecorator(Value base) {
    return base instanceof Value.Library library && DECORATORS.contains(Alchemy.name(library));
  }

  private StoredType constructed(Value.Constructed made) {
    Optional<Value> variant = onPostgresql(made);
    if (variant.isPresent()) {
      return read(variant.get(), made.at());
    }
    return named(made.callee(), made.arguments(), made.at());
  }

  /** Of a type with variants, the one that counts; empty where it is no such type. */
  static Optional<Value> onPostgresql(Value.Constructed made) {
    if (!made.callee().endsWith(".with_variant")) {
      return Optional.empty();
    }
    List<Value> arguments = made.arguments().positional();
    boolean here =
        arguments.stream()
            .skip(1)
            .anyMatch(
                dialect -> dialect instanceof Value.Str name && name.text().equals("postgresql"));
    return here ? Optional.of(arguments.getFirst()) : made.receiver();
  }

  private StoredType array(StoredType item) {
    return item instanceof StoredType.Labelled labelled
        ? labelled.asArray()
        : item instanceof StoredType.Obscure ? item : new StoredType.Other();
  }

  /** A type of another library; of those that take an enum class, one is known. */
  private static StoredType foreign(String callee, String last, Arguments arguments) {
    Optional<EnumClass> enumClass =
        java.util.stream.Stream.concat(
                arguments.positional().stream(), arguments.named().values().stream())
            .filter(EnumClass.class::isInstance)
            .map(EnumClass.class::cast)
            .findFirst();
    if (enumClass.isEmpty()) {
      return new StoredType.Other();
    }
    EnumClass type = enumClass.get();
    if (callee.startsWith("sqlalchemy_utils.") && last.equals("ChoiceType")) {
      return new StoredType.Labelled(
          Optional.empty(),
          Optional.empty(),
          false,
          enumClass,
          EnumTypes.valueLabels(type),
          new Persistence.Values("ChoiceType stores the values"),
          Storage.TEXT,
          false,
          Optional.empty());
    }
    return unsure(type, "what " + last + " stores is not known: it is a library's type");
  }

  /** A type that has to do with an enum class, and no more is known. */
  static StoredType.Labelled unsure(EnumClass type, String reason) {
    return new StoredType.Labelled(
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(type),
        List.of(),
        new Persistence.Unknown(reason),
        Storage.NATIVE,
        false,
        Optional.of(reason));
  }
}
