package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredColumn;
import dev.dovetail.core.declared.DeclaredColumn.CodeDefault;
import dev.dovetail.core.declared.DeclaredColumn.CodeDefault.Kind;
import dev.dovetail.core.declared.DeclaredColumn.ServerDefault;
import dev.dovetail.core.declared.DeclaredType;
import dev.dovetail.core.declared.Reading;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.Function;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.SetValue;
import dev.dovetail.python.value.Value;
import java.util.List;
import java.util.Optional;

/** From a column as it is written to the column that the database should have. */
final class ColumnFacts {

  /** Why a type is not known yet that another column's type decides. */
  static final String REFERS = "the type is that of the column it refers to";

  private final TypeReader types;

  ColumnFacts(TypeReader types) {
    this.types = types;
  }

  /** Empty when the column has no name, so that it is none. */
  Optional<DeclaredColumn> read(Written written, MappedTable table) {
    Arguments arguments = written.arguments();
    return Columns.nameOf(arguments)
        .or(written::attribute)
        .map(name ->
            new DeclaredColumn(
                name,
                written.attribute(),
                written.annotation(),
                type(written, table),
                nullable(written),
                isTrue(arguments, "primary_key"),
                codeDefault(arguments),
                serverDefault(arguments),
                arguments.named("onupdate").flatMap(ColumnFacts::described),
                arguments.named("server_onupdate").filter(value -> !isNone(value)).isPresent(),
                arguments
                    .named("init")
                    .filter(value -> value instanceof Value.Bool flag && !flag.value())
                    .isEmpty(),
                written.at()));
  }

  static boolean isTrue(Arguments arguments, String name) {
    return arguments.named(name).filter(EnumTypes::isTrue).isPresent();
  }

  private static boolean isNone(Value value) {
    return value instanceof Value.None;
  }

  private Reading<DeclaredType> type(Written written, MappedTable table) {
    Optional<Value> type = Columns.writtenType(written.arguments());
    if (type.isPresent()) {
      return types.sql().read(type.get(), table.schema(), written.at());
    }
    // SQLAlchemy takes the type of the column that a key refers to, whatever the annotation says.
    if (!foreignKeys(written.arguments()).isEmpty() && !written.typedByField()) {
      return Reading.unsure(REFERS);
    }
    if (written.meaning().isEmpty()) {
      return Reading.unsure("no type is written");
    }
    return annotated(written, written.meaning().get(), table);
  }

  private Reading<DeclaredType> annotated(Written written, Meaning meaning, MappedTable table) {
    TypeMap map = written.map();
    if (map.unknown().isPresent()) {
      return Reading.unsure(map.unknown().get());
    }
    Optional<Value> mapped =
        meaning.alias().flatMap(map::entry).or(() -> meaning.plain().flatMap(map::entry));
    if (mapped.isEmpty() && !meaning.literals().isEmpty()) {
      return map.mayHaveLiterals()
          ? Reading.unsure("the type_annotation_map may give this Literal a type of its own")
          : SqlTypes.ofLiterals(meaning.literals());
    }
    Optional<Value> type =
        mapped
            .or(() ->
                meaning
                    .type()
                    .filter(any -> !meaning.list())
                    .map(it -> map.typeOf(it, written.at())))
            .or(() -> meaning.plain().flatMap(PythonTypes::sql));
    return type.map(value -> types.sql().read(value, table.schema(), written.at()))
        .orElseGet(() ->
            Reading.unsure(
                meaning
                    .unknown()
                    .map(why -> "the annotation is not known: " + why.reason())
                    .orElse(
                        "SQLAlchemy has no type for "
                            + written.annotation().orElse("the annotation"))));
  }

  private static Reading<Boolean> nullable(Written written) {
    Arguments arguments = written.arguments();
    if (isTrue(arguments, "primary_key")) {
      return Reading.of(false);
    }
    Optional<Value> said = arguments.named("nullable");
    if (said.isPresent()) {
      return said.get() instanceof Value.Bool flag
          ? Reading.of(flag.value())
          : Reading.unsure("whether it is nullable is not known");
    }
    if (arguments.more().isPresent() || arguments.named("primary_key").isPresent()) {
      return arguments.named("primary_key").filter(value -> value instanceof Value.Bool).isPresent()
              && arguments.more().isEmpty()
          ? Reading.of(written.meaning().map(Meaning::nullable).orElse(true))
          : Reading.unsure("whether it is nullable is not known");
    }
    if (written.meaning().isPresent() && written.meaning().get().unknown().isPresent()) {
      return Reading.unsure("whether it is nullable is not known");
    }
    return Reading.of(written.meaning().map(Meaning::nullable).orElse(true));
  }

  private static Optional<CodeDefault> codeDefault(Arguments arguments) {
    Optional<Value> written =
        arguments.named("insert_default").or(() -> arguments.named("default"));
    Optional<CodeDefault> made =
        arguments
            .named("default_factory")
            .flatMap(ColumnFacts::described)
            .map(factory -> new CodeDefault(Kind.CALLED, factory.text()));
    return made.or(() -> written.flatMap(ColumnFacts::described)).or(() -> sequence(arguments));
  }

  private static Optional<CodeDefault> sequence(Arguments arguments) {
    return arguments.positional().stream()
        .filter(value ->
            value instanceof Value.Constructed made && made.callee().equals("sqlalchemy.Sequence"))
        .findFirst()
        .flatMap(ColumnFacts::described);
  }

  /** A default in words; empty where there is none. */
  private static Optional<CodeDefault> described(Value value) {
    return switch (value) {
      case Value.None none -> Optional.empty();
      case Value.Str text -> value(SqlTexts.literal(text.text()));
      case Value.Int number -> value(number.value().toString());
      case Value.Float number -> value(Double.toString(number.value()));
      case Value.Bool flag -> value(flag.value() ? "True" : "False");
      case EnumMember member -> value(member.name());
      case ListValue list -> value(list.elements().isEmpty() ? "[]" : "[...]");
      case DictValue map -> value(map.size() == 0 ? "{}" : "{...}");
      case SetValue set -> value("{...}");
      case Value.Tuple tuple -> value("(...)");
      case Function function ->
          called(function.name().equals("<lambda>") ? "a lambda" : function.name());
      case Value.Builtin builtin -> called(builtin.name());
      case Value.Library library ->
          library.path().startsWith("sqlalchemy.")
              ? Optional.of(new CodeDefault(Kind.SQL, library.path()))
              : called(library.path());
      case Value.Partial partial -> called("a partial");
      case Value.BoundMethod method -> called("a method");
      case Value.Constructed made when made.callee().startsWith("sqlalchemy.") ->
          Optional.of(
              new CodeDefault(Kind.SQL, SqlTexts.clause(made).known().orElse("an SQL expression")));
      default -> Optional.of(new CodeDefault(Kind.UNCLEAR, "a default"));
    };
  }

  private static Optional<CodeDefault> value(String text) {
    return Optional.of(new CodeDefault(Kind.VALUE, text));
  }

  private static Optional<CodeDefault> called(String name) {
    return Optional.of(new CodeDefault(Kind.CALLED, name + "()"));
  }

  private static Reading<ServerDefault> serverDefault(Arguments arguments) {
    for (Value value : arguments.positional()) {
      if (value instanceof Value.Constructed made) {
        switch (made.callee()) {
          case "sqlalchemy.Identity" -> {
            return identity(made.arguments());
          }
          case "sqlalchemy.Computed" -> {
            return made.arguments()
                .get(0, "sqltext")
                .map(SqlTexts::clause)
                .<Reading<ServerDefault>>map(sql -> sql.map(ServerDefault.Generated::new))
                .orElseGet(() -> Reading.unsure("the generated expression is not known"));
          }
          case "sqlalchemy.FetchedValue" -> {
            return Reading.of(new ServerDefault.Elsewhere());
          }
          default -> {}
        }
      }
    }
    Optional<Value> written = arguments.named("server_default").filter(value -> !isNone(value));
    if (written.isEmpty()) {
      return arguments
          .more()
          .<Reading<ServerDefault>>map(
              why -> Reading.unsure("an argument of the column is not known: " + why.reason()))
          .orElseGet(() -> Reading.of(new ServerDefault.None()));
    }
    if (written.get() instanceof Value.Constructed made) {
      if (made.callee().equals("sqlalchemy.FetchedValue")) {
        return Reading.of(new ServerDefault.Elsewhere());
      }
      if (made.callee().equals("sqlalchemy.Identity")) {
        return identity(made.arguments());
      }
    }
    return switch (SqlTexts.serverDefault(written.get())) {
      case Reading.Known<String>(String sql) -> Reading.of(new ServerDefault.Expression(sql));
      case Reading.Unsure<String>(String reason) -> Reading.unsure("the server default: " + reason);
    };
  }

  private static Reading<ServerDefault> identity(Arguments arguments) {
    Optional<Value> always = arguments.get(0, "always").or(() -> arguments.get(1, "always"));
    return Reading.of(new ServerDefault.Identity(always.filter(EnumTypes::isTrue).isPresent()));
  }

  static List<Value.Constructed> foreignKeys(Arguments arguments) {
    return arguments.positional().stream()
        .filter(value ->
            value instanceof Value.Constructed made
                && made.callee().equals("sqlalchemy.ForeignKey"))
        .map(Value.Constructed.class::cast)
        .toList();
  }
}
