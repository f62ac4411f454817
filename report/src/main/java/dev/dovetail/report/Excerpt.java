package dev.dovetail.report;

import dev.dovetail.core.source.Origin.InFile;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Shows lines of a file with carets under what is meant, in the manner of compilers. */
final class Excerpt {

  /** What fits beside the line numbers on most terminals. */
  private static final int WIDTH = 110;

  /** Marks of one file beyond these are counted, not shown. */
  private static final int MOST_LINES = 6;

  private static final int TAB = 4;

  private final Tree tree;
  private final Paint paint;
  private final Map<String, List<String>> texts = new HashMap<>();

  Excerpt(Tree tree, Paint paint) {
    this.tree = tree;
    this.paint = paint;
  }

  /** The gutter that a block of these places needs. */
  static int gutter(List<InFile> places) {
    int longest = 1;
    for (InFile place : places) {
      longest = Math.max(longest, String.valueOf(place.span().line()).length());
    }
    return longest;
  }

  /** The marked lines of one file, and behind the last caret what is to be said of it. */
  void show(StringBuilder out, List<InFile> places, String mark, String label, int gutter) {
    List<String> lines = lines(places.get(0).path());
    bar(out, gutter);
    int shown = 0;
    int before = 0;
    List<InFile> visible = onePerLine(places);
    for (InFile place : visible) {
      Span span = place.span();
      Optional<String> line =
          span.line() <= lines.size() ? Optional.of(lines.get(span.line() - 1)) : Optional.empty();
      if (line.isEmpty()) {
        continue;
      }
      if (shown == MOST_LINES) {
        break;
      }
      if (before > 0 && span.line() > before + 1) {
        out.append(paint.frame("...")).append('\n');
      }
      before = span.line();
      shown++;
      boolean last = shown == MOST_LINES || place.equals(visible.get(visible.size() - 1));
      lineWithMark(out, line.get(), span, mark, last ? label : "", gutter);
    }
    if (visible.size() > shown && shown > 0) {
      out.append(paint.frame("..."))
          .append(" and ")
          .append(visible.size() - shown)
          .append(" more in this file\n");
    }
  }

  void bar(StringBuilder out, int gutter) {
    out.append(" ".repeat(gutter + 1)).append(paint.frame("|")).append('\n');
  }

  private static List<InFile> onePerLine(List<InFile> places) {
    Map<Integer, InFile> byLine = new TreeMap<>();
    places.forEach(place -> byLine.putIfAbsent(place.span().line(), place));
    return new ArrayList<>(byLine.values());
  }

  private void lineWithMark(
      StringBuilder out, String line, Span span, String mark, String label, int gutter) {
    int[] points = line.codePoints().toArray();
    int start = Math.min(span.column() - 1, points.length);
    int end =
        span.endLine() > span.line()
            ? points.length
            : Math.min(span.endColumn() - 1, points.length);
    int from = Math.max(0, Math.min(start - WIDTH / 3, points.length - WIDTH));
    int to = Math.min(points.length, from + WIDTH);
    StringBuilder text = new StringBuilder(from > 0 ? "..." : "");
    int caret = 0;
    int carets = 0;
    for (int i = from; i < to; i++) {
      if (i == start) {
        caret = width(text);
      }
      append(text, points[i]);
      if (i < Math.max(end, start + 1)) {
        carets = width(text);
      }
    }
    if (start >= to) {
      caret = width(text);
    }
    int length = Math.max(1, carets - caret);
    String number = String.valueOf(span.line());
    out.append(" ".repeat(gutter - number.length()))
        .append(paint.frame(number + " |"))
        .append(text.isEmpty() ? "" : " ")
        .append(text.toString().stripTrailing())
        .append(to < points.length ? "..." : "")
        .append('\n')
        .append(" ".repeat(gutter + 1))
        .append(paint.frame("|"))
        .append(" ".repeat(caret + 1))
        .append(paint.strong(mark.repeat(length)))
        .append(label.isEmpty() ? "" : " " + paint.strong(label))
        .append('\n');
  }

  private static int width(StringBuilder text) {
    return text.codePointCount(0, text.length());
  }

  private static void append(StringBuilder text, int c) {
    if (c == '\t') {
      text.append(" ".repeat(TAB));
    } else {
      text.append(Printable.of(Character.toString(c)));
    }
  }

  private List<String> lines(String path) {
    return texts.computeIfAbsent(
        path,
        wanted ->
            tree.read(wanted)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().toList())
                .orElse(List.of()));
  }
}
