package dev.dovetail.core.machine;

import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Query;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TypeName;
import java.util.List;
import java.util.Optional;

/**
 * A database and a connection to it, as PostgreSQL would have them. Immutable: applying a statement
 * gives another session or a refusal.
 *
 * <p>After a refusal inside a transaction the server would accept only a rollback; whoever drives
 * the session applies {@link Statement.Rollback} to the session before it, or, to read on with what
 * was intended, goes on with it as it was.
 */
public final class Session implements Outcome {

  private Session() {}

  /** An empty database with its schema {@code public}, and no transaction open. */
  public static Session open(ServerVersion version) {
    return new Session();
  }

  /** What comes of a statement. */
  public Outcome apply(Statement statement, Origin origin) {
    return this;
  }

  /** What the database holds, as this session sees it. */
  public Schema schema() {
    throw new IllegalStateException("not built");
  }

  /** What could not be known, in the order in which it was met. */
  public List<Doubt> doubts() {
    return List.of();
  }

  /** This session with one more doubt, for whoever could not read what would have been applied. */
  public Session doubting(Doubt doubt) {
    return this;
  }

  /** Whether a transaction is open. */
  public boolean inTransaction() {
    return false;
  }

  /**
   * The type of this name on the search path: an enum, a domain, a composite ... or a relation's
   * row type.
   */
  public Optional<ObjectName> typeNamed(Name name) {
    return Optional.empty();
  }

  /** The table, view or sequence of this name on the search path. */
  public Optional<ObjectName> relationNamed(Name name) {
    return Optional.empty();
  }

  /** A type as {@code format_type} shows it with an empty search path. */
  public Optional<String> display(TypeName type) {
    return Optional.empty();
  }

  /**
   * The rows of a query on the catalog ({@code pg_type}, {@code pg_enum}, {@code
   * information_schema} ...) or on rows that are known; empty where the answer is not known. A null
   * is an empty Optional.
   */
  public Optional<List<List<Optional<String>>>> ask(Query query) {
    return Optional.empty();
  }
}
