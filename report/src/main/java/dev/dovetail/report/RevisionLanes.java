package dev.dovetail.report;

import dev.dovetail.core.history.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where each revision of a history stands in a drawing: the newest on top, each branch in a lane of
 * its own until it is merged.
 *
 * @param rows the newest first
 * @param edges from a revision down to each of its parents that is there
 * @param width how many lanes there are
 */
record RevisionLanes(List<Row> rows, List<Edge> edges, int width) {

  /** More branches at a time are drawn in one lane: nobody could tell them apart. */
  private static final int MOST = 10;

  RevisionLanes {
    rows = List.copyOf(rows);
    edges = List.copyOf(edges);
  }

  /** A revision in its lane. */
  record Row(Revision revision, int lane) {}

  /** A line from one row to a lower one, along a lane. */
  record Edge(int from, int to, int fromLane, int along, int toLane) {}

  /**
   * @param revisions each after its parents
   */
  static RevisionLanes of(List<Revision> revisions) {
    List<Revision> newest = revisions.reversed();
    Map<String, Integer> rowOf = new HashMap<>();
    for (int i = 0; i < newest.size(); i++) {
      rowOf.putIfAbsent(newest.get(i).id(), i);
    }
    List<Optional<String>> lanes = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    List<int[]> begun = new ArrayList<>();
    for (int i = 0; i < newest.size(); i++) {
      Revision revision = newest.get(i);
      int lane = lane(lanes, revision.id());
      for (int other = 0; other < lanes.size(); other++) {
        if (lanes.get(other).equals(Optional.of(revision.id()))) {
          lanes.set(other, Optional.empty());
        }
      }
      rows.add(new Row(revision, lane));
      boolean first = true;
      for (String parent : revision.parents()) {
        Optional<Integer> row = Optional.ofNullable(rowOf.get(parent));
        if (row.isEmpty() || row.get() <= i) {
          continue;
        }
        int along = along(lanes, parent, first && lanes.get(lane).isEmpty(), lane);
        lanes.set(along, Optional.of(parent));
        first = false;
        begun.add(new int[] {i, row.get(), lane, along});
      }
    }
    List<Edge> edges = new ArrayList<>();
    for (int[] edge : begun) {
      edges.add(new Edge(edge[0], edge[1], edge[2], edge[3], rows.get(edge[1]).lane()));
    }
    return new RevisionLanes(rows, edges, Math.max(1, lanes.size()));
  }

  /** A revision's own lane goes on to its first parent; else one that goes there already. */
  private static int along(List<Optional<String>> lanes, String parent, boolean straight, int own) {
    int there = lanes.indexOf(Optional.of(parent));
    return straight ? own : there >= 0 ? there : free(lanes);
  }

  private static int lane(List<Optional<String>> lanes, String id) {
    int known = lanes.indexOf(Optional.of(id));
    return known >= 0 ? known : free(lanes);
  }

  private static int free(List<Optional<String>> lanes) {
    int free = lanes.indexOf(Optional.<String>empty());
    if (free < 0 && lanes.size() < MOST) {
      lanes.add(Optional.empty());
      free = lanes.size() - 1;
    }
    return free < 0 ? MOST - 1 : free;
  }
}
