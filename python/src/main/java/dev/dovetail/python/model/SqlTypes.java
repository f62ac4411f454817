package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredType;
import dev.dovetail.core.declared.EnumColumn.Storage;
import dev.dovetail.core.declared.Reading;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.Instance;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * From the value that stands where a column's type stands to the type that PostgreSQL shows of it.
 */
final class SqlTypes {

  private static final int DEEPEST = 16;

  /** Types without arguments that matter, by SQLAlchemy's names. */
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("Integer", "integer"),
          Map.entry("INTEGER", "integer"),
          Map.entry("INT", "integer"),
          Map.entry("BigInteger", "bigint"),
          Map.entry("BIGINT", "bigint"),
          Map.entry("SmallInteger", "smallint"),
          Map.entry("SMALLINT", "smallint"),
          Map.entry("Boolean", "boolean"),
          Map.entry("BOOLEAN", "boolean"),
          Map.entry("Date", "date"),
          Map.entry("DATE", "date"),
          Map.entry("Text", "text"),
          Map.entry("TEXT", "text"),
          Map.entry("UnicodeText", "text"),
          Map.entry("LargeBinary", "bytea"),
          Map.entry("PickleType", "bytea"),
          Map.entry("BYTEA", "bytea"),
          Map.entry("Double", "double precision"),
          Map.entry("DOUBLE", "double precision"),
          Map.entry("DOUBLE_PRECISION", "double precision"),
          Map.entry("REAL", "real"),
          Map.entry("JSON", "json"),
          Map.entry("JSONB", "jsonb"),
          Map.entry("JSONPATH", "jsonpath"),
          Map.entry("CIDR", "cidr"),
          Map.entry("INET", "inet"),
          Map.entry("MACADDR", "macaddr"),
          Map.entry("MACADDR8", "macaddr8"),
          Map.entry("MONEY", "money"),
          Map.entry("OID", "oid"),
          Map.entry("REGCLASS", "regclass"),
          Map.entry("REGCONFIG", "regconfig"),
          Map.entry("TSQUERY", "tsquery"),
          Map.entry("TSVECTOR", "tsvector"),
          Map.entry("INT4RANGE", "int4range"),
          Map.entry("INT8RANGE", "int8range"),
          Map.entry("NUMRANGE", "numrange"),
          Map.entry("DATERANGE", "daterange"),
          Map.entry("TSRANGE", "tsrange"),
          Map.entry("TSTZRANGE", "tstzrange"),
          Map.entry("INT4MULTIRANGE", "int4multirange"),
          Map.entry("INT8MULTIRANGE", "int8multirange"),
          Map.entry("NUMMULTIRANGE", "nummultirange"),
          Map.entry("DATEMULTIRANGE", "datemultirange"),
          Map.entry("TSMULTIRANGE", "tsmultirange"),
          Map.entry("TSTZMULTIRANGE", "tstzmultirange"));

  /** Types of other libraries that are in wide use. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "sqlmodel.sql.sqltypes.AutoString", "String",
          "sqlmodel.AutoString", "String",
          "sqlalchemy_utils.types.uuid.UUIDType", "UUID",
          "sqlalchemy_utils.UUIDType", "UUID",
          "fastapi_users_db_sqlalchemy.generics.GUID", "UUID");

  private final TypeReader types;
  private final Wrappers wrappers;

  SqlTypes(TypeReader types, Wrappers wrappers) {
    this.types = types;
    this.wrappers = wrappers;
  }

  /**
   * @param tableSchema where an enum that inherits it would stand
   */
  Reading<DeclaredType> read(Value type, Optional<String> tableSchema, Origin at) {
    return read(type, tableSchema, at, 0);
  }

  private Reading<DeclaredType> read(
      Value type, Optional<String> tableSchema, Origin at, int depth) {
    if (depth > DEEPEST) {
      return Reading.unsure("the type is nested too deeply");
    }
    return switch (type) {
      case Value.Library library ->
          named(Alchemy.name(library), Arguments.NONE, tableSchema, at, depth);
      case Value.Constructed made when made.callee().endsWith(".with_variant") ->
          TypeReader.onPostgresql(made)
              .map(chosen -> read(chosen, tableSchema, at, depth + 1))
              .orElseGet(() -> Reading.unsure("which variant of the type counts is not known"));
      case Value.Constructed made ->
          named(made.callee(), made.arguments(), tableSchema, made.at(), depth);
      case Instance instance -> read(wrappers.underlying(instance), tableSchema, at, depth + 1);
      case ClassValue wrapper -> read(wrappers.underlying(wrapper, at), tableSchema, at, depth + 1);
      case Value.Unknown why -> Reading.unsure("the type is not known: " + why.reason());
      default -> Reading.unsure("the type is none that is known");
    };
  }

  private Reading<DeclaredType> named(
      String callee, Arguments given, Optional<String> tableSchema, Origin at, int depth) {
    if (given.more().isPresent()) {
      return Reading.unsure("an argument of the type is not known: " + given.more().get().reason());
    }
    StoredType stored = types.named(callee, given, at);
    if (TypeReader.isEnum(new Value.Library(callee))
        && stored instanceof StoredType.Labelled labelled) {
      return ofEnum(labelled, given, tableSchema);
    }
    String last = callee.substring(callee.lastIndexOf('.') + 1);
    if (callee.startsWith("sqlalchemy.ext.mutable.") && last.equals("as_mutable")) {
      return given
          .get(0, "sqltype")
          .map(inner -> read(inner, tableSchema, at, depth + 1))
          .orElseGet(() -> Reading.unsure("the type is not known"));
    }
    String name = ELSEWHERE.getOrDefault(callee, last);
    if (!callee.startsWith("sqlalchemy.") && !ELSEWHERE.containsKey(callee)) {
      return Reading.unsure("the type " + callee + " is not known");
    }
    return switch (name) {
      case "String", "Unicode", "VARCHAR", "NVARCHAR" -> sized("character varying", "", given);
      case "CHAR", "NCHAR" -> sized("character", "(1)", given);
      case "Float", "FLOAT" -> floating(given);
      case "Numeric", "NUMERIC", "DECIMAL" -> numeric(given);
      case "DateTime", "TIMESTAMP", "DATETIME" -> time("timestamp", given);
      case "Time", "TIME" -> time("time", given);
      case "Interval" -> interval(given, 1, "second_precision");
      case "INTERVAL" -> interval(given, 0, "precision");
      case "Uuid", "UUID" ->
          name.equals("Uuid") && isFalse(given.named("native_uuid"))
              ? builtin("character(32)")
              : builtin("uuid");
      case "BIT" -> bit(given);
      case "ARRAY" ->
          given
              .get(0, "item_type")
              .map(item -> array(read(item, tableSchema, at, depth + 1)))
              .orElseGet(() -> Reading.unsure("the type of the array's items is not known"));
      case "HSTORE", "CITEXT" ->
          Reading.of(
              new DeclaredType.Named(Optional.empty(), name.toLowerCase(Locale.ROOT), false));
      default ->
          Optional.ofNullable(PLAIN.get(name))
              .map(SqlTypes::builtin)
              .orElseGet(() -> Reading.unsure("the type " + last + " is not known"));
    };
  }

  private static Reading<DeclaredType> ofEnum(
      StoredType.Labelled labelled, Arguments given, Optional<String> tableSchema) {
    Optional<Value> isNative = given.named("native_enum");
    if (isNative.isPresent() && !(isNative.get() instanceof Value.Bool)) {
      return Reading.unsure("whether the enum is a type of its own is not known");
    }
    if (labelled.storage() == Storage.NATIVE) {
      return labelled
          .name()
          .map(name ->
              Reading.<DeclaredType>of(
                  new DeclaredType.Named(
                      labelled
                          .schema()
                          .or(() -> labelled.inheritsSchema() ? tableSchema : Optional.empty()),
                      name,
                      false)))
          .orElseGet(() -> Reading.unsure("the name of the enum's type is not known"));
    }
    Optional<Value> length = given.named("length");
    if (length.isPresent() && length.get() instanceof Value.None) {
      return builtin("character varying");
    }
    if (length.isPresent()) {
      return number(length)
          .map(size -> builtin("character varying(" + size + ")"))
          .orElseGet(() -> Reading.unsure("the length is not known"));
    }
    return labelled
        .unknown()
        .map(Reading::<DeclaredType>unsure)
        .orElseGet(() -> builtin("character varying(" + longest(labelled) + ")"));
  }

  private static int longest(StoredType.Labelled labelled) {
    return labelled.labels().stream()
        .map(Label::text)
        .mapToInt(text -> text.codePointCount(0, text.length()))
        .max()
        .orElse(0);
  }

  /** {@code VARCHAR(n)} of a {@code Literal["a", "b"]}. */
  static Reading<DeclaredType> ofLiterals(List<Value.Str> literals) {
    int longest =
        literals.stream()
            .map(Value.Str::text)
            .mapToInt(text -> text.codePointCount(0, text.length()))
            .max()
            .orElse(0);
    return builtin("character varying(" + longest + ")");
  }

  private static Reading<DeclaredType> builtin(String displayed) {
    return Reading.of(new DeclaredType.Builtin(displayed));
  }

  private static Reading<DeclaredType> sized(String name, String without, Arguments given) {
    Optional<Value> length = given.get(0, "length").filter(value -> !(value instanceof Value.None));
    if (length.isEmpty()) {
      return builtin(name + without);
    }
    return number(length)
        .map(size -> builtin(name + "(" + size + ")"))
        .orElseGet(() -> Reading.unsure("the length is not known"));
  }

  private static Reading<DeclaredType> floating(Arguments given) {
    Optional<Value> precision = written(given.get(0, "precision"));
    if (precision.isEmpty()) {
      return builtin("double precision");
    }
    return number(precision)
        .map(bits -> builtin(bits <= 24 ? "real" : "double precision"))
        .orElseGet(() -> Reading.unsure("the precision is not known"));
  }

  private static Reading<DeclaredType> numeric(Arguments given) {
    Optional<Value> precision = written(given.get(0, "precision"));
    Optional<Value> scale = written(given.get(1, "scale"));
    if (precision.isEmpty()) {
      return builtin("numeric");
    }
    Optional<Integer> digits = number(precision);
    Optional<Integer> after = scale.isEmpty() ? Optional.of(0) : number(scale);
    return digits.isPresent() && after.isPresent()
        ? builtin("numeric(" + digits.get() + "," + after.get() + ")")
        : Reading.unsure("the precision is not known");
  }

  private static Reading<DeclaredType> time(String name, Arguments given) {
    Optional<Value> zone = given.get(0, "timezone");
    Optional<Value> precision = written(given.get(1, "precision"));
    boolean clear =
        zone.map(Value.Bool.class::isInstance).orElse(true)
            && (precision.isEmpty() || number(precision).isPresent());
    return clear
        ? builtin(
            name
                + number(precision).map(digits -> "(" + digits + ")").orElse("")
                + (zone.filter(EnumTypes::isTrue).isPresent()
                    ? " with time zone"
                    : " without time zone"))
        : Reading.unsure("an argument of the type is not known");
  }

  private static Reading<DeclaredType> interval(Arguments given, int place, String name) {
    Optional<Value> precision = written(given.get(place, name));
    Optional<Value> fields = written(given.named("fields"));
    Optional<String> words = fields.flatMap(EnumTypes::string);
    if (fields.isPresent() != words.isPresent()
        || (precision.isPresent() && number(precision).isEmpty())) {
      return Reading.unsure("an argument of the type is not known");
    }
    return builtin(
        "interval"
            + words.map(text -> " " + text.toLowerCase(Locale.ROOT)).orElse("")
            + number(precision).map(digits -> "(" + digits + ")").orElse(""));
  }

  private static Reading<DeclaredType> bit(Arguments given) {
    boolean varying = given.get(1, "varying").filter(EnumTypes::isTrue).isPresent();
    return sized(varying ? "bit varying" : "bit", varying ? "" : "(1)", given);
  }

  private static Reading<DeclaredType> array(Reading<DeclaredType> item) {
    return item.map(type ->
        switch (type) {
          case DeclaredType.Builtin(String displayed) -> new DeclaredType.Builtin(displayed + "[]");
          case DeclaredType.Named named ->
              new DeclaredType.Named(named.schema(), named.name(), true);
        });
  }

  private static Optional<Value> written(Optional<Value> value) {
    return value.filter(it -> !(it instanceof Value.None));
  }

  private static boolean isFalse(Optional<Value> value) {
    return value.filter(it -> it instanceof Value.Bool flag && !flag.value()).isPresent();
  }

  private static Optional<Integer> number(Optional<Value> value) {
    return value.isPresent()
            && value.get() instanceof Value.Int number
            && number.value().bitLength() < 31
            && number.value().signum() >= 0
        ? Optional.of(number.value().intValue())
        : Optional.empty();
  }
}
