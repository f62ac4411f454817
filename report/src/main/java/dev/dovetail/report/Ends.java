package dev.dovetail.report;

import java.util.List;

/**
 * How many lines two texts have in common at both ends.
 *
 * @param head lines before what differs
 * @param tail lines behind it
 */
record Ends(int head, int tail) {

  static Ends of(List<String> before, List<String> after) {
    int most = Math.min(before.size(), after.size());
    int head = 0;
    while (head < most && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    return new Ends(head, tail);
  }
}
