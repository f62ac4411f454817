package dev.dovetail.python.writes;

import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Parents;
import java.util.Optional;

/** Whether an expression stands in what something is said to be. */
final class Annotated {

  private Annotated() {}

  static boolean is(Node.Expr expression, Parents nodes) {
    Node at = expression;
    Optional<Node> above = nodes.parent(at);
    while (above.isPresent() && above.get() instanceof Node.Expr outer) {
      at = outer;
      above = nodes.parent(at);
    }
    Node whole = at;
    return above
        .filter(it ->
            switch (it) {
              case Node.Parameter parameter ->
                  parameter.annotation().filter(own -> Parents.same(own, whole)).isPresent();
              case Node.AnnAssign assign -> Parents.same(assign.annotation(), whole);
              case Node.FunctionDef function ->
                  function.returns().filter(own -> Parents.same(own, whole)).isPresent();
              default -> false;
            })
        .isPresent();
  }
}
