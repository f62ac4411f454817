package dev.dovetail.core.source;

/**
 * A stretch of a text file. Lines and columns count from one; a column counts code points.
 *
 * @param endLine the line of the last character
 * @param endColumn the column after the last character
 */
public record Span(int line, int column, int endLine, int endColumn) implements Comparable<Span> {

  public Span {
    if (line < 1 || column < 1 || endLine < line || (endLine == line && endColumn < column)) {
      throw new IllegalArgumentException(
          "no such span: " + line + ":" + column + " to " + endLine + ":" + endColumn);
    }
  }

  /** The place of a single character. */
  public static Span at(int line, int column) {
    return new Span(line, column, line, column);
  }

  /** The smallest span that holds both. */
  public Span to(Span other) {
    boolean first = compareTo(other) <= 0;
    boolean otherEndsLater =
        other.endLine > endLine || (other.endLine == endLine && other.endColumn > endColumn);
    return new Span(
        first ? line : other.line,
        first ? column : other.column,
        otherEndsLater ? other.endLine : endLine,
        otherEndsLater ? other.endColumn : endColumn);
  }

  @Override
  public int compareTo(Span other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }
}
