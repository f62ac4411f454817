package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Value;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code op.get_bind()} and sessions on it: what a program does with them. */
final class Bind {

  private static final String NESTED = "dovetail.begin_nested";
  private static final String QUERY = "dovetail.Query";
  private static final Set<String> REFINES =
      Set.of(
          "distinct",
          "enable_eagerloads",
          "execution_options",
          "filter",
          "filter_by",
          "group_by",
          "having",
          "join",
          "limit",
          "offset",
          "options",
          "order_by",
          "outerjoin",
          "populate_existing",
          "select_from",
          "union",
          "where",
          "with_entities",
          "with_for_update",
          "yield_per");

  private final Connection connection;
  private final Attempts attempts;
  private final StatementSender sender;
  private final Results results;
  private final IdentityHashMap<Value.Constructed, String> savepoints = new IdentityHashMap<>();

  Bind(Connection connection, Attempts attempts, StatementSender sender, Results results) {
    this.connection = connection;
    this.attempts = attempts;
    this.sender = sender;
    this.results = results;
  }

  static boolean isConnection(Value.Constructed value) {
    String callee = value.callee();
    return callee.endsWith(".get_bind")
        || callee.endsWith("get_context.bind")
        || callee.endsWith("get_context.connection")
        || callee.endsWith("get_bind.connect")
        || callee.endsWith("get_bind.engine")
        || callee.endsWith("get_bind.engine.connect")
        || callee.endsWith("get_bind.execution_options")
        || isSession(callee);
  }

  static boolean isSession(Value value) {
    return value instanceof Value.Constructed made && isSession(made.callee());
  }

  // ---- queries through the models

  static boolean isQuery(Value.Constructed value) {
    return value.callee().equals(QUERY);
  }

  /** Whether a method changes the rows that a query finds. */
  static boolean changesRows(Value.Constructed query, String method) {
    return isQuery(query) && (method.equals("update") || method.equals("delete"));
  }

  /** A query: whom it asks of the database is not known, but that it only asks for rows is. */
  static Value query(Origin at) {
    return new Value.Constructed(QUERY, Arguments.NONE, at);
  }

  /** What a method of a query gives: rows, or the query again. */
  static Value ofQuery(String method, Origin at) {
    return REFINES.contains(method)
        ? query(at)
        : Value.Unknown.data("rows taken through the models are not known", at);
  }

  Value callQuery(Value.Constructed query, String method, Origin at) {
    if (changesRows(query, method)) {
      attempts.opaque(
          method, "rows are changed through the models", new Touches.Rows(List.of()), at);
    }
    return ofQuery(method, at);
  }

  private static boolean isSession(String callee) {
    return callee.equals("sqlalchemy.orm.Session")
        || callee.equals("sqlmodel.Session")
        || callee.equals("sqlalchemy.orm.sessionmaker.__call__")
        || callee.equals("sqlalchemy.orm.scoped_session.__call__");
  }

  Value call(Value.Constructed bind, String method, Given given) {
    return switch (method) {
      case "execute", "exec_driver_sql", "scalar", "scalars", "exec" ->
          attempts.run("op.execute", given, () -> execute(bind, method, given));
      case "begin_nested" -> new Value.Constructed(NESTED, Arguments.NONE, given.at());
      case "flush", "close", "expire_all", "expunge_all" -> new Value.None();
      case "add", "add_all", "delete", "merge", "bulk_save_objects", "bulk_insert_mappings" -> {
        attempts.opaque(
            method, "rows are written through the models", new Touches.Rows(List.of()), given.at());
        yield new Value.None();
      }
      case "commit", "rollback" -> {
        end(bind, method, given.at());
        yield new Value.None();
      }
      case "connect", "execution_options" ->
          new Value.Constructed(
              bind.callee() + "." + method, Optional.of(bind), given.arguments(), given.at());
      case "begin" -> new Value.Constructed("dovetail.begin", Arguments.NONE, given.at());
      case "get" -> Value.Unknown.data("a row taken through the models is not known", given.at());
      case "query" -> query(given.at());
      case "get_bind", "connection", "get_transaction" -> bind;
      default -> {
        String reason = "the connection's " + method + "() is not known";
        attempts.opaque("bind." + method, reason, Touches.anything(), given.at());
        yield Value.Unknown.data(reason, given.at());
      }
    };
  }

  /** A session on a connection that is in a transaction leaves it to its owner to commit. */
  private void end(Value.Constructed bind, String method, Origin at) {
    boolean session = isSession(bind.callee());
    boolean commits = method.equals("commit");
    if (!session && commits && !connection.dialect().is14()) {
      connection.commit();
      connection.begin();
    } else if (!session || !commits) {
      attempts.opaque(
          "bind." + method,
          "the connection's own " + method + "() is not followed",
          Touches.anything(),
          at);
    }
  }

  private Value execute(Value.Constructed bind, String method, Given given) {
    Value statement = given.need(0, "statement");
    boolean driver = method.equals("exec_driver_sql");
    if (statement instanceof Value.Str text && !driver && connection.dialect().refusesStrings()) {
      throw refused(text, isSession(bind.callee()), given.at());
    }
    Optional<Value> parameters = given.get(1, "parameters").or(() -> given.get("params"));
    if (parameters.isPresent() && !(parameters.get() instanceof DictValue)) {
      Value last = new Value.None();
      for (Value row : Given.elements(parameters.get(), given.at())) {
        last = sender.execute(statement, Operations.parameters(row, given.at()), given.at());
      }
      return last;
    }
    Map<String, Value> named = new HashMap<>(given.arguments().named());
    parameters.ifPresent(value -> named.putAll(Operations.parameters(value, given.at())));
    Value result =
        driver
            ? sender.send(
                Given.text(statement, given.at()), StatementSender.place(statement, given.at()))
            : sender.execute(statement, named, given.at());
    return result instanceof Value.Constructed made
            && (method.equals("scalar") || method.equals("scalars"))
        ? results.call(made, method, Arguments.NONE, given.at())
        : result;
  }

  private static PythonRaise refused(Value.Str text, boolean session, Origin at) {
    return session
        ? PythonRaise.of(
            "sqlalchemy.exc.ArgumentError",
            "Textual SQL expression '%s' should be explicitly declared as text('%s')"
                .formatted(text.text(), text.text()),
            at)
        : PythonRaise.of(
            "sqlalchemy.exc.ObjectNotExecutableError",
            "Not an executable object: '" + text.text() + "'",
            at);
  }

  // ---- savepoints

  boolean enter(Value.Constructed manager, Origin at) {
    if (manager.callee().equals(NESTED)) {
      savepoints.put(manager, connection.savepoint(at));
      return true;
    }
    return false;
  }

  void exit(Value.Constructed manager, boolean raised, Origin at) {
    String name = savepoints.remove(manager);
    if (name != null) {
      connection.release(name, raised, at);
    }
  }
}
