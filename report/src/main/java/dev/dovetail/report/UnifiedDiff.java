package dev.dovetail.report;

import dev.dovetail.core.mended.FileChange;
import java.util.ArrayList;
import java.util.List;

/** What changes in a file, as {@code patch} and {@code git apply} read it. */
public final class UnifiedDiff {

  private static final int AROUND = 3;

  /** Beyond this many pairs of lines, what lies between two equal ends is one block. */
  private static final long MOST_PAIRS = 4_000_000;

  private static final String NO_NEWLINE = "\\ No newline at end of file\n";

  private final List<String> before;
  private final List<String> after;

  private UnifiedDiff(String before, String after) {
    this.before = lines(before);
    this.after = lines(after);
  }

  public static String of(FileChange file) {
    UnifiedDiff diff = new UnifiedDiff(file.before().orElse(""), file.after());
    String hunks = diff.hunks();
    return hunks.isEmpty()
        ? ""
        : "--- %s\n+++ b/%s\n%s"
            .formatted(file.isNew() ? "/dev/null" : "a/" + file.path(), file.path(), hunks);
  }

  /** Each with what ends it. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end + 1));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /** A line of the diff: {@code ' '}, {@code '-'} or {@code '+'}, and what it says. */
  private record Line(char mark, String text) {}

  private String hunks() {
    List<Line> all = compared();
    StringBuilder out = new StringBuilder();
    int old = 1;
    int now = 1;
    int i = 0;
    while (i < all.size()) {
      if (all.get(i).mark() == ' ') {
        old++;
        now++;
        i++;
        continue;
      }
      int start = Math.max(0, i - AROUND);
      int end = end(all, i);
      List<Line> hunk = all.subList(start, end);
      int first = i - start;
      out.append(header(hunk, old - first, now - first));
      hunk.forEach(line -> write(out, line));
      List<Line> passed = all.subList(i, end);
      old += count(passed, '+');
      now += count(passed, '-');
      i = end;
    }
    return out.toString();
  }

  /** Behind the last change that is near enough to the one before it, and what follows that. */
  private static int end(List<Line> all, int from) {
    int last = from;
    for (int i = from; i < all.size() && i - last <= 2 * AROUND; i++) {
      if (all.get(i).mark() != ' ') {
        last = i;
      }
    }
    return Math.min(all.size(), last + AROUND + 1);
  }

  /** How many lines there are without those of one mark. */
  private static int count(List<Line> lines, char without) {
    return (int) lines.stream().filter(line -> line.mark() != without).count();
  }

  private static String header(List<Line> hunk, int old, int now) {
    int oldLines = count(hunk, '+');
    int newLines = count(hunk, '-');
    return "@@ -%d,%d +%d,%d @@\n"
        .formatted(
            oldLines == 0 ? old - 1 : old, oldLines, newLines == 0 ? now - 1 : now, newLines);
  }

  private static void write(StringBuilder out, Line line) {
    out.append(line.mark()).append(line.text());
    if (!line.text().endsWith("\n")) {
      out.append('\n').append(NO_NEWLINE);
    }
  }

  private List<Line> compared() {
    Ends ends = Ends.of(before, after);
    int same = ends.head();
    int tail = ends.tail();
    List<Line> all = new ArrayList<>();
    before.subList(0, same).forEach(line -> all.add(new Line(' ', line)));
    between(
        all, before.subList(same, before.size() - tail), after.subList(same, after.size() - tail));
    before
        .subList(before.size() - tail, before.size())
        .forEach(line -> all.add(new Line(' ', line)));
    return all;
  }

  /** By the longest sequence of lines that both have. */
  private static void between(List<Line> all, List<String> old, List<String> now) {
    if ((long) old.size() * now.size() > MOST_PAIRS) {
      old.forEach(line -> all.add(new Line('-', line)));
      now.forEach(line -> all.add(new Line('+', line)));
      return;
    }
    int[][] longest = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        longest[i][j] =
            old.get(i).equals(now.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        all.add(new Line(' ', old.get(i)));
        i++;
        j++;
      } else if (j == now.size() || i < old.size() && longest[i + 1][j] >= longest[i][j + 1]) {
        all.add(new Line('-', old.get(i)));
        i++;
      } else {
        all.add(new Line('+', now.get(j)));
        j++;
      }
    }
  }
}
