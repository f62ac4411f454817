package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.alembic.ColumnType.Affinity;
import dev.dovetail.migrations.alembic.ColumnType.Scalar;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.Instance;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads SQLAlchemy's types: what they compile to on PostgreSQL. */
final class Types {

  private static final int DEEPEST = 16;

  /** Types that compile to their own name. */
  private static final Set<String> SAME =
      Set.of(
          "BIGINT",
          "BOOLEAN",
          "BYTEA",
          "CIDR",
          "CITEXT",
          "DATE",
          "DATEMULTIRANGE",
          "DATERANGE",
          "DECIMAL",
          "HSTORE",
          "INET",
          "INT4MULTIRANGE",
          "INT4RANGE",
          "INT8MULTIRANGE",
          "INT8RANGE",
          "INTEGER",
          "INTERVAL",
          "JSON",
          "JSONB",
          "JSONPATH",
          "MACADDR",
          "MACADDR8",
          "MONEY",
          "NUMERIC",
          "NUMMULTIRANGE",
          "NUMRANGE",
          "OID",
          "REAL",
          "REGCLASS",
          "REGCONFIG",
          "SMALLINT",
          "TEXT",
          "TSMULTIRANGE",
          "TSQUERY",
          "TSRANGE",
          "TSTZMULTIRANGE",
          "TSTZRANGE",
          "TSVECTOR");

  /** Types of SQLAlchemy's own words. */
  private static final Map<String, String> GENERIC =
      Map.ofEntries(
          Map.entry("Integer", "INTEGER"),
          Map.entry("INT", "INTEGER"),
          Map.entry("BigInteger", "BIGINT"),
          Map.entry("SmallInteger", "SMALLINT"),
          Map.entry("Boolean", "BOOLEAN"),
          Map.entry("Date", "DATE"),
          Map.entry("Text", "TEXT"),
          Map.entry("UnicodeText", "TEXT"),
          Map.entry("LargeBinary", "BYTEA"),
          Map.entry("PickleType", "BYTEA"),
          Map.entry("Double", "DOUBLE PRECISION"),
          Map.entry("DOUBLE", "DOUBLE PRECISION"),
          Map.entry("DOUBLE_PRECISION", "DOUBLE PRECISION"));

  private static final String ENCRYPTED = "sqlalchemy_utils.types.encrypted";

  /** Types of other libraries that are in wide use. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("sqlmodel.sql.sqltypes.AutoString", "VARCHAR"),
          Map.entry("sqlmodel.AutoString", "VARCHAR"),
          Map.entry("sqlalchemy_utils.types.uuid.UUIDType", "UUID"),
          Map.entry("sqlalchemy_utils.UUIDType", "UUID"),
          Map.entry("sqlalchemy_utils.types.json.JSONType", "JSON"),
          Map.entry(ENCRYPTED + ".encrypted_type.EncryptedType", "BYTEA"),
          Map.entry(ENCRYPTED + ".EncryptedType", "BYTEA"),
          Map.entry("sqlalchemy_utils.EncryptedType", "BYTEA"),
          Map.entry("citext.CIText", "CITEXT"),
          Map.entry("fastapi_users_db_sqlalchemy.generics.GUID", "UUID"),
          Map.entry(
              "fastapi_users_db_sqlalchemy.generics.TIMESTAMPAware", "TIMESTAMP WITH TIME ZONE"));

  private final Enums enums;

  Types(Enums enums) {
    this.enums = enums;
  }

  /** Whether a value is a type, as the second argument of a column may be one. */
  boolean isType(Value value) {
    return switch (value) {
      case Value.Library library -> known(library.path()) || looksLikeType(library.path());
      case Value.Constructed made -> known(made.callee()) || looksLikeType(made.callee());
      case ClassValue ignored -> true;
      case Instance ignored -> true;
      case Value.Unknown ignored -> true;
      default -> false;
    };
  }

  private static boolean known(String path) {
    String name = last(path);
    return Enums.isEnum(path)
        || isEncryptedText(path)
        || ELSEWHERE.containsKey(path)
        || (path.startsWith("sqlalchemy.") && (SAME.contains(name) || GENERIC.containsKey(name)));
  }

  /** Whether the library has had a type of this name in all the versions that are known. */
  static boolean has(String name) {
    return GENERIC.containsKey(name) || Set.of("Enum", "JSON", "String", "ARRAY").contains(name);
  }

  /** Constraints and defaults are no types; whatever else a library has may be one. */
  private static boolean looksLikeType(String path) {
    String name = last(path);
    return !name.endsWith("Constraint")
        && !Set.of(
                "ForeignKey",
                "Identity",
                "Computed",
                "Sequence",
                "FetchedValue",
                "DefaultClause",
                "Default")
            .contains(name);
  }

  ColumnType read(Value value, Origin at) {
    return read(value, at, 0);
  }

  private ColumnType read(Value value, Origin at, int depth) {
    if (depth > DEEPEST) {
      throw new Unreadable("its type is nested too deeply", at);
    }
    return switch (value) {
      case Value.Library library ->
          read(new Value.Constructed(library.path(), Arguments.NONE, at), at, depth + 1);
      case Value.Constructed made when made.callee().endsWith(".with_variant") ->
          variant(made, at, depth);
      case Value.Constructed made when Enums.isEnum(made.callee()) -> used(made);
      case Value.Constructed made -> library(made, depth);
      case Instance instance -> decorated(instance, at, depth);
      case ClassValue type when enums.made(type, at) instanceof Instance instance ->
          decorated(instance, at, depth);
      case Value.Unknown unknown -> throw Given.unreadable(unknown);
      default -> throw new Unreadable("its type is not one that is known", at);
    };
  }

  private ColumnType used(Value.Constructed made) {
    EnumType type = enums.read(made);
    enums.use(made);
    return new ColumnType.OfEnum(type);
  }

  private ColumnType variant(Value.Constructed made, Origin at, int depth) {
    Given given = new Given(made.arguments(), made.at());
    boolean ours =
        given.from(1).stream().anyMatch(name -> Given.text(name, at).equals("postgresql"));
    Value chosen =
        ours
            ? given.need(0, "type_")
            : made.receiver().orElseThrow(() -> new Unreadable("its type is not known", at));
    return read(chosen, at, depth + 1);
  }

  private ColumnType library(Value.Constructed made, int depth) {
    String path = made.callee();
    String name = last(path);
    Given given = new Given(made.arguments(), made.at());
    if (ELSEWHERE.containsKey(path)) {
      String words = ELSEWHERE.getOrDefault(path, "");
      return words.equals("VARCHAR")
          ? sized(words, "length", Affinity.TEXT, given)
          : new Scalar(words, Affinity.OTHER);
    }
    if (isEncryptedText(path)) {
      // Its own arguments come first; the string's length is only ever named.
      return given.get("length").isPresent()
          ? sized("VARCHAR", "length", Affinity.TEXT, named(given))
          : new Scalar("VARCHAR", Affinity.TEXT);
    }
    if (path.endsWith(".Vector") && path.startsWith("pgvector.")) {
      return sized("vector", "dim", Affinity.OTHER, given);
    }
    if (!path.startsWith("sqlalchemy.")) {
      throw new Unreadable("the type " + path + " is not known", made.at());
    }
    return switch (name) {
      case "String", "Unicode", "VARCHAR" -> sized("VARCHAR", "length", Affinity.TEXT, given);
      case "CHAR" -> sized("CHAR", "length", Affinity.TEXT, given);
      case "Float", "FLOAT" -> sized("FLOAT", "precision", Affinity.NUMERIC, given);
      case "Numeric", "NUMERIC", "DECIMAL" -> numeric(given);
      case "DateTime", "TIMESTAMP", "DATETIME" -> time("TIMESTAMP", given);
      case "Time", "TIME" -> time("TIME", given);
      case "Interval" -> new Scalar("INTERVAL", Affinity.OTHER);
      case "INTERVAL" -> interval(given);
      case "Uuid", "UUID" -> uuid(path, given);
      case "BIT" -> bit(given);
      case "ARRAY" -> array(given, depth);
      case "TypeDecorator", "NullType", "UserDefinedType", "DOMAIN", "Variant" ->
          throw new Unreadable("the type " + name + " is not known", made.at());
      default -> plain(name, made.at());
    };
  }

  private static boolean isEncryptedText(String path) {
    return path.startsWith("sqlalchemy_utils.") && path.endsWith(".StringEncryptedType");
  }

  private static Given named(Given given) {
    Arguments arguments = given.arguments();
    return new Given(new Arguments(List.of(), arguments.named(), arguments.more()), given.at());
  }

  private static ColumnType plain(String name, Origin at) {
    String words = GENERIC.getOrDefault(name, SAME.contains(name) ? name : "");
    if (words.isEmpty()) {
      throw new Unreadable("the type " + name + " is not known", at);
    }
    Affinity affinity =
        switch (words) {
          case "INTEGER" -> Affinity.INTEGER;
          case "BIGINT" -> Affinity.BIG_INTEGER;
          case "SMALLINT" -> Affinity.SMALL_INTEGER;
          case "REAL", "DOUBLE PRECISION", "DECIMAL" -> Affinity.NUMERIC;
          case "TEXT" -> Affinity.TEXT;
          default -> Affinity.OTHER;
        };
    return new Scalar(words, affinity);
  }

  private static ColumnType sized(String words, String argument, Affinity affinity, Given given) {
    String size =
        given.get(0, argument).map(value -> "(" + Enums.number(value, given.at()) + ")").orElse("");
    return new Scalar(words + size, affinity);
  }

  private static ColumnType numeric(Given given) {
    Optional<Value> precision = given.get(0, "precision");
    Optional<Value> scale = given.get(1, "scale");
    String size =
        precision
            .map(p ->
                "("
                    + Enums.number(p, given.at())
                    + scale.map(s -> ", " + Enums.number(s, given.at())).orElse("")
                    + ")")
            .orElse("");
    return new Scalar("NUMERIC" + size, Affinity.NUMERIC);
  }

  private static ColumnType time(String words, Given given) {
    boolean zone = given.flag(0, "timezone", false);
    String precision =
        given.get("precision").map(p -> "(" + Enums.number(p, given.at()) + ")").orElse("");
    return new Scalar(
        words + precision + (zone ? " WITH TIME ZONE" : " WITHOUT TIME ZONE"), Affinity.OTHER);
  }

  private static ColumnType interval(Given given) {
    String fields = given.maybeText("fields").map(f -> " " + f).orElse("");
    String precision =
        given.get(0, "precision").map(p -> " (" + Enums.number(p, given.at()) + ")").orElse("");
    return new Scalar("INTERVAL" + fields + precision, Affinity.OTHER);
  }

  private static ColumnType uuid(String path, Given given) {
    boolean generic = last(path).equals("Uuid");
    return new Scalar(
        generic && !given.flag("native_uuid", true) ? "CHAR(32)" : "UUID", Affinity.OTHER);
  }

  private static ColumnType bit(Given given) {
    String size =
        given.get(0, "length").map(l -> "(" + Enums.number(l, given.at()) + ")").orElse("");
    return new Scalar(
        (given.flag(1, "varying", false) ? "BIT VARYING" : "BIT") + size, Affinity.OTHER);
  }

  private ColumnType array(Given given, int depth) {
    ColumnType item = read(given.need(0, "item_type"), given.at(), depth + 1);
    int dimensions =
        given.get("dimensions").map(value -> Enums.number(value, given.at())).orElse(1);
    return new ColumnType.ArrayOf(item, Math.clamp(dimensions, 1, 6));
  }

  /** A type that the repository defines over one of the library's: what it is on PostgreSQL. */
  private ColumnType decorated(Instance instance, Origin at, int depth) {
    ClassValue type = instance.type();
    Optional<Value> chosen =
        inherited(type, "load_dialect_impl").map(method -> enums.chosen(method, instance, at));
    if (chosen.isPresent()) {
      return read(chosen.get(), at, depth + 1);
    }
    boolean compiles =
        inherited(type, "get_col_spec").isPresent() || inherited(type, "dialect_impl").isPresent();
    Value impl = inherited(type, "impl").orElse(new Value.None());
    if (compiles || impl instanceof Value.None) {
      throw new Unreadable("the type " + type.name() + " of the application is not known", at);
    }
    // Arguments of the decorator go to the type it decorates, unless it says otherwise.
    boolean own = inherited(type, "__init__").isPresent();
    if (impl instanceof Value.Library library && !own) {
      return read(new Value.Constructed(library.path(), instance.arguments(), at), at, depth + 1);
    }
    if (own && impl instanceof Value.Library) {
      throw new Unreadable("the type " + type.name() + " of the application is not known", at);
    }
    return read(impl, at, depth + 1);
  }

  private static Optional<Value> inherited(ClassValue type, String name) {
    Value value = type.attributes().get(name);
    if (value != null) {
      return Optional.of(value);
    }
    List<Value> bases = type.bases();
    return bases.isEmpty() || !(bases.getFirst() instanceof ClassValue base)
        ? Optional.empty()
        : inherited(base, name);
  }

  static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
