package dev.dovetail.python.model;

import dev.dovetail.python.syntax.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The statements of a body with those of its conditions and try blocks, in their order. */
final class Statements {

  private Statements() {}

  static List<Node.Stmt> flat(List<Node.Stmt> body) {
    List<Node.Stmt> flat = new ArrayList<>();
    Deque<Node.Stmt> open = new ArrayDeque<>();
    pushAll(open, body);
    while (!open.isEmpty()) {
      Node.Stmt next = open.pop();
      switch (next) {
        case Node.If condition -> {
          pushAll(open, condition.orElse());
          pushAll(open, condition.body());
        }
        case Node.Try attempt -> {
          pushAll(open, attempt.finallyBody());
          pushAll(open, attempt.orElse());
          for (int i = attempt.handlers().size() - 1; i >= 0; i--) {
            pushAll(open, attempt.handlers().get(i).body());
          }
          pushAll(open, attempt.body());
        }
        case Node.With with -> pushAll(open, with.body());
        default -> flat.add(next);
      }
    }
    return flat;
  }

  private static void pushAll(Deque<Node.Stmt> open, List<Node.Stmt> body) {
    for (int i = body.size() - 1; i >= 0; i--) {
      open.push(body.get(i));
    }
  }
}
