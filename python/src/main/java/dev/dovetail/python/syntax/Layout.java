package dev.dovetail.python.syntax;

import java.util.Arrays;

/**
 * The indentation of lines: two measures, with tabs to the next multiple of eight and with tabs as
 * one column, must agree, as in CPython.
 */
final class Layout {

  private static final int MAX_DEPTH = 100;

  private final Tokens out;
  private final int[] columns = new int[MAX_DEPTH];
  private final int[] others = new int[MAX_DEPTH];
  private int depth;

  private int column;
  private int other;
  private boolean broken;

  Layout(Tokens out) {
    this.out = out;
  }

  /** Measures the white space at the beginning of a line; the offset behind it. */
  int measure(int from, int end) {
    char[] s = out.text;
    int p = from;
    int continued = 0;
    column = 0;
    other = 0;
    broken = false;
    while (p < end) {
      char c = s[p];
      if (c == ' ') {
        column++;
        other++;
      } else if (c == '\t') {
        column = (column / 8 + 1) * 8;
        other++;
      } else if (c == '\f') {
        column = 0;
        other = 0;
      } else if (c == '\\') {
        // The first line counts; further ones only continue it.
        continued = continued != 0 ? continued : column;
        if (s[p + 1] != '\n' || p + 2 >= end) {
          broken = true;
          break;
        }
        p++;
        out.line(p + 1);
      } else {
        break;
      }
      p++;
    }
    if (continued != 0) {
      column = continued;
      other = continued;
    }
    return p;
  }

  /** Whether the measured line has a backslash that nothing continues. */
  boolean broken() {
    return broken;
  }

  /** Opens and closes blocks for the measured line; the trouble with it, or an empty text. */
  String settle(int from, int at, int line) {
    if (column == columns[depth]) {
      return other == others[depth] ? "" : "inconsistent use of tabs and spaces in indentation";
    }
    if (column > columns[depth]) {
      if (depth + 1 == MAX_DEPTH) {
        return "too many levels of indentation";
      }
      if (other <= others[depth]) {
        return "inconsistent use of tabs and spaces in indentation";
      }
      depth++;
      columns[depth] = column;
      others[depth] = other;
      out.add(Kind.INDENT, Math.max(from, out.lineStart(line)), at, line, line, 0);
      return "";
    }
    while (depth > 0 && column < columns[depth]) {
      depth--;
      out.add(Kind.DEDENT, at, at, line, line, 0);
    }
    if (column != columns[depth]) {
      return "unindent does not match any outer indentation level";
    }
    return other == others[depth] ? "" : "inconsistent use of tabs and spaces in indentation";
  }

  /** Closes all blocks at the end of the file. */
  void close(int end, int line) {
    while (depth > 0) {
      depth--;
      out.add(Kind.DEDENT, end, end, line, line, 0);
    }
    Arrays.fill(columns, 0);
  }
}
