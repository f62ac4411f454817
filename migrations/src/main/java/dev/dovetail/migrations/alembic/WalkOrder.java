package dev.dovetail.migrations.alembic;

import java.util.Comparator;

/** The order of {@code os.walk}: the files of a folder by name, then its folders by name. */
record WalkOrder(String root) implements Comparator<String> {

  @Override
  public int compare(String left, String right) {
    String[] one = left.substring(Math.min(root.length(), left.length())).split("/");
    String[] other = right.substring(Math.min(root.length(), right.length())).split("/");
    for (int i = 0; i < Math.min(one.length, other.length); i++) {
      boolean oneEnds = i == one.length - 1;
      boolean otherEnds = i == other.length - 1;
      if (oneEnds != otherEnds) {
        return oneEnds ? -1 : 1;
      }
      int order = one[i].compareTo(other[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.length, other.length);
  }
}
