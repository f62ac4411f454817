package dev.dovetail.python.model;

import dev.dovetail.core.declared.EnumColumn;
import dev.dovetail.core.declared.EnumColumn.Persistence;
import dev.dovetail.core.declared.EnumColumn.Storage;
import dev.dovetail.core.schema.Schema.Label;
import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.EnumClass;
import dev.dovetail.python.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From a {@code Column(...)} and its annotation to the enum column that they declare, if they do.
 */
final class Columns {

  private static final Set<String> COLUMNS =
      Set.of("sqlalchemy.Column", "sqlalchemy.orm.mapped_column", "sqlalchemy.orm.MappedColumn");

  private static final Set<String> AROUND =
      Set.of("sqlalchemy.orm.deferred", "sqlalchemy.orm.column_property");

  /** What may stand between a column's name and its type, and is neither. */
  private static final Set<String> BESIDES =
      Set.of(
          "ForeignKey",
          "Sequence",
          "Computed",
          "Identity",
          "CheckConstraint",
          "FetchedValue",
          "DefaultClause",
          "ColumnDefault");

  private final TypeReader types;
  private final EnumClasses enums;

  Columns(TypeReader types, EnumClasses enums) {
    this.types = types;
    this.enums = enums;
  }

  static boolean isColumn(Value.Constructed made) {
    return COLUMNS.contains(made.callee());
  }

  /** The column that a value is or wraps; empty when it is none. */
  static Optional<Value.Constructed> column(Value value) {
    if (!(value instanceof Value.Constructed made)) {
      return Optional.empty();
    }
    if (AROUND.contains(made.callee()) && !made.arguments().positional().isEmpty()) {
      return column(made.arguments().positional().getFirst());
    }
    if (made.callee().equals("sqlmodel.Field")) {
      return Optional.of(fieldColumn(made));
    }
    return isColumn(made) ? Optional.of(made) : Optional.empty();
  }

  /** A column without an annotation; {@code attribute} is its name where it has none of its own. */
  Optional<EnumColumn> read(
      Value.Constructed column, Optional<String> attribute, MappedTable table, Origin at) {
    return build(column.arguments(), attribute, typeOf(column.arguments(), at), table, at);
  }

  /** A column with an annotation, or with nothing but one. */
  Optional<EnumColumn> read(
      Optional<Value.Constructed> written,
      Meaning meaning,
      TypeMap map,
      String attribute,
      MappedTable table,
      Origin at) {
    Arguments arguments = written.map(Value.Constructed::arguments).orElse(Arguments.NONE);
    StoredType type = typeOf(arguments, at);
    if (type instanceof StoredType.Absent && meaning.column().isPresent()) {
      type = typeOf(meaning.column().get().arguments(), at);
    }
    return build(arguments, Optional.of(attribute), annotated(type, meaning, map, at), table, at);
  }

  /** A column of which nothing is known but its place. */
  EnumColumn unknown(Value.Unknown why, String attribute, MappedTable table, Origin at) {
    StoredType.Labelled nothing = obscure(new StoredType.Obscure(why));
    return new EnumColumn(
        table.schema(),
        table.name(),
        attribute,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        nothing.persistence(),
        nothing.storage(),
        false,
        Optional.empty(),
        nothing.unknown(),
        at);
  }

  private StoredType annotated(StoredType type, Meaning meaning, TypeMap map, Origin at) {
    Optional<EnumClass> enumClass = meaning.type();
    return switch (type) {
      case StoredType.Absent absent when meaning.alias().flatMap(map::entry).isPresent() ->
          meaning.alias().flatMap(map::entry).map(value -> types.read(value, at)).orElse(absent);
      case StoredType.Absent absent when meaning.list() -> absent;
      case StoredType.Absent absent when enumClass.isPresent() -> map.of(enumClass.get(), at);
      case StoredType.Absent absent when !meaning.literals().isEmpty() ->
          literal(meaning, map.mayHaveLiterals());
      case StoredType.Absent absent when meaning.unknown().isPresent() ->
          new StoredType.Obscure(meaning.unknown().get());
      case StoredType.Text text when enumClass.isPresent() && !meaning.list() ->
          plain(enumClass.get(), Storage.TEXT, "str");
      case StoredType.Number number when enumClass.isPresent() && !meaning.list() ->
          plain(enumClass.get(), Storage.NUMBER, "int");
      case StoredType.Obscure obscure when enumClass.isPresent() ->
          TypeReader.unsure(
              enumClass.get(), "the type of the column is not known: " + obscure.why().reason());
      default -> type;
    };
  }

  private static StoredType literal(Meaning meaning, boolean mapped) {
    return new StoredType.Labelled(
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        meaning.literals().stream().map(text -> new Label(text.text(), text.at())).toList(),
        new Persistence.Literals(),
        Storage.TEXT,
        false,
        mapped
            ? Optional.of("the type_annotation_map may give this Literal a type of its own")
            : Optional.empty());
  }

  /** An enum whose members are put into a column of text or numbers as they are. */
  private static StoredType plain(EnumClass type, Storage storage, String mixin) {
    boolean fits = type.mixin().filter(mixin::equals).isPresent();
    String reason =
        "what is stored of " + type.name() + " is not known: its members are no " + mixin;
    return new StoredType.Labelled(
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(type),
        fits ? EnumTypes.valueLabels(type) : List.of(),
        fits
            ? new Persistence.Values(
                "the column keeps what it is given, and the members are " + mixin)
            : new Persistence.Unknown(reason),
        storage,
        false,
        fits ? Optional.empty() : Optional.of(reason));
  }

  private StoredType typeOf(Arguments arguments, Origin at) {
    return writtenType(arguments)
        .map(value -> types.read(value, at))
        .orElse(new StoredType.Absent());
  }

  /** The type that a column is written with, if it is; unknown where the arguments are. */
  static Optional<Value> writtenType(Arguments arguments) {
    Optional<Value> named = arguments.named("type_").or(() -> arguments.named("type"));
    if (named.isPresent()) {
      return named;
    }
    boolean first = true;
    for (Value value : arguments.positional()) {
      boolean isName =
          first && (value instanceof Value.Str || value instanceof Value.None || isQuoted(value));
      if (!isName && !isBesides(value)) {
        return Optional.of(value);
      }
      first = false;
    }
    return arguments.more().map(more -> more);
  }

  /** The name that a column is written with. */
  static Optional<String> nameOf(Arguments arguments) {
    return arguments
        .get(0, "name")
        .flatMap(EnumTypes::text)
        .or(() -> arguments.named("name").flatMap(EnumTypes::text));
  }

  private Optional<EnumColumn> build(
      Arguments arguments,
      Optional<String> attribute,
      StoredType type,
      MappedTable table,
      Origin at) {
    Optional<String> name = nameOf(arguments).or(() -> attribute);
    Optional<StoredType.Labelled> labelled =
        switch (type) {
          case StoredType.Labelled found -> Optional.of(found);
          case StoredType.Obscure obscure -> Optional.of(obscure(obscure));
          case StoredType.Text text -> Optional.empty();
          case StoredType.Number number -> Optional.empty();
          case StoredType.Other other -> Optional.empty();
          case StoredType.Absent absent -> Optional.empty();
        };
    return labelled.flatMap(found ->
        name.map(column ->
            new EnumColumn(
                table.schema(),
                table.name(),
                column,
                found.name(),
                found.schema().or(() -> found.inheritsSchema() ? table.schema() : Optional.empty()),
                found.enumClass().map(enums::of),
                found.labels(),
                found.persistence(),
                found.storage(),
                found.array(),
                serverDefault(arguments),
                found.unknown().or(table::unknown),
                at)));
  }

  private static StoredType.Labelled obscure(StoredType.Obscure obscure) {
    String reason = "the type of the column is not known: " + obscure.why().reason();
    return new StoredType.Labelled(
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        new Persistence.Unknown(reason),
        Storage.NATIVE,
        false,
        Optional.of(reason));
  }

  private static Optional<String> serverDefault(Arguments arguments) {
    return arguments
        .named("server_default")
        .flatMap(value ->
            value instanceof Value.Constructed made && made.callee().endsWith(".text")
                ? made.arguments()
                    .get(0, "text")
                    .flatMap(EnumTypes::string)
                    .flatMap(Columns::unquoted)
                : EnumTypes.string(value));
  }

  /** {@code 'open'} and {@code 'open'::state}: the text of an SQL literal; empty for all else. */
  private static Optional<String> unquoted(String sql) {
    String text = sql.strip();
    int cast = text.lastIndexOf("'::");
    if (cast > 0) {
      text = text.substring(0, cast + 1);
    }
    if (text.length() < 2 || !text.startsWith("'") || !text.endsWith("'")) {
      return Optional.empty();
    }
    String inner = text.substring(1, text.length() - 1);
    String once = inner.replace("''", "");
    return once.contains("'") ? Optional.empty() : Optional.of(inner.replace("''", "'"));
  }

  private static boolean isQuoted(Value value) {
    return value instanceof Value.Constructed made && made.callee().endsWith("quoted_name");
  }

  static boolean isBesides(Value value) {
    return value instanceof Value.Constructed made
        && BESIDES.contains(made.callee().substring(made.callee().lastIndexOf('.') + 1));
  }

  /** The column that an SQLModel field says, in the words of SQLAlchemy. */
  private static Value.Constructed fieldColumn(Value.Constructed field) {
    Optional<Value.Constructed> own = field.arguments().named("sa_column").flatMap(Columns::column);
    if (own.isPresent()) {
      return own.get();
    }
    Map<String, Value> named = new LinkedHashMap<>();
    field.arguments().named("sa_type").ifPresent(type -> named.put("type_", type));
    if (field.arguments().named("sa_column_kwargs").orElse(new Value.None())
        instanceof dev.dovetail.python.value.DictValue more) {
      for (String key : List.of("name", "server_default")) {
        more.get(key).ifPresent(value -> named.put(key, value));
      }
    }
    return new Value.Constructed(
        "sqlalchemy.Column", new Arguments(List.of(), named, Optional.empty()), field.at());
  }
}
