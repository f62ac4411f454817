package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.python.value.Value;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;

/**
 * Values of query results as Python gets them: numbers and truths where the expression gives such.
 */
final class Answers {

  private static final Set<String> NUMBERS =
      Set.of("count", "sum", "max", "min", "length", "array_length");

  private Answers() {}

  static Value value(Optional<String> text, Optional<Expression> expression, Origin at) {
    if (text.isEmpty()) {
      return new Value.None();
    }
    String written = text.get();
    return switch (expression.orElse(new Expression.Null())) {
      case Expression.Exists exists -> new Value.Bool(isTrue(written));
      case Expression.Bool bool -> new Value.Bool(isTrue(written));
      case Expression.Logical logical -> new Value.Bool(isTrue(written));
      case Expression.In in -> new Value.Bool(isTrue(written));
      case Expression.InQuery in -> new Value.Bool(isTrue(written));
      case Expression.IsNull isNull -> new Value.Bool(isTrue(written));
      case Expression.Operator operator
          when Set.of("=", "<>", "!=", "<", ">", "<=", ">=").contains(operator.symbol()) ->
          new Value.Bool(isTrue(written));
      case Expression.Number number -> number(written, at);
      case Expression.Call call when NUMBERS.contains(call.function().name()) ->
          number(written, at);
      default -> new Value.Str(written, at);
    };
  }

  private static boolean isTrue(String text) {
    return text.equals("t") || text.equals("true");
  }

  private static Value number(String text, Origin at) {
    boolean digits =
        text.length() < 100 && text.chars().allMatch(Character::isDigit) && !text.isEmpty();
    return digits ? new Value.Int(new BigInteger(text)) : new Value.Str(text, at);
  }
}
