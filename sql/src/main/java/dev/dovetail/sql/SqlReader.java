package dev.dovetail.sql;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.core.statement.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Text to statements. Never fails: what it does not understand is {@link Statement.Opaque}, and
 * what PostgreSQL's grammar certainly refuses is {@link Statement.Refused}.
 */
public final class SqlReader {

  /** Stands in a text for what is not known of it. */
  public static final char HOLE = Constants.HOLE;

  private SqlReader() {}

  /** Why a statement is not known whose text is filled in by whoever sends it. */
  public static final String PLACEHOLDER = "a variable of psql or of a driver";

  /**
   * A statement, and where it stands in the text.
   *
   * @param cut the names in it that are longer than PostgreSQL keeps them
   */
  public record Read(Statement statement, String text, Span span, List<String> cut) {
    public Read {
      cut = List.copyOf(cut);
    }
  }

  /** All statements of a script, psql's backslash lines and COPY data left out. */
  public static List<Read> statements(String sql) {
    return read(sql, Splitter.statements(sql));
  }

  static List<Read> read(String sql, List<List<Token>> statements) {
    Lines lines = new Lines(sql);
    List<Read> read = new ArrayList<>();
    for (List<Token> tokens : statements) {
      int start = tokens.get(0).start();
      int end = tokens.get(tokens.size() - 1).end();
      read.add(
          new Read(
              StatementReader.read(sql, tokens),
              sql.substring(start, end),
              lines.span(start, end),
              tooLong(sql, tokens)));
    }
    return read;
  }

  private static List<String> tooLong(String sql, List<Token> tokens) {
    List<String> names = new ArrayList<>();
    for (Token token : tokens) {
      boolean name = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED;
      // A short text may have many bytes, and a quoted one is longer than its name.
      if (name && token.end() - token.start() > 20) {
        String written = sql.substring(token.start(), token.end());
        String whole =
            token.kind() == Token.Kind.WORD
                ? token.text()
                : written.replaceFirst("^[uU]&", "").replaceAll("^\"|\"$", "");
        if (!Identifiers.cut(whole).equals(whole)) {
          names.add(whole);
        }
      }
    }
    return names;
  }

  /**
   * What a script might change of which it is not known whether it runs, or what stands in its
   * holes; of each statement.
   */
  public static List<Touches> touches(String sql) {
    return DynamicExtent.each(sql);
  }

  /** A single expression, as in a server default or a CHECK. */
  public static Expression expression(String sql) {
    Cursor cursor = Cursor.on(sql);
    try {
      Expression expression = new ExpressionReader(cursor).expression();
      cursor.expectEnd();
      return expression;
    } catch (Stop stop) {
      return new Expression.Obscure(sql, Wordlist.of(cursor, cursor.all()));
    }
  }

  /** A type as SQL writes it; what is none comes back as a name that no type has. */
  public static TypeName type(String sql) {
    return typeNamed(sql).orElseGet(() -> TypeName.of(sql));
  }

  /** A type as SQL writes it; empty where the text is none. */
  public static Optional<TypeName> typeNamed(String sql) {
    Cursor cursor = Cursor.on(sql);
    try {
      TypeName type = new TypeReader(cursor).type();
      cursor.expectEnd();
      return Optional.of(type);
    } catch (Stop stop) {
      return Optional.empty();
    }
  }

  /** A name as SQL writes it, folded and perhaps with its schema; empty where the text is none. */
  public static Optional<Name> name(String sql) {
    Cursor cursor = Cursor.on(sql);
    try {
      Name name = cursor.name();
      cursor.expectEnd();
      return Optional.of(name);
    } catch (Stop stop) {
      return Optional.empty();
    }
  }
}
