package dev.dovetail.migrations.alembic;

import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.python.value.Arguments;
import dev.dovetail.python.value.DictValue;
import dev.dovetail.python.value.EnumMember;
import dev.dovetail.python.value.ListValue;
import dev.dovetail.python.value.Unsure;
import dev.dovetail.python.value.Value;
import dev.dovetail.sql.SqlReader;
import java.util.ArrayDeque;
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

/** What calls could touch: every word in their arguments, or anything where one is not known. */
final class Mentions {

  private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

  /** A single statement, which may hold parameters. */
  private static final Pattern ABOUT_ROWS =
      Pattern.compile("(?is)\\s*(insert|update|delete|select|with)\\b.*");

  private static final Set<String> HARMLESS =
      Set.of(
          "alembic.op.f",
          "alembic.op.get_bind",
          "alembic.op.get_context",
          "alembic.op.inline_literal",
          "alembic.context.is_offline_mode",
          "alembic.op.batch_alter_table",
          "alembic.context.get_x_argument",
          "alembic.context.get_context",
          "alembic.context.get_bind");
  private static final Set<String> ACTS =
      Set.of(
          "execute",
          "exec_driver_sql",
          "scalar",
          "scalars",
          "create",
          "drop",
          "create_all",
          "drop_all",
          "commit",
          "rollback",
          "add_column",
          "drop_column",
          "alter_column",
          "create_index",
          "drop_index",
          "drop_constraint",
          "create_unique_constraint",
          "create_primary_key",
          "create_foreign_key",
          "create_check_constraint",
          "add",
          "add_all",
          "query",
          "delete",
          "run_sync",
          "bulk_save_objects");

  private final Set<String> words = new TreeSet<>();
  private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean anything;
  private boolean strange;
  private boolean matters;
  private boolean rowsOnly = true;

  /** What an operation could touch that was not understood. */
  static Touches of(String operation, Arguments arguments) {
    Mentions mentions = new Mentions();
    mentions.matters = true;
    mentions.look(operation, arguments);
    return mentions.touches();
  }

  /** Takes in a call that may happen. */
  void add(Unsure.Possible call) {
    switch (call.callee()) {
      case Value.Library library -> {
        boolean acts =
            (library.path().startsWith("alembic.op.") && !HARMLESS.contains(library.path()))
                || isGivenTheDatabase(call.arguments());
        if (acts) {
          matters = true;
          look(library.path(), call.arguments());
        }
      }
      case Value.Constructed made -> {
        if (ACTS.contains(call.method())) {
          matters = true;
          words(made);
          look(call.method(), call.arguments());
        }
      }
      case Value.Unknown unknown -> {
        matters = true;
        strange = true;
      }
      default -> {
        matters = true;
        look("", call.arguments());
      }
    }
  }

  private static boolean isGivenTheDatabase(Arguments arguments) {
    return arguments.positional().stream().anyMatch(Mentions::isDatabase)
        || arguments.named().values().stream().anyMatch(Mentions::isDatabase);
  }

  private static boolean isDatabase(Value value) {
    return (value instanceof Value.Library library && library.path().equals("alembic.op"))
        || (value instanceof Value.Constructed made && made.callee().endsWith("get_bind"));
  }

  private void look(String operation, Arguments arguments) {
    boolean sql =
        operation.endsWith("execute")
            || operation.endsWith("sql")
            || operation.startsWith("scalar");
    boolean rows = operation.endsWith("bulk_insert");
    anything |= arguments.more().isPresent();
    for (Value value : arguments.positional()) {
      rowsOnly &= rows || (sql && isRows(value));
      words(value);
    }
    arguments.named().values().forEach(this::words);
    strange |= operation.isEmpty();
  }

  private static boolean isRows(Value value) {
    return switch (value) {
      case Value.Str text ->
          SqlReader.statements(text.text()).stream()
              .allMatch(
                  read -> isRows(read.statement()) || ABOUT_ROWS.matcher(read.text()).matches());
      case Value.Constructed made ->
          made.callee().contains("update")
              || made.callee().contains("insert")
              || made.callee().contains("delete")
              || made.callee().startsWith("sqlalchemy.select")
              || (made.callee().startsWith("sqlalchemy.text")
                  && made.arguments().get(0, "text").filter(Mentions::isRows).isPresent());
      case DictValue parameters -> true;
      case ListValue parameters -> true;
      default -> false;
    };
  }

  private static boolean isRows(Statement statement) {
    return switch (statement) {
      case Statement.Insert insert -> true;
      case Statement.Update update -> true;
      case Statement.Delete delete -> true;
      case Statement.Select select -> true;
      case Statement.Opaque opaque -> opaque.touches() instanceof Touches.Rows;
      default -> false;
    };
  }

  private void words(Value start) {
    Deque<Value> todo = new ArrayDeque<>();
    todo.add(start);
    while (!todo.isEmpty()) {
      Value value = todo.pop();
      if (!seen.add(value)) {
        continue;
      }
      switch (value) {
        case Value.Str text -> {
          Matcher matcher = WORD.matcher(text.text());
          while (matcher.find()) {
            words.add(matcher.group());
            words.add(matcher.group().toLowerCase(Locale.ROOT));
          }
        }
        case Value.Constructed made -> {
          todo.addAll(made.arguments().positional());
          todo.addAll(made.arguments().named().values());
          made.receiver().ifPresent(todo::add);
          anything |= made.arguments().more().isPresent() && !isEnum(made);
        }
        case ListValue list -> todo.addAll(list.elements());
        case Value.Tuple tuple -> todo.addAll(tuple.elements());
        case DictValue entries -> entries.entries().forEach(e -> todo.add(e.value()));
        case EnumMember member -> todo.add(member.value());
        case Value.Unknown unknown -> anything = true;
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

  /** Whether any of it could change the database. */
  boolean matters() {
    return matters;
  }

  Touches touches() {
    if (rowsOnly && !strange) {
      return new Touches.Rows(anything ? List.of() : List.copyOf(words));
    }
    return anything || strange ? Touches.anything() : new Touches.Named(List.copyOf(words));
  }
}
