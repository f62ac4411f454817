package dev.dovetail.sql;

import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.statement.Name;
import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A place in the tokens of one statement, blanks left out. */
final class Cursor {

  private static final int DEEPEST = 250;

  /** Database, schema, table, and a column where a column is meant. */
  private static final int MOST_PARTS = 3;

  private static final Token END = new Token(Kind.SPACE, 0, 0, "");

  private final String sql;
  private final List<Token> tokens;
  private int at;
  private int depth;

  Cursor(String sql, List<Token> tokens) {
    this.sql = sql;
    this.tokens = tokens;
  }

  /** A cursor on the tokens of a text of its own. */
  static Cursor on(String sql) {
    return new Cursor(sql, Lexer.tokens(sql).stream().filter(token -> !token.blank()).toList());
  }

  // ---- looking

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    int i = at + ahead;
    return i >= 0 && i < tokens.size() ? tokens.get(i) : END;
  }

  boolean atEnd() {
    return at >= tokens.size();
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  void skip() {
    at++;
  }

  boolean is(String word) {
    return peek().word(word);
  }

  boolean is(String first, String second) {
    return peek().word(first) && peek(1).word(second);
  }

  boolean isAny(String... words) {
    for (String word : words) {
      if (is(word)) {
        return true;
      }
    }
    return false;
  }

  boolean symbol(String symbol) {
    return peek().symbol(symbol);
  }

  boolean kind(Kind kind) {
    return !atEnd() && peek().kind() == kind;
  }

  // ---- taking

  boolean accept(String word) {
    if (is(word)) {
      at++;
      return true;
    }
    return false;
  }

  /** All of the words in a row, or none. */
  boolean accept(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).word(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  boolean acceptSymbol(String symbol) {
    if (symbol(symbol)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String... words) {
    for (String word : words) {
      if (!accept(word)) {
        throw error();
      }
    }
  }

  void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw error();
    }
  }

  void expectEnd() {
    if (!atEnd()) {
      throw error();
    }
  }

  /** The server's answer to the token at hand. */
  Stop error() {
    for (int i = 0; i <= at && i < tokens.size(); i++) {
      if (tokens.get(i).kind() == Kind.BROKEN || tokens.get(i).kind() == Kind.BACKSLASH) {
        return broken(tokens.get(i));
      }
    }
    if (atEnd()) {
      return new Stop.Refusal("42601", "syntax error at end of input");
    }
    if (variable()) {
      return unknown(SqlReader.PLACEHOLDER);
    }
    return new Stop.Refusal("42601", "syntax error at or near \"" + text(peek()) + "\"");
  }

  /** A colon before a name or a quote: whoever sends the statement replaces it first. */
  private boolean variable() {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      Token token = tokens.get(i);
      Token next = tokens.get(i + 1);
      boolean adjacent = next.start() == token.end();
      if (adjacent
          && (token.symbol(":") || (token.symbol("%") && (next.word("s") || next.symbol("("))))) {
        return true;
      }
    }
    return false;
  }

  private Stop broken(Token token) {
    String written = text(token);
    char first = written.charAt(0);
    String what =
        switch (first) {
          case '"' -> "unterminated quoted identifier";
          case '/' -> "unterminated /* comment";
          case '\'' -> "unterminated quoted string";
          case '$' -> written.length() > 1 ? "unterminated dollar-quoted string" : "";
          default -> "";
        };
    return what.isEmpty()
        ? unknown("it holds " + (written.length() > 20 ? written.substring(0, 20) : written))
        : new Stop.Refusal("42601", what + " at or near \"" + written + "\"");
  }

  static Stop unknown(String reason) {
    return new Stop.Unknown(reason);
  }

  // ---- depth

  /** Runs one step deeper, and gives up where a statement is nested beyond all sense. */
  <T> T deeper(Supplier<T> step) {
    if (depth >= DEEPEST) {
      throw unknown("it is nested too deeply");
    }
    depth++;
    try {
      return step.get();
    } finally {
      depth--;
    }
  }

  // ---- text

  String text(Token token) {
    return sql.substring(token.start(), token.end());
  }

  /** The text from a position up to the token before the one at hand. */
  String textFrom(int position) {
    return position >= at
        ? ""
        : sql.substring(tokens.get(position).start(), tokens.get(at - 1).end());
  }

  String wholeText() {
    return tokens.isEmpty()
        ? ""
        : sql.substring(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
  }

  List<Token> taken(int from) {
    return tokens.subList(Math.min(from, at), at);
  }

  List<Token> all() {
    return tokens;
  }

  // ---- names and constants

  /** A column, a table, an alias (ColId). */
  String columnName() {
    Token token = peek();
    if (token.kind() == Kind.WORD && Keywords.columnName(token.text())) {
      at++;
      return Literals.cut(token.text());
    }
    return quotedName();
  }

  /** A name after a dot or after AS: every word will do. */
  String label() {
    Token token = peek();
    if (token.kind() == Kind.WORD) {
      at++;
      return Literals.cut(token.text());
    }
    return quotedName();
  }

  boolean atColumnName() {
    return !atEnd()
        && (peek().kind() == Kind.QUOTED
            || (peek().kind() == Kind.WORD && Keywords.columnName(peek().text())));
  }

  private String quotedName() {
    Token token = peek();
    if (atEnd() || token.kind() != Kind.QUOTED) {
      throw error();
    }
    at++;
    String written = text(token);
    boolean unicode = written.charAt(0) != '"';
    String name =
        unicode && is("uescape")
            ? Identifiers.cut(Literals.unicode(written, escapeCharacter(), true))
            : Literals.identifier(written);
    if (name.isEmpty()) {
      throw new Stop.Refusal(
          "42601", "zero-length delimited identifier at or near \"" + written + "\"");
    }
    return name;
  }

  private char escapeCharacter() {
    expect("uescape");
    String escape = string();
    return escape.isEmpty() ? '\\' : escape.charAt(0);
  }

  String string() {
    if (!kind(Kind.STRING)) {
      throw error();
    }
    String written = text(peek());
    at++;
    return (written.charAt(0) | 0x20) == 'u' && is("uescape")
        ? Literals.unicode(written, escapeCharacter(), false)
        : Literals.string(written);
  }

  /** A table, a type, ... perhaps with its schema; a database before it is left out. */
  Name name() {
    return restOfName(columnName());
  }

  Name restOfName(String first) {
    Optional<String> schema = Optional.empty();
    String name = first;
    StringBuilder all = new StringBuilder(first);
    int parts = 1;
    while (acceptSymbol(".")) {
      schema = Optional.of(name);
      name = label();
      parts++;
      all.append('.').append(name);
    }
    if (parts > MOST_PARTS) {
      throw new Stop.Refusal("42601", "improper qualified name (too many dotted names): " + all);
    }
    return new Name(schema, name);
  }

  List<Name> names() {
    return list(this::name);
  }

  List<String> columnList() {
    expectSymbol("(");
    List<String> columns = list(this::columnName);
    expectSymbol(")");
    return columns;
  }

  <T> List<T> list(Supplier<T> item) {
    List<T> items = new ArrayList<>();
    do {
      items.add(item.get());
    } while (acceptSymbol(","));
    return items;
  }

  int integer() {
    boolean negative = acceptSymbol("-");
    if (!kind(Kind.NUMBER)) {
      throw error();
    }
    String digits = text(peek()).replace("_", "");
    at++;
    try {
      return negative ? -Integer.parseInt(digits) : Integer.parseInt(digits);
    } catch (NumberFormatException notPlain) {
      throw unknown("the number " + digits);
    }
  }

  /** Takes a bracketed stretch whole. */
  void skipParentheses() {
    if (!symbol("(")) {
      throw error();
    }
    int open = 0;
    do {
      if (atEnd()) {
        throw error();
      }
      if (symbol("(")) {
        open++;
      } else if (symbol(")")) {
        open--;
      }
      at++;
    } while (open > 0);
  }

  /** {@code (name = value, ...)} after WITH and SET. */
  void storageOptions() {
    expectSymbol("(");
    do {
      label();
      if (acceptSymbol(".")) {
        label();
      }
      if (acceptSymbol("=")) {
        optionValue();
      }
    } while (acceptSymbol(","));
    expectSymbol(")");
  }

  private void optionValue() {
    boolean signed = acceptSymbol("-") || acceptSymbol("+");
    boolean value = kind(Kind.NUMBER) || (!signed && kind(Kind.STRING));
    if (!value && (signed || atEnd() || peek().kind() == Kind.SYMBOL)) {
      throw error();
    }
    at++;
  }

  void skipToEnd() {
    at = tokens.size();
  }

  boolean acceptIfExists() {
    return accept("if", "exists");
  }

  boolean acceptIfNotExists() {
    return accept("if", "not", "exists");
  }

  /** CASCADE or RESTRICT. */
  boolean acceptCascade() {
    boolean cascade = accept("cascade");
    return cascade || (accept("restrict") && cascade);
  }
}
