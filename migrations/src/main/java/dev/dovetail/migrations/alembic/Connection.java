package dev.dovetail.migrations.alembic;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Outcome;
import dev.dovetail.core.machine.Refusal;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.migrations.Stack.Driver;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.sql.SqlReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A connection to the database, with the habits of its driver: who opens transactions, what several
 * statements at once come to, what an error leaves behind. It also keeps the rows of the version
 * table, for they are committed and undone with all else.
 */
final class Connection {

  private static final String VERSIONS = "alembic_version";

  private final Dialect dialect;
  private final Play.Manner manner;
  private final IdentityHashMap<PythonRaise, Refusal> refusals = new IdentityHashMap<>();
  private final List<Problem> passedOver = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final List<Deed> deeds = new ArrayList<>();
  private Session session;
  private List<String> applied = new ArrayList<>();
  private List<String> committed = List.of();
  private Optional<String> revision = Optional.empty();
  private boolean autocommit;
  private boolean aborted;
  private boolean external;
  private int steps;
  private int opaque;
  private int savepoints;

  Connection(Session session, Dialect dialect, Play.Manner manner) {
    this.session = session;
    this.dialect = dialect;
    this.manner = manner;
  }

  Session session() {
    return session;
  }

  Dialect dialect() {
    return dialect;
  }

  boolean intended() {
    return manner == Play.Manner.INTENDED;
  }

  List<String> applied() {
    return List.copyOf(applied);
  }

  List<Problem> passedOver() {
    return passedOver;
  }

  List<Remark> remarks() {
    return remarks;
  }

  List<Deed> deeds() {
    return deeds;
  }

  int steps() {
    return steps;
  }

  int opaque() {
    return opaque;
  }

  Optional<String> revision() {
    return revision;
  }

  void enterRevision(String id) {
    revision = Optional.of(id);
  }

  void remark(Remark remark) {
    remarks.add(remark);
  }

  /** Takes it that the revision goes on, though something not known may end it. */
  void assume(String reason, Origin at) {
    remarks.add(new Remark.GoesOn(revision.orElse(""), reason, at));
  }

  /** Takes it that nobody has set this. */
  void assumeUnset(String setting, Origin at) {
    remarks.add(new Remark.NotSet(revision.orElse(""), setting, at));
  }

  /** What the database refused when this was raised. */
  Optional<Refusal> refusalOf(PythonRaise raised) {
    return Optional.ofNullable(refusals.get(raised));
  }

  // ---- transactions

  /**
   * A new connection: nothing of an earlier one's settings is left.
   *
   * @param inTransaction whether env.py hands it over in a transaction of its own
   */
  void open(boolean engineCommits, boolean inTransaction) {
    autocommit = engineCommits;
    external = inTransaction;
    aborted = false;
    committed = List.copyOf(applied);
    quietly(new Statement.ResetSearchPath());
  }

  void begin() {
    if (!autocommit && !session.inTransaction()) {
      quietly(new Statement.Begin());
    }
  }

  void commit() {
    if (session.inTransaction()) {
      quietly(aborted ? new Statement.Rollback() : new Statement.Commit());
    }
    if (aborted) {
      applied = new ArrayList<>(committed);
    }
    aborted = false;
    committed = List.copyOf(applied);
  }

  void rollback() {
    if (session.inTransaction()) {
      quietly(new Statement.Rollback());
      applied = new ArrayList<>(committed);
    }
    aborted = false;
  }

  /** Statements commit one by one until it is set back. */
  void autocommit(boolean on) {
    autocommit = on;
  }

  /** Commits, and lets statements commit one by one; who began the transaction must allow that. */
  void beginAutocommitBlock(Origin at) {
    if (external) {
      throw PythonRaise.of("AssertionError", "", at);
    }
    commit();
    autocommit = true;
  }

  boolean isAutocommit() {
    return autocommit;
  }

  String savepoint(Origin at) {
    String name = "sa_savepoint_" + ++savepoints;
    apply(new Statement.Savepoint(name), at);
    return name;
  }

  void release(String name, boolean failed, Origin at) {
    aborted = false;
    apply(failed ? new Statement.RollbackTo(name) : new Statement.ReleaseSavepoint(name), at);
  }

  private void quietly(Statement statement) {
    Origin by = new Origin.Implied("Alembic");
    if (session.apply(statement, by) instanceof Session next) {
      session = next;
    }
  }

  // ---- the version table

  /** Why the version table cannot be written: somebody caught an error and went on. */
  Optional<Problem> cannotRecord(Origin at) {
    return aborted ? Optional.of(problem(isAborted(at))) : Optional.empty();
  }

  void record(String id) {
    applied.add(id);
    keepIfCommitted();
  }

  void erase(String id) {
    applied.remove(id);
    keepIfCommitted();
  }

  private void keepIfCommitted() {
    if (!session.inTransaction()) {
      committed = List.copyOf(applied);
    }
  }

  /**
   * A statement about the table in which Alembic keeps its place, which is none of the migrations'
   * own: asking it changes nothing, and by whoever writes to it the next command is another.
   */
  private boolean meetsVersions(Statement statement, Origin at) {
    if (session.relationNamed(Name.of(VERSIONS)).isPresent()) {
      return false;
    }
    if (statement instanceof Statement.Select select) {
      return select.query().from().stream()
          .anyMatch(source -> source.table().name().equals(VERSIONS));
    }
    boolean names =
        Session.touches(statement) instanceof Touches.Named named
            && named.names().contains(VERSIONS);
    if (names
        && !(statement instanceof Statement.Opaque)
        && !(statement instanceof Statement.CreateTable)) {
      session =
          session.doubting(
              new Doubt(
                  "Alembic's own table " + VERSIONS + " is changed by hand",
                  at,
                  intended() ? new Touches.Rows(List.of(VERSIONS)) : Touches.anything()));
      return true;
    }
    return false;
  }

  // ---- statements

  /** Counts an operation that sends nothing. */
  void step() {
    steps++;
  }

  /**
   * What a statement gave.
   *
   * @param query the query that was asked; empty where it was none
   * @param rows its rows, where they are known
   */
  record Answer(Optional<Query> query, Optional<List<List<Optional<String>>>> rows) {

    static final Answer NOTHING = new Answer(Optional.empty(), Optional.empty());

    /** The names of the columns. */
    List<String> names() {
      return query.map(q -> q.items().stream().map(Answer::nameOf).toList()).orElse(List.of());
    }

    private static String nameOf(Query.Item item) {
      return item.alias()
          .orElseGet(() ->
              switch (item.expression()) {
                case Expression.ColumnRef column -> column.column();
                case Expression.Call call -> call.function().name();
                default -> "?column?";
              });
    }

    /** The expression of a column, where there is one for each. */
    Optional<Expression> expression(int place) {
      return query
          .filter(q -> place < q.items().size())
          .map(q -> q.items().get(place).expression());
    }
  }

  /** SQL as the driver gets it. */
  Answer execute(String sql, Origin at) {
    List<SqlReader.Read> statements = SqlReader.statements(sql);
    if (statements.size() > 1 && dialect.driver() == Driver.ASYNCPG) {
      apply(
          new Statement.Refused(
              sql, "42601", "cannot insert multiple commands into a prepared statement"),
          at);
      return Answer.NOTHING;
    }
    Answer answer = Answer.NOTHING;
    for (SqlReader.Read read : statements) {
      Origin place = within(at, sql, read.span());
      read.cut().forEach(name -> remark(new Remark.NameCut(revision.orElse(""), name, place)));
      apply(read.statement(), place);
      answer =
          read.statement() instanceof Statement.Select select
              ? new Answer(Optional.of(select.query()), session.ask(select.query()))
              : Answer.NOTHING;
    }
    return answer;
  }

  /** The place of a statement in a string that is written over several lines, else the string's. */
  private static Origin within(Origin at, String sql, Span span) {
    if (at instanceof Origin.InFile file) {
      int lines = (int) sql.chars().filter(c -> c == '\n').count();
      if (lines > 0 && file.span().endLine() - file.span().line() == lines && span.line() > 1) {
        int shift = file.span().line() - 1;
        return new Origin.InFile(
            file.path(),
            new Span(span.line() + shift, span.column(), span.endLine() + shift, span.endColumn()));
      }
    }
    return at;
  }

  void apply(Statement statement, Origin at) {
    steps++;
    if (statement instanceof Statement.Opaque) {
      opaque++;
    }
    if (statement instanceof Statement.Commit || statement instanceof Statement.Rollback) {
      did(statement, at, false);
      endByHand(statement instanceof Statement.Commit);
      return;
    }
    if (dialect.driver() == Driver.PSYCOPG && !autocommit && !session.inTransaction()) {
      // psycopg 3 notices that its transaction is gone, and opens another.
      quietly(new Statement.Begin());
    }
    if (aborted && !(statement instanceof Statement.RollbackTo)) {
      refused(isAborted(at));
      return;
    }
    if (meetsVersions(statement, at)) {
      return;
    }
    Outcome outcome = session.apply(statement, at);
    did(statement, at, outcome instanceof Refusal);
    switch (outcome) {
      case Session next -> session = next;
      case Refusal refusal -> refused(refusal);
    }
  }

  private void did(Statement statement, Origin at, boolean refused) {
    deeds.add(new Deed(revision.orElse(""), statement, at, session, refused));
  }

  private static Refusal isAborted(Origin at) {
    return new Refusal(
        "25P02",
        "current transaction is aborted, commands ignored until end of transaction block",
        at);
  }

  private void endByHand(boolean keep) {
    if (keep) {
      commit();
    } else {
      rollback();
    }
  }

  private void refused(Refusal refusal) {
    if (intended()) {
      passedOver.add(problem(refusal));
      return;
    }
    aborted = session.inTransaction();
    PythonRaise raise =
        PythonRaise.of(errorClass(refusal.sqlstate()), refusal.message(), refusal.origin());
    refusals.put(raise, refusal);
    throw raise;
  }

  Problem problem(Refusal refusal) {
    return new Problem(
        Problem.Kind.DATABASE,
        Optional.of(refusal.sqlstate()),
        refusal.message(),
        revision,
        refusal.origin());
  }

  private static String errorClass(String sqlstate) {
    String name =
        switch (sqlstate.substring(0, 2)) {
          case "22" -> "DataError";
          case "23" -> "IntegrityError";
          case "42", "3F", "3D" -> "ProgrammingError";
          case "0A" -> "NotSupportedError";
          case "55", "53", "57", "08" -> "OperationalError";
          default -> "InternalError";
        };
    return "sqlalchemy.exc." + name;
  }

  /** Something that was not understood, and what it might change. */
  void opaque(String text, String reason, Touches touches, Origin at) {
    steps++;
    opaque++;
    did(new Statement.Opaque(text, reason, touches), at, false);
    session = session.doubting(new Doubt(reason, at, touches));
  }
}
