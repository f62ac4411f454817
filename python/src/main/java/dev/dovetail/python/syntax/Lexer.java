package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Text to tokens, as the tokenizer of CPython 3.13 makes them, without comments and blank lines.
 * What is no token becomes {@link Kind#ERROR}, and reading goes on behind it.
 */
final class Lexer {

  private static final int MAX_BRACKETS = 200;
  private static final int MAX_STRINGS = 150;

  private final Tokens out;
  private final char[] s;
  private final int end;
  private final Layout layout;
  private final NumberScanner numbers;

  private int p;
  private int line;

  /** Open brackets, outermost first, and the tokens that opened them. */
  private final char[] brackets = new char[MAX_BRACKETS];

  private final int[] openers = new int[MAX_BRACKETS];
  private int level;

  /** Brackets deeper than the stack reaches. */
  private int beyond;

  /** The f-strings that the place is in, innermost last. */
  private final List<Template> templates = new ArrayList<>();

  private Lexer(Tokens out) {
    this.out = out;
    this.s = out.text;
    this.end = out.length;
    this.layout = new Layout(out);
    this.numbers = new NumberScanner(out.text);
  }

  static Tokens read(String text) {
    Tokens tokens = SourceText.tokens(text);
    new Lexer(tokens).run();
    return tokens;
  }

  private void run() {
    startLine();
    while (true) {
      if (!templates.isEmpty() && templates.getLast().inText) {
        middle(templates.getLast());
        continue;
      }
      char c = s[p];
      while (c == ' ' || c == '\t' || c == '\f') {
        c = s[++p];
      }
      if (c == '#') {
        c = skipComment();
      }
      if (p >= end) {
        break;
      }
      if (c == '\n') {
        newline();
      } else if (c == '\\') {
        continuation();
      } else {
        token(c);
      }
    }
    finish();
  }

  private char skipComment() {
    while (p < end && s[p] != '\n') {
      p++;
    }
    return s[p];
  }

  private void finish() {
    if (level + beyond > 0) {
      neverClosed();
      add(Kind.NEWLINE, end, end);
    }
    layout.close(end, line);
    add(Kind.END, end, end);
  }

  // ---- lines

  /** Skips blank lines and comments; at the first line that holds something, sets its depth. */
  private void startLine() {
    while (true) {
      int from = p;
      int reached = layout.measure(p, end);
      while (line < out.currentLine()) {
        line++;
      }
      p = reached;
      if (p >= end) {
        return;
      }
      if (layout.broken()) {
        error("unexpected character after line continuation character", p, p + 1);
        return;
      }
      if (s[p] == '#') {
        skipComment();
      }
      if (p < end && s[p] != '\n') {
        String trouble = layout.settle(from, p, line);
        if (!trouble.isEmpty()) {
          error(trouble, p, p);
        }
        return;
      }
      if (p >= end) {
        return;
      }
      nextLine();
    }
  }

  private void nextLine() {
    p++;
    line++;
    out.line(p);
  }

  private void newline() {
    if (level + beyond > 0) {
      nextLine();
      return;
    }
    add(Kind.NEWLINE, p, p);
    nextLine();
    startLine();
  }

  private void continuation() {
    if (s[p + 1] != '\n') {
      error("unexpected character after line continuation character", p, p + 1);
      skipToLineEnd();
      return;
    }
    if (p + 2 >= end) {
      error("unexpected end of file after a line continuation", p, p + 1);
      p++;
      return;
    }
    p++;
    nextLine();
  }

  private void skipToLineEnd() {
    while (p < end && s[p] != '\n') {
      p++;
    }
  }

  /** A bracket is open where only a statement can begin: it closes here, and is at fault. */
  private void neverClosed() {
    int opener = openers[Math.max(0, level - 1)];
    Span span = out.span(opener);
    problem("'" + out.text(opener) + "' was never closed", span, p, p);
    level = 0;
    beyond = 0;
    templates.clear();
  }

  // ---- tokens

  private void token(char c) {
    if (c < 128) {
      switch (CharacterClass.of(c)) {
        case LETTER -> word(c);
        case DIGIT -> number();
        case QUOTE -> string(p, p);
        case OTHER -> operator(c);
      }
    } else {
      word(c);
    }
  }

  private void word(char first) {
    int from = p;
    if (CharacterClass.isPrefixLetter(first)) {
      int quote = prefixEnd(from);
      if (quote > 0) {
        string(from, quote);
        return;
      }
    }
    int i = from;
    int hash = 0;
    boolean plain = true;
    while (true) {
      char c = s[i];
      if (c < 128) {
        if (!CharacterClass.isWord(c)) {
          break;
        }
      } else {
        plain = false;
      }
      hash = 31 * hash + c;
      i++;
    }
    p = i;
    if (!plain) {
      foreignWord(from, i);
      return;
    }
    int number = out.names.number(s, from, i, hash);
    Kind kind = out.names.kind(number);
    if (level > 0 && kind.onlyStartsStatement() && startsItsLine(from)) {
      p = out.lineStart(line);
      neverClosed();
      add(Kind.NEWLINE, p, p);
      startLine();
      p = i;
    }
    out.add(kind, from, i, line, line, number);
  }

  private boolean startsItsLine(int from) {
    for (int i = out.lineStart(line); i < from; i++) {
      if (s[i] != ' ' && s[i] != '\t' && s[i] != '\f') {
        return false;
      }
    }
    return true;
  }

  private void foreignWord(int from, int to) {
    String word = out.text(from, to);
    int spoiler = Letters.spoiler(word);
    if (spoiler >= 0) {
      error("invalid character U+%04X".formatted(spoiler), from, to);
      return;
    }
    int number = out.names.number(Letters.normal(word));
    // A keyword in other letters is a keyword to nobody but the parser of CPython, which reads
    // the normalized text only after it has looked for keywords.
    out.add(Kind.NAME, from, to, line, line, number);
  }

  /** Where the quote is, if a string begins with this prefix; else 0. */
  private int prefixEnd(int from) {
    char second = s[from + 1];
    if (second == '"' || second == '\'') {
      return from + 1;
    }
    char third = s[from + 2];
    if (third != '"' && third != '\'') {
      return 0;
    }
    int a = s[from] | 0x20;
    int b = second | 0x20;
    boolean pair =
        (a == 'r' && (b == 'b' || b == 'f' || b == 't')) || (b == 'r' && a != 'u' && a != 'r');
    return pair && second < 128 ? from + 2 : 0;
  }

  private void number() {
    int from = p;
    p = numbers.scan(from);
    String trouble = numbers.trouble();
    if (trouble.isEmpty()) {
      add(Kind.NUMBER, from, p);
    } else {
      while (s[p] >= 128 || CharacterClass.isWord(s[p])) {
        p++;
      }
      error(trouble, from, p);
    }
  }

  private void operator(char c) {
    int from = p;
    if (c == '.' && s[p + 1] >= '0' && s[p + 1] <= '9') {
      number();
      return;
    }
    if (c == ':' && !templates.isEmpty() && templates.getLast().atColon()) {
      templates.getLast().startSpecification();
      p++;
      add(Kind.COLON, from, p);
      return;
    }
    Kind kind = Operators.at(s, p);
    if (kind == Kind.ERROR) {
      p++;
      String shown =
          c > ' ' && c < 127
              ? "invalid character '" + c + "'"
              : "invalid character U+%04X".formatted((int) c);
      error(shown, from, p);
      return;
    }
    p += kind.text.length();
    switch (kind) {
      case LEFT_PAREN, LEFT_BRACKET, LEFT_BRACE -> open(kind, c, from);
      case RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE -> close(kind, c, from);
      default -> add(kind, from, p);
    }
  }

  private void open(Kind kind, char c, int from) {
    if (!templates.isEmpty()) {
      templates.getLast().depth++;
    }
    if (level == MAX_BRACKETS) {
      beyond++;
      error("too many nested parentheses", from, p);
      return;
    }
    brackets[level] = c;
    openers[level] = out.count();
    level++;
    add(kind, from, p);
  }

  private void close(Kind kind, char c, int from) {
    if (beyond > 0) {
      beyond--;
    } else if (level == 0) {
      error("unmatched '" + c + "'", from, p);
      return;
    } else {
      char opener = brackets[level - 1];
      boolean fits = c == (opener == '(' ? ')' : opener == '[' ? ']' : '}');
      boolean outside = !templates.isEmpty() && templates.getLast().level >= level;
      if (!fits || outside) {
        error(
            "closing parenthesis '" + c + "' does not match opening parenthesis '" + opener + "'",
            from,
            p);
        if (templates.isEmpty()) {
          level--;
        } else {
          abandonTemplate();
        }
        return;
      }
      level--;
    }
    add(kind, from, p);
    if (!templates.isEmpty()) {
      templates.getLast().closed(c);
    }
  }

  // ---- strings

  private void string(int from, int quoteAt) {
    boolean formatted = false;
    boolean template = false;
    for (int i = from; i < quoteAt; i++) {
      int c = s[i] | 0x20;
      formatted |= c == 'f';
      template |= c == 't';
    }
    char quote = s[quoteAt];
    boolean triple = s[quoteAt + 1] == quote && s[quoteAt + 2] == quote;
    int body = quoteAt + (triple ? 3 : 1);
    if (formatted || template) {
      startTemplate(template ? Kind.T_START : Kind.F_START, from, quoteAt, body, triple);
      return;
    }
    int firstLine = line;
    int i = body;
    while (i < end) {
      char c = s[i];
      if (c == '\\') {
        i++;
        if (s[i] == '\n' && i < end) {
          line++;
          out.line(i + 1);
        }
      } else if (c == quote) {
        if (!triple) {
          break;
        }
        if (s[i + 1] == quote && s[i + 2] == quote) {
          i += 2;
          break;
        }
      } else if (c == '\n') {
        if (!triple) {
          unterminated(from, i, firstLine, "unterminated string literal");
          return;
        }
        line++;
        out.line(i + 1);
      }
      i++;
    }
    if (i >= end) {
      unterminated(
          from,
          end,
          firstLine,
          triple ? "unterminated triple-quoted string literal" : "unterminated string literal");
      return;
    }
    p = i + 1;
    out.add(Kind.STRING, from, p, firstLine, line, 0);
  }

  private void unterminated(int from, int to, int firstLine, String message) {
    p = to;
    Span span = out.at(firstLine, from, from + 1);
    out.errors.add(new SyntaxProblem(message, span));
    out.add(Kind.ERROR, from, to, firstLine, line, out.errors.size() - 1);
  }

  private void startTemplate(Kind kind, int from, int quoteAt, int body, boolean triple) {
    boolean raw = quoteAt - from == 2;
    if (templates.size() == MAX_STRINGS) {
      p = body;
      error("too many nested f-strings", from, body);
      skipTemplate(s[quoteAt], triple);
      return;
    }
    templates.add(new Template(s[quoteAt], triple, raw, level, from, line));
    p = body;
    add(kind, from, p);
  }

  /** Reads the text of an f-string up to a field, to the end of one, or to its closing quotes. */
  private void middle(Template t) {
    int from = p;
    int firstLine = line;
    int i = p;
    while (true) {
      char c = s[i];
      if (i >= end || (c == '\n' && !t.triple)) {
        if (i < end && t.inSpecification()) {
          t.leaveText();
          break;
        }
        templates.removeLast();
        level = Math.min(level, t.level);
        beyond = 0;
        unterminated(
            t.from,
            i,
            t.line,
            t.triple
                ? "unterminated triple-quoted f-string literal"
                : "unterminated f-string literal");
        return;
      }
      if (c == t.quote && (!t.triple || (s[i + 1] == c && s[i + 2] == c))) {
        addMiddle(from, i, firstLine);
        p = i + (t.triple ? 3 : 1);
        if (t.depth > 0) {
          level = t.level;
          templates.removeLast();
          error("f-string: expecting '}'", i, p);
          return;
        }
        templates.removeLast();
        add(Kind.F_END, i, p);
        return;
      }
      if (c == '{') {
        if (s[i + 1] == '{' && !t.inSpecification()) {
          addMiddle(from, i + 1, firstLine);
          p = i + 2;
          return;
        }
        if (!t.startField()) {
          addMiddle(from, i, firstLine);
          p = i;
          error("f-string: expressions nested too deeply", i, i + 1);
          abandonTemplate();
          return;
        }
        break;
      }
      if (c == '}') {
        if (s[i + 1] == '}' && !t.inSpecification() && t.depth == 0) {
          addMiddle(from, i + 1, firstLine);
          p = i + 2;
          return;
        }
        if (t.depth == 0) {
          addMiddle(from, i, firstLine);
          p = i + 1;
          error("f-string: single '}' is not allowed", i, p);
          return;
        }
        t.leaveText();
        break;
      }
      if (c == '\\') {
        i = escape(i, t);
        continue;
      }
      if (c == '\n') {
        line++;
        out.line(i + 1);
      }
      i++;
    }
    addMiddle(from, i, firstLine);
    p = i;
  }

  /** Where the text goes on behind a backslash. */
  private int escape(int at, Template t) {
    char next = s[at + 1];
    if (next == '{' || next == '}' || at + 1 >= end) {
      return at + 1;
    }
    if (next == '\n') {
      line++;
      out.line(at + 2);
    }
    if (next == 'N' && !t.raw && s[at + 2] == '{') {
      int i = at + 3;
      while (i < end && s[i] != '}' && s[i] != '{' && s[i] != '\n' && s[i] != t.quote) {
        i++;
      }
      return s[i] == '}' ? i + 1 : i;
    }
    return at + 2;
  }

  private void addMiddle(int from, int to, int firstLine) {
    if (to > from) {
      out.add(Kind.F_MIDDLE, from, to, firstLine, line, 0);
    }
  }

  /** Gives up the outermost f-string: goes on behind its end, or at the end of its line. */
  private void abandonTemplate() {
    Template outer = templates.getFirst();
    templates.clear();
    level = outer.level;
    beyond = 0;
    skipTemplate(outer.quote, outer.triple);
  }

  private void skipTemplate(char quote, boolean triple) {
    while (p < end) {
      char c = s[p];
      if (c == '\n') {
        if (!triple) {
          return;
        }
        line++;
        out.line(p + 1);
      } else if (c == '\\' && s[p + 1] != '\n') {
        p++;
      } else if (c == quote && (!triple || (s[p + 1] == quote && s[p + 2] == quote))) {
        p += triple ? 3 : 1;
        return;
      }
      p++;
    }
    p = Math.min(p, end);
  }

  // ---- output

  private void add(Kind kind, int from, int to) {
    out.add(kind, from, to, line, line, 0);
  }

  private void error(String message, int from, int to) {
    problem(message, out.at(line, from, Math.max(from, Math.min(to, end))), from, to);
  }

  private void problem(String message, Span span, int from, int to) {
    out.errors.add(new SyntaxProblem(message, span));
    out.add(Kind.ERROR, from, Math.min(to, end), line, line, out.errors.size() - 1);
  }
}
