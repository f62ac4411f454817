package dev.dovetail.python.writes;

import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Parents;
import java.util.Optional;

/** Which expressions are given something. */
final class Targets {

  private Targets() {}

  /** What gives something to the expression, if anything does. */
  static Optional<Node> statement(Node.Expr expression, Parents nodes) {
    Node at = expression;
    Optional<Node> above = nodes.parent(at);
    while (above.isPresent()
        && (above.get() instanceof Node.Tuple
            || above.get() instanceof Node.ListDisplay
            || above.get() instanceof Node.Starred)) {
      at = above.get();
      above = nodes.parent(at);
    }
    Node target = at;
    return above.filter(it -> isTarget(it, target));
  }

  private static boolean isTarget(Node statement, Node target) {
    return switch (statement) {
      case Node.Assign assign -> assign.targets().stream().anyMatch(it -> Parents.same(it, target));
      case Node.AnnAssign assign -> Parents.same(assign.target(), target);
      case Node.AugAssign assign -> Parents.same(assign.target(), target);
      case Node.For loop -> Parents.same(loop.target(), target);
      case Node.WithItem item -> item.target().filter(it -> Parents.same(it, target)).isPresent();
      case Node.Comprehension part -> Parents.same(part.target(), target);
      case Node.NamedExpr named -> Parents.same(named.target(), target);
      case Node.Delete delete -> delete.targets().stream().anyMatch(it -> Parents.same(it, target));
      default -> false;
    };
  }
}
