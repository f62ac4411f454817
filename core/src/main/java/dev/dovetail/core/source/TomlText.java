package dev.dovetail.core.source;

import java.util.ArrayList;
import java.util.List;

/**
 * TOML without the lines that say nothing, blank ones and comments, and where each of the others
 * stands. The time that tomlj takes grows with the third power of how many such lines follow each
 * other: sixteen hundred take a minute.
 */
public final class TomlText {

  private enum State {
    PLAIN,
    COMMENT,
    STRING,
    LITERAL,
    LONG_STRING,
    LONG_LITERAL
  }

  private final String written;
  private final StringBuilder kept = new StringBuilder();
  private final List<Integer> lines = new ArrayList<>();
  private State state = State.PLAIN;
  private int start;
  private int line = 1;
  private boolean says;

  private TomlText(String written) {
    this.written = written;
  }

  public static TomlText of(String written) {
    TomlText text = new TomlText(written);
    text.read();
    return text;
  }

  /** What is left. */
  public String text() {
    return kept.toString();
  }

  /** Where a line of what is left stands in what was written; both count from 1. */
  public int line(int left) {
    return left >= 1 && left <= lines.size() ? lines.get(left - 1) : line;
  }

  private void read() {
    int at = 0;
    while (at < written.length()) {
      char next = written.charAt(at);
      if (next == '\n') {
        at++;
        endLine(at);
      } else {
        says |=
            state != State.COMMENT && next != ' ' && next != '\t' && next != '\r' && next != '#';
        at += step(next, at);
      }
    }
    endLine(at);
  }

  private void endLine(int end) {
    boolean inside = state == State.LONG_STRING || state == State.LONG_LITERAL;
    if (says || inside) {
      kept.append(written, start, end);
      lines.add(line);
    }
    if (end < written.length() || written.endsWith("\n")) {
      line += start < end ? 1 : 0;
    }
    start = end;
    // What stands in a long string counts, were it a blank.
    says = inside;
    state = inside ? state : State.PLAIN;
  }

  /** How many characters are read by it. */
  private int step(char next, int at) {
    switch (state) {
      case PLAIN -> {
        if (next == '#') {
          state = State.COMMENT;
        } else if (next == '"' || next == '\'') {
          boolean three = written.startsWith(String.valueOf(next).repeat(3), at);
          state =
              next == '"'
                  ? three ? State.LONG_STRING : State.STRING
                  : three ? State.LONG_LITERAL : State.LITERAL;
          return three ? 3 : 1;
        }
      }
      case COMMENT -> {}
      case STRING, LONG_STRING -> {
        if (next == '\\') {
          return at + 1 < written.length() && written.charAt(at + 1) != '\n' ? 2 : 1;
        }
        return closing('"', at, state == State.LONG_STRING);
      }
      case LITERAL, LONG_LITERAL -> {
        return closing('\'', at, state == State.LONG_LITERAL);
      }
    }
    return 1;
  }

  private int closing(char quote, int at, boolean three) {
    int quotes = 0;
    while (at + quotes < written.length() && written.charAt(at + quotes) == quote) {
      quotes++;
    }
    // Up to two quotes may stand before the three that end a long one.
    if (three ? quotes >= 3 : quotes >= 1) {
      state = State.PLAIN;
      return three ? Math.min(quotes, 5) : 1;
    }
    return Math.max(1, quotes);
  }
}
