package dev.dovetail.sql;

import java.util.ArrayList;
import java.util.List;

/** Tokens to statements, as psql cuts them: semicolons in brackets and SQL bodies do not count. */
final class Splitter {

  private final String sql;
  private final List<List<Token>> statements = new ArrayList<>();
  private List<Token> current = new ArrayList<>();
  private int brackets;

  /** Depth of BEGIN and CASE in the body of a function that is written in SQL without quotes. */
  private int bodies;

  private Splitter(String sql) {
    this.sql = sql;
  }

  /** The significant tokens of each statement, without the semicolon; none is empty. */
  static List<List<Token>> statements(String sql) {
    Splitter splitter = new Splitter(sql);
    for (Token token : Lexer.tokens(sql)) {
      splitter.take(token);
    }
    splitter.end();
    return splitter.statements;
  }

  private void take(Token token) {
    switch (token.kind()) {
      case SPACE, COMMENT, COPY_ROWS -> {}
      case BACKSLASH -> backslash(token);
      case SYMBOL -> symbol(token);
      case WORD -> {
        current.add(token);
        body(token);
      }
      case QUOTED, STRING, BITS, NUMBER, PARAMETER, BROKEN -> current.add(token);
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
    switch (command) {
      case "i",
          "ir",
          "include",
          "include_relative",
          "gexec",
          "c",
          "connect",
          "if",
          "elif",
          "else",
          "endif",
          "q" -> {
        boolean sends = command.equals("gexec");
        if (!sends) {
          end();
        }
        current.add(token);
        end();
      }
      case "g", "gx", "gset", "gdesc", "crosstabview", "watch" -> end();
      case "r", "reset" -> current = new ArrayList<>();
      default -> {}
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
