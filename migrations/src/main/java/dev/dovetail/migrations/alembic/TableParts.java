package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.migrations.alembic.TablePart.Column;
import dev.dovetail.migrations.alembic.TablePart.Constraint;
import dev.dovetail.migrations.alembic.TablePart.Increment;
import dev.dovetail.migrations.alembic.TablePart.Kind;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@code op.create_table} and {@code op.add_column} are given. */
final class TableParts {

  private final Types types;
  private final Expressions expressions;

  TableParts(Types types, Expressions expressions) {
    this.types = types;
    this.expressions = expressions;
  }

  TablePart read(Value value, Origin at) {
    if (value instanceof Value.Unknown unknown) {
      throw Given.unreadable(unknown);
    }
    if (!(value instanceof Value.Constructed made)) {
      throw new Unreadable("a part of the table is not known", at);
    }
    return switch (Types.last(made.callee())) {
      case "Column" -> column(made);
      case "Index" -> {
        Given given = new Given(made.arguments(), made.at());
        yield new TablePart.Index(given.get(0, "name"), given.from(1), given);
      }
      default -> constraint(made);
    };
  }

  Column column(Value.Constructed made) {
    if (!Types.last(made.callee()).equals("Column")) {
      throw new Unreadable("it is no column that is known", made.at());
    }
    List<Value> arguments = new ArrayList<>(new Given(made.arguments(), made.at()).from(0));
    Given given = new Given(made.arguments(), made.at());
    String name =
        !arguments.isEmpty() && isName(arguments.getFirst())
            ? Given.text(arguments.removeFirst(), made.at())
            : given.text(Integer.MAX_VALUE, "name");
    boolean primaryKey = given.flag("primary_key", false);
    List<Unreadable> obscure = new ArrayList<>();
    ColumnType type = new ColumnType.Missing(made.at());
    Optional<Value> named = given.get("type_");
    if (named.isPresent()) {
      type = type(named.get(), made.at(), obscure);
    } else if (!arguments.isEmpty() && types.isType(arguments.getFirst())) {
      type = type(arguments.removeFirst(), made.at(), obscure);
    } else if (!arguments.isEmpty() && arguments.getFirst() instanceof Value.None) {
      arguments.removeFirst();
    }
    if (primaryKey && !obscure.isEmpty()) {
      // Its type decides whether there is a sequence besides.
      throw obscure.getFirst();
    }
    List<Constraint> foreignKeys = new ArrayList<>();
    List<Constraint> checks = new ArrayList<>();
    Optional<String> suffix = Optional.empty();
    boolean identity = false;
    boolean ownDefault = given.get("default").isPresent();
    Optional<Value> serverDefault = given.get("server_default");
    List<Value> items = new ArrayList<>(arguments);
    serverDefault.filter(TableParts::isGeneration).ifPresent(items::add);
    for (Value item : items) {
      Value.Constructed part = constructed(item, made.at());
      switch (Types.last(part.callee())) {
        case "ForeignKey" -> foreignKeys.add(reference(part, name));
        case "CheckConstraint" -> checks.add(check(part));
        case "Identity" -> {
          identity = true;
          boolean always = new Given(part.arguments(), part.at()).flag(0, "always", false);
          suffix = Optional.of("GENERATED " + (always ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY");
        }
        case "Computed" ->
            suffix =
                Optional.of(
                    "GENERATED ALWAYS AS ("
                        + sqlText(
                            new Given(part.arguments(), part.at()).need(0, "sqltext"), part.at())
                        + ") STORED");
        case "Sequence", "ColumnDefault" -> ownDefault = true;
        case "FetchedValue" -> {}
        case "DefaultClause" ->
            serverDefault = Optional.of(new Given(part.arguments(), part.at()).need(0, "arg"));
        default ->
            throw new Unreadable("a column with " + part.callee() + " is not known", made.at());
      }
    }
    Optional<String> defaultSql = Optional.empty();
    boolean nullable = given.flag("nullable", !primaryKey && !identity);
    try {
      defaultSql =
          serverDefault
              .filter(value -> !isGeneration(value))
              .flatMap(v -> serverDefault(v, made.at()));
    } catch (Unreadable unknown) {
      obscure.add(unknown);
      // Without the default that it has, rows that exist would seem to refuse it.
      nullable |= !primaryKey;
    }
    return new Column(
        name,
        type,
        nullable,
        primaryKey,
        defaultSql,
        suffix,
        identity,
        ownDefault,
        increment(given),
        given.flag("unique", false),
        given.flag("index", false),
        foreignKeys,
        checks,
        given.maybeText("comment"),
        obscure.stream().findFirst(),
        made.at());
  }

  /** The type; where it is not known, one that stands in for it. */
  private ColumnType type(Value value, Origin at, List<Unreadable> obscure) {
    try {
      return types.read(value, at);
    } catch (Unreadable unknown) {
      obscure.add(unknown);
      return new ColumnType.Scalar("TEXT", ColumnType.Affinity.OTHER);
    }
  }

  private static boolean isName(Value value) {
    return value instanceof Value.Str
        || value instanceof EnumMember
        || (value instanceof Value.Constructed made && Given.isName(made));
  }

  private static boolean isGeneration(Value value) {
    if (!(value instanceof Value.Constructed made)) {
      return false;
    }
    String name = Types.last(made.callee());
    return name.equals("Identity")
        || name.equals("Computed")
        || name.equals("FetchedValue")
        || name.equals("DefaultClause");
  }

  private static Value.Constructed constructed(Value item, Origin at) {
    return switch (item) {
      case Value.Constructed made -> made;
      case Value.Library library -> new Value.Constructed(library.path(), Arguments.NONE, at);
      case Value.Unknown unknown -> throw Given.unreadable(unknown);
      default -> throw new Unreadable("a part of the column is not known", at);
    };
  }

  private static Increment increment(Given given) {
    return given
        .written(Integer.MAX_VALUE, "autoincrement")
        .map(value ->
            switch (value) {
              case Value.Bool bool -> bool.value() ? Increment.ALWAYS : Increment.NEVER;
              case Value.None none -> Increment.NEVER;
              default -> Increment.AUTO;
            })
        .orElse(Increment.AUTO);
  }

  /** The expression of a server default; empty where the database has none. */
  Optional<String> serverDefault(Value value, Origin at) {
    return switch (value) {
      case Value.Str text -> Optional.of(Sql.literal(text.text()));
      case EnumMember member when member.mixesIn() && member.value() instanceof Value.Str text ->
          Optional.of(Sql.literal(text.text()));
      case EnumMember member -> throw argumentError(member.toString(), at);
      case Value.Bool bool -> throw argumentError(bool.value() ? "True" : "False", at);
      case Value.Int number -> throw argumentError(number.value().toString(), at);
      case Value.Constructed made when Types.last(made.callee()).equals("FetchedValue") ->
          Optional.empty();
      default -> Optional.of(expressions.sql(value, at));
    };
  }

  private static PythonRaise argumentError(String given, Origin at) {
    return PythonRaise.of(
        "sqlalchemy.exc.ArgumentError",
        "Argument 'arg' is expected to be one of type '<class 'str'>' or '<class"
            + " 'sqlalchemy.sql.elements.ClauseElement'>', got '"
            + given
            + "'",
        at);
  }

  /** SQL that may be written as a string or as {@code text()}. */
  String sqlText(Value value, Origin at) {
    return value instanceof Value.Str text
        ? Expressions.raw(text.text())
        : expressions.sql(value, at);
  }

  // ---- constraints

  Constraint constraint(Value.Constructed made) {
    Given given = new Given(made.arguments(), made.at());
    return switch (Types.last(made.callee())) {
      case "PrimaryKeyConstraint" ->
          keys(Kind.PRIMARY_KEY, columns(given.from(0), made.at()), given);
      case "UniqueConstraint" -> keys(Kind.UNIQUE, columns(given.from(0), made.at()), given);
      case "ForeignKeyConstraint" ->
          foreignKey(
              given.get("name").or(() -> given.get(2, "name")),
              columns(given.list(0, "columns"), made.at()),
              given.list(1, "refcolumns").stream().map(v -> Given.text(v, made.at())).toList(),
              given);
      case "CheckConstraint" -> check(made);
      case "ExcludeConstraint" -> exclusion(given, given.from(0));
      default -> throw new Unreadable("a table with " + made.callee() + " is not known", made.at());
    };
  }

  Constraint check(Value.Constructed made) {
    Given given = new Given(made.arguments(), made.at());
    return check(given.get(1, "name"), given.need(0, "sqltext"), given);
  }

  Constraint check(Optional<Value> name, Value condition, Given given) {
    return new Constraint(
        Kind.CHECK,
        name,
        List.of(),
        Optional.empty(),
        List.of(),
        "CHECK (" + sqlText(condition, given.at()) + ")",
        false,
        given);
  }

  /** The check that stands in for a type of its own. */
  static Optional<Constraint> enumCheck(String column, ColumnType type, Origin at) {
    return type.enumType()
        .filter(e -> !e.nativeEnum() && e.createConstraint())
        .map(e ->
            new Constraint(
                Kind.CHECK,
                e.name().map(name -> new Value.Str(name, at)),
                List.of(column),
                Optional.empty(),
                List.of(),
                "CHECK ("
                    + Sql.name(column)
                    + " IN ("
                    + String.join(", ", e.texts().stream().map(Sql::literal).toList())
                    + "))",
                false,
                new Given(Arguments.NONE, at)));
  }

  Constraint keys(Kind kind, List<String> columns, Given given) {
    return new Constraint(
        kind,
        given.get("name"),
        columns,
        Optional.empty(),
        List.of(),
        keyBody(kind, columns, given),
        false,
        given);
  }

  static String keyBody(Kind kind, List<String> columns, Given given) {
    boolean distinct = given.flag("postgresql_nulls_not_distinct", false);
    List<String> include = given.texts(Integer.MAX_VALUE, "postgresql_include");
    return (kind == Kind.UNIQUE ? "UNIQUE " : "PRIMARY KEY ")
        + (distinct ? "NULLS NOT DISTINCT " : "")
        + "("
        + Sql.names(columns)
        + ")"
        + (include.isEmpty() ? "" : " INCLUDE (" + Sql.names(include) + ")")
        + deferral(given);
  }

  Constraint exclusion(Given given, List<Value> elements) {
    List<String> parts = new ArrayList<>();
    for (Value element : elements) {
      List<Value> pair = Given.elements(element, given.at());
      if (pair.size() != 2) {
        throw new Unreadable("an exclusion is not known", given.at());
      }
      parts.add(
          expressions.key(pair.getFirst(), given.at())
              + " WITH "
              + Given.text(pair.getLast(), given.at()));
    }
    String where =
        given.get("where").map(w -> " WHERE (" + sqlText(w, given.at()) + ")").orElse("");
    return new Constraint(
        Kind.EXCLUSION,
        given.get("name"),
        List.of(),
        Optional.empty(),
        List.of(),
        "EXCLUDE USING "
            + given.maybeText("using").orElse("gist")
            + " ("
            + String.join(", ", parts)
            + ")"
            + where
            + deferral(given),
        false,
        given);
  }

  private Constraint reference(Value.Constructed made, String column) {
    Given given = new Given(made.arguments(), made.at());
    Value target = given.need(0, "column");
    if (!(target instanceof Value.Str)) {
      throw new Unreadable("what the foreign key refers to is not known", made.at());
    }
    return foreignKey(
        given.get("name"), List.of(column), List.of(Given.text(target, made.at())), given);
  }

  private static Constraint foreignKey(
      Optional<Value> name, List<String> columns, List<String> targets, Given given) {
    List<String> referred = new ArrayList<>();
    Optional<String> schema = Optional.empty();
    String table = "";
    for (String target : targets) {
      String[] parts = target.split("\\.");
      table = parts.length < 2 ? target : parts[parts.length - 2];
      if (parts.length > 1) {
        referred.add(parts[parts.length - 1]);
      }
      schema = parts.length > 2 ? Optional.of(parts[parts.length - 3]) : Optional.empty();
    }
    return foreignKey(name, columns, schema, table, referred, given);
  }

  static Constraint foreignKey(
      Optional<Value> name,
      List<String> columns,
      Optional<String> schema,
      String table,
      List<String> referred,
      Given given) {
    StringBuilder body = new StringBuilder("FOREIGN KEY (" + Sql.names(columns) + ") REFERENCES ");
    body.append(Sql.name(schema, table));
    if (!referred.isEmpty()) {
      body.append(" (").append(Sql.names(referred)).append(")");
    }
    given.maybeText("match").ifPresent(match -> body.append(" MATCH ").append(match));
    given.maybeText("ondelete").ifPresent(action -> body.append(" ON DELETE ").append(action));
    given.maybeText("onupdate").ifPresent(action -> body.append(" ON UPDATE ").append(action));
    body.append(deferral(given));
    return new Constraint(
        Kind.FOREIGN_KEY,
        name,
        columns,
        Optional.of(table),
        referred,
        body.toString(),
        given.flag("use_alter", false),
        given);
  }

  static String deferral(Given given) {
    String deferrable =
        given
            .get("deferrable")
            .map(v -> Given.truth(v, given.at()) ? " DEFERRABLE" : " NOT DEFERRABLE")
            .orElse("");
    return deferrable + given.maybeText("initially").map(i -> " INITIALLY " + i).orElse("");
  }

  static List<String> columns(List<Value> values, Origin at) {
    List<String> names = new ArrayList<>();
    for (Value value : values) {
      names.add(
          value instanceof Value.Constructed made && Types.last(made.callee()).equals("Column")
              ? new Given(made.arguments(), made.at()).text(0, "name")
              : Given.text(value, at));
    }
    return names;
  }
}
