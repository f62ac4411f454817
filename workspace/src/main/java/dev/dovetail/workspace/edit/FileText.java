package dev.dovetail.workspace.edit;

import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The text of a file, and the places in it. What is not UTF-8, or has lines that end as nobody ends
 * them, is not edited: it could not be written again as it was.
 */
final class FileText {

  private static final String MARK = "\uFEFF";

  private final String path;
  private final String mark;
  private final String text;
  private final int[] starts;

  private FileText(String path, String mark, String text) {
    this.path = path;
    this.mark = mark;
    this.text = text;
    List<Integer> lines = new ArrayList<>(List.of(0));
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      lines.add(end + 1);
    }
    this.starts = lines.stream().mapToInt(Integer::intValue).toArray();
  }

  static Optional<FileText> of(Tree tree, String path) {
    Optional<byte[]> bytes = tree.read(path);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    String text = new String(bytes.get(), StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes.get())
            && endsLinesAsUsual(text)
        ? Optional.of(
            text.startsWith(MARK)
                ? new FileText(path, MARK, text.substring(1))
                : new FileText(path, "", text))
        : Optional.empty();
  }

  private static boolean endsLinesAsUsual(String text) {
    for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
      if (at + 1 == text.length() || text.charAt(at + 1) != '\n') {
        return false;
      }
    }
    return true;
  }

  /** Whether the file has such a place. */
  boolean has(Span span) {
    return span.endLine() <= starts.length
        && span.column() <= length(span.line()) + 1
        && span.endColumn() <= length(span.endLine()) + 1;
  }

  /** In code points, without what ends the line. */
  private int length(int line) {
    return text.codePointCount(starts[line - 1], endOfLine(starts[line - 1]));
  }

  int start(Span span) {
    return text.offsetByCodePoints(starts[span.line() - 1], span.column() - 1);
  }

  /** Of a place that is known by its beginning alone, the end of its line. */
  int end(Span span) {
    boolean point = span.line() == span.endLine() && span.column() == span.endColumn();
    return point
        ? endOfLine(start(span))
        : text.offsetByCodePoints(starts[span.endLine() - 1], span.endColumn() - 1);
  }

  int startOfLine(int at) {
    return text.lastIndexOf('\n', at - 1) + 1;
  }

  /** Before what ends it. */
  int endOfLine(int at) {
    int end = text.indexOf('\n', at);
    if (end < 0) {
      return text.length();
    }
    return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  String text() {
    return text;
  }

  Edit.Replacement replacing(int start, int end, String with) {
    Span first = point(start);
    Span last = point(end);
    return new Edit.Replacement(
        new Origin.InFile(path, new Span(first.line(), first.column(), last.line(), last.column())),
        with);
  }

  private Span point(int at) {
    int found = Arrays.binarySearch(starts, at);
    int line = found >= 0 ? found : -found - 2;
    return Span.at(line + 1, text.codePointCount(starts[line], at) + 1);
  }

  /**
   * The text as it is then, with the marks and ends of lines that it had.
   *
   * @param all of this file, no two of them over one another
   */
  String with(List<Edit.Replacement> all) {
    boolean windows = text.contains("\r\n");
    StringBuilder out = new StringBuilder(text);
    all.stream()
        .sorted(Comparator.comparing((Edit.Replacement it) -> it.at().span()).reversed())
        .forEach(it -> {
          int start = start(it.at().span());
          int end = exactEnd(it.at().span());
          out.replace(start, end, windows ? it.text().replace("\n", "\r\n") : it.text());
        });
    return mark + out;
  }

  private int exactEnd(Span span) {
    return text.offsetByCodePoints(starts[span.endLine() - 1], span.endColumn() - 1);
  }
}
