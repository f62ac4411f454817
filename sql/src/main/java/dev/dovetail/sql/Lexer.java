package dev.dovetail.sql;

import dev.dovetail.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Text to tokens, as PostgreSQL and psql cut it: one pass, every character in exactly one token.
 */
final class Lexer {

  private static final String OPERATOR_CHARACTERS = "+-*/<>=~!@#%^&|`?";
  private static final String KEEPS_SIGN = "~!@#%^&|`?";
  private static final String SELF = ",()[].;:";

  /** The server refuses operators of 64 characters; a bound keeps a hostile run of signs linear. */
  private static final int LONGEST_OPERATOR = 64;

  private final String sql;
  private final int length;
  private final List<Token> tokens;
  private int at;

  /** Where the statement that is being read begins in {@link #tokens}. */
  private int statement;

  private Lexer(String sql) {
    this.sql = sql;
    this.length = sql.length();
    this.tokens = new ArrayList<>(length / 5 + 8);
  }

  static List<Token> tokens(String sql) {
    Lexer lexer = new Lexer(sql);
    while (lexer.at < lexer.length) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    int start = at;
    char c = sql.charAt(at);
    if (space(c) || (c == '\uFEFF' && at == 0)) {
      do {
        at++;
      } while (at < length && space(sql.charAt(at)));
      add(Kind.SPACE, start, "");
    } else if (c == '-' && follows(1, '-')) {
      at = lineEnd(at);
      add(Kind.COMMENT, start, "");
    } else if (c == '/' && follows(1, '*')) {
      add(blockComment() ? Kind.COMMENT : Kind.BROKEN, start, "");
    } else if (c == '\'') {
      string(start, 0, false);
    } else if (c == '"') {
      quoted(start, 0);
    } else if (wordStart(c)) {
      wordOrPrefix(start, c);
    } else if (digit(c) || (c == '.' && digit(peek(1)))) {
      number(start);
    } else if (c == '$') {
      dollar(start);
    } else if (c == '\\') {
      line();
      add(Kind.BACKSLASH, start, "");
    } else if (SELF.indexOf(c) >= 0) {
      self(start, c);
    } else if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
      operator(start);
    } else {
      at++;
      add(Kind.BROKEN, start, "");
    }
  }

  private void add(Kind kind, int start, String text) {
    tokens.add(new Token(kind, start, at, text));
  }

  private char peek(int ahead) {
    return at + ahead < length ? sql.charAt(at + ahead) : '\0';
  }

  private boolean follows(int ahead, char wanted) {
    return at + ahead < length && sql.charAt(at + ahead) == wanted;
  }

  private void line() {
    int end = sql.indexOf('\n', at);
    at = end < 0 ? length : end;
  }

  private boolean blockComment() {
    int depth = 0;
    while (at < length) {
      if (sql.charAt(at) == '/' && follows(1, '*')) {
        depth++;
        at += 2;
      } else if (sql.charAt(at) == '*' && follows(1, '/')) {
        depth--;
        at += 2;
        if (depth == 0) {
          return true;
        }
      } else {
        at++;
      }
    }
    at = length;
    return false;
  }

  /** A string from its first quote, which stands so many characters on. */
  private void string(int start, int prefix, boolean escapes) {
    at = start + prefix + 1;
    while (at < length) {
      char c = sql.charAt(at);
      if (c == '\\' && escapes) {
        at += 2;
      } else if (c != '\'') {
        at++;
      } else if (follows(1, '\'')) {
        at += 2;
      } else {
        at++;
        int next = continued(at);
        if (next < 0) {
          add(Kind.STRING, start, "");
          return;
        }
        at = next;
      }
    }
    at = length;
    add(Kind.BROKEN, start, "");
  }

  /** After the opening quote of a continuation on a further line; -1 where there is none. */
  private int continued(int from) {
    boolean newline = false;
    int i = from;
    while (i < length) {
      char c = sql.charAt(i);
      if (c == '\n' || c == '\r') {
        newline = true;
        i++;
      } else if (space(c)) {
        i++;
      } else if (newline && c == '-' && i + 1 < length && sql.charAt(i + 1) == '-') {
        i = lineEnd(i);
      } else {
        return newline && c == '\'' ? i + 1 : -1;
      }
    }
    return -1;
  }

  private void quoted(int start, int prefix) {
    at = start + prefix + 1;
    while (at < length) {
      if (sql.charAt(at) != '"') {
        at++;
      } else if (follows(1, '"')) {
        at += 2;
      } else {
        at++;
        add(Kind.QUOTED, start, "");
        return;
      }
    }
    add(Kind.BROKEN, start, "");
  }

  private void wordOrPrefix(int start, char first) {
    char lower = (char) (first | 0x20);
    char second = peek(1);
    if (second == '\'' && (lower == 'e' || lower == 'n')) {
      string(start, 1, lower == 'e');
    } else if (second == '\'' && (lower == 'b' || lower == 'x')) {
      int end = sql.indexOf('\'', at + 2);
      at = end < 0 ? length : end + 1;
      add(end < 0 ? Kind.BROKEN : Kind.BITS, start, "");
    } else if (lower == 'u' && second == '&' && peek(2) == '\'') {
      string(start, 2, false);
    } else if (lower == 'u' && second == '&' && peek(2) == '"') {
      quoted(start, 2);
    } else {
      do {
        at++;
      } while (at < length && wordPart(sql.charAt(at)));
      add(Kind.WORD, start, fold(start, at));
    }
  }

  /** Folds as the server does in UTF-8: ASCII alone. */
  private String fold(int start, int end) {
    for (int i = start; i < end; i++) {
      char c = sql.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        char[] folded = new char[end - start];
        for (int k = start; k < end; k++) {
          char d = sql.charAt(k);
          folded[k - start] = d >= 'A' && d <= 'Z' ? (char) (d + 32) : d;
        }
        return new String(folded);
      }
    }
    return sql.substring(start, end);
  }

  private void number(int start) {
    char radix = (char) (peek(1) | 0x20);
    if (sql.charAt(at) == '0' && (radix == 'x' || radix == 'o' || radix == 'b')) {
      at += 2;
      while (at < length && wordPart(sql.charAt(at))) {
        at++;
      }
      add(Kind.NUMBER, start, "");
      return;
    }
    digits();
    if (follows(0, '.') && !follows(1, '.')) {
      at++;
      digits();
    }
    if (at < length && (sql.charAt(at) | 0x20) == 'e') {
      int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
      if (digit(peek(1 + sign))) {
        at += 1 + sign;
        digits();
      }
    }
    boolean junk = at < length && wordStart(sql.charAt(at));
    while (at < length && wordPart(sql.charAt(at))) {
      at++;
    }
    add(junk ? Kind.BROKEN : Kind.NUMBER, start, "");
  }

  private void digits() {
    while (at < length && (digit(sql.charAt(at)) || (sql.charAt(at) == '_' && digit(peek(1))))) {
      at++;
    }
  }

  private void dollar(int start) {
    if (digit(peek(1))) {
      at++;
      while (at < length && digit(sql.charAt(at))) {
        at++;
      }
      add(Kind.PARAMETER, start, "");
      return;
    }
    int tag = at + 1;
    if (tag < length && wordStart(sql.charAt(tag))) {
      while (tag < length && wordPart(sql.charAt(tag)) && sql.charAt(tag) != '$') {
        tag++;
      }
    }
    if (tag >= length || sql.charAt(tag) != '$') {
      at++;
      add(Kind.BROKEN, start, "");
      return;
    }
    String quote = sql.substring(start, tag + 1);
    int end = sql.indexOf(quote, tag + 1);
    at = end < 0 ? length : end + quote.length();
    add(end < 0 ? Kind.BROKEN : Kind.STRING, start, "");
  }

  private void self(int start, char c) {
    String text;
    if (c == ':' && (follows(1, ':') || follows(1, '='))) {
      text = follows(1, ':') ? "::" : ":=";
    } else if (c == '.' && follows(1, '.')) {
      text = "..";
    } else {
      text = SINGLE[c];
    }
    at += text.length();
    add(Kind.SYMBOL, start, text);
    if (c == ';') {
      if (copiesRows()) {
        copyRows();
      }
      statement = tokens.size();
    }
  }

  private void operator(int start) {
    int end = start;
    while (end < length
        && end - start < LONGEST_OPERATOR
        && OPERATOR_CHARACTERS.indexOf(sql.charAt(end)) >= 0
        && !sql.startsWith("--", end)
        && !sql.startsWith("/*", end)) {
      end++;
    }
    boolean keepsSign = false;
    for (int i = start; i < end; i++) {
      keepsSign |= KEEPS_SIGN.indexOf(sql.charAt(i)) >= 0;
    }
    while (!keepsSign
        && end - start > 1
        && (sql.charAt(end - 1) == '+' || sql.charAt(end - 1) == '-')) {
      end--;
    }
    at = end;
    String text = end - start == 1 ? SINGLE[sql.charAt(start)] : sql.substring(start, end);
    add(Kind.SYMBOL, start, text.equals("!=") ? "<>" : text);
  }

  /** Where a comment ends: either character of a line's end does it, as in PostgreSQL. */
  private int lineEnd(int from) {
    int end = from;
    while (end < length && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  /** Whether the statement that just ended is COPY ... FROM stdin. */
  private boolean copiesRows() {
    boolean copy = false;
    boolean from = false;
    for (int i = statement; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.blank() || token.kind() == Kind.BACKSLASH || token.kind() == Kind.COPY_ROWS) {
        continue;
      }
      if (!copy) {
        if (!token.word("copy")) {
          return false;
        }
        copy = true;
      } else if (from && token.word("stdin")) {
        return true;
      } else {
        from = token.word("from");
      }
    }
    return false;
  }

  private void copyRows() {
    int start = at;
    int from = sql.indexOf('\n', at);
    while (from >= 0) {
      int line = from + 1;
      if (sql.startsWith("\\.", line)
          && (line + 2 == length || sql.charAt(line + 2) == '\n' || sql.charAt(line + 2) == '\r')) {
        at = line + 2;
        add(Kind.COPY_ROWS, start, "");
        return;
      }
      from = sql.indexOf('\n', line);
    }
    at = length;
    if (at > start) {
      add(Kind.COPY_ROWS, start, "");
    }
  }

  private static final String[] SINGLE = new String[128];

  static {
    for (int c = 0; c < SINGLE.length; c++) {
      SINGLE[c] = String.valueOf((char) c);
    }
  }

  static boolean space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean wordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  static boolean wordPart(char c) {
    return wordStart(c) || digit(c) || c == '$';
  }
}
