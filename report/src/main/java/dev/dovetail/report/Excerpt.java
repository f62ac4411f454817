package dev.dovetail.report;

import dev.dovetail.core.source.Origin.InFile;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** A place, and what is to be said of it behind its carets. */
  record Marked(InFile place, String label) {}

  /** The marked lines of one file. */
  void show(StringBuilder out, List<Marked> marks, String mark, int gutter) {
    List<String> lines = lines(marks.get(0).place().path());
    bar(out, gutter);
    int shown = 0;
    int before = 0;
    List<Marked> visible =
        onePerLine(marks).stream().filter(m -> m.place().span().line() <= lines.size()).toList();
    for (Marked marked : visible.subList(0, Math.min(MOST_LINES, visible.size()))) {
      Span span = marked.place().span();
      if (before > 0 && span.line() > before + 1) {
        out.append(paint.frame("...")).append('\n');
      }
      before = span.line();
      shown++;
      lineWithMark(out, lines.get(span.line() - 1), span, mark, marked.label(), gutter);
    }
    if (visible.size() > shown) {
      out.append(paint.frame("..."))
          .append(" and ")
          .append(visible.size() - shown)
          .append(" more in this file\n");
    }
  }

  void bar(StringBuilder out, int gutter) {
    out.append(" ".repeat(gutter + 1)).append(paint.frame("|")).append('\n');
  }

  private static List<Marked> onePerLine(List<Marked> marks) {
    Map<Integer, Marked> byLine = new TreeMap<>();
    marks.forEach(marked -> byLine.putIfAbsent(marked.place().span().line(), marked));
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
