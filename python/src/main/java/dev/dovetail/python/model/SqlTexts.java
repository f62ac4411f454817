package dev.dovetail.python.model;

import dev.dovetail.core.declared.Reading;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** SQL that models carry: {@code text("now()")}, {@code func.now()}, {@code true()}. */
final class SqlTexts {

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

  private static final int DEEPEST = 20;

  private SqlTexts() {}

  /** What stands after DEFAULT; a plain string is a literal there. */
  static Reading<String> serverDefault(Value value) {
    Optional<String> text = EnumTypes.string(value);
    return text.isPresent() ? Reading.of(literal(text.get())) : expression(value, 0);
  }

  /** A condition or expression; a plain string is SQL there. */
  static Reading<String> clause(Value value) {
    return EnumTypes.string(value).map(Reading::of).orElseGet(() -> expression(value, 0));
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static Reading<String> expression(Value value, int depth) {
    if (depth > DEEPEST) {
      return Reading.unsure("the expression is nested too deeply");
    }
    return switch (value) {
      case Value.Str text -> Reading.of(literal(text.text()));
      case EnumMember member when member.mixesIn() -> expression(member.value(), depth + 1);
      case Value.Int number -> Reading.of(number.value().toString());
      case Value.Bool flag -> Reading.of(flag.value() ? "true" : "false");
      case Value.None none -> Reading.of("NULL");
      case Value.Library library -> named(library.path());
      case Value.Constructed made -> made(made, depth + 1);
      case Value.Unknown why -> Reading.unsure("it is not known: " + why.reason());
      default -> Reading.unsure("it is no expression that is known");
    };
  }

  private static Reading<String> named(String path) {
    return switch (path) {
      case "sqlalchemy.true" -> Reading.of("true");
      case "sqlalchemy.false" -> Reading.of("false");
      case "sqlalchemy.null" -> Reading.of("NULL");
      default -> Reading.unsure(path + " is no expression that is known");
    };
  }

  private static Reading<String> made(Value.Constructed made, int depth) {
    String callee = made.callee();
    if (made.arguments().more().isPresent() || made.receiver().isPresent()) {
      return Reading.unsure(callee + " is no expression that is known");
    }
    List<Value> given = made.arguments().positional();
    if (callee.startsWith(FUNCTION)) {
      return function(callee.substring(FUNCTION.length()), given, depth);
    }
    return switch (callee) {
      case "sqlalchemy.text", "sqlalchemy.literal_column" ->
          made.arguments()
              .get(0, "text")
              .flatMap(EnumTypes::string)
              .map(text -> Reading.of(text.replace("\\:", ":")))
              .orElseGet(() -> Reading.unsure("the text of the expression is not known"));
      case "sqlalchemy.DefaultClause" ->
          made.arguments()
              .get(0, "arg")
              .map(SqlTexts::serverDefault)
              .orElseGet(() -> Reading.unsure("the default is not known"));
      case "sqlalchemy.true", "sqlalchemy.false", "sqlalchemy.null" -> named(callee);
      default -> Reading.unsure(callee + " is no expression that is known");
    };
  }

  private static Reading<String> function(String name, List<Value> given, int depth) {
    if (given.isEmpty() && WITHOUT_PARENTHESES.contains(name)) {
      return Reading.of(name.toUpperCase(Locale.ROOT));
    }
    List<String> arguments = new ArrayList<>();
    for (Value value : given) {
      switch (expression(value, depth)) {
        case Reading.Known<String>(String sql) -> arguments.add(sql);
        case Reading.Unsure<String> unsure -> {
          return unsure;
        }
      }
    }
    return Reading.of(name + "(" + String.join(", ", arguments) + ")");
  }
}
