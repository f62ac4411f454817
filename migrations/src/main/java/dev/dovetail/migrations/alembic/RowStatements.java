package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Statements about rows that are built of objects: {@code table.update().where(...).values(...)}.
 */
final class RowStatements {

  private final Types types;
  private final Expressions expressions;
  private final Expressions conditions;
  private final Dialect dialect;

  RowStatements(Types types, Expressions expressions, Dialect dialect) {
    this.types = types;
    this.expressions = expressions;
    this.conditions =
        expressions.sending((value, column, at) -> literal(value, typeOf(column, at), at));
    this.dialect = dialect;
  }

  /** The type of {@code table.c.name} or {@code sa.column("name", type)}, where it is written. */
  Optional<ColumnType> typeOf(Value column, Origin at) {
    if (!(column instanceof Value.Constructed made)) {
      return Optional.empty();
    }
    Given given = new Given(made.arguments(), made.at());
    if (made.receiver().isPresent()
        && made.receiver().get() instanceof Value.Constructed owner
        && owner.callee().endsWith(".c")
        && owner.receiver().isPresent()) {
      String last = Types.last(made.callee());
      return type(
          table(owner.receiver().get(), at),
          last.equals("__getitem__") ? given.text(0, "key") : last);
    }
    return made.callee().equals("sqlalchemy.column") || made.callee().equals("sqlalchemy.Column")
        ? given.get(1, "type_").filter(types::isType).map(type -> lenient(type, at))
        : Optional.empty();
  }

  /** A table as the migration describes it. */
  record Described(Optional<String> schema, String name, Map<String, ColumnType> columns) {
    String sql() {
      return Sql.name(schema, name);
    }
  }

  /** Reads {@code sa.table(...)}, {@code sa.Table(...)} or what {@code op.create_table} gave. */
  Described table(Value value, Origin at) {
    if (!(value instanceof Value.Constructed made)) {
      throw value instanceof Value.Unknown unknown
          ? Given.unreadable(unknown)
          : new Unreadable("the table is not known", at);
    }
    boolean plain =
        made.callee().equals("sqlalchemy.table") || made.callee().equals("alembic.op.create_table");
    if (!plain && !made.callee().equals("sqlalchemy.Table")) {
      throw new Unreadable("the table is not known", at);
    }
    Given given = new Given(made.arguments(), made.at());
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    for (Value part : given.from(plain ? 1 : 2)) {
      if (part instanceof Value.Constructed column
          && Types.last(column.callee()).toLowerCase(Locale.ROOT).equals("column")) {
        Given of = new Given(column.arguments(), column.at());
        Optional<Value> type = of.get(1, "type_").filter(types::isType);
        columns.put(
            of.text(0, "name"), type.map(t -> lenient(t, at)).orElse(new ColumnType.Missing(at)));
      }
    }
    return new Described(given.maybeText("schema"), given.text(0, "name"), columns);
  }

  private ColumnType lenient(Value type, Origin at) {
    try {
      return types.read(type, at);
    } catch (Unreadable unknown) {
      return new ColumnType.Missing(at);
    }
  }

  /** INSERT of one row. */
  String insert(Described table, DictValue row, Origin at) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    if (row.poison().isPresent()) {
      throw Given.unreadable(row.poison().get());
    }
    for (DictValue.Entry entry : row.entries()) {
      String column = columnName(entry.key(), at);
      names.add(column);
      values.add(stored(entry.value(), type(table, column), at));
    }
    return "INSERT INTO "
        + table.sql()
        + (names.isEmpty()
            ? " DEFAULT VALUES"
            : " (" + Sql.names(names) + ") VALUES (" + String.join(", ", values) + ")");
  }

  private static String columnName(Value key, Origin at) {
    return key instanceof Value.Constructed made && made.receiver().isPresent()
        ? Types.last(made.callee())
        : Given.text(key, at);
  }

  /** A value beside something else, where SQLAlchemy takes its type from the value if it must. */
  String literal(Value value, Optional<ColumnType> type, Origin at) {
    return parameter(value, type.filter(RowStatements::isWritten).or(() -> ofValue(value)), at);
  }

  /** A value for a column: one whose type is not written is sent without any. */
  private String stored(Value value, Optional<ColumnType> type, Origin at) {
    return parameter(value, type.filter(RowStatements::isWritten), at);
  }

  private static boolean isWritten(ColumnType type) {
    return !(type instanceof ColumnType.Missing);
  }

  private static Optional<ColumnType> ofValue(Value value) {
    return value instanceof Value.Str || value instanceof EnumMember
        ? Optional.of(new ColumnType.Scalar("VARCHAR", ColumnType.Affinity.TEXT))
        : Optional.empty();
  }

  private String parameter(Value value, Optional<ColumnType> type, Origin at) {
    if (value instanceof EnumMember member) {
      Optional<String> label =
          type.flatMap(ColumnType::enumType).flatMap(enumType -> enumType.labelOf(member));
      return label
          .map(text -> Sql.literal(text) + cast(type))
          .orElseGet(() -> parameter(member.value(), type, at));
    }
    String sql = expressions.sql(value, at);
    boolean typed = value instanceof Value.Str || value instanceof ListValue;
    return typed ? sql + cast(type) : sql;
  }

  private String cast(Optional<ColumnType> type) {
    return type.flatMap(dialect::castOfBind).map(words -> "::" + words).orElse("");
  }

  /** A value whose type SQLAlchemy does not know: the server makes of it what it needs. */
  String untyped(Value value, Origin at) {
    return expressions.sql(value, at);
  }

  // ---- built statements

  record Link(String method, Given given) {}

  boolean is14() {
    return dialect.is14();
  }

  /** An expression of a statement: what stands beside a column is sent as a parameter. */
  String expression(Value value, Origin at) {
    return conditions.sql(value, at);
  }

  /** The SQL of a built statement; empty where it is something else. */
  Optional<String> sql(Value.Constructed made) {
    List<Link> links = new ArrayList<>();
    Value base = made;
    while (base instanceof Value.Constructed link && link.receiver().isPresent()) {
      links.addFirst(new Link(Types.last(link.callee()), new Given(link.arguments(), link.at())));
      base = link.receiver().get();
    }
    if (!(base instanceof Value.Constructed root)) {
      return Optional.empty();
    }
    String verb = Types.last(root.callee());
    if (root.callee().equals("sqlalchemy." + QUERY)) {
      return Optional.of(new BuiltQuery(this, root).sql(links));
    }
    if (root.callee().startsWith("sqlalchemy.") && isVerb(verb)) {
      Given given = new Given(root.arguments(), root.at());
      return Optional.of(build(verb, table(given.need(0, "table"), root.at()), links, root.at()));
    }
    if (!links.isEmpty() && isVerb(links.getFirst().method())) {
      Link first = links.removeFirst();
      List<Link> all = new ArrayList<>(links);
      if (!first.given().arguments().named().isEmpty() || !first.given().from(0).isEmpty()) {
        all.addFirst(new Link("values", first.given()));
      }
      return Optional.of(build(first.method(), table(root, root.at()), all, root.at()));
    }
    return Optional.empty();
  }

  /** What {@link #verb} calls statements that only ask. */
  static final String QUERY = "select";

  private static final Set<String> QUERIES =
      Set.of("select", "union", "union_all", "intersect", "intersect_all", "except_", "except_all");

  /** The verb of a statement that is built of objects; empty where it is none. */
  static Optional<String> verb(Value.Constructed made) {
    Value base = made;
    while (base instanceof Value.Constructed link) {
      String first = Types.last(link.callee());
      if (QUERIES.contains(first)) {
        return Optional.of(QUERY);
      }
      if (isVerb(first)) {
        return Optional.of(first);
      }
      base = link.receiver().orElse(new Value.None());
    }
    return Optional.empty();
  }

  /** Whether a column of another table is named: SQLAlchemy then writes a FROM by itself. */
  private boolean reaches(Described table, Given given, Origin at) {
    Deque<Value> open = new ArrayDeque<>(given.from(0));
    open.addAll(given.arguments().named().values());
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Value.Constructed made when made.callee().endsWith(".c") -> {
          if (made.receiver().filter(owner -> isOther(table, owner, at)).isPresent()) {
            return true;
          }
        }
        case Value.Constructed made when verb(made).isEmpty() -> {
          made.receiver().ifPresent(open::push);
          open.addAll(made.arguments().positional());
          open.addAll(made.arguments().named().values());
        }
        case ListValue list -> open.addAll(list.elements());
        case Value.Tuple tuple -> open.addAll(tuple.elements());
        case DictValue map ->
            map.entries()
                .forEach(entry -> {
                  open.add(entry.key());
                  open.add(entry.value());
                });
        default -> {}
      }
    }
    return false;
  }

  private boolean isOther(Described table, Value owner, Origin at) {
    try {
      return !table(owner, at).name().equals(table.name());
    } catch (Unreadable notKnown) {
      return true;
    }
  }

  private static boolean isVerb(String word) {
    return word.equals("insert") || word.equals("update") || word.equals("delete");
  }

  private String build(String verb, Described table, List<Link> links, Origin at) {
    if (links.stream().anyMatch(link -> reaches(table, link.given(), at))) {
      throw new Unreadable("a statement that reaches into another table is not read", at);
    }
    Map<String, String> values = new LinkedHashMap<>();
    List<String> where = new ArrayList<>();
    List<DictValue> rows = new ArrayList<>();
    for (Link link : links) {
      switch (link.method()) {
        case "where", "filter" ->
            link.given().from(0).forEach(c -> where.add("(" + conditions.sql(c, at) + ")"));
        case "filter_by" ->
            link.given()
                .arguments()
                .named()
                .forEach((name, value) ->
                    where.add(Sql.name(name) + " = " + literal(value, type(table, name), at)));
        case "values" -> collect(link.given(), table, values, rows, at);
        case "execution_options", "inline" -> {}
        default ->
            throw new Unreadable("a statement with " + link.method() + "() is not known", at);
      }
    }
    String condition = where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where);
    return switch (verb) {
      case "insert" -> {
        if (!rows.isEmpty()) {
          yield String.join(";\n", rows.stream().map(row -> insert(table, row, at)).toList());
        }
        yield "INSERT INTO "
            + table.sql()
            + (values.isEmpty()
                ? " DEFAULT VALUES"
                : " ("
                    + Sql.names(List.copyOf(values.keySet()))
                    + ") VALUES ("
                    + String.join(", ", values.values())
                    + ")");
      }
      case "update" ->
          "UPDATE "
              + table.sql()
              + " SET "
              + String.join(
                  ", ",
                  values.entrySet().stream()
                      .map(e -> Sql.name(e.getKey()) + " = " + e.getValue())
                      .toList())
              + condition;
      default -> "DELETE FROM " + table.sql() + condition;
    };
  }

  private void collect(
      Given given, Described table, Map<String, String> values, List<DictValue> rows, Origin at) {
    for (Value positional : given.from(0)) {
      if (positional instanceof DictValue entries && entries.poison().isEmpty()) {
        for (DictValue.Entry entry : entries.entries()) {
          String column = columnName(entry.key(), at);
          values.put(column, stored(entry.value(), type(table, column), at));
        }
      } else {
        for (Value row : Given.elements(positional, at)) {
          if (!(row instanceof DictValue entries)) {
            throw new Unreadable("a row is not known", at);
          }
          rows.add(entries);
        }
      }
    }
    Arguments arguments = given.arguments();
    arguments
        .named()
        .forEach((name, value) -> values.put(name, stored(value, type(table, name), at)));
  }

  private static Optional<ColumnType> type(Described table, String column) {
    return Optional.ofNullable(table.columns().get(column));
  }
}
