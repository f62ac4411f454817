package dev.dovetail.migrations.alembic;

import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.Host;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.PythonRaise;
import dev.dovetail.python.value.Unsure;
import dev.dovetail.python.value.Value;
import java.util.ArrayList;
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
  private static final Set<String> ONLY_IN_2 =
      Set.of("UUID", "Uuid", "Double", "DOUBLE", "DOUBLE_PRECISION");

  /** What an engine says of its dialect. */
  private static final Set<String> ENGINE = Set.of("name", "driver");

  private static final Set<String> URL =
      Set.of("database", "drivername", "host", "password", "port", "username");

  private final Connection connection;
  private final Enums enums;
  private final EnumOperations enumOperations;
  private final Operations operations;
  private final Types types;
  private final Inspection inspection;
  private final Results results = new Results();
  private final StatementSender sender;
  private final Attempts attempts;
  private final Batches batches;
  private final Bind bind;
  private final EnvFile.Setting versionSchema;

  MigrationHost(
      Connection connection,
      Enums enums,
      EnumOperations enumOperations,
      Operations operations,
      Types types,
      Inspection inspection,
      EnvFile.Setting versionSchema) {
    this.connection = connection;
    this.enums = enums;
    this.enumOperations = enumOperations;
    this.operations = operations;
    this.types = types;
    this.inspection = inspection;
    this.versionSchema = versionSchema;
    this.sender = new StatementSender(connection, operations.rows(), results);
    this.attempts = new Attempts(connection);
    this.batches = new Batches(attempts);
    this.bind = new Bind(connection, attempts, sender, results);
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
      attempts.opaque(
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
                || (value instanceof Value.Constructed made && Bind.isConnection(made)));
  }

  private Value operation(String name, Given given) {
    return switch (name) {
      case "f", "inline_literal", "get_bind", "get_context", "batch_alter_table" ->
          new Value.Constructed(OP + name, given.arguments(), given.at());
      case "execute" ->
          attempts.run(
              "op.execute",
              given,
              () -> sender.execute(given.need(0, "sqltext"), Map.of(), given.at()));
      default -> attempts.run("op." + name, given, () -> run(name, given));
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

  @Override
  public Value call(Value.Constructed receiver, String method, Arguments arguments, Origin at) {
    Given given = new Given(arguments, at);
    if (results.isResult(receiver) || results.isRow(receiver)) {
      return method.equals("__getitem__")
          ? results.item(receiver, given.need(0, "key"), at)
          : results.call(receiver, method, arguments, at);
    }
    if (receiver.callee().equals(Batches.CALLEE)) {
      return batched(receiver, method, given);
    }
    if (Inspection.isInspector(receiver.callee())) {
      return Attempts.answer(() -> inspection.call(method, arguments, at));
    }
    if (Bind.isConnection(receiver)) {
      return bind.call(receiver, method, given);
    }
    if (Bind.isQuery(receiver)) {
      return bind.callQuery(receiver, method, at);
    }
    if (method.equals("create") || method.equals("drop")) {
      return attempts.run(
          receiver.callee() + "." + method,
          Batches.both(receiver, given),
          () -> lifecycle(receiver, method, given));
    }
    if (method.endsWith("_all") && receiver.callee().contains("metadata")
        || receiver.callee().equals("sqlalchemy.MetaData") && method.endsWith("_all")) {
      attempts.opaque(
          "metadata." + method,
          "metadata." + method + " makes what today's models say",
          Touches.anything(),
          at);
      return new Value.None();
    }
    return Host.super.call(receiver, method, arguments, at);
  }

  private Value batched(Value.Constructed batch, String method, Given given) {
    return switch (method) {
      case "f", "inline_literal", "get_bind", "get_context", "execute" -> operation(method, given);
      default -> {
        batches.call(batch, method, given, this::run);
        yield new Value.None();
      }
    };
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

  // ---- with

  @Override
  public Value enter(Value.Constructed manager, Origin at) {
    if (manager.callee().equals(Batches.CALLEE)) {
      batches.enter(manager);
    } else if (manager.callee().endsWith("autocommit_block")) {
      connection.beginAutocommitBlock(at);
    } else if (!bind.enter(manager, at)) {
      return Host.super.enter(manager, at);
    }
    return manager;
  }

  @Override
  public void exit(Value.Constructed manager, Optional<PythonRaise> raised, Origin at) {
    if (manager.callee().equals(Batches.CALLEE)) {
      batches.exit(manager, raised.isPresent());
    } else if (manager.callee().endsWith("autocommit_block")) {
      connection.autocommit(false);
      connection.begin();
    } else {
      bind.exit(manager, raised.isPresent(), at);
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
    if (callee.endsWith(".dialect") || callee.endsWith(".engine") && ENGINE.contains(name)) {
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
    if (callee.endsWith("get_context") && name.equals("version_table_schema")) {
      return versionSchema(at);
    }
    if (callee.endsWith(".url") && URL.contains(name)) {
      return Value.Unknown.data("the " + name + " that the URL names is not known", at);
    }
    if (Enums.isEnum(callee)) {
      return Attempts.answer(() -> ofEnum(enums.read(owner), name, at));
    }
    return Host.super.attribute(owner, name, at);
  }

  /** The schema of Alembic's own table, which some take for the schema of all tables. */
  private Value versionSchema(Origin at) {
    return switch (versionSchema) {
      case EnvFile.Setting.Known known ->
          known.text().<Value>map(text -> new Value.Str(text, at)).orElseGet(Value.None::new);
      case EnvFile.Setting.Open open -> {
        if (!connection.intended()) {
          yield Value.Unknown.data("what version_table_schema is set to is not known", at);
        }
        connection.assumeUnset("version_table_schema", at);
        yield new Value.None();
      }
    };
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
  public Value possible(Value.Constructed receiver, String method, Arguments arguments, Origin at) {
    if (Bind.isConnection(receiver) && Mentions.sends(method)) {
      return results.unknown("the rows that the database gives are not known", at);
    }
    if (Bind.isConnection(receiver) && method.equals("query")) {
      return Bind.query(at);
    }
    if (Bind.isQuery(receiver)) {
      return Bind.ofQuery(method, at);
    }
    if (Inspection.isInspector(receiver.callee())) {
      return Value.Unknown.data("what the database holds then is not known", at);
    }
    return Host.super.possible(receiver, method, arguments, at);
  }

  @Override
  public boolean takesDefault(String variable, Origin at) {
    if (connection.intended()) {
      connection.assumeUnset(variable, at);
    }
    return connection.intended();
  }

  @Override
  public boolean givesData(Value.Constructed handed) {
    return connection.intended() && Bind.isSession(handed);
  }

  @Override
  public boolean unsure(Unsure what) {
    boolean intended = connection.intended();
    Mentions mentions = new Mentions(intended);
    what.calls().forEach(mentions::add);
    boolean leaves = what.mayReturn() || what.mayRaise();
    boolean ends = leaves && !mentions.matters() && !intended;
    List<Touches> touches = ends ? List.of(Touches.anything()) : mentions.touches();
    touches.forEach(each -> attempts.opaque("unsure", what.reason(), each, what.at()));
    // Who changes the schema and returns goes another way; who just returns found nothing to do.
    boolean goesOn = intended && !(what.mayReturn() && mentions.changesSchema());
    if (goesOn && leaves) {
      connection.assume(what.reason(), what.at());
    }
    return goesOn;
  }
}
