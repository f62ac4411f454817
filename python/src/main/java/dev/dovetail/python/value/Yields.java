package dev.dovetail.python.value;

import dev.dovetail.python.syntax.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Whether a function's body yields, so that calling it makes a generator. */
final class Yields {

  private Yields() {}

  static boolean in(List<Node.Stmt> body) {
    Deque<Node.Stmt> open = new ArrayDeque<>(body);
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Node.ExprStmt statement when statement.value() instanceof Node.Yield -> {
          return true;
        }
        case Node.Assign assign when assign.value() instanceof Node.Yield -> {
          return true;
        }
        case Node.If branch -> {
          branch.body().forEach(open::push);
          branch.orElse().forEach(open::push);
        }
        case Node.For loop -> {
          loop.body().forEach(open::push);
          loop.orElse().forEach(open::push);
        }
        case Node.While loop -> {
          loop.body().forEach(open::push);
          loop.orElse().forEach(open::push);
        }
        case Node.With with -> with.body().forEach(open::push);
        case Node.Try attempt -> {
          attempt.body().forEach(open::push);
          attempt.handlers().forEach(handler -> handler.body().forEach(open::push));
          attempt.orElse().forEach(open::push);
          attempt.finallyBody().forEach(open::push);
        }
        case Node.Match match -> match.cases().forEach(c -> c.body().forEach(open::push));
        case Node.Stmt other -> {
          // Neither yields nor holds statements of the same function.
        }
      }
    }
    return false;
  }
}
