package dev.dovetail.python.model;

import dev.dovetail.python.syntax.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Whether an expression that could not be followed speaks of enums at all. It decides if a column
 * is reported as unverifiable or passed over as none of ours.
 */
final class EnumHint {

  private static final int LONGEST = 500;

  private EnumHint() {}

  static boolean in(Node.Expr expression) {
    Deque<Node.Expr> open = new ArrayDeque<>();
    open.push(expression);
    for (int steps = 0; steps < LONGEST && !open.isEmpty(); steps++) {
      switch (open.pop()) {
        case Node.Name name when speaks(name.id()) -> {
          return true;
        }
        case Node.Attribute attribute when speaks(attribute.name()) -> {
          return true;
        }
        case Node.Str text when speaks(text.value()) -> {
          return true;
        }
        case Node.Attribute attribute -> open.push(attribute.value());
        case Node.Call call -> {
          open.push(call.function());
          call.arguments().forEach(open::push);
          call.keywords().forEach(keyword -> open.push(keyword.value()));
        }
        case Node.Subscript subscript -> {
          open.push(subscript.value());
          open.push(subscript.index());
        }
        case Node.Tuple tuple -> tuple.elements().forEach(open::push);
        case Node.BinOp operation -> {
          open.push(operation.left());
          open.push(operation.right());
        }
        case Node.Starred starred -> open.push(starred.value());
        default -> {}
      }
    }
    return false;
  }

  static boolean speaks(String name) {
    return name.toLowerCase(Locale.ROOT).contains("enum");
  }
}
