package dev.dovetail.report;

import java.util.List;
import java.util.Set;

/** Lines of a table, each cell as wide as the widest of its column. */
final class Columns {

  private final int[] widths;
  private final Set<Integer> numbers;

  /**
   * @param numbers the columns that stand to the right
   */
  Columns(List<List<String>> rows, Set<Integer> numbers) {
    this.widths = new int[rows.get(0).size()];
    this.numbers = Set.copyOf(numbers);
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
  }

  String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(cell(row, i)).append(i < row.size() - 1 ? "  " : "");
    }
    return line.toString().stripTrailing();
  }

  /** One cell with what fills its column. */
  String cell(List<String> row, int column) {
    String text = row.get(column);
    String gap = " ".repeat(widths[column] - width(text));
    return numbers.contains(column) ? gap + text : text + gap;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
