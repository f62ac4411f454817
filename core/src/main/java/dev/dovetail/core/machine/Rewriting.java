package dev.dovetail.core.machine;

import dev.dovetail.core.machine.Thing.ColumnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Changes the columns in an expression that the catalog keeps. */
final class Rewriting {

  private Rewriting() {}

  /** The node with its columns replaced, from below. */
  static Node columns(Node node, UnaryOperator<Node.ColumnVar> change) {
    return rebuild(
        node, built -> built instanceof Node.ColumnVar variable ? change.apply(variable) : built);
  }

  private static Node rebuild(Node node, UnaryOperator<Node> change) {
    if (node.children().isEmpty()) {
      return change.apply(node);
    }
    List<Node> children = new ArrayList<>();
    for (Node child : node.children()) {
      children.add(rebuild(child, change));
    }
    return change.apply(node.over(children));
  }

  /** The expression of a parent table for its partition. */
  static Node moved(Node node, int from, int to, Map<Integer, Integer> numbers) {
    return columns(
        node,
        variable ->
            variable.column().relation() == from
                ? new Node.ColumnVar(
                    new ColumnId(to, numbers.getOrDefault(variable.column().number(), 0)),
                    variable.type())
                : variable);
  }

  /**
   * The expression after a column of it got another type; refuses it where PostgreSQL, which reads
   * it anew, would.
   */
  static Node retyped(Catalog catalog, Node node, ColumnId column, TypeRef type) {
    Operators operators = new Operators(catalog);
    return rebuild(
        node,
        built -> {
          if (built instanceof Node.ColumnVar variable && variable.column().equals(column)) {
            return new Node.ColumnVar(column, type.plain());
          }
          operators.recheck(built);
          return built;
        });
  }
}
