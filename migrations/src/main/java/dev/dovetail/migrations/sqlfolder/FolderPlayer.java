package dev.dovetail.migrations.sqlfolder;

import dev.dovetail.core.history.Deed;
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
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.sql.SqlReader;
import dev.dovetail.sql.SqlScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the files of a folder on a session, each as its tool sends it. */
final class FolderPlayer {

  private static final Origin NOWHERE = new Origin.Implied("a new connection");

  private final Play.Manner manner;
  private Session session;
  private Optional<Problem> problem = Optional.empty();
  private final List<String> ran = new ArrayList<>();
  private final List<String> applied = new ArrayList<>();
  private final List<Problem> passedOver = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final List<Deed> deeds = new ArrayList<>();
  private int steps;
  private int opaque;
  private boolean clings;

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

  Play play(
      List<SqlStep> history,
      Play.Commands commands,
      Play.Direction direction,
      Optional<String> until) {
    up(history, commands, until);
    if (direction != Play.Direction.UP && problem.isEmpty()) {
      down(history, commands);
    }
    if (direction == Play.Direction.AGAIN && problem.isEmpty()) {
      up(history, commands, Optional.empty());
    }
    return result();
  }

  MigrationTree.RoundTrip roundTrip(List<SqlStep> history) {
    return new MigrationTree.RoundTrip() {
      @Override
      public Play to(Play.Direction direction) {
        switch (direction) {
          case UP, AGAIN -> up(history, Play.Commands.ONE, Optional.empty());
          case DOWN -> down(history, Play.Commands.ONE);
        }
        return result();
      }

      @Override
      public boolean leftConnectionAsItWas() {
        return !clings;
      }
    };
  }

  private Play result() {
    return new Play(session, problem, ran, applied, passedOver, remarks, deeds, steps, opaque);
  }

  private void up(List<SqlStep> history, Play.Commands commands, Optional<String> until) {
    connect();
    for (SqlStep step : history) {
      if (commands == Play.Commands.EACH) {
        connect();
      }
      String id = step.revision().id();
      ran.add(id);
      step.up().ifPresent(script -> run(script, id));
      if (problem.isPresent()) {
        return;
      }
      clings |= opaque > 0 || !session.looksWhere(reconnected());
      applied.add(id);
      if (until.isPresent() && until.get().equals(id)) {
        return;
      }
    }
  }

  private void down(List<SqlStep> history, Play.Commands commands) {
    if (history.stream().allMatch(step -> step.down().isEmpty())) {
      SqlStep last = history.get(history.size() - 1);
      fail(
          new Problem(
              Problem.Kind.COMMAND,
              Optional.empty(),
              "no file says how to go down",
              Optional.of(last.revision().id()),
              last.revision().origin()));
      return;
    }
    connect();
    for (SqlStep step : history.reversed()) {
      if (commands == Play.Commands.EACH) {
        connect();
      }
      String id = step.revision().id();
      ran.add(id);
      step.down().ifPresent(script -> run(script, id));
      if (problem.isPresent()) {
        return;
      }
      applied.remove(applied.size() - 1);
    }
  }

  /** Each command has a connection of its own, to which no setting of an earlier one clings. */
  private void connect() {
    session = reconnected();
  }

  private Session reconnected() {
    return session.apply(new Statement.ResetSearchPath(), NOWHERE) instanceof Session after
        ? after
        : session;
  }

  private void run(Script script, String id) {
    Origin start = Origin.inFile(script.path(), 1, 1);
    if (script.transaction()) {
      apply(new Statement.Begin(), start, id);
    }
    for (SqlScript.Part message : script.messages()) {
      send(message, script.path(), id);
      if (problem.isPresent()) {
        rollback(start);
        return;
      }
    }
    if (session.inTransaction()) {
      apply(script.transaction() ? new Statement.Commit() : new Statement.Rollback(), start, id);
    }
  }

  /** What is sent at once runs as one transaction, but for what it says itself of transactions. */
  private void send(SqlScript.Part message, String path, String id) {
    if (refusedAtOnce(message, path, id)) {
      return;
    }
    boolean several = message.statements().size() > 1 && message.sent().size() > 1;
    boolean implicit = false;
    for (SqlReader.Read read : message.statements()) {
      Statement statement = read.statement();
      Origin origin = new Origin.InFile(path, read.span());
      for (String name : read.cut()) {
        remarks.add(new Remark.NameCut(id, name, origin));
      }
      steps++;
      opaque += statement instanceof Statement.Opaque ? 1 : 0;
      if (several && !session.inTransaction()) {
        apply(new Statement.Begin(), origin, id);
        implicit = true;
      }
      if (implicit && statement instanceof Statement.Savepoint) {
        refused(
            statement,
            new Refusal("25P01", "SAVEPOINT can only be used in transaction blocks", origin),
            id);
      } else {
        Session before = session;
        boolean refused = !apply(statement, origin, id);
        deeds.add(new Deed(id, statement, origin, before, refused));
      }
      if (problem.isPresent()) {
        return;
      }
      implicit = implicit && !ofTransactions(statement);
    }
    if (implicit) {
      apply(new Statement.Commit(), Origin.inFile(path, 1, 1), id);
    }
  }

  private static boolean ofTransactions(Statement statement) {
    return statement instanceof Statement.Begin
        || statement instanceof Statement.Commit
        || statement instanceof Statement.Rollback;
  }

  /** A text that is sent at once is parsed whole before any of it runs. */
  private boolean refusedAtOnce(SqlScript.Part message, String path, String id) {
    if (manner == Play.Manner.INTENDED) {
      return false;
    }
    for (SqlReader.Read read : message.statements()) {
      if (read.statement() instanceof Statement.Refused refused
          && refused.sqlstate().equals("42601")) {
        steps++;
        apply(refused, new Origin.InFile(path, read.span()), id);
        return problem.isPresent();
      }
    }
    return false;
  }

  /** Whether the server takes it. */
  private boolean apply(Statement statement, Origin origin, String id) {
    return switch (session.apply(statement, origin)) {
      case Session after -> {
        session = after;
        yield true;
      }
      case Refusal refusal -> {
        refused(statement, refusal, id);
        yield false;
      }
    };
  }

  private void refused(Statement statement, Refusal refusal, String id) {
    remark(statement, refusal, id);
    fail(
        new Problem(
            Problem.Kind.DATABASE,
            Optional.of(refusal.sqlstate()),
            refusal.message(),
            Optional.of(id),
            refusal.origin()));
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
