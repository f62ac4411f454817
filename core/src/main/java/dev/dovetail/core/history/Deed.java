package dev.dovetail.core.history;

import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One statement that a migration sent while its history was played.
 *
 * @param before the database, and the transaction, as they were before it
 * @param refused whether PostgreSQL refuses it there
 */
public record Deed(
    String revision, Statement statement, Origin origin, Session before, boolean refused) {

  /** The statement itself, and those that a DO block may run. */
  public List<Statement> statements() {
    if (!(statement instanceof Statement.DoBlock block)) {
      return List.of(statement);
    }
    List<Statement> found = new ArrayList<>();
    Deque<Statement.Action> open = new ArrayDeque<>();
    push(open, block.block());
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Statement.Action.Run run -> found.add(run.statement());
        case Statement.Action.If choice -> {
          choice.arms().forEach(arm -> arm.actions().forEach(open::push));
          choice.otherwise().forEach(open::push);
        }
        case Statement.Action.Nested nested -> push(open, nested.block());
        case Statement.Action.RaiseException raise -> {}
        case Statement.Action.Nothing nothing -> {}
        case Statement.Action.Obscure obscure -> {}
      }
    }
    return found;
  }

  private static void push(Deque<Statement.Action> open, Statement.Block block) {
    block.handlers().forEach(handler -> handler.actions().forEach(open::push));
    block.actions().reversed().forEach(open::push);
  }
}
