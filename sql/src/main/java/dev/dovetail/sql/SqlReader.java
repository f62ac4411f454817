package dev.dovetail.sql;

import dev.dovetail.core.source.Span;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TypeName;
import java.util.List;

/** Text to statements. Never fails: what it does not understand is {@link Statement.Opaque}. */
public final class SqlReader {

  private SqlReader() {}

  /** A statement, and where it stands in the text. */
  public record Read(Statement statement, String text, Span span) {}

  /** All statements of a script, psql's backslash lines and COPY data left out. */
  public static List<Read> statements(String sql) {
    return List.of();
  }

  /** A single expression, as in a server default or a CHECK. */
  public static Expression expression(String sql) {
    return new Expression.Obscure(sql, List.of());
  }

  /** A type as SQL writes it. */
  public static TypeName type(String sql) {
    return TypeName.of(sql);
  }
}
