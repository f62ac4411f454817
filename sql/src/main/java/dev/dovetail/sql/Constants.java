package dev.dovetail.sql;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.statement.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text that an expression over constants comes to, as EXECUTE takes it. What is not known is a
 * hole: {@link #HOLE} stands for it.
 */
final class Constants {

  static final char HOLE = '\uFFFF';

  private final Map<String, String> variables;

  Constants(Map<String, String> variables) {
    this.variables = variables;
  }

  /** The text, with holes; NULL as a whole is a hole. */
  String text(Expression expression) {
    return switch (expression) {
      case Expression.Text text -> text.value();
      case Expression.Number number -> number.digits();
      case Expression.Cast(Expression operand, var type)
          when type.name().name().equals("text") || type.name().name().equals("varchar") ->
          text(operand);
      case Expression.Operator(String symbol, List<Expression> operands) when symbol.equals("||") ->
          text(operands.get(0)) + text(operands.get(1));
      case Expression.Call call -> called(call);
      case Expression.ColumnRef reference when reference.path().size() == 1 ->
          Optional.ofNullable(variables.get(reference.column())).orElse(String.valueOf(HOLE));
      case Expression other -> String.valueOf(HOLE);
    };
  }

  /** The text; empty where a part of it is not known. */
  Optional<String> whole(Expression expression) {
    String text = text(expression);
    return text.indexOf(HOLE) < 0 ? Optional.of(text) : Optional.empty();
  }

  private String called(Expression.Call call) {
    List<Expression> arguments = call.arguments();
    String first = arguments.isEmpty() ? String.valueOf(HOLE) : text(arguments.get(0));
    boolean known = first.indexOf(HOLE) < 0;
    return switch (call.function().name()) {
      case "format" -> known ? format(first, arguments) : String.valueOf(HOLE);
      case "concat" -> {
        StringBuilder all = new StringBuilder();
        arguments.forEach(argument -> all.append(text(argument)));
        yield all.toString();
      }
      case "quote_ident" -> known ? Identifiers.quote(first) : first;
      case "quote_literal", "quote_nullable" -> known ? Identifiers.quoteLiteral(first) : first;
      case "lower" -> known ? first.toLowerCase(Locale.ROOT) : first;
      case "upper" -> known ? first.toUpperCase(Locale.ROOT) : first;
      case "btrim", "trim" -> known && arguments.size() == 1 ? first.strip() : HOLE + "";
      default -> String.valueOf(HOLE);
    };
  }

  private String format(String template, List<Expression> arguments) {
    List<Expression> values = new ArrayList<>(arguments.subList(1, arguments.size()));
    StringBuilder text = new StringBuilder();
    int next = 0;
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i++);
      if (c != '%' || i == template.length()) {
        text.append(c);
        continue;
      }
      int digits = i;
      while (digits < template.length() && Lexer.digit(template.charAt(digits))) {
        digits++;
      }
      if (digits > i && digits + 1 < template.length() && template.charAt(digits) == '$') {
        next = digits - i > 3 ? values.size() : Integer.parseInt(template, i, digits, 10) - 1;
        i = digits + 1;
      }
      char conversion = template.charAt(i++);
      if (conversion == '%') {
        text.append('%');
      } else if (next < 0 || next >= values.size()) {
        text.append(HOLE);
      } else {
        text.append(converted(conversion, values.get(next)));
        next++;
      }
    }
    return text.toString();
  }

  private String converted(char conversion, Expression value) {
    if (value instanceof Expression.Null) {
      return conversion == 'L' ? "NULL" : conversion == 's' ? "" : String.valueOf(HOLE);
    }
    String text = text(value);
    if (text.indexOf(HOLE) >= 0) {
      return conversion == 'L' ? "'" + HOLE + "'" : String.valueOf(HOLE);
    }
    return switch (conversion) {
      case 's' -> text;
      case 'I' -> Identifiers.quote(text);
      case 'L' -> Identifiers.quoteLiteral(text);
      default -> String.valueOf(HOLE);
    };
  }
}
