package dev.dovetail.verify.run;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.sqlfolder.Script;
import dev.dovetail.migrations.sqlfolder.SqlStep;
import dev.dovetail.postgres.Database;
import dev.dovetail.postgres.DatabaseSession;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.postgres.StatementRefusal;
import dev.dovetail.sql.SqlReader;
import dev.dovetail.sql.SqlScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs numbered SQL itself: each command over a connection of its own, each file in the messages
 * and the transaction in which its tool would send it.
 */
final class SqlFolderRunner implements Runner {

  private static final int LONGEST_STATEMENT = 4000;
  private static final int MOST_REMARKS = 5;

  private final List<SqlStep> steps;
  private final List<String> keys;
  private final RunOptions options;
  private final Patience patience;
  private Optional<Applied> applied = Optional.empty();

  private SqlFolderRunner(List<SqlStep> steps, RunOptions options) {
    this.steps = steps;
    this.keys = keys(steps);
    this.options = options;
    this.patience = new Patience(options);
  }

  static Runners.Start start(MigrationTree tree, List<SqlStep> steps, RunOptions options) {
    for (HistoryFault fault : tree.faults()) {
      if (fault instanceof HistoryFault.Unreadable unreadable) {
        return refused(unreadable.file() + " cannot be run: " + unreadable.reason());
      }
    }
    for (Script script : scripts(steps)) {
      for (SqlScript.Command command : script.commands()) {
        if (command.matters()) {
          return refused(
              "%s: `%s` is a command of psql, which is not run, and without it the rest means something else"
                  .formatted(place(script, command.span()), command.text()));
        }
      }
      for (Span placeholder : script.placeholders()) {
        return refused(
            place(script, placeholder)
                + ": there is a placeholder, and it is not known what it is filled with");
      }
    }
    return new Runners.Ready(new SqlFolderRunner(steps, options));
  }

  private static Runners.Refused refused(String why) {
    return new Runners.Refused(
        Failure.missing(why + "; Dovetail does not run such a folder: verify it by its own tool"));
  }

  private static List<Script> scripts(List<SqlStep> steps) {
    List<Script> scripts = new ArrayList<>();
    for (SqlStep step : steps) {
      step.up().ifPresent(scripts::add);
      step.down().ifPresent(scripts::add);
    }
    return scripts;
  }

  private static String place(Script script, Span span) {
    return script.path() + ":" + span.line();
  }

  /** A number that several files have is told apart. */
  private static List<String> keys(List<SqlStep> steps) {
    List<String> keys = new ArrayList<>();
    Map<String, Integer> met = new HashMap<>();
    for (SqlStep step : steps) {
      int times = met.merge(step.revision().id(), 1, Integer::sum);
      keys.add(step.revision().id() + (times > 1 ? "#" + times : ""));
    }
    return keys;
  }

  @Override
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        "SQL files, run by Dovetail itself as the owner of the database, each in a transaction"
            + " unless it says otherwise");
    Set<String> left = new TreeSet<>();
    for (Script script : scripts(steps)) {
      for (SqlScript.Command command : script.commands()) {
        left.add(
            "%s: `%s` is a command of psql and was not run"
                .formatted(place(script, command.span()), command.text()));
      }
    }
    left.stream().limit(MOST_REMARKS).forEach(remarks::add);
    if (left.size() > MOST_REMARKS) {
      remarks.add("%d more commands of psql were not run".formatted(left.size() - MOST_REMARKS));
    }
    return List.copyOf(remarks);
  }

  @Override
  public Ran upgrade(Database database, String to) {
    int target = to.equals("head") || to.equals("heads") ? steps.size() - 1 : last(to);
    return run(database, to, Optional.of(target), true);
  }

  @Override
  public Ran downgrade(Database database, String to) {
    if (to.equals("base")) {
      return run(database, to, Optional.of(-1), false);
    }
    return run(database, to, to.startsWith("-") ? Optional.empty() : Optional.of(last(to)), false);
  }

  /** The last one of this id; what is no id stands before all. */
  private int last(String id) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).revision().id().equals(id)) {
        return i;
      }
    }
    return UNKNOWN;
  }

  private static final int UNKNOWN = -2;

  @Override
  public List<String> heads() {
    return List.of(steps.getLast().revision().id());
  }

  @Override
  public void leave(Database database) {
    if (applied.filter(notes -> notes.isIn(database)).isPresent()) {
      forget();
    }
  }

  @Override
  public void close() {
    forget();
  }

  // ---- one command

  /**
   * @param target the place of the migration that is the last to stay; empty for one step down
   */
  private Ran run(Database database, String to, Optional<Integer> target, boolean up) {
    long start = System.nanoTime();
    List<String> begun = new ArrayList<>();
    List<String> said = new ArrayList<>();
    Optional<Failure> failure;
    if (target.equals(Optional.of(UNKNOWN))) {
      failure =
          Optional.of(Failure.of(Failure.Kind.COMMAND, "no migration has the number `" + to + "`"));
    } else {
      failure = connected(database, target, up, begun, said);
    }
    return new Ran(begun, failure, Duration.ofNanos(System.nanoTime() - start), said);
  }

  private Optional<Failure> connected(
      Database database,
      Optional<Integer> target,
      boolean up,
      List<String> begun,
      List<String> said) {
    try {
      patience.ask(database);
    } catch (ServerException e) {
      return Optional.of(lost(e, begun));
    }
    try (Deadline deadline = Deadline.of(database, options.timeout());
        DatabaseSession session = database.session()) {
      Applied notes = notes(database);
      int from = notes.last().map(keys::indexOf).orElse(-1);
      int end = target.orElse(from - 1);
      Walk walk = new Walk(session, notes, begun, said);
      Optional<Failure> failure = up ? walk.up(from + 1, end) : walk.down(from, end + 1);
      if (failure.isPresent()) {
        // It may be the connection that is gone.
        forget();
      }
      return failure.map(why -> deadline.over().map(over -> overdue(over, why)).orElse(why));
    } catch (ServerException e) {
      forget();
      return Optional.of(lost(e, begun));
    }
  }

  private Applied notes(Database database) throws ServerException {
    if (applied.filter(notes -> notes.isIn(database)).isEmpty()) {
      forget();
      applied = Optional.of(Applied.in(database));
    }
    return applied.orElseThrow();
  }

  private void forget() {
    applied.ifPresent(Applied::close);
    applied = Optional.empty();
  }

  private static Failure overdue(String over, Failure why) {
    return new Failure(
        Failure.Kind.TIMEOUT, Optional.empty(), over, why.statement(), why.revision(), why.at());
  }

  private static Failure lost(ServerException e, List<String> begun) {
    return new Failure(
        Failure.Kind.ENDED,
        Optional.of(e.sqlstate()).filter(state -> !state.isEmpty()),
        "the server cannot be asked: " + e.getMessage(),
        Optional.empty(),
        begun.isEmpty() ? Optional.empty() : Optional.of(begun.getLast()),
        Optional.empty());
  }

  /** The way through the files, up or down, until it ends or is refused. */
  private final class Walk {
    private final DatabaseSession session;
    private final Applied applied;
    private final List<String> begun;
    private final List<String> said;

    Walk(DatabaseSession session, Applied applied, List<String> begun, List<String> said) {
      this.session = session;
      this.applied = applied;
      this.begun = begun;
      this.said = said;
    }

    Optional<Failure> up(int first, int last) {
      for (int i = first; i <= last; i++) {
        Optional<Failure> failure = step(i, steps.get(i).up(), Optional.of(keys.get(i)));
        if (failure.isPresent()) {
          return failure;
        }
      }
      return Optional.empty();
    }

    Optional<Failure> down(int first, int last) {
      for (int i = first; i >= Math.max(last, 0); i--) {
        Optional<String> below = i == 0 ? Optional.empty() : Optional.of(keys.get(i - 1));
        Optional<Failure> failure = step(i, steps.get(i).down(), below);
        if (failure.isPresent()) {
          return failure;
        }
      }
      return Optional.empty();
    }

    private Optional<Failure> step(int index, Optional<Script> script, Optional<String> then) {
      String id = steps.get(index).revision().id();
      begun.add(id);
      options.begun().accept(id);
      Optional<Failure> failure = script.flatMap(one -> run(one, id));
      said.addAll(session.notices());
      return failure.or(() -> applied.write(then).map(this::unnoted));
    }

    private Failure unnoted(StatementRefusal refusal) {
      return new Failure(
          Failure.Kind.ENDED,
          Optional.of(refusal.sqlstate()),
          "what was applied cannot be noted: " + refusal.message(),
          Optional.empty(),
          begun.isEmpty() ? Optional.empty() : Optional.of(begun.getLast()),
          Optional.empty());
    }

    private Optional<Failure> run(Script script, String id) {
      if (script.transaction()) {
        Optional<Failure> failure = word("BEGIN", script, id);
        if (failure.isPresent()) {
          return failure;
        }
      }
      for (SqlScript.Part message : script.messages()) {
        Optional<StatementRefusal> refusal =
            message.rows().isPresent()
                ? session.copy(message.text(), message.rows().get())
                : session.send(message.text());
        if (refusal.isPresent()) {
          var unused = session.send("ROLLBACK");
          return Optional.of(failure(script, message, refusal.get(), id));
        }
      }
      if (session.inTransaction()) {
        return word(script.transaction() ? "COMMIT" : "ROLLBACK", script, id);
      }
      return Optional.empty();
    }

    /** What is sent around a file. */
    private Optional<Failure> word(String sql, Script script, String id) {
      return session
          .send(sql)
          .map(refusal -> failure(refusal, sql, Origin.inFile(script.path(), 1, 1), id));
    }

    private Failure failure(
        Script script, SqlScript.Part message, StatementRefusal refusal, String id) {
      Optional<Span> blamed = refusal.position().map(message::place);
      SqlReader.Read read = culprit(message.sent(), blamed, refusal.completed());
      Span place = blamed.orElse(read.span());
      return failure(
          refusal, read.text(), Origin.inFile(script.path(), place.line(), place.column()), id);
    }

    /** The statement at a place, or the one after those that were done. */
    private static SqlReader.Read culprit(
        List<SqlReader.Read> sent, Optional<Span> blamed, int completed) {
      SqlReader.Read culprit = sent.get(Math.min(completed, sent.size() - 1));
      if (blamed.isPresent()) {
        for (SqlReader.Read read : sent) {
          if (isBefore(read.span(), blamed.get())) {
            culprit = read;
          }
        }
      }
      return culprit;
    }

    private static boolean isBefore(Span start, Span place) {
      return start.line() < place.line()
          || start.line() == place.line() && start.column() <= place.column();
    }

    private static Failure failure(
        StatementRefusal refusal, String statement, Origin at, String id) {
      String shown =
          statement.length() > LONGEST_STATEMENT
              ? statement.substring(0, LONGEST_STATEMENT) + " ..."
              : statement;
      return new Failure(
          Failure.Kind.DATABASE,
          Optional.of(refusal.sqlstate()),
          refusal.message(),
          Optional.of(shown),
          Optional.of(id),
          Optional.of(at));
    }
  }
}
