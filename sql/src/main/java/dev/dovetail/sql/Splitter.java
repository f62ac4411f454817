package dev.dovetail.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tokens to statements, as psql cuts them: semicolons in brackets and SQL bodies do not count. */
final class Splitter {

  /** What sends the statement before it, beside all that begins with g. */
  private static final Set<String> SENDING = Set.of("crosstabview", "watch");

  /** What reads other files, goes elsewhere, decides, or sends what a query answers. */
  private static final Set<String> FAR_REACHING =
      Set.of(
          "!",
          "c",
          "connect",
          "copy",
          "elif",
          "else",
          "endif",
          "gexec",
          "i",
          "if",
          "include",
          "include_relative",
          "ir",
          "q");

  private final String sql;
  private final List<List<Token>> statements = new ArrayList<>();
  private List<Token> current = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();
  private final List<Copied> copied = new ArrayList<>();
  private final List<Token> placeholders = new ArrayList<>();
  private int brackets;

  /** Depth of BEGIN and CASE in the body of a function that is written in SQL without quotes. */
  private int bodies;

  private Splitter(String sql) {
    this.sql = sql;
  }

  /**
   * What psql keeps to itself.
   *
   * @param sends that it ends the statement before it, as a semicolon would
   * @param matters that it does more than what is printed would tell
   */
  record Kept(int start, int end, boolean sends, boolean matters) {}

  /**
   * The rows of a COPY.
   *
   * @param statement the number of the COPY among the statements
   */
  record Copied(int statement, Token rows) {}

  static Splitter of(String sql) {
    Splitter splitter = new Splitter(sql);
    for (Token token : Lexer.tokens(sql)) {
      splitter.take(token);
    }
    splitter.end();
    return splitter;
  }

  /** The significant tokens of each statement, without the semicolon; none is empty. */
  static List<List<Token>> statements(String sql) {
    return of(sql).statements;
  }

  List<List<Token>> statements() {
    return statements;
  }

  List<Kept> kept() {
    return kept;
  }

  List<Copied> copied() {
    return copied;
  }

  /** Where something stands that only a template can mean. */
  List<Token> placeholders() {
    return placeholders;
  }

  private void take(Token token) {
    switch (token.kind()) {
      case SPACE, COMMENT -> {}
      case COPY_ROWS -> copied.add(new Copied(statements.size() - 1, token));
      case BACKSLASH -> backslash(token);
      case SYMBOL -> symbol(token);
      case WORD -> {
        current.add(token);
        body(token);
      }
      case QUOTED, STRING, BITS, NUMBER, PARAMETER -> current.add(token);
      case BROKEN -> {
        current.add(token);
        if (sql.startsWith("${", token.start()) || sql.startsWith("{{", token.start())) {
          placeholders.add(token);
        }
      }
    }
  }

  private void symbol(Token token) {
    switch (token.text()) {
      case "(" -> brackets++;
      case ")" -> brackets = Math.max(0, brackets - 1);
      case ";" -> {
        if (brackets == 0 && bodies == 0) {
          end();
          return;
        }
      }
      default -> {}
    }
    current.add(token);
  }

  private void body(Token token) {
    if (brackets > 0 || !definesRoutine()) {
      return;
    }
    if (token.word("begin") || (bodies > 0 && token.word("case"))) {
      bodies++;
    } else if (bodies > 0 && token.word("end")) {
      bodies--;
    }
  }

  private boolean definesRoutine() {
    int routine = current.size() > 3 && current.get(1).word("or") ? 3 : 1;
    return current.size() > routine
        && current.get(0).word("create")
        && (current.get(routine).word("function") || current.get(routine).word("procedure"));
  }

  /**
   * A command of psql. Those that send what stands before them end the statement; those that read
   * other files or send what a query answers are statements of their own, which nobody understands.
   */
  private void backslash(Token token) {
    String line = sql.substring(token.start(), token.end());
    String command = line.split("[\\s\\\\]", 3)[1];
    boolean lineStart = current.isEmpty() || startsLine(token.start());
    if (!lineStart && !command.startsWith("g") && !command.equals("crosstabview")) {
      current.add(token);
      return;
    }
    boolean sends = command.startsWith("g") || SENDING.contains(command);
    boolean matters = FAR_REACHING.contains(command);
    if (command.equals("r") || command.equals("reset")) {
      int start = current.isEmpty() ? token.start() : current.get(0).start();
      kept.add(new Kept(start, token.end(), false, false));
      current = new ArrayList<>();
      return;
    }
    kept.add(new Kept(token.start(), token.end(), sends && !current.isEmpty(), matters));
    if (matters) {
      if (!sends) {
        end();
      }
      current.add(token);
      end();
    } else if (sends) {
      end();
    }
  }

  private boolean startsLine(int start) {
    int i = start - 1;
    while (i >= 0 && (sql.charAt(i) == ' ' || sql.charAt(i) == '\t')) {
      i--;
    }
    return i < 0 || sql.charAt(i) == '\n';
  }

  private void end() {
    if (!current.isEmpty()) {
      statements.add(current);
      current = new ArrayList<>();
    }
    brackets = 0;
    bodies = 0;
  }
}
