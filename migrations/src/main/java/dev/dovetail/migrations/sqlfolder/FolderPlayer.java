package dev.dovetail.migrations.sqlfolder;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.migrations.sqlfolder.SqlFolderTree.Step;
import dev.dovetail.sql.SqlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the files of a folder on a session, each as its tool sends it. */
final class FolderPlayer {

  private final Play.Manner manner;
  private Session session;
  private Optional<Problem> problem = Optional.empty();
  private final List<String> ran = new ArrayList<>();
  private final List<String> applied = new ArrayList<>();
  private final List<Problem> passedOver = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private int steps;
  private int opaque;

  FolderPlayer(Session initial, Play.Manner manner, List<HistoryFault> faults) {
    this.session = initial;
    this.manner = manner;
    for (HistoryFault fault : faults) {
      if (fault instanceof HistoryFault.Unreadable unreadable) {
        session =
            session.doubting(
                new Doubt(
                    unreadable.file() + ": " + unreadable.reason(),
                    unreadable.origin(),
                    Touches.anything()));
      }
    }
  }

  Play play(List<Step> history, Play.Direction direction, Optional<String> until) {
    up(history, until);
    if (direction != Play.Direction.UP && problem.isEmpty()) {
      down(history);
    }
    if (direction == Play.Direction.AGAIN && problem.isEmpty()) {
      up(history, Optional.empty());
    }
    return new Play(session, problem, ran, applied, passedOver, remarks, steps, opaque);
  }

  private void up(List<Step> history, Optional<String> until) {
    for (Step step : history) {
      String id = step.revision().id();
      ran.add(id);
      step.up().ifPresent(script -> run(script, id));
      if (problem.isPresent()) {
        return;
      }
      applied.add(id);
      if (until.isPresent() && until.get().equals(id)) {
        return;
      }
    }
  }

  private void down(List<Step> history) {
    if (history.stream().allMatch(step -> step.down().isEmpty())) {
      Step last = history.get(history.size() - 1);
      fail(
          new Problem(
              Problem.Kind.COMMAND,
              Optional.empty(),
              "no file says how to go down",
              Optional.of(last.revision().id()),
              last.revision().origin()));
      return;
    }
    for (Step step : history.reversed()) {
      String id = step.revision().id();
      ran.add(id);
      step.down().ifPresent(script -> run(script, id));
      if (problem.isPresent()) {
        return;
      }
      applied.remove(applied.size() - 1);
    }
  }

  private void run(Script script, String id) {
    if (script.whole() && refusedAtOnce(script, id)) {
      return;
    }
    boolean wrap = script.transaction() && !ownTransaction(script);
    Origin start = Origin.inFile(script.path(), 1, 1);
    if (wrap) {
      apply(new Statement.Begin(), start, id);
    }
    for (SqlReader.Read read : script.statements()) {
      steps++;
      opaque += read.statement() instanceof Statement.Opaque ? 1 : 0;
      apply(read.statement(), new Origin.InFile(script.path(), read.span()), id);
      if (problem.isPresent()) {
        rollback(start);
        return;
      }
    }
    if (wrap || session.inTransaction()) {
      apply(wrap ? new Statement.Commit() : new Statement.Rollback(), start, id);
      if (problem.isPresent()) {
        rollback(start);
      }
    }
  }

  /** A text that is sent at once is parsed whole before any of it runs. */
  private boolean refusedAtOnce(Script script, String id) {
    if (manner == Play.Manner.INTENDED) {
      return false;
    }
    for (SqlReader.Read read : script.statements()) {
      if (read.statement() instanceof Statement.Refused refused
          && refused.sqlstate().equals("42601")) {
        steps++;
        apply(refused, new Origin.InFile(script.path(), read.span()), id);
        return problem.isPresent();
      }
    }
    return false;
  }

  private static boolean ownTransaction(Script script) {
    return script.statements().stream()
        .anyMatch(read ->
            read.statement() instanceof Statement.Begin
                || read.statement() instanceof Statement.Commit);
  }

  private void apply(Statement statement, Origin origin, String id) {
    switch (session.apply(statement, origin)) {
      case Session after -> session = after;
      case Refusal refusal -> {
        remark(statement, refusal, id);
        fail(
            new Problem(
                Problem.Kind.DATABASE,
                Optional.of(refusal.sqlstate()),
                refusal.message(),
                Optional.of(id),
                refusal.origin()));
      }
    }
  }

  private void fail(Problem failure) {
    if (manner == Play.Manner.INTENDED) {
      passedOver.add(failure);
    } else {
      problem = Optional.of(failure);
    }
  }

  private void rollback(Origin origin) {
    if (session.inTransaction()
        && session.apply(new Statement.Rollback(), origin) instanceof Session after) {
      session = after;
    }
  }

  private void remark(Statement statement, Refusal refusal, String id) {
    if (statement instanceof Statement.CreateEnum create && refusal.sqlstate().equals("42710")) {
      Schema schema = session.schema();
      session
          .typeNamed(create.type())
          .flatMap(name -> Optional.ofNullable(schema.enums().get(name)))
          .ifPresent(type ->
              remarks.add(
                  new Remark.CreatedTwice(
                      id, type.name().toString(), type.origin(), refusal.origin())));
    }
  }
}
