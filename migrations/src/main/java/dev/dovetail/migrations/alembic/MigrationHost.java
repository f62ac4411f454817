package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.Host;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Unsure;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives {@code alembic.op}, the bind, and SQLAlchemy's objects their meaning while a migration is
 * evaluated: what they do is done to the connection.
 */
final class MigrationHost implements Host {

  private static final String OP = "alembic.op.";
  private static final String BATCH = "alembic.op.batch_alter_table";
  private static final Set<String> ONLY_IN_2 =
      Set.of("UUID", "Uuid", "Double", "DOUBLE", "DOUBLE_PRECISION");

  /** Operations of a batch, and the place of the table's name in the operation itself. */
  private static final Map<String, Integer> BATCHED =
      Map.ofEntries(
          Map.entry("add_column", 0),
          Map.entry("drop_column", 0),
          Map.entry("alter_column", 0),
          Map.entry("create_index", 1),
          Map.entry("drop_index", 1),
          Map.entry("create_unique_constraint", 1),
          Map.entry("create_primary_key", 1),
          Map.entry("create_foreign_key", 1),
          Map.entry("create_check_constraint", 1),
          Map.entry("create_exclude_constraint", 1),
          Map.entry("drop_constraint", 1),
          Map.entry("create_table_comment", 0),
          Map.entry("drop_table_comment", 0));

  private final Connection connection;
  private final Enums enums;
  private final EnumOperations enumOperations;
  private final Operations operations;
  private final Types types;
  private final Inspection inspection;
  private final Results results = new Results();
  private final StatementSender sender;
  private final IdentityHashMap<Value.Constructed, List<Runnable>> batches =
      new IdentityHashMap<>();
  private final IdentityHashMap<Value.Constructed, String> savepoints = new IdentityHashMap<>();

  MigrationHost(
      Connection connection,
      Enums enums,
      EnumOperations enumOperations,
      Operations operations,
      Types types,
      Inspection inspection) {
    this.connection = connection;
    this.enums = enums;
    this.enumOperations = enumOperations;
    this.operations = operations;
    this.types = types;
    this.inspection = inspection;
    this.sender = new StatementSender(connection, operations.rows(), results);
  }

  // ---- calls

  @Override
  public Value call(Value.Library callee, Arguments arguments, Origin at) {
    String path = callee.path();
    if (path.startsWith(OP)) {
      return operation(path.substring(OP.length()), new Given(arguments, at));
    }
    if (path.equals("alembic.context.is_offline_mode")) {
      return new Value.Bool(false);
    }
    Value.Constructed made = new Value.Constructed(path, arguments, at);
    if (Enums.isEnum(path)) {
      check(made);
    }
    if (!path.startsWith("sqlalchemy.") && reachesDatabase(arguments)) {
      opaque(
          path + "(...)",
          path + " is given the connection, and is not known",
          Touches.anything(),
          at);
    }
    return made;
  }

  /** Constructing an enum may raise; what cannot be read is asked again when it is used. */
  private void check(Value.Constructed made) {
    try {
      var unused = enums.read(made);
    } catch (Unreadable later) {
      return;
    }
  }

  private static boolean reachesDatabase(Arguments arguments) {
    List<Value> all = new ArrayList<>(arguments.positional());
    all.addAll(arguments.named().values());
    return all.stream()
        .anyMatch(value ->
            (value instanceof Value.Library library && library.path().equals("alembic.op"))
                || (value instanceof Value.Constructed made && isBind(made)));
  }

  private Value operation(String name, Given given) {
    return switch (name) {
      case "f", "inline_literal", "get_bind", "get_context", "batch_alter_table" ->
          new Value.Constructed(OP + name, given.arguments(), given.at());
      case "execute" ->
          attempt(
              "op.execute",
              given,
              () -> sender.execute(given.need(0, "sqltext"), Map.of(), given.at()));
      default -> attempt("op." + name, given, () -> run(name, given));
    };
  }

  private Value run(String name, Given given) {
    if (!operations.run(name, given)) {
      throw new Unreadable("op." + name + " is not known", given.at());
    }
    return name.equals("create_table")
        ? new Value.Constructed(OP + name, given.arguments(), given.at())
        : new Value.None();
  }

  private interface Action {
    Value run();
  }

  /** Runs it; what it could not read becomes a doubt about all that it names. */
  private Value attempt(String text, Given given, Action action) {
    try {
      return action.run();
    } catch (Unreadable unreadable) {
      opaque(text, unreadable.reason(), Mentions.of(text, given.arguments()), unreadable.at());
      return new Value.Unknown(unreadable.reason(), unreadable.at());
    }
  }

  private void opaque(String text, String reason, Touches touches, Origin at) {
    connection.opaque(text, reason, touches, at);
  }

  @Override
  public Value call(Value.Constructed receiver, String method, Arguments arguments, Origin at) {
    Given given = new Given(arguments, at);
    if (results.isResult(receiver) || results.isRow(receiver)) {
      return method.equals("__getitem__")
          ? results.item(receiver, given.need(0, "key"), at)
          : results.call(receiver, method, arguments, at);
    }
    if (receiver.callee().equals(BATCH)) {
      return batched(receiver, method, given);
    }
    if (Inspection.isInspector(receiver.callee())) {
      return answer(() -> inspection.call(method, arguments, at));
    }
    if (isBind(receiver)) {
      return onBind(receiver, method, given);
    }
    if (method.equals("create") || method.equals("drop")) {
      return attempt(
          receiver.callee() + "." + method,
          both(receiver, given),
          () -> lifecycle(receiver, method, given));
    }
    if (method.endsWith("_all") && receiver.callee().contains("metadata")
        || receiver.callee().equals("sqlalchemy.MetaData") && method.endsWith("_all")) {
      opaque(
          "metadata." + method,
          "metadata." + method + " makes what today's models say",
          Touches.anything(),
          at);
      return new Value.None();
    }
    return Host.super.call(receiver, method, arguments, at);
  }

  private static Given both(Value.Constructed receiver, Given given) {
    List<Value> all = new ArrayList<>(given.arguments().positional());
    all.add(receiver);
    return new Given(
        new Arguments(all, given.arguments().named(), given.arguments().more()), given.at());
  }

  private static Value answer(Action action) {
    try {
      return action.run();
    } catch (Unreadable unreadable) {
      return new Value.Unknown(unreadable.reason(), unreadable.at());
    }
  }

  /** {@code create} and {@code drop} of a type or a table. */
  private Value lifecycle(Value.Constructed receiver, String method, Given given) {
    if (receiver.callee().equals("sqlalchemy.Table")) {
      return reflected(receiver, method, given);
    }
    if (receiver.callee().endsWith("Sequence")) {
      String name = new Given(receiver.arguments(), receiver.at()).text(0, "name");
      connection.execute(
          (method.equals("create") ? "CREATE SEQUENCE " : "DROP SEQUENCE ") + Sql.name(name),
          given.at());
      return new Value.None();
    }
    EnumType type =
        types
            .read(receiver, given.at())
            .enumType()
            .orElseThrow(() ->
                new Unreadable(receiver.callee() + "." + method + " is not known", given.at()));
    Optional<Boolean> checkFirst =
        given.get(1, "checkfirst").map(value -> Given.truth(value, given.at()));
    if (method.equals("create")) {
      enumOperations.create(type, checkFirst, given.at());
    } else {
      enumOperations.drop(type, checkFirst, given.at());
    }
    return new Value.None();
  }

  /**
   * {@code sa.Table("t", MetaData(), autoload_with=bind).drop(bind)}: before 2.1 the enums go with
   * it.
   */
  private Value reflected(Value.Constructed table, String method, Given given) {
    Given of = new Given(table.arguments(), table.at());
    if (!method.equals("drop") || of.get("autoload_with").isEmpty()) {
      throw new Unreadable("sa.Table(...)." + method + "() is not read", given.at());
    }
    new TableDrop(connection).drop(of.maybeText("schema"), of.text(0, "name"), given);
    return new Value.None();
  }

  // ---- the bind

  private static boolean isBind(Value.Constructed value) {
    String callee = value.callee();
    return callee.endsWith(".get_bind")
        || callee.endsWith("get_context.bind")
        || callee.endsWith("get_context.connection")
        || callee.endsWith("get_bind.connect")
        || callee.endsWith("get_bind.engine")
        || callee.endsWith("get_bind.engine.connect")
        || callee.endsWith("get_bind.execution_options")
        || callee.equals("sqlalchemy.orm.Session")
        || callee.equals("sqlalchemy.orm.session.Session")
        || callee.equals("sqlalchemy.orm.sessionmaker.__call__");
  }

  private Value onBind(Value.Constructed bind, String method, Given given) {
    return switch (method) {
      case "execute", "exec_driver_sql", "scalar", "scalars" ->
          attempt("execute", given, () -> onBindExecute(method, given));
      case "begin_nested" ->
          new Value.Constructed("dovetail.begin_nested", Arguments.NONE, given.at());
      case "flush", "close", "expire_all", "add", "add_all" -> {
        if (method.startsWith("add")) {
          opaque(
              method,
              "rows are written through the models",
              new Touches.Rows(List.of()),
              given.at());
        }
        yield new Value.None();
      }
      case "commit", "rollback" -> {
        boolean session = bind.callee().startsWith("sqlalchemy.orm.");
        if (!session && method.equals("commit") && !connection.dialect().is14()) {
          connection.commit();
          connection.begin();
        } else if (!session) {
          opaque(
              "bind." + method,
              "the connection's own " + method + "() is not followed",
              Touches.anything(),
              given.at());
        }
        yield new Value.None();
      }
      case "connect", "execution_options" ->
          new Value.Constructed(
              bind.callee() + "." + method, Optional.of(bind), given.arguments(), given.at());
      case "begin" -> new Value.Constructed("dovetail.begin", Arguments.NONE, given.at());
      case "query" -> new Value.Unknown("a query through the models is not read", given.at());
      case "get_bind", "connection" -> bind;
      default -> {
        opaque(
            "bind." + method,
            "the connection's " + method + "() is not known",
            Touches.anything(),
            given.at());
        yield new Value.Unknown("the connection's " + method + "() is not known", given.at());
      }
    };
  }

  private Value onBindExecute(String method, Given given) {
    Value statement = given.need(0, "statement");
    Optional<Value> parameters = given.get(1, "parameters");
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
        method.equals("exec_driver_sql")
            ? sender.send(
                Given.text(statement, given.at()), StatementSender.place(statement, given.at()))
            : sender.execute(statement, named, given.at());
    return result instanceof Value.Constructed made
            && (method.equals("scalar") || method.equals("scalars"))
        ? results.call(made, method, Arguments.NONE, given.at())
        : result;
  }

  // ---- batches

  private Value batched(Value.Constructed batch, String method, Given given) {
    switch (method) {
      case "f", "inline_literal", "get_bind", "get_context", "execute" -> {
        return operation(method, given);
      }
      default -> {}
    }
    Integer place = BATCHED.get(method);
    Given of = new Given(batch.arguments(), batch.at());
    if (place == null) {
      opaque(
          "batch_op." + method,
          "batch_op." + method + " is not known",
          Mentions.of("op." + method, both(batch, given).arguments()),
          given.at());
      return new Value.None();
    }
    Runnable later =
        () -> {
          var unused =
              attempt(
                  "op." + method,
                  both(batch, given),
                  () -> run(method, inBatch(of, method, place, given)));
        };
    List<Runnable> waiting = batches.get(batch);
    if (waiting == null) {
      later.run();
    } else {
      waiting.add(later);
    }
    return new Value.None();
  }

  /** The operation's own arguments: the table's name goes in its place, and the schema with it. */
  private static Given inBatch(Given batch, String method, int place, Given given) {
    List<Value> positional = new ArrayList<>(given.arguments().positional());
    Map<String, Value> named = new LinkedHashMap<>(given.arguments().named());
    Value table = batch.need(0, "table_name");
    if (positional.size() >= place) {
      positional.add(place, table);
    } else {
      named.put(method.equals("create_foreign_key") ? "source_table" : "table_name", table);
    }
    batch
        .get(1, "schema")
        .ifPresent(schema -> {
          String key = method.equals("create_foreign_key") ? "source_schema" : "schema";
          named.putIfAbsent(key, schema);
        });
    return new Given(new Arguments(positional, named, given.arguments().more()), given.at());
  }

  // ---- with

  @Override
  public Value enter(Value.Constructed manager, Origin at) {
    if (manager.callee().equals(BATCH)) {
      batches.put(manager, new ArrayList<>());
    } else if (manager.callee().endsWith("autocommit_block")) {
      connection.commit();
      connection.autocommit(true);
    } else if (manager.callee().equals("dovetail.begin_nested")) {
      savepoints.put(manager, connection.savepoint(at));
    }
    return manager;
  }

  @Override
  public void exit(Value.Constructed manager, Optional<PythonRaise> raised, Origin at) {
    if (manager.callee().equals(BATCH)) {
      List<Runnable> waiting = batches.remove(manager);
      if (waiting != null && raised.isEmpty()) {
        waiting.forEach(Runnable::run);
      }
    } else if (manager.callee().endsWith("autocommit_block")) {
      connection.autocommit(false);
      connection.begin();
    } else if (manager.callee().equals("dovetail.begin_nested")) {
      String name = savepoints.remove(manager);
      if (name != null) {
        connection.release(name, raised.isPresent(), at);
      }
    }
  }

  // ---- attributes

  @Override
  public Value attribute(Value.Library owner, String name, Origin at) {
    if (owner.path().equals("sqlalchemy")
        && connection.dialect().is14()
        && ONLY_IN_2.contains(name)) {
      throw PythonRaise.of(
          "AttributeError", "module 'sqlalchemy' has no attribute '" + name + "'", at);
    }
    return Host.super.attribute(owner, name, at);
  }

  @Override
  public Optional<Boolean> has(Value.Library owner, String name) {
    if (owner.path().equals("sqlalchemy")) {
      return ONLY_IN_2.contains(name)
          ? Optional.of(!connection.dialect().is14())
          : Optional.of(true).filter(yes -> Types.has(name));
    }
    return Optional.empty();
  }

  @Override
  public Value attribute(Value.Constructed owner, String name, Origin at) {
    if (results.isResult(owner) || results.isRow(owner)) {
      return results.attribute(owner, name, at);
    }
    String callee = owner.callee();
    if (callee.endsWith(".dialect")) {
      return switch (name) {
        case "name" -> new Value.Str("postgresql", at);
        case "driver" ->
            new Value.Str(connection.dialect().driver().name().toLowerCase(Locale.ROOT), at);
        default -> new Value.Unknown("the dialect's " + name + " is not known", at);
      };
    }
    if (callee.endsWith("get_context") && name.equals("as_sql")) {
      return new Value.Bool(false);
    }
    if (Enums.isEnum(callee)) {
      return answer(() -> ofEnum(enums.read(owner), name, at));
    }
    return Host.super.attribute(owner, name, at);
  }

  private static Value ofEnum(EnumType type, String name, Origin at) {
    return switch (name) {
      case "name" ->
          type.name().<Value>map(n -> new Value.Str(n, type.at())).orElse(new Value.None());
      case "enums" ->
          new ListValue(type.labels().stream().map(l -> new Value.Str(l.text(), l.at())).toList());
      case "schema" ->
          type.schema().<Value>map(s -> new Value.Str(s, type.at())).orElse(new Value.None());
      default -> new Value.Unknown("the enum's " + name + " is not known", at);
    };
  }

  @Override
  public Value item(Value.Constructed owner, Value key, Origin at) {
    return results.isResult(owner) || results.isRow(owner)
        ? results.item(owner, key, at)
        : Host.super.item(owner, key, at);
  }

  @Override
  public Optional<List<Value>> iterate(Value.Constructed owner, Origin at) {
    return results.isResult(owner) || results.isRow(owner)
        ? results.iterate(owner, at)
        : Optional.empty();
  }

  @Override
  public Optional<Boolean> truth(Value.Constructed owner, Origin at) {
    return results.isResult(owner) || results.isRow(owner)
        ? results.truth(owner)
        : Optional.of(true).filter(yes -> !owner.callee().startsWith("operator."));
  }

  @Override
  public Optional<String> text(Value.Constructed owner, Origin at) {
    if (Given.isName(owner)) {
      return Optional.of(new Given(owner.arguments(), owner.at()).text(0, "name"));
    }
    return owner.callee().equals("sqlalchemy.text")
        ? owner
            .arguments()
            .get(0, "text")
            .flatMap(t -> t instanceof Value.Str s ? Optional.of(s.text()) : Optional.empty())
        : Optional.empty();
  }

  // ---- what could not be followed

  @Override
  public void unsure(Unsure what) {
    Mentions mentions = new Mentions();
    for (Unsure.Possible call : what.calls()) {
      mentions.add(call);
    }
    if (mentions.matters() || what.mayRaise()) {
      opaque(
          "unsure",
          what.reason(),
          what.mayRaise() && !mentions.matters() ? Touches.anything() : mentions.touches(),
          what.at());
    }
  }
}
