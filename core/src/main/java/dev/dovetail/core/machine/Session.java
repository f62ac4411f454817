package dev.dovetail.core.machine;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.core.statement.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A database and a connection to it, as PostgreSQL would have them. Immutable: applying a statement
 * gives another session or a refusal.
 *
 * <p>After a refusal inside a transaction the server would accept only a rollback; whoever drives
 * the session applies {@link Statement.Rollback} to the session before it, or, to read on with what
 * was intended, goes on with it as it was.
 */
public final class Session implements Outcome {

  private static final Origin NOWHERE = new Origin.Implied("PostgreSQL");

  private final ServerVersion version;
  private final Snapshot now;
  private final Optional<Transaction> transaction;
  private final List<Doubt> doubts;

  /** What came of it before: a history is played in several ways, which have much in common. */
  private volatile Optional<Known> known = Optional.empty();

  private Session(
      ServerVersion version, Snapshot now, Optional<Transaction> transaction, List<Doubt> doubts) {
    this.version = version;
    this.now = now;
    this.transaction = transaction;
    this.doubts = doubts;
  }

  /**
   * A transaction that is open.
   *
   * @param path the search path to go back to after SET LOCAL
   */
  private record Transaction(
      Snapshot before, Optional<List<String>> path, List<Savepoint> savepoints) {}

  private record Savepoint(String name, Snapshot snapshot) {}

  /** An empty database with its schema {@code public}, and no transaction open. */
  public static Session open(ServerVersion version) {
    return new Session(version, Snapshot.empty(), Optional.empty(), List.of());
  }

  /** What a session was asked for. */
  private sealed interface Step {}

  private record Applying(Statement statement, Origin origin) implements Step {}

  private record Doubting(Doubt doubt) implements Step {}

  /**
   * What came of a step.
   *
   * @param older of another one; of each session two ways lead on, as a rule
   */
  private record Known(Step step, Outcome outcome, Optional<Known> older) {

    Known last() {
      return new Known(step, outcome, Optional.empty());
    }
  }

  private <T extends Outcome> T known(Step step, Class<T> type, Supplier<T> work) {
    Optional<Known> latest = known;
    for (Optional<Known> each = latest; each.isPresent(); each = each.get().older()) {
      if (each.get().step().equals(step)) {
        return type.cast(each.get().outcome());
      }
    }
    T outcome = work.get();
    known = Optional.of(new Known(step, outcome, latest.map(Known::last)));
    return outcome;
  }

  /** What comes of a statement. */
  public Outcome apply(Statement statement, Origin origin) {
    return known(new Applying(statement, origin), Outcome.class, () -> applied(statement, origin));
  }

  private Outcome applied(Statement statement, Origin origin) {
    return switch (statement) {
      case Statement.Begin begin -> begin();
      case Statement.Commit commit -> commit();
      case Statement.Rollback rollback ->
          transaction
              .map(open -> new Session(version, open.before, Optional.empty(), doubts))
              .orElse(this);
      case Statement.Savepoint savepoint -> savepoint(savepoint.name(), origin);
      case Statement.ReleaseSavepoint release -> release(release.name(), origin, false);
      case Statement.RollbackTo rollback -> release(rollback.name(), origin, true);
      case Statement.SetSearchPath set -> setPath(set);
      case Statement.ResetSearchPath reset when now.path().equals(Snapshot.DEFAULT_PATH) -> this;
      default -> execute(statement, origin);
    };
  }

  // ---- transactions

  private Session begin() {
    return transaction.isPresent()
        ? this
        : new Session(
            version, now, Optional.of(new Transaction(now, Optional.empty(), List.of())), doubts);
  }

  private Session commit() {
    Snapshot settled = now.settled();
    Snapshot restored = transaction.flatMap(Transaction::path).map(settled::on).orElse(settled);
    return new Session(version, restored, Optional.empty(), doubts);
  }

  private Outcome savepoint(String name, Origin origin) {
    if (transaction.isEmpty()) {
      return new Refusal("25P01", "SAVEPOINT can only be used in transaction blocks", origin);
    }
    Transaction open = transaction.get();
    List<Savepoint> savepoints = new ArrayList<>(open.savepoints);
    savepoints.add(new Savepoint(name, now));
    return within(now, new Transaction(open.before, open.path, List.copyOf(savepoints)));
  }

  private Outcome release(String name, Origin origin, boolean back) {
    if (transaction.isEmpty()) {
      return new Refusal(
          "25P01",
          (back ? "ROLLBACK TO SAVEPOINT" : "RELEASE SAVEPOINT")
              + " can only be used in transaction blocks",
          origin);
    }
    Transaction open = transaction.get();
    for (int i = open.savepoints.size() - 1; i >= 0; i--) {
      Savepoint savepoint = open.savepoints.get(i);
      if (savepoint.name.equals(name)) {
        List<Savepoint> rest = List.copyOf(open.savepoints.subList(0, back ? i + 1 : i));
        return within(
            back ? savepoint.snapshot : now, new Transaction(open.before, open.path, rest));
      }
    }
    return new Refusal("3B001", "savepoint " + Catalog.shown(name) + " does not exist", origin);
  }

  /** Whether names are looked for in the same schemas. */
  public boolean looksWhere(Session other) {
    return now.path().equals(other.now.path());
  }

  private Session within(Snapshot snapshot, Transaction open) {
    return new Session(version, snapshot, Optional.of(open), doubts);
  }

  private Session setPath(Statement.SetSearchPath set) {
    if (!set.local()) {
      return new Session(
          version,
          now.on(set.schemas()),
          transaction.map(open -> new Transaction(open.before, Optional.empty(), open.savepoints)),
          doubts);
    }
    return transaction
        .map(open ->
            within(
                now.on(set.schemas()),
                new Transaction(
                    open.before, Optional.of(open.path.orElse(now.path())), open.savepoints)))
        .orElse(this);
  }

  // ---- statements

  private Outcome execute(Statement statement, Origin origin) {
    Catalog catalog = new Catalog(now, version, origin);
    Execution execution = new Execution(catalog, transaction.isPresent(), doubts);
    try {
      execution.run(statement);
      return after(catalog);
    } catch (Denial denial) {
      if (!execution.doubtful(catalog) || alwaysRefused(statement)) {
        return new Refusal(denial.sqlstate(), denial.words(), origin);
      }
      return doubting(
          new Doubt(
              "PostgreSQL would refuse ("
                  + denial.words()
                  + "), unless something not known came before",
              origin,
              Mentions.of(statement)));
    } catch (Unclear unclear) {
      Touches touches =
          unclear.touches() instanceof Touches.Named
              ? Mentions.both(unclear.touches(), Mentions.of(statement))
              : unclear.touches();
      return doubting(new Doubt(unclear.reason(), origin, touches));
    }
  }

  /** Whatever the database holds. */
  private static boolean alwaysRefused(Statement statement) {
    return statement instanceof Statement.Refused || statement instanceof Statement.DropValue;
  }

  private Session after(Catalog catalog) {
    Snapshot done = catalog.snapshot();
    Session session =
        new Session(version, transaction.isPresent() ? done : done.settled(), transaction, doubts);
    for (Doubt doubt : catalog.doubts()) {
      session = session.doubting(doubt);
    }
    return session;
  }

  /** What the database holds, as this session sees it. */
  public Schema schema() {
    return new SchemaRendering(catalog()).schema();
  }

  /** What could not be known, in the order in which it was met. */
  public List<Doubt> doubts() {
    return doubts;
  }

  /** What a statement names: all that it could change, wherever it runs. */
  public static Touches touches(Statement statement) {
    return Mentions.of(statement);
  }

  /** This session with one more doubt, for whoever could not read what would have been applied. */
  public Session doubting(Doubt doubt) {
    return known(new Doubting(doubt), Session.class, () -> doubted(doubt));
  }

  private Session doubted(Doubt doubt) {
    List<Doubt> more = new ArrayList<>(doubts);
    more.add(doubt);
    Catalog catalog = catalog();
    List<Thing.Table> tables =
        doubt
            .touches()
            .ofTables()
            .map(names -> names.stream().distinct().flatMap(name -> named(catalog, name)).toList())
            .orElseGet(() -> catalog.all(Thing.Table.class));
    for (Thing.Table table : tables) {
      if (!(table.rows() instanceof Rows.Unknown) && doubt.touches().changesRowsOf(table.name())) {
        catalog.put(table.holding(Rows.unknown()));
      }
    }
    return new Session(version, catalog.snapshot(), transaction, List.copyOf(more));
  }

  /** The tables of that name, in whatever schema. */
  private static Stream<Thing.Table> named(Catalog catalog, String name) {
    return catalog.snapshot().named(name).stream()
        .filter(Thing.Table.class::isInstance)
        .map(Thing.Table.class::cast);
  }

  /** Whether a transaction is open. */
  public boolean inTransaction() {
    return transaction.isPresent();
  }

  /**
   * The type of this name on the search path: an enum, a domain, a composite ... or a relation's
   * row type.
   */
  public Optional<ObjectName> typeNamed(Name name) {
    Catalog catalog = catalog();
    return catalog.type(name).map(type -> objectName(catalog, type));
  }

  /** The table, view or sequence of this name on the search path. */
  public Optional<ObjectName> relationNamed(Name name) {
    Catalog catalog = catalog();
    return catalog.relation(name).map(relation -> objectName(catalog, relation));
  }

  /** The enum type of this name on the search path. */
  public Optional<Schema.EnumType> enumNamed(Name name) {
    Catalog catalog = catalog();
    return catalog
        .type(name)
        .filter(Thing.EnumType.class::isInstance)
        .map(type -> new SchemaRendering(catalog).enumType((Thing.EnumType) type));
  }

  /** The table of this name on the search path, without its indexes. */
  public Optional<Schema.Table> tableNamed(Name name) {
    Catalog catalog = catalog();
    return catalog
        .relation(name)
        .filter(Thing.Table.class::isInstance)
        .map(table -> new SchemaRendering(catalog).table((Thing.Table) table));
  }

  private static ObjectName objectName(Catalog catalog, Thing.Housed housed) {
    return new ObjectName(catalog.schemaName(housed.schema()), housed.name());
  }

  /** A type as {@code format_type} shows it with an empty search path. */
  public Optional<String> display(TypeName type) {
    Catalog catalog = catalog();
    return catalog.typeRef(type).map(catalog::qualified);
  }

  /**
   * The rows of a query on the catalog ({@code pg_type}, {@code pg_enum}, {@code
   * information_schema} ...) or on rows that are known; empty where the answer is not known. A null
   * is an empty Optional.
   */
  public Optional<List<List<Optional<String>>>> ask(Query query) {
    Catalog catalog = catalog();
    try {
      Optional<List<List<Optional<String>>>> answer = new CatalogQuery(catalog).ask(query);
      boolean unaimed = catalog.consulted().isEmpty() && !doubts.isEmpty();
      return unaimed || new Execution(catalog, true, doubts).doubtful(catalog)
          ? Optional.empty()
          : answer;
    } catch (Denial | Unclear notAnswered) {
      return Optional.empty();
    }
  }

  private Catalog catalog() {
    return new Catalog(now, version, NOWHERE);
  }
}
