package dev.dovetail.migrations.alembic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The order in which Alembic runs revisions. It walks down from the heads and runs the walk
 * reversed, so a merge of {@code (a, b)} runs b's branch before a's.
 */
final class Walk {

  /** A revision as the walk sees it: every name is that of another vertex. */
  record Vertex(String id, List<String> parents, List<String> dependsOn) {
    Vertex {
      parents = List.copyOf(parents);
      dependsOn = List.copyOf(dependsOn);
    }
  }

  /** An open end of the walk, and what lies below it. */
  private record Open(String id, Set<String> ancestors) {}

  private final Map<String, Vertex> vertices;
  private final Map<String, List<String>> kept = new HashMap<>();
  private final Map<String, List<String>> below = new HashMap<>();

  private Walk(Map<String, Vertex> vertices) {
    this.vertices = vertices;
    for (Vertex vertex : vertices.values()) {
      List<String> dependencies = notInherited(vertex);
      kept.put(vertex.id(), dependencies);
      Set<String> all = new LinkedHashSet<>(vertex.parents());
      all.addAll(dependencies);
      below.put(vertex.id(), List.copyOf(all));
    }
  }

  /**
   * The ids from the roots up.
   *
   * @param vertices by id, in the order in which their files are read; without cycles
   * @param heads where the walk begins, in the same order
   */
  static List<String> order(Map<String, Vertex> vertices, List<String> heads) {
    return new Walk(vertices).from(heads);
  }

  private List<String> from(List<String> heads) {
    List<Open> open = new ArrayList<>();
    Set<String> openIds = new HashSet<>(heads);
    for (String head : heads) {
      open.add(new Open(head, reach(head)));
    }
    Set<String> todo = new HashSet<>();
    open.forEach(end -> todo.addAll(end.ancestors()));
    List<String> walked = new ArrayList<>();
    int current = 0;
    while (!open.isEmpty()) {
      Open end = open.get(current);
      int dependent = otherAbove(open, current);
      if (dependent >= 0) {
        current = dependent;
        continue;
      }
      if (todo.remove(end.id())) {
        walked.add(end.id());
      }
      List<String> next = new ArrayList<>();
      for (String id : below.getOrDefault(end.id(), List.of())) {
        if (todo.contains(id) && !openIds.contains(id)) {
          next.add(id);
        }
      }
      openIds.remove(end.id());
      if (next.isEmpty()) {
        open.remove(current);
        current = Math.max(current - 1, 0);
        continue;
      }
      boolean plain = isPlain(end.id());
      if (plain) {
        end.ancestors().remove(end.id());
      }
      open.set(current, new Open(next.get(0), plain ? end.ancestors() : reach(next.get(0))));
      for (String id : next.subList(1, next.size())) {
        open.add(new Open(id, reach(id)));
      }
      openIds.addAll(next);
    }
    Collections.reverse(walked);
    return walked;
  }

  private boolean isPlain(String id) {
    Vertex vertex = vertices.get(id);
    return vertex != null
        && vertex.parents().size() == 1
        && kept.getOrDefault(id, List.of()).isEmpty();
  }

  private static int otherAbove(List<Open> open, int current) {
    String id = open.get(current).id();
    for (int i = 0; i < open.size(); i++) {
      if (i != current && open.get(i).ancestors().contains(id)) {
        return i;
      }
    }
    return -1;
  }

  /** Dependencies, without those that an ancestor names as well. */
  private List<String> notInherited(Vertex vertex) {
    if (vertex.dependsOn().isEmpty()) {
      return List.of();
    }
    Set<String> inherited = new HashSet<>();
    for (String id : reach(vertex.id(), from -> parentsOf(from))) {
      Vertex ancestor = vertices.get(id);
      if (ancestor != null && !id.equals(vertex.id())) {
        inherited.addAll(ancestor.dependsOn());
      }
    }
    return vertex.dependsOn().stream().filter(id -> !inherited.contains(id)).distinct().toList();
  }

  private List<String> parentsOf(String id) {
    Vertex vertex = vertices.get(id);
    return vertex == null ? List.of() : vertex.parents();
  }

  private Set<String> reach(String id) {
    return reach(id, from -> below.getOrDefault(from, List.of()));
  }

  /** Everything below, itself included. */
  private static Set<String> reach(String start, Function<String, List<String>> edges) {
    Set<String> seen = new HashSet<>();
    Deque<String> todo = new ArrayDeque<>(List.of(start));
    while (!todo.isEmpty()) {
      String id = todo.pop();
      if (seen.add(id)) {
        edges.apply(id).forEach(todo::push);
      }
    }
    return seen;
  }
}
