package dev.dovetail.report;

import dev.dovetail.core.source.Origin.InFile;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines of a file on the page, with what is meant marked. */
final class PageExcerpt {

  private static final int MOST_LINES = 8;
  private static final int WIDTH = 180;

  private final Html html;
  private final Tree tree;
  private final Map<String, List<String>> texts = new HashMap<>();

  PageExcerpt(Html html, Tree tree) {
    this.html = html;
    this.tree = tree;
  }

  /**
   * The marked lines of one file.
   *
   * @param marks places of this file, and what is to be said of each
   */
  void show(String path, Map<InFile, String> marks) {
    List<String> lines = lines(path);
    Map<Integer, Map.Entry<InFile, String>> byLine = new TreeMap<>();
    for (Map.Entry<InFile, String> mark : marks.entrySet()) {
      int line = mark.getKey().span().line();
      if (line <= lines.size()) {
        byLine.putIfAbsent(line, mark);
      }
    }
    html.open("figure").open("figcaption").text(path);
    html.text(byLine.isEmpty() ? "" : ":" + byLine.keySet().iterator().next()).close();
    if (!byLine.isEmpty()) {
      html.open("div", "class", "excerpt", "tabindex", "0", "role", "region", "aria-label", path);
      int before = 0;
      int shown = 0;
      for (Map.Entry<Integer, Map.Entry<InFile, String>> entry : byLine.entrySet()) {
        if (shown++ == MOST_LINES) {
          break;
        }
        if (before > 0 && entry.getKey() > before + 1) {
          html.element("div", "\u22ee", "class", "gap");
        }
        before = entry.getKey();
        line(lines.get(before - 1), entry.getValue().getKey().span(), entry.getValue().getValue());
      }
      if (byLine.size() > MOST_LINES) {
        html.element(
            "div",
            "and %d more in this file".formatted(byLine.size() - MOST_LINES),
            "class",
            "gap");
      }
      html.close();
    }
    html.close().line();
  }

  private void line(String line, Span span, String label) {
    int[] points = line.codePoints().toArray();
    int length = points.length;
    int start = Math.min(span.column() - 1, length);
    int end =
        span.endLine() > span.line()
            ? length
            : Math.max(start, Math.min(span.endColumn() - 1, length));
    int from = Math.max(0, Math.min(start - WIDTH / 3, length - WIDTH));
    int to = Math.min(length, from + WIDTH);
    html.open("div", "class", "ln").element("span", String.valueOf(span.line()), "class", "no");
    html.open("span", "class", "tx").text(from > 0 ? "\u2026" : "");
    html.text(text(points, from, Math.min(start, to)));
    if (end > start && start < to) {
      html.element("mark", text(points, start, Math.min(end, to)));
    }
    html.text(text(points, Math.max(from, end), to)).text(to < length ? "\u2026" : "").close();
    if (!label.isEmpty()) {
      html.open("span", "class", "say").prose(label).close();
    }
    html.close();
  }

  private static String text(int[] points, int from, int to) {
    return from >= to ? "" : new String(points, from, to - from).replace("\t", "    ");
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
