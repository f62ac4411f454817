package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.sql.SqlReader;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code :name} parameters of {@code text()}. A colon after a letter, digit, colon or backslash
 * begins none, so casts and times of day are safe.
 */
final class Binds {

  private static final Pattern PARAMETER =
      Pattern.compile("(?<![:\\w$\\\\]):([\\w$]+)(?![:\\w$])", Pattern.UNICODE_CHARACTER_CLASS);

  private Binds() {}

  /** The text with something unknown in place of each parameter. */
  static String hollow(String text) {
    return Expressions.raw(PARAMETER.matcher(text).replaceAll(String.valueOf(SqlReader.HOLE)));
  }

  /**
   * The text with its parameters written out; one without a value is refused as SQLAlchemy does.
   */
  static String fill(String text, Map<String, String> values, Origin at) {
    Matcher matcher = PARAMETER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = values.get(name);
      if (value == null) {
        throw PythonRaise.of(
            "sqlalchemy.exc.StatementError",
            "A value is required for bind parameter '" + name + "'",
            at);
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return Expressions.raw(matcher.appendTail(filled).toString());
  }
}
