package dev.dovetail.migrations.alembic;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.source.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The revisions of a tree, linked as Alembic links them. */
final class RevisionGraph {

  private final List<Revision> files;
  private final Map<String, Revision> byId = new LinkedHashMap<>();
  private final Map<String, Walk.Vertex> vertices = new LinkedHashMap<>();
  private final List<HistoryFault> faults = new ArrayList<>();
  private final Set<String> cyclic = new LinkedHashSet<>();
  private final List<String> order;
  private Optional<Problem> failure = Optional.empty();

  /**
   * Links the revisions.
   *
   * @param files in the order in which Alembic reads them
   */
  RevisionGraph(List<Revision> files) {
    this.files = List.copyOf(files);
    Map<String, List<Revision>> sameId = new LinkedHashMap<>();
    for (Revision revision : files) {
      byId.put(revision.id(), revision);
      sameId.computeIfAbsent(revision.id(), any -> new ArrayList<>()).add(revision);
    }
    link();
    findCycles();
    sameId.forEach((id, same) -> {
      if (same.size() > 1) {
        faults.add(new HistoryFault.DuplicateId(id, same, same.getLast().origin()));
      }
    });
    List<String> heads = heads();
    if (heads.size() > 1) {
      List<Revision> revisions = heads.stream().distinct().map(this::get).toList();
      if (revisions.size() > 1) {
        faults.add(new HistoryFault.SeveralHeads(revisions, revisions.getLast().origin()));
      }
    }
    this.order = inOrder();
  }

  List<HistoryFault> faults() {
    return List.copyOf(faults);
  }

  /** Why no command of Alembic works on these files. */
  Optional<Problem> failure() {
    return failure;
  }

  Revision get(String id) {
    Revision revision = byId.get(id);
    if (revision == null) {
      throw new IllegalArgumentException("no revision " + id);
    }
    return revision;
  }

  boolean has(String id) {
    return byId.containsKey(id);
  }

  /** In the order in which an upgrade of everything runs them. */
  List<Revision> inUpgradeOrder() {
    return order.stream().map(this::get).toList();
  }

  /** A revision and all that must run before it, in their order. */
  List<Revision> upTo(String id) {
    Set<String> needed = new HashSet<>();
    Deque<String> todo = new ArrayDeque<>(List.of(id));
    while (!todo.isEmpty()) {
      String next = todo.pop();
      if (needed.add(next)) {
        todo.addAll(vertices.get(next) == null ? List.of() : below(next));
      }
    }
    boolean whole = cyclic.isEmpty();
    List<String> walked = whole ? Walk.order(vertices, List.of(id)) : order;
    return walked.stream().filter(needed::contains).map(this::get).toList();
  }

  /**
   * The heads that {@code alembic heads} lists: those that no other names as its parent. One id in
   * two files is listed twice, for only the file read last is linked.
   */
  List<String> heads() {
    Set<String> named = new HashSet<>();
    vertices.values().forEach(vertex -> named.addAll(vertex.parents()));
    List<String> heads = new ArrayList<>();
    for (Revision revision : files) {
      if (!isLinked(revision) || !named.contains(revision.id())) {
        heads.add(revision.id());
      }
    }
    return heads;
  }

  private boolean isLinked(Revision revision) {
    return get(revision.id()).equals(revision);
  }

  /** Where the walk begins: as the heads, without those that others depend on. */
  private List<String> ends() {
    Set<String> needed = new HashSet<>();
    vertices.values().forEach(vertex -> needed.addAll(vertex.dependsOn()));
    List<String> heads = heads();
    return byId.keySet().stream()
        .filter(id -> heads.contains(id) && !needed.contains(id) && !cyclic.contains(id))
        .toList();
  }

  private List<String> inOrder() {
    List<String> walked = new ArrayList<>();
    Map<String, Walk.Vertex> sound = new LinkedHashMap<>();
    vertices.forEach((id, vertex) -> {
      if (!cyclic.contains(id)) {
        sound.put(id, vertex);
      }
    });
    walked.addAll(Walk.order(sound, ends()).stream().filter(sound::containsKey).toList());
    // What stands in or behind a cycle never runs; for whoever reads on it comes last, by file.
    byId.keySet().stream().filter(cyclic::contains).forEach(walked::add);
    return walked;
  }

  private List<String> below(String id) {
    Walk.Vertex vertex = vertices.getOrDefault(id, new Walk.Vertex(id, List.of(), List.of()));
    List<String> all = new ArrayList<>(vertex.parents());
    all.addAll(vertex.dependsOn());
    return all;
  }

  private void link() {
    Map<String, String> names = new HashMap<>();
    for (Revision revision : byId.values()) {
      revision.branchLabels().forEach(label -> names.put(label, revision.id()));
    }
    byId.keySet().forEach(id -> names.put(id, id));
    for (Revision revision : byId.values()) {
      vertices.put(
          revision.id(),
          new Walk.Vertex(
              revision.id(),
              resolve(revision, revision.parents(), names),
              resolve(revision, revision.dependsOn(), names)));
    }
  }

  private List<String> resolve(Revision from, List<String> wanted, Map<String, String> names) {
    List<String> found = new ArrayList<>();
    for (String name : wanted) {
      String id = names.get(name);
      if (id != null) {
        found.add(id);
        continue;
      }
      faults.add(new HistoryFault.MissingParent(from, name, from.origin()));
      fail(Problem.Kind.PYTHON, "KeyError: '" + name + "'", from.origin());
    }
    return found;
  }

  private void fail(Problem.Kind kind, String message, Origin at) {
    failure =
        failure.or(
            () -> Optional.of(new Problem(kind, Optional.empty(), message, Optional.empty(), at)));
  }

  /** What is left when revisions with all their parents done are taken away, again and again. */
  private void findCycles() {
    Map<String, Integer> waiting = new HashMap<>();
    Map<String, List<String>> children = new HashMap<>();
    for (String id : vertices.keySet()) {
      Set<String> parents = new LinkedHashSet<>(below(id));
      waiting.put(id, parents.size());
      parents.forEach(p -> children.computeIfAbsent(p, any -> new ArrayList<>()).add(id));
    }
    Deque<String> free = new ArrayDeque<>();
    vertices.keySet().stream().filter(id -> waiting.getOrDefault(id, 0) == 0).forEach(free::add);
    Set<String> done = new HashSet<>();
    while (!free.isEmpty()) {
      String id = free.removeFirst();
      done.add(id);
      for (String child : children.getOrDefault(id, List.of())) {
        if (waiting.merge(child, -1, Integer::sum) == 0) {
          free.add(child);
        }
      }
    }
    vertices.keySet().stream().filter(id -> !done.contains(id)).forEach(cyclic::add);
    if (cyclic.isEmpty()) {
      return;
    }
    List<Revision> inCycle = core(children).stream().map(this::get).toList();
    Origin at = inCycle.getFirst().origin();
    faults.add(new HistoryFault.Cycle(inCycle, at));
    List<String> named = new TreeMap<>(byId).keySet().stream().filter(cyclic::contains).toList();
    fail(
        Problem.Kind.COMMAND,
        "Cycle is detected in revisions (" + String.join(", ", named) + ")",
        at);
  }

  /** The cyclic ones without those that only come after: from these all children lead back. */
  private List<String> core(Map<String, List<String>> children) {
    Map<String, Integer> open = new HashMap<>();
    for (String id : cyclic) {
      open.put(
          id, (int) children.getOrDefault(id, List.of()).stream().filter(cyclic::contains).count());
    }
    Deque<String> ends = new ArrayDeque<>();
    cyclic.stream().filter(id -> open.getOrDefault(id, 0) == 0).forEach(ends::add);
    Set<String> after = new HashSet<>();
    while (!ends.isEmpty()) {
      String id = ends.removeFirst();
      after.add(id);
      for (String parent : new LinkedHashSet<>(below(id))) {
        if (cyclic.contains(parent) && open.merge(parent, -1, Integer::sum) == 0) {
          ends.add(parent);
        }
      }
    }
    return cyclic.stream().filter(id -> !after.contains(id)).toList();
  }
}
