package dev.dovetail.migrations.alembic;

import dev.dovetail.core.statement.Touches;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.Unsure;
import dev.dovetail.python.value.Value;
import dev.dovetail.sql.SqlReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What calls could touch that may or may not happen, or whose arguments are not all known: of SQL
 * what its text says, of operations every word in their arguments.
 */
final class Mentions {

  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Set<String> HARMLESS =
      Set.of("f", "get_bind", "get_context", "inline_literal", "batch_alter_table");

  /** Methods by which a connection, session or type changes something. */
  private static final Set<String> SENDS =
      Set.of("execute", "exec_driver_sql", "scalar", "scalars", "exec");

  private static final Set<String> QUIET =
      Set.of(
          "__enter__",
          "__exit__",
          "begin",
          "begin_nested",
          "close",
          "connect",
          "connection",
          "execution_options",
          "expire_all",
          "expunge_all",
          "flush",
          "get",
          "get_bind",
          "get_transaction",
          "in_transaction",
          "query",
          "refresh");

  /** Methods that end a transaction: what it did stays, where all goes as it was meant. */
  private static final Set<String> ENDS = Set.of("commit", "rollback");

  private static final Set<String> THROUGH_MODELS =
      Set.of(
          "add",
          "add_all",
          "bulk_insert_mappings",
          "bulk_save_objects",
          "bulk_update_mappings",
          "delete",
          "merge");

  private final Set<String> names = new TreeSet<>();
  private final Set<String> tables = new TreeSet<>();
  private final boolean intended;
  private boolean anything;
  private boolean anyRows;
  private boolean matters;

  /**
   * @param intended whether transactions are taken to be ended as they were meant to be
   */
  Mentions(boolean intended) {
    this.intended = intended;
  }

  /** What an operation could touch that was not understood. */
  static List<Touches> of(String operation, Arguments arguments) {
    Mentions mentions = new Mentions(false);
    mentions.operation(operation.startsWith("op.") ? operation.substring(3) : operation, arguments);
    return mentions.touches();
  }

  /** Takes in a call that may happen. */
  void add(Unsure.Possible call) {
    switch (call.callee()) {
      case Value.Library library when library.path().startsWith("alembic.op.") ->
          operation(library.path().substring("alembic.op.".length()), call.arguments());
      case Value.Library library when library.path().startsWith("alembic.context.") -> {}
      case Value.Library library when library.path().startsWith("sqlalchemy.") -> {}
      case Value.Library library -> strange(call.arguments());
      case Value.Constructed made -> method(made, call.method(), call.arguments());
      case Value.Unknown unknown -> unknown(call.arguments());
      default -> everything();
    }
  }

  /** Who is handed a session wants rows; for the schema it would take a bind. */
  private void unknown(Arguments arguments) {
    boolean bind = all(arguments).anyMatch(value -> isConnection(value) && !Bind.isSession(value));
    if (intended && !bind && all(arguments).anyMatch(Bind::isSession)) {
      anyRows();
    } else {
      everything();
    }
  }

  private void anyRows() {
    matters = true;
    anyRows = true;
  }

  private static Stream<Value> all(Arguments arguments) {
    return Stream.concat(arguments.positional().stream(), arguments.named().values().stream());
  }

  private void strange(Arguments arguments) {
    if (holdsConnection(arguments)) {
      everything();
    }
  }

  private void everything() {
    matters = true;
    anything = true;
  }

  private void method(Value.Constructed receiver, String method, Arguments arguments) {
    boolean bind = Bind.isConnection(receiver);
    boolean batch = receiver.callee().equals(Batches.CALLEE);
    if (batch) {
      List<Value> all = new ArrayList<>(arguments.positional());
      all.add(receiver);
      operation(method, new Arguments(all, arguments.named(), arguments.more()));
    } else if (bind && SENDS.contains(method)) {
      operation("execute", arguments);
    } else if (bind && THROUGH_MODELS.contains(method) || Bind.changesRows(receiver, method)) {
      anyRows();
    } else if (bind && !QUIET.contains(method) && !(intended && ENDS.contains(method))) {
      everything();
    } else if (!bind && holdsConnection(arguments)) {
      lifecycle(receiver, method, arguments);
    }
  }

  /** {@code type.create(bind)}, {@code table.drop(bind)}, {@code metadata.create_all(bind)}. */
  private void lifecycle(Value.Constructed receiver, String method, Arguments arguments) {
    if (method.equals("create") || method.equals("drop")) {
      List<Value> all = new ArrayList<>(arguments.positional());
      all.removeIf(Mentions::isConnection);
      all.add(receiver);
      words(new Arguments(all, java.util.Map.of(), arguments.more()));
    } else {
      everything();
    }
  }

  private static boolean holdsConnection(Arguments arguments) {
    return all(arguments).anyMatch(Mentions::isConnection);
  }

  private static boolean isConnection(Value value) {
    return (value instanceof Value.Library library && library.path().equals("alembic.op"))
        || (value instanceof Value.Constructed made && Bind.isConnection(made));
  }

  private void operation(String name, Arguments arguments) {
    switch (name) {
      case "execute" -> executed(arguments);
      case "create_index" -> index(arguments, 1);
      case "drop_index" -> index(arguments, 0);
      case "bulk_insert" -> rowsOf(arguments.get(0, "table"));
      default -> {
        if (!HARMLESS.contains(name) && !name.startsWith("__")) {
          words(arguments);
        }
      }
    }
  }

  /** An index is nobody's but its own, unless it keeps rows, or keys that refer to them, out. */
  private void index(Arguments arguments, int table) {
    List<Value> named = new ArrayList<>(arguments.get(0, "index_name").stream().toList());
    boolean plain = arguments.named("unique").map(Mentions::isFalse).orElse(true);
    boolean creates = table == 1;
    if (!creates || !plain || named.isEmpty() || arguments.more().isPresent()) {
      words(arguments);
    } else {
      words(new Arguments(named, java.util.Map.of(), Optional.empty()));
    }
  }

  private static boolean isFalse(Value value) {
    return value instanceof Value.None || value instanceof Value.Bool(boolean yes) && !yes;
  }

  // ---- SQL

  private void executed(Arguments arguments) {
    Optional<Value> statement =
        arguments
            .get(0, "sqltext")
            .or(() -> arguments.named("statement"))
            .or(() -> arguments.named("sql"));
    if (statement.isEmpty()) {
      everything();
      return;
    }
    executed(statement.get());
  }

  private void executed(Value statement) {
    switch (statement) {
      case Value.Str text -> sql(text.text());
      case Value.Partly partly -> sql(partly.text().replace(Value.Partly.HOLE, SqlReader.HOLE));
      case EnumMember member when member.value() instanceof Value.Str text -> sql(text.text());
      case Value.Unknown unknown when !unknown.among().isEmpty() ->
          unknown.among().forEach(this::executed);
      case Value.Constructed made when made.callee().startsWith("sqlalchemy.text") -> {
        Value base = root(made);
        executed(
            base instanceof Value.Constructed text
                ? text.arguments().get(0, "text").orElse(new Value.None())
                : base);
      }
      case Value.Constructed made -> {
        Value base = root(made);
        String verb = RowStatements.verb(made).orElse("");
        switch (verb) {
          case "" -> everything();
          case RowStatements.QUERY -> {}
          default ->
              rowsOf(
                  base instanceof Value.Constructed root && !root.callee().endsWith("able")
                      ? root.arguments().get(0, "table")
                      : Optional.of(base));
        }
      }
      default -> everything();
    }
  }

  /** What a chain of methods began with. */
  private static Value root(Value.Constructed made) {
    Value base = made;
    while (base instanceof Value.Constructed link && link.receiver().isPresent()) {
      base = link.receiver().get();
    }
    return base;
  }

  private void sql(String text) {
    for (Touches touches : SqlReader.touches(Binds.hollow(text))) {
      take(touches);
    }
  }

  private void take(Touches touches) {
    switch (touches) {
      case Touches.Anything all -> everything();
      case Touches.Named named -> {
        matters |= !named.names().isEmpty();
        names.addAll(named.names());
      }
      case Touches.Column column -> {
        matters = true;
        names.add(column.table());
      }
      case Touches.Rows rows -> {
        matters = true;
        anyRows |= rows.tables().isEmpty();
        tables.addAll(rows.tables());
      }
      case Touches.Acceptance acceptance -> {}
    }
  }

  private void rowsOf(Optional<Value> table) {
    matters = true;
    Optional<String> name =
        table
            .filter(Value.Constructed.class::isInstance)
            .map(Value.Constructed.class::cast)
            .flatMap(made -> made.arguments().get(0, "name"))
            .filter(Value.Str.class::isInstance)
            .map(text -> ((Value.Str) text).text());
    name.ifPresentOrElse(tables::add, () -> anyRows = true);
  }

  // ---- words

  private void words(Arguments arguments) {
    matters = true;
    anything |= arguments.more().isPresent();
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Value> todo = new ArrayDeque<>(arguments.positional());
    todo.addAll(arguments.named().values());
    while (!todo.isEmpty()) {
      Value value = todo.pop();
      if (!seen.add(value)) {
        continue;
      }
      switch (value) {
        case Value.Str text -> {
          Matcher matcher = WORD.matcher(text.text());
          while (matcher.find()) {
            names.add(matcher.group());
            names.add(matcher.group().toLowerCase(Locale.ROOT));
          }
        }
        case Value.Constructed made -> {
          todo.addAll(made.arguments().positional());
          todo.addAll(made.arguments().named().values());
          made.receiver().ifPresent(todo::add);
          anything |= made.arguments().more().isPresent() && !isEnum(made);
        }
        case ListValue list -> {
          todo.addAll(list.elements());
          list.poison().ifPresent(todo::add);
        }
        case Value.Tuple tuple -> todo.addAll(tuple.elements());
        case DictValue entries -> {
          entries.entries().forEach(e -> todo.add(e.value()));
          entries.poison().ifPresent(todo::add);
        }
        case EnumMember member -> todo.add(member.value());
        case Value.Unknown unknown -> {
          todo.addAll(unknown.among());
          anything |= unknown.among().isEmpty();
        }
        case Value.Partly partly -> anything = true;
        default -> {}
      }
    }
  }

  private static boolean isEnum(Value.Constructed made) {
    return Enums.isEnum(made.callee())
        && Optional.ofNullable(made.arguments().named().get("name"))
            .filter(Value.Str.class::isInstance)
            .isPresent();
  }

  /** Whether a connection's method sends a statement and gives rows. */
  static boolean sends(String method) {
    return SENDS.contains(method);
  }

  /** Whether any of it could change the database. */
  boolean matters() {
    return matters;
  }

  /** Whether any of it could change the schema. */
  boolean changesSchema() {
    return anything || !names.isEmpty();
  }

  /** Schema and rows apart, for a change of rows leaves every answer about the schema as it is. */
  List<Touches> touches() {
    if (anything) {
      return List.of(Touches.anything());
    }
    List<Touches> all = new ArrayList<>();
    if (!names.isEmpty()) {
      all.add(new Touches.Named(List.copyOf(names)));
    }
    if (anyRows || !tables.isEmpty()) {
      all.add(new Touches.Rows(anyRows ? List.of() : List.copyOf(tables)));
    }
    return all;
  }
}
