package dev.dovetail.sql;

import dev.dovetail.core.source.Span;

/** Places in a text as lines and columns; asked in ascending order, it reads the text once. */
final class Lines {

  private final String text;
  private int at;
  private int line = 1;
  private int column = 1;

  Lines(String text) {
    this.text = text;
  }

  Span span(int start, int end) {
    advance(start);
    int startLine = line;
    int startColumn = column;
    advance(end);
    return new Span(startLine, startColumn, line, column);
  }

  private void advance(int to) {
    while (at < to) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
      at++;
    }
  }
}
