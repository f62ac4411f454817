package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compiles SQLAlchemy's expressions to SQL: {@code text()}, {@code func.now()}, {@code t.c.x ==
 * "a"}.
 */
final class Expressions {

  private static final int DEEPEST = 100;
  private static final String FUNCTION = "sqlalchemy.func.";
  private static final Set<String> WITHOUT_PARENTHESES =
      Set.of(
          "current_timestamp",
          "current_date",
          "current_time",
          "localtimestamp",
          "localtime",
          "current_user",
          "session_user");
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("==", "="),
          Map.entry("!=", "<>"),
          Map.entry("<", "<"),
          Map.entry("<=", "<="),
          Map.entry(">", ">"),
          Map.entry(">=", ">="),
          Map.entry("+", "+"),
          Map.entry("-", "-"),
          Map.entry("*", "*"),
          Map.entry("/", "/"),
          Map.entry("&", "AND"),
          Map.entry("|", "OR"));

  /** How a plain value is written that stands beside something else, mostly a column. */
  interface Comparand {
    String literal(Value value, Value beside, Origin at);
  }

  private final Types types;
  private final Optional<Comparand> comparand;

  Expressions(Types types) {
    this(types, Optional.empty());
  }

  private Expressions(Types types, Optional<Comparand> comparand) {
    this.types = types;
    this.comparand = comparand;
  }

  /** The same, for statements that send their values as parameters. */
  Expressions sending(Comparand with) {
    return new Expressions(types, Optional.of(with));
  }

  /** A value as an expression; a plain one is a literal. */
  String sql(Value value, Origin at) {
    return sql(value, at, 0);
  }

  private String sql(Value value, Origin at, int depth) {
    if (depth > DEEPEST) {
      throw new Unreadable("the expression is nested too deeply", at);
    }
    return switch (value) {
      case Value.Str text -> Sql.literal(text.text());
      case Value.Int number -> number.value().toString();
      case Value.Float number -> Double.toString(number.value());
      case Value.Bool bool -> bool.value() ? "true" : "false";
      case Value.None none -> "NULL";
      case EnumMember member -> sql(member.value(), at, depth + 1);
      case Value.Constructed made -> constructed(made, depth + 1);
      case ListValue list -> array(Given.elements(list, at), at, depth + 1);
      case Value.Library library -> library(library, at);
      case Value.Unknown unknown -> throw Given.unreadable(unknown);
      case Value.Partly partly -> throw Given.unreadable(partly.reason());
      default -> throw new Unreadable("an expression is not one that is known", at);
    };
  }

  /** A list among the parameters is an array. */
  private String array(List<Value> items, Origin at, int depth) {
    return items.stream()
        .map(item -> sql(item, at, depth))
        .collect(
            Collectors.joining(
                ", ", items.isEmpty() ? "'{" : "ARRAY[", items.isEmpty() ? "}'" : "]"));
  }

  private static String library(Value.Library library, Origin at) {
    return switch (library.path()) {
      case "sqlalchemy.true" -> "true";
      case "sqlalchemy.false" -> "false";
      case "sqlalchemy.null" -> "NULL";
      default -> throw new Unreadable(library.path() + " is not one of the known expressions", at);
    };
  }

  private String constructed(Value.Constructed made, int depth) {
    String path = made.callee();
    Given given = new Given(made.arguments(), made.at());
    if (path.startsWith(FUNCTION)) {
      return function(path.substring(FUNCTION.length()), given, depth);
    }
    if (path.startsWith("operator.")) {
      return operator(path.substring("operator.".length()), given, depth);
    }
    return switch (path) {
      case "sqlalchemy.text", "sqlalchemy.literal_column" -> raw(given.text(0, "text"));
      case "sqlalchemy.column" -> Sql.name(given.text(0, "text"));
      case "sqlalchemy.literal", "sqlalchemy.bindparam", "alembic.op.inline_literal" ->
          sql(given.need(path.endsWith("bindparam") ? 1 : 0, "value"), made.at(), depth);
      case "sqlalchemy.true" -> "true";
      case "sqlalchemy.false" -> "false";
      case "sqlalchemy.null" -> "NULL";
      case "sqlalchemy.cast", "sqlalchemy.type_coerce" -> cast(given, path, depth);
      case "sqlalchemy.and_" -> joined(" AND ", given, depth);
      case "sqlalchemy.or_" -> joined(" OR ", given, depth);
      case "sqlalchemy.not_" -> "NOT (" + sql(given.need(0, "clause"), made.at(), depth) + ")";
      case "sqlalchemy.desc" -> key(given.need(0, "column"), made.at()) + " DESC";
      case "sqlalchemy.asc" -> key(given.need(0, "column"), made.at()) + " ASC";
      case "sqlalchemy.Column" -> Sql.name(given.text(0, "name"));
      default -> method(made, depth);
    };
  }

  /** The text of {@code text()}: a backslash before a colon goes. */
  static String raw(String text) {
    return text.replace("\\:", ":");
  }

  private String function(String name, Given given, int depth) {
    if (given.from(0).isEmpty() && WITHOUT_PARENTHESES.contains(name)) {
      return name.toUpperCase(Locale.ROOT);
    }
    if (given.from(0).isEmpty() && name.equals("count")) {
      return "count(*)";
    }
    return name
        + given.from(0).stream()
            .map(argument -> sql(argument, given.at(), depth))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private String operator(String symbol, Given given, int depth) {
    List<Value> operands = given.from(0);
    if (operands.size() == 1) {
      String operand = sql(operands.getFirst(), given.at(), depth);
      return switch (symbol) {
        case "~", "not" -> "NOT (" + operand + ")";
        case "-" -> "- " + operand;
        default -> throw new Unreadable("the operator " + symbol + " is not known", given.at());
      };
    }
    String words = OPERATORS.getOrDefault(symbol, "");
    if (words.isEmpty() || operands.size() != 2) {
      throw new Unreadable("the operator " + symbol + " is not known", given.at());
    }
    String left = beside(operands.getLast(), operands.getFirst(), given.at(), depth);
    String right = beside(operands.getFirst(), operands.getLast(), given.at(), depth);
    if (right.equals("NULL") && (symbol.equals("==") || symbol.equals("!="))) {
      return left + (symbol.equals("==") ? " IS NULL" : " IS NOT NULL");
    }
    boolean logical = words.equals("AND") || words.equals("OR");
    return logical
        ? "(" + left + ") " + words + " (" + right + ")"
        : left + " " + words + " " + right;
  }

  private String beside(Value other, Value value, Origin at, int depth) {
    boolean plain = value instanceof Value.Str || value instanceof EnumMember;
    return plain && comparand.isPresent() && other instanceof Value.Constructed
        ? comparand.get().literal(value, other, at)
        : sql(value, at, depth);
  }

  private String joined(String word, Given given, int depth) {
    return given.from(0).stream()
        .map(clause -> "(" + sql(clause, given.at(), depth) + ")")
        .collect(Collectors.joining(word));
  }

  private String cast(Given given, String path, int depth) {
    String operand = sql(given.need(0, "expression"), given.at(), depth);
    return path.endsWith("type_coerce")
        ? operand
        : "CAST("
            + operand
            + " AS "
            + types.read(given.need(1, "type_"), given.at()).sql(Optional.empty())
            + ")";
  }

  /** A method of an expression, or a column of a table. */
  private String method(Value.Constructed made, int depth) {
    String name = Types.last(made.callee());
    Value receiver =
        made.receiver()
            .orElseThrow(() ->
                new Unreadable(made.callee() + " is not one of the known expressions", made.at()));
    Given given = new Given(made.arguments(), made.at());
    if (receiver instanceof Value.Constructed owner && owner.callee().endsWith(".c")) {
      String column = name.equals("__getitem__") ? given.text(0, "key") : name;
      return Sql.name(column);
    }
    String left = sql(receiver, made.at(), depth);
    return switch (name) {
      case "in_" -> left + " IN " + items(receiver, given, depth);
      case "notin_", "not_in" -> left + " NOT IN " + items(receiver, given, depth);
      case "is_" ->
          left + " IS " + sql(given.written(0, "other").orElse(new Value.None()), made.at(), depth);
      case "isnot", "is_not" ->
          left
              + " IS NOT "
              + sql(given.written(0, "other").orElse(new Value.None()), made.at(), depth);
      case "desc" -> left + " DESC";
      case "asc" -> left + " ASC";
      case "nulls_last", "nullslast" -> left + " NULLS LAST";
      case "nulls_first", "nullsfirst" -> left + " NULLS FIRST";
      case "label", "self_group" -> left;
      case "like" -> left + " LIKE " + sql(given.need(0, "other"), made.at(), depth);
      case "cast" ->
          "CAST("
              + left
              + " AS "
              + types.read(given.need(0, "type_"), made.at()).sql(Optional.empty())
              + ")";
      case "op" -> left + " " + given.text(0, "opstring");
      default ->
          throw new Unreadable(made.callee() + " is not one of the known expressions", made.at());
    };
  }

  private String items(Value receiver, Given given, int depth) {
    return given.list(0, "other").stream()
        .map(item -> beside(receiver, item, given.at(), depth))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** A key of an index: a string is a column's name. */
  String key(Value value, Origin at) {
    return value instanceof Value.Str text ? Sql.name(text.text()) : sql(value, at);
  }

  List<String> keys(List<Value> values, Origin at) {
    List<String> all = new ArrayList<>();
    values.forEach(value -> all.add(key(value, at)));
    return all;
  }
}
