package dev.dovetail.python.model;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.ClassValue;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.Function;
import dev.dovetail.python.value.Interpreter;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a class is mapped to a table, to which, and which classes give it columns: itself, mixins
 * and abstract bases, but not a parent that is mapped itself.
 */
final class MappedClass {

  private static final Set<String> ROOTS =
      Set.of(
          "sqlalchemy.orm.DeclarativeBase",
          "sqlalchemy.orm.DeclarativeBaseNoMeta",
          "sqlalchemy.ext.asyncio.AsyncAttrs.DeclarativeBase");

  /** The class, and what stands for the metadata that all its heirs share. */
  static final String SQLMODEL = "sqlmodel.SQLModel";

  private static final Set<String> MAKERS =
      Set.of(
          "sqlalchemy.orm.declarative_base",
          "sqlalchemy.ext.declarative.declarative_base",
          "sqlalchemy.ext.automap.automap_base",
          "sqlalchemy.orm.registry.generate_base");

  /** Bases of libraries that name their table: fastapi-users, in its packages old and new. */
  private static final Map<String, String> TABLES =
      Map.of(
          "SQLAlchemyBaseUserTable", "user",
          "SQLAlchemyBaseOAuthAccountTable", "oauth_account",
          "SQLAlchemyBaseAccessTokenTable", "accesstoken");

  private static final List<String> WITHOUT_COLUMNS =
      List.of(
          "collections.",
          "dataclasses.",
          "enum.",
          "flask_login.",
          "flask_sqlalchemy.",
          "json.",
          "logging.",
          "sqlmodel.",
          "threading.");

  private final Family family;
  private final ClassChain chain;

  private MappedClass(Family family, ClassChain chain) {
    this.family = family;
    this.chain = chain;
  }

  /** All classes that were asked about, each looked at once. */
  static final class Family {

    private final Interpreter interpreter;
    private final IdentityHashMap<ClassValue, Optional<MappedClass>> known =
        new IdentityHashMap<>();

    Family(Interpreter interpreter) {
      this.interpreter = interpreter;
    }

    /** Any class, be it mapped or a base of those that are. */
    MappedClass of(ClassValue type) {
      return new MappedClass(this, ClassChain.of(type));
    }

    /** The class as a mapped one; empty when it is a mixin, a base, or nothing of the sort. */
    Optional<MappedClass> mapped(ClassValue type) {
      Optional<Optional<MappedClass>> earlier = Optional.ofNullable(known.get(type));
      if (earlier.isPresent()) {
        return earlier.get();
      }
      MappedClass candidate = new MappedClass(this, ClassChain.of(type));
      Optional<MappedClass> mapped =
          candidate.isMapped() ? Optional.of(candidate) : Optional.empty();
      known.put(type, mapped);
      return mapped;
    }
  }

  ClassValue type() {
    return chain.type();
  }

  ClassChain chain() {
    return chain;
  }

  boolean isSqlModel() {
    return chain.hasLibrary(Set.of(SQLMODEL));
  }

  /** The classes whose columns its table gets. */
  List<ClassValue> sources() {
    Optional<MappedClass> parent = parent();
    List<ClassValue> inherited = parent.map(mapped -> mapped.chain().classes()).orElse(List.of());
    List<ClassValue> sources = new ArrayList<>();
    for (ClassValue link : chain.classes()) {
      if (inherited.stream().noneMatch(known -> known == link)) {
        sources.add(link);
      }
    }
    return sources;
  }

  /** Whether its columns are those of a {@code Table} that is written out. */
  boolean isOverTable() {
    return sources().stream().anyMatch(link -> link.attributes().containsKey("__table__"));
  }

  /** Its table; empty when there is none. */
  Optional<MappedTable> table() {
    Optional<Value> name = nameAttribute();
    if (name.isPresent()) {
      return Optional.of(named(name.get()));
    }
    Optional<String> ofLibrary =
        sources().size() == chain.classes().size() ? tableOfLibrary() : Optional.empty();
    if (ofLibrary.isPresent()) {
      return Optional.of(new MappedTable(schema(), ofLibrary.get(), Optional.empty()));
    }
    Optional<MappedClass> parent = parent();
    boolean flask = chain.links().stream().anyMatch(Alchemy::isFlaskModel);
    if (parent.isPresent() && !(flask && hasOwnKey())) {
      return parent.get().table();
    }
    if (flask) {
      return Optional.of(new MappedTable(schema(), snake(type().name()), Optional.empty()));
    }
    if (isSqlModel()) {
      return Optional.of(
          new MappedTable(schema(), type().name().toLowerCase(Locale.ROOT), Optional.empty()));
    }
    return chain.hasLibrary(ROOTS) || chain.links().stream().anyMatch(MappedClass::isMade)
        ? Optional.of(unnamed("the class gives none"))
        : Optional.empty();
  }

  /** The name that a library's base gives to the table of its first heir. */
  private Optional<String> tableOfLibrary() {
    return chain.links().stream()
        .flatMap(link -> library(link).stream())
        .filter(path -> path.startsWith("fastapi_users"))
        .map(path -> path.substring(path.lastIndexOf('.') + 1))
        .map(name -> name.endsWith("UUID") ? name.substring(0, name.length() - 4) : name)
        .flatMap(name -> Optional.ofNullable(TABLES.get(name)).stream())
        .findFirst();
  }

  /** The path of a library's class, also of a generic one: {@code UserTable[int]}. */
  private static Optional<String> library(Value link) {
    return switch (link) {
      case Value.Library library -> Optional.of(library.path());
      case Value.Constructed made when made.callee().endsWith(".__getitem__") ->
          Optional.of(made.callee().substring(0, made.callee().length() - ".__getitem__".length()));
      default -> Optional.empty();
    };
  }

  /** Bases of libraries that are not read, so that they may give columns. */
  List<String> strangers() {
    return chain.links().stream()
        .flatMap(link -> library(link).stream())
        .filter(MappedClass::isStrange)
        .filter(path -> WITHOUT_COLUMNS.stream().noneMatch(path::startsWith))
        .toList();
  }

  /** What the project says about types that annotations give, where it does. */
  Optional<Value> typeMap() {
    return chain
        .attribute("type_annotation_map")
        .or(() ->
            chain
                .attribute("registry")
                .flatMap(registry -> argument(registry, "type_annotation_map")))
        .or(() -> made().flatMap(base -> argument(base, "type_annotation_map")));
  }

  private boolean isMapped() {
    ClassValue type = type();
    if (isBase(type) || isAbstract(type)) {
      return false;
    }
    if (isSqlModel()) {
      return type.definition().keywords().stream()
          .anyMatch(keyword ->
              keyword.name().filter("table"::equals).isPresent()
                  && keyword.value() instanceof Node.Bool flag
                  && flag.value());
    }
    boolean rooted =
        chain.links().stream()
            .anyMatch(link ->
                isMade(link)
                    || Alchemy.isFlaskModel(link)
                    || (link instanceof ClassValue base && base != type && isBase(base)));
    // A base that is not the repository's may well be a declarative one.
    boolean strange =
        chain.links().stream()
            .anyMatch(link ->
                link instanceof Value.Unknown
                    || link instanceof Value.Constructed
                    || (link instanceof Value.Library library && isStrange(library.path())));
    return rooted
        || decorated("mapped")
        || decorated("mapped_as_dataclass")
        || (strange && nameAttribute().isPresent());
  }

  private static boolean isStrange(String library) {
    return !library.startsWith("sqlalchemy.")
        && !library.startsWith("abc.")
        && !library.startsWith("typing.")
        && !library.startsWith("pydantic.");
  }

  private boolean isBase(ClassValue link) {
    return link.bases().stream()
            .anyMatch(base ->
                base instanceof Value.Library library && ROOTS.contains(Alchemy.name(library)))
        || new MappedClass(family, new ClassChain(link, List.of(link))).decorated("as_declarative");
  }

  private static boolean isAbstract(ClassValue link) {
    return Optional.ofNullable(link.attributes().get("__abstract__"))
        .filter(EnumTypes::isTrue)
        .isPresent();
  }

  private static boolean isMade(Value link) {
    return link instanceof Value.Constructed made && MAKERS.contains(made.callee());
  }

  private boolean decorated(String by) {
    return type().definition().decorators().stream()
        .map(decorator -> decorator instanceof Node.Call call ? call.function() : decorator)
        .anyMatch(decorator ->
            (decorator instanceof Node.Attribute attribute && attribute.name().equals(by))
                || (decorator instanceof Node.Name name && name.id().equals(by)));
  }

  /** The nearest ancestor that has a table of its own. */
  private Optional<MappedClass> parent() {
    for (ClassValue link : chain.classes()) {
      if (link != type()) {
        Optional<MappedClass> mapped = family.mapped(link);
        if (mapped.isPresent()) {
          return mapped;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Value> nameAttribute() {
    for (ClassValue link : chain.classes()) {
      Optional<Value> value = Optional.ofNullable(link.attributes().get("__tablename__"));
      boolean counts = link == type() || !(isMappedAncestor(link));
      if (value.isPresent() && counts && !(value.get() instanceof Value.None)) {
        return value;
      }
    }
    return Optional.empty();
  }

  private boolean isMappedAncestor(ClassValue link) {
    return link != type()
        && link.attributes().get("__tablename__") instanceof Value.Str
        && family.mapped(link).isPresent();
  }

  private MappedTable named(Value written) {
    Value value = computed(written);
    return EnumTypes.text(value)
        .map(name -> new MappedTable(schema(), name, Optional.empty()))
        .orElseGet(() ->
            unnamed(value instanceof Value.Unknown unknown ? unknown.reason() : "it is computed"));
  }

  private MappedTable unnamed(String reason) {
    return new MappedTable(
        schema(),
        type().name(),
        Optional.of("the name of the table of " + type().name() + " is not known: " + reason));
  }

  /** The value of an attribute for this class, also of a {@code declared_attr}. */
  Value computed(Value attribute) {
    return switch (attribute) {
      case Function function -> call(function);
      case Value.Constructed made when isDeclaredAttr(made) ->
          made.arguments().get(0, "fn").map(this::computed).orElse(made);
      case Value.BoundMethod method -> call(method.function());
      default -> attribute;
    };
  }

  static boolean isDeclaredAttr(Value.Constructed made) {
    return made.callee().contains("declared_attr") || made.callee().equals("classmethod");
  }

  private Value call(Value function) {
    Origin at = type().at();
    return family.interpreter.call(function, Arguments.of(type()), at).value();
  }

  private boolean hasOwnKey() {
    return type().attributes().values().stream()
        .flatMap(value -> Columns.column(value).stream())
        .anyMatch(column ->
            column.arguments().named("primary_key").filter(EnumTypes::isTrue).isPresent());
  }

  private Optional<String> schema() {
    Optional<String> own =
        sources().stream()
            .flatMap(link -> Optional.ofNullable(link.attributes().get("__table_args__")).stream())
            .findFirst()
            .map(this::computed)
            .flatMap(MappedClass::schemaIn);
    return own.or(() -> metadata().flatMap(EnumTypes::schemaOf));
  }

  /** The {@code MetaData} that its table is in, where one is written. */
  Optional<Value> metadata() {
    return chain
        .attribute("metadata")
        .or(() -> chain.attribute("registry").flatMap(registry -> argument(registry, "metadata")))
        .or(() -> made().flatMap(base -> argument(base, "metadata")));
  }

  /**
   * What its {@code MetaData} is known by: the object where one is written, else whatever makes it.
   * Empty where that is not sure.
   */
  Optional<Object> home() {
    if (chain.links().stream().anyMatch(Value.Unknown.class::isInstance)) {
      return Optional.empty();
    }
    Optional<Value> written = metadata();
    if (written.isPresent()) {
      return written.get() instanceof Value.Constructed made ? homeOf(made) : Optional.empty();
    }
    for (Value link : chain.links()) {
      Optional<Object> home =
          switch (link) {
            case ClassValue type when isBase(type) -> Optional.of(type);
            case Value.Constructed made when makesMetadata(made) -> homeOf(made);
            case Value.Library library when Alchemy.name(library).equals(SQLMODEL) ->
                Optional.of(SQLMODEL);
            default -> Optional.empty();
          };
      if (home.isPresent()) {
        return home;
      }
    }
    return Optional.empty();
  }

  /** Whether it has a {@code MetaData}, its own or one that it was given. */
  static boolean makesMetadata(Value.Constructed made) {
    return isMade(made)
        || Alchemy.isFlaskModel(made)
        || Alchemy.isFlask(made)
        || made.callee().equals("sqlalchemy.orm.registry");
  }

  /** What the {@code MetaData} of a base, a registry, or of itself is known by. */
  static Optional<Object> homeOf(Value.Constructed made) {
    Value.Constructed owner = made;
    // generate_base() of a registry, Model and metadata of Flask-SQLAlchemy.
    if (!made.callee().equals("sqlalchemy.MetaData")
        && made.receiver().isPresent()
        && made.receiver().get() instanceof Value.Constructed outer) {
      owner = outer;
    }
    Optional<Value> given = owner.arguments().named("metadata");
    if (given.isPresent()) {
      return given.get() instanceof Value.Constructed metadata
          ? Optional.of(metadata)
          : Optional.empty();
    }
    return owner.arguments().more().isPresent() ? Optional.empty() : Optional.of(owner);
  }

  /** What stands in {@code __table_args__}, options left out. */
  List<Value> tableArguments() {
    Optional<Value> written =
        sources().stream()
            .flatMap(link -> Optional.ofNullable(link.attributes().get("__table_args__")).stream())
            .findFirst()
            .map(this::computed);
    if (written.isEmpty()) {
      return List.of();
    }
    return switch (written.get()) {
      case Value.Tuple tuple ->
          tuple.elements().stream().filter(value -> !(value instanceof DictValue)).toList();
      case DictValue options -> List.of();
      case Value.None none -> List.of();
      default -> List.of(new Value.Unknown("__table_args__ is computed", type().at()));
    };
  }

  /** Whether its columns are added to the table of a parent. */
  boolean isHeir() {
    return nameAttribute().isEmpty() && parent().isPresent();
  }

  private static Optional<String> schemaIn(Value arguments) {
    return switch (arguments) {
      case DictValue map -> map.get("schema").flatMap(EnumTypes::text);
      case Value.Tuple tuple when !tuple.elements().isEmpty() ->
          schemaIn(tuple.elements().getLast());
      default -> Optional.empty();
    };
  }

  /** The call that made the base class; of a registry's, the registry. */
  private Optional<Value> made() {
    return chain.links().stream()
        .filter(MappedClass::isMade)
        .findFirst()
        .map(base ->
            base instanceof Value.Constructed call && call.receiver().isPresent()
                ? call.receiver().get()
                : base);
  }

  private static Optional<Value> argument(Value made, String name) {
    return made instanceof Value.Constructed call ? call.arguments().named(name) : Optional.empty();
  }

  /** Flask-SQLAlchemy's name for the table of a class. */
  static String snake(String name) {
    StringBuilder snake = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean upper = c >= 'A' && c <= 'Z';
      boolean afterSmall = i > 0 && isSmall(name.charAt(i - 1));
      boolean beforeSmall =
          i > 0 && i + 1 < name.length() && name.charAt(i + 1) >= 'a' && name.charAt(i + 1) <= 'z';
      if (upper && (afterSmall || beforeSmall)) {
        snake.append('_');
      }
      snake.append(c);
    }
    return snake.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isSmall(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
