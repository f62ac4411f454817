package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tokens of a file side by side in arrays, and the way from offsets to lines and columns. */
final class Tokens {

  /** The text; line ends are all {@code \n}, and a few zeros follow the end. */
  final char[] text;

  final int length;

  private Kind[] kinds = new Kind[1024];
  private int[] starts = new int[1024];
  private int[] ends = new int[1024];
  private int[] lines = new int[1024];
  private int[] endLines = new int[1024];

  /** Of a name its number in the table of names; of an error its number in the list of errors. */
  private int[] payloads = new int[1024];

  private int count;

  private int[] lineStarts = new int[256];
  private int lineCount;

  /** Where the second halves of surrogate pairs are. */
  private final int[] pairs;

  final Names names = new Names();
  final List<SyntaxProblem> errors = new ArrayList<>();

  Tokens(char[] text, int length) {
    this.text = text;
    this.length = length;
    this.pairs = pairs(text, length);
    line(0);
  }

  private static int[] pairs(char[] text, int length) {
    int[] found = new int[0];
    int count = 0;
    for (int i = 1; i < length; i++) {
      if (Character.isLowSurrogate(text[i]) && Character.isHighSurrogate(text[i - 1])) {
        if (count == found.length) {
          found = Arrays.copyOf(found, Math.max(16, count * 2));
        }
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /** Notes that a line begins at the offset. */
  void line(int start) {
    if (lineCount == lineStarts.length) {
      lineStarts = Arrays.copyOf(lineStarts, lineCount * 2);
    }
    lineStarts[lineCount++] = start;
  }

  /** The number of the line that is being read, from zero. */
  int currentLine() {
    return lineCount - 1;
  }

  int lineStart(int line) {
    return lineStarts[line];
  }

  void add(Kind kind, int start, int end, int line, int endLine, int payload) {
    if (count == kinds.length) {
      int size = count * 2;
      kinds = Arrays.copyOf(kinds, size);
      starts = Arrays.copyOf(starts, size);
      ends = Arrays.copyOf(ends, size);
      lines = Arrays.copyOf(lines, size);
      endLines = Arrays.copyOf(endLines, size);
      payloads = Arrays.copyOf(payloads, size);
    }
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = end;
    lines[count] = line;
    endLines[count] = endLine;
    payloads[count] = payload;
    count++;
  }

  int count() {
    return count;
  }

  Kind kind(int token) {
    return kinds[token];
  }

  int start(int token) {
    return starts[token];
  }

  int end(int token) {
    return ends[token];
  }

  String name(int token) {
    return names.text(payloads[token]);
  }

  SyntaxProblem error(int token) {
    return errors.get(payloads[token]);
  }

  String text(int from, int to) {
    int end = Math.min(to, length);
    return new String(text, from, Math.max(0, end - from));
  }

  String text(int token) {
    return text(starts[token], ends[token]);
  }

  Span span(int token) {
    return span(token, token);
  }

  Span span(int first, int last) {
    int line = lines[first];
    int endLine = endLines[last];
    return new Span(
        line + 1, column(line, starts[first]), endLine + 1, column(endLine, ends[last]));
  }

  /** The span of one character. */
  Span at(int offset) {
    int found = Arrays.binarySearch(lineStarts, 0, lineCount, offset);
    int line = found >= 0 ? found : -found - 2;
    return at(line, offset, offset + 1);
  }

  private int column(int line, int offset) {
    int from = lineStarts[line];
    int column = offset - from + 1;
    return pairs.length == 0 ? column : column - (pairsBefore(offset) - pairsBefore(from));
  }

  private int pairsBefore(int offset) {
    int at = Arrays.binarySearch(pairs, offset);
    return at >= 0 ? at : -at - 1;
  }

  /** The place of a character on a line that was read. */
  Span at(int line, int from, int to) {
    return new Span(line + 1, column(line, from), line + 1, column(line, to));
  }
}
