package dev.dovetail.python.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Every node of a file with the node that it stands in: for those who ask what becomes of an
 * expression. Unlike {@link Descent} it leaves nothing out: targets, annotations, defaults, keys
 * and patterns are there too.
 */
public final class Parents {

  private final IdentityHashMap<Node, Node> parents = new IdentityHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private Parents() {}

  public static Parents of(PythonFile file) {
    Parents all = new Parents();
    Deque<Node> todo = new ArrayDeque<>();
    pushed(file.body(), todo);
    while (!todo.isEmpty()) {
      Node node = todo.pop();
      all.nodes.add(node);
      List<Node> children = Children.of(node);
      children.forEach(child -> all.parents.put(child, node));
      pushed(children, todo);
    }
    return all;
  }

  private static void pushed(List<? extends Node> children, Deque<Node> todo) {
    for (int i = children.size() - 1; i >= 0; i--) {
      todo.push(children.get(i));
    }
  }

  /**
   * Whether both are one node, and not only alike: to hold what is below against each other costs.
   */
  @SuppressWarnings("ReferenceEquality")
  public static boolean same(Node one, Node other) {
    return one == other;
  }

  /** All nodes, each before those in it. */
  public <T extends Node> List<T> all(Class<T> kind) {
    return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Empty for a statement of the module itself. */
  public Optional<Node> parent(Node node) {
    return Optional.ofNullable(parents.get(node));
  }

  /** The nearest of a kind around a node. */
  public <T extends Node> Optional<T> around(Node node, Class<T> kind) {
    Optional<Node> at = parent(node);
    while (at.isPresent() && !kind.isInstance(at.get())) {
      at = parent(at.get());
    }
    return at.map(kind::cast);
  }
}
