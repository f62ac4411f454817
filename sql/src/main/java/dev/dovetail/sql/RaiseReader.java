package dev.dovetail.sql;

import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Statement.Action;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** RAISE of PL/pgSQL. */
final class RaiseReader {

  private static final String RAISED = "P0001";

  /** The conditions that migrations raise by name. */
  private static final Map<String, String> CONDITIONS =
      Map.ofEntries(
          Map.entry("raise_exception", RAISED),
          Map.entry("unique_violation", "23505"),
          Map.entry("check_violation", "23514"),
          Map.entry("not_null_violation", "23502"),
          Map.entry("foreign_key_violation", "23503"),
          Map.entry("integrity_constraint_violation", "23000"),
          Map.entry("duplicate_object", "42710"),
          Map.entry("duplicate_table", "42P07"),
          Map.entry("duplicate_column", "42701"),
          Map.entry("undefined_object", "42704"),
          Map.entry("undefined_table", "42P01"),
          Map.entry("undefined_column", "42703"),
          Map.entry("undefined_function", "42883"),
          Map.entry("invalid_text_representation", "22P02"),
          Map.entry("invalid_parameter_value", "22023"),
          Map.entry("feature_not_supported", "0A000"),
          Map.entry("division_by_zero", "22012"));

  private final Cursor cursor;

  RaiseReader(Cursor cursor) {
    this.cursor = cursor;
  }

  Action raise() {
    int start = cursor.position();
    cursor.skip();
    boolean harmless = cursor.isAny("debug", "log", "info", "notice", "warning");
    if (harmless || cursor.is("exception")) {
      cursor.skip();
    }
    Optional<Action> known = harmless ? Optional.of(new Action.Nothing()) : exception();
    while (!cursor.atEnd() && !cursor.symbol(";")) {
      cursor.skip();
    }
    String text = cursor.textFrom(start);
    cursor.expectSymbol(";");
    return known.orElseGet(
        () -> new Action.Obscure(text, "what it raises is not known", Touches.anything()));
  }

  private Optional<Action> exception() {
    if (cursor.accept("sqlstate")) {
      return Optional.of(new Action.RaiseException(cursor.string(), ""));
    }
    if (cursor.kind(Kind.WORD) && !cursor.is("using")) {
      String name = cursor.label();
      return code(name).map(state -> new Action.RaiseException(state, name));
    }
    if (!cursor.kind(Kind.STRING)) {
      return Optional.empty();
    }
    String format = cursor.string();
    List<String> values = new ArrayList<>();
    ExpressionReader expressions = new ExpressionReader(cursor);
    while (cursor.acceptSymbol(",")) {
      int start = cursor.position();
      Expression value = expressions.expression();
      values.add(new Constants(Map.of()).whole(value).orElseGet(() -> cursor.textFrom(start)));
    }
    String message = filled(format, values);
    return state(expressions).map(state -> new Action.RaiseException(state, message));
  }

  /** ERRCODE among the options of USING; empty where it is not known. */
  private Optional<String> state(ExpressionReader expressions) {
    String state = RAISED;
    if (!cursor.accept("using")) {
      return Optional.of(state);
    }
    do {
      String option = cursor.label();
      if (!cursor.acceptSymbol("=")) {
        cursor.expectSymbol(":=");
      }
      Expression value = expressions.expression();
      if (option.equals("errcode")) {
        Optional<String> code = new Constants(Map.of()).whole(value).flatMap(RaiseReader::code);
        if (code.isEmpty()) {
          return code;
        }
        state = code.get();
      }
    } while (cursor.acceptSymbol(","));
    return Optional.of(state);
  }

  private static Optional<String> code(String name) {
    boolean state =
        name.length() == 5
            && name.chars().allMatch(c -> Lexer.digit((char) c) || (c >= 'A' && c <= 'Z'));
    return state ? Optional.of(name) : Optional.ofNullable(CONDITIONS.get(name));
  }

  private static String filled(String format, List<String> values) {
    StringBuilder message = new StringBuilder();
    int next = 0;
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i++);
      if (c != '%') {
        message.append(c);
      } else if (i < format.length() && format.charAt(i) == '%') {
        message.append('%');
        i++;
      } else if (next < values.size()) {
        message.append(values.get(next));
        next++;
      } else {
        message.append(c);
      }
    }
    return message.toString();
  }
}
