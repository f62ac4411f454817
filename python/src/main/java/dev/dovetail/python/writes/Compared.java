package dev.dovetail.python.writes;

import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.Parents;
import java.util.Optional;
import java.util.Set;

/** Whether a member is only asked for: what is compared with it is not written. */
final class Compared {

  private static final Set<String> ASKING =
      Set.of("in_", "notin_", "not_in", "is_", "is_not", "isnot", "is_distinct_from", "any_");

  private Compared() {}

  static boolean is(Node.Expr member, Parents nodes) {
    Node at = member;
    Optional<Node> above = nodes.parent(at);
    while (above.isPresent()) {
      switch (above.get()) {
        case Node.Attribute attribute when Set.of("value", "name").contains(attribute.name()) -> {}
        case Node.Tuple tuple -> {}
        case Node.ListDisplay display -> {}
        case Node.SetDisplay display -> {}
        case Node.Compare compare -> {
          return true;
        }
        case Node.MatchCase matchCase -> {
          return true;
        }
        case Node.Call call -> {
          return !Parents.same(call.function(), at)
              && ASKING.contains(Sources.last(call.function()));
        }
        case Node.Keyword keyword -> {
          return nodes
              .parent(keyword)
              .filter(it ->
                  it instanceof Node.Call call && Sources.last(call.function()).equals("filter_by"))
              .isPresent();
        }
        default -> {
          return false;
        }
      }
      at = above.get();
      above = nodes.parent(at);
    }
    return false;
  }
}
