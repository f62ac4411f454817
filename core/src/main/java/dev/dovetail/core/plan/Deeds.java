package dev.dovetail.core.plan;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import dev.dovetail.core.statement.TableConstraint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What statements of migrations mean to those who run meanwhile. */
final class Deeds {

  private Deeds() {}

  /** Whether one of them could change what a column takes in, or what rows hold. */
  static boolean matter(List<Deed> deeds) {
    return deeds.stream().anyMatch(deed -> matters(deed.statement()));
  }

  private static boolean matters(Statement statement) {
    return switch (statement) {
      case Statement.CreateEnum enums -> true;
      case Statement.AddValue add -> true;
      case Statement.RenameValue rename -> true;
      case Statement.RenameType rename -> true;
      case Statement.SetTypeSchema set -> true;
      case Statement.DropType drop -> true;
      case Statement.CreateTable create -> true;
      case Statement.DropTable drop -> true;
      case Statement.AlterTable alter -> alter.changes().stream().anyMatch(Deeds::matters);
      case Statement.RenameColumn rename -> true;
      case Statement.RenameRelation rename -> true;
      case Statement.SetRelationSchema set -> true;
      case Statement.Update update -> true;
      case Statement.Delete delete -> true;
      case Statement.Insert insert -> true;
      case Statement.Truncate truncate -> true;
      case Statement.DoBlock block -> true;
      case Statement.Opaque opaque -> true;
      default -> false;
    };
  }

  private static boolean matters(TableChange change) {
    return change instanceof TableChange.AddColumn
        || change instanceof TableChange.DropColumn
        || change instanceof TableChange.ChangeType
        || change instanceof TableChange.AttachPartition;
  }

  /** What is done to labels, types and rows. */
  static List<String> says(List<Deed> deeds) {
    Set<String> says = new LinkedHashSet<>();
    for (Deed deed : deeds) {
      for (Statement statement : deed.statements()) {
        says(statement).ifPresent(says::add);
      }
    }
    return List.copyOf(says);
  }

  private static Optional<String> says(Statement statement) {
    return switch (statement) {
      case Statement.AddValue add ->
          Optional.of("adds `%s` to `%s`".formatted(add.label(), add.type()));
      case Statement.RenameValue rename ->
          Optional.of(
              "renames `%s` of `%s` to `%s` in place"
                  .formatted(rename.from(), rename.type(), rename.to()));
      case Statement.CreateEnum create ->
          Optional.of("makes the type `%s`".formatted(create.type()));
      case Statement.DropType drop ->
          Optional.of("drops the type `%s`".formatted(names(drop.types())));
      case Statement.RenameType rename ->
          Optional.of("renames the type `%s` to `%s`".formatted(rename.type(), rename.to()));
      case Statement.CreateTable create ->
          Optional.of("makes the table `%s`".formatted(create.table()));
      case Statement.DropTable drop ->
          Optional.of("drops the table `%s`".formatted(names(drop.tables())));
      case Statement.Update update -> Optional.of("updates rows of `%s`".formatted(update.table()));
      case Statement.Delete delete -> Optional.of("deletes rows of `%s`".formatted(delete.table()));
      case Statement.RenameColumn rename ->
          Optional.of(
              "renames `%s.%s` to `%s`".formatted(rename.table(), rename.from(), rename.to()));
      case Statement.AlterTable alter -> alters(alter);
      case Statement.Opaque opaque -> Optional.of("does something that is not understood");
      default -> Optional.empty();
    };
  }

  private static Optional<String> alters(Statement.AlterTable alter) {
    List<String> says = new ArrayList<>();
    for (TableChange change : alter.changes()) {
      switch (change) {
        case TableChange.AddColumn add ->
            says.add("adds `%s.%s`".formatted(alter.table(), add.column().name()));
        case TableChange.DropColumn drop ->
            says.add("drops `%s.%s`".formatted(alter.table(), drop.column()));
        case TableChange.ChangeType type ->
            says.add(
                "gives `%s.%s` the type `%s`"
                    .formatted(alter.table(), type.column(), type.type().name()));
        default -> {}
      }
    }
    return says.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", says));
  }

  private static String names(List<Name> names) {
    return String.join(", ", names.stream().map(Name::toString).toList());
  }

  /** Tables and columns that go, or get another name. */
  static List<String> losses(List<Deed> deeds) {
    Set<String> losses = new LinkedHashSet<>();
    for (Deed deed : deeds) {
      for (Statement statement : deed.statements()) {
        boolean loses =
            switch (statement) {
              case Statement.DropTable drop -> true;
              case Statement.RenameColumn rename -> true;
              case Statement.AlterTable alter ->
                  alter.changes().stream().anyMatch(TableChange.DropColumn.class::isInstance);
              default -> false;
            };
        if (loses) {
          says(statement).ifPresent(losses::add);
        }
      }
    }
    return List.copyOf(losses);
  }

  /** What is locked, for how long; of tables that these statements make, nothing. */
  static List<String> locks(List<Deed> deeds) {
    Set<String> made = new LinkedHashSet<>();
    Set<String> locks = new LinkedHashSet<>();
    for (Deed deed : deeds) {
      for (Statement statement : deed.statements()) {
        if (statement instanceof Statement.CreateTable create) {
          made.add(create.table().name());
        }
        lock(statement, made).ifPresent(locks::add);
      }
    }
    return List.copyOf(locks);
  }

  private static Optional<String> lock(Statement statement, Set<String> made) {
    return switch (statement) {
      case Statement.AddValue add ->
          Optional.of("the type `%s` alone, for a moment".formatted(add.type()));
      case Statement.RenameValue rename ->
          Optional.of("the type `%s` alone, for a moment".formatted(rename.type()));
      case Statement.AlterTable alter when !made.contains(alter.table().name()) -> table(alter);
      case Statement.DropTable drop ->
          Optional.of("ACCESS EXCLUSIVE on `%s`".formatted(names(drop.tables())));
      case Statement.RenameColumn rename when !made.contains(rename.table().name()) ->
          Optional.of("ACCESS EXCLUSIVE on `%s`, for a moment".formatted(rename.table()));
      case Statement.CreateIndex index when !made.contains(index.table().name()) ->
          Optional.of(
              index.concurrently()
                  ? "SHARE UPDATE EXCLUSIVE on `%s`: reads and writes go on"
                      .formatted(index.table())
                  : "SHARE on `%s` while the index is built: nobody can write"
                      .formatted(index.table()));
      case Statement.Update update when !made.contains(update.table().name()) ->
          Optional.of("the rows of `%s` that are updated".formatted(update.table()));
      case Statement.Delete delete when !made.contains(delete.table().name()) ->
          Optional.of("the rows of `%s` that are deleted".formatted(delete.table()));
      default -> Optional.empty();
    };
  }

  private static Optional<String> table(Statement.AlterTable alter) {
    List<String> locks = new ArrayList<>();
    for (TableChange change : alter.changes()) {
      String lock =
          switch (change) {
            case TableChange.ChangeType type ->
                "ACCESS EXCLUSIVE on `%s`, while every row is written anew"
                    .formatted(alter.table());
            case TableChange.ValidateConstraint validate ->
                "SHARE UPDATE EXCLUSIVE on `%s`: reads and writes go on".formatted(alter.table());
            case TableChange.AttachPartition attach ->
                "SHARE UPDATE EXCLUSIVE on `%s`: reads and writes go on".formatted(alter.table());
            case TableChange.AddConstraint add
                when add.constraint() instanceof TableConstraint.ForeignKey ->
                "SHARE ROW EXCLUSIVE on `%s`: nobody can write".formatted(alter.table());
            default -> "ACCESS EXCLUSIVE on `%s`, for a moment".formatted(alter.table());
          };
      if (!locks.contains(lock)) {
        locks.add(lock);
      }
    }
    return locks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", locks));
  }

  /** Enum types whose columns get another object of a type. */
  static List<String> recreated(List<Deed> deeds) {
    Set<String> types = new LinkedHashSet<>();
    for (Deed deed : deeds) {
      for (Statement statement : deed.statements()) {
        if (statement instanceof Statement.AlterTable alter) {
          for (TableChange change : alter.changes()) {
            if (change instanceof TableChange.ChangeType type) {
              deed.before()
                  .tableNamed(alter.table())
                  .flatMap(table -> table.column(type.column()))
                  .filter(column -> column.enumType().isPresent())
                  .flatMap(column -> deed.before().enumNamed(type.type().name()))
                  .map(Schema.EnumType::name)
                  .ifPresent(name -> types.add(name.toString()));
            }
          }
        }
      }
    }
    return List.copyOf(types);
  }

  /** What becomes of the rows of a column. */
  static Place.Moves moves(List<Deed> deeds, String schema, String table, String column) {
    SortedMap<String, String> known = new TreeMap<>();
    boolean unknown = false;
    for (Deed deed : deeds) {
      Optional<Schema.Column> at = column(deed, schema, table, column);
      for (Statement statement : deed.statements()) {
        boolean within = deed.statement() instanceof Statement.DoBlock;
        switch (statement) {
          case Statement.RenameValue rename -> {
            if (at.flatMap(Schema.Column::enumType)
                .equals(deed.before().enumNamed(rename.type()).map(Schema.EnumType::name))) {
              then(known, rename.from(), rename.to());
            }
          }
          case Statement.Update update when is(update.table(), schema, table) -> {
            Optional<Expression> given =
                update.assignments().stream()
                    .filter(assignment -> assignment.column().equals(column))
                    .map(Statement.Assignment::value)
                    .findFirst();
            Optional<String> to = given.flatMap(Deeds::label);
            List<String> from = update.where().map(where -> only(where, column)).orElse(List.of());
            if (given.isPresent() && (to.isEmpty() || from.isEmpty() || within)) {
              unknown = true;
            } else if (given.isPresent()) {
              String target = to.orElseThrow();
              from.forEach(label -> then(known, label, target));
            }
          }
          case Statement.Delete delete when is(delete.table(), schema, table) -> unknown = true;
          case Statement.Truncate truncate
              when truncate.tables().stream().anyMatch(each -> is(each, schema, table)) ->
              unknown = true;
          case Statement.Opaque opaque -> unknown |= opaque.touches().changesRowsOf(table);
          case Statement.AlterTable alter when is(alter.table(), schema, table) ->
              unknown |= alter.changes().stream().anyMatch(change -> converts(change, column));
          default -> {}
        }
      }
    }
    return new Place.Moves(known, unknown);
  }

  /** Whether a change of the type also changes words. */
  private static boolean converts(TableChange change, String column) {
    return change instanceof TableChange.ChangeType type
        && type.column().equals(column)
        && type.using().filter(using -> !isCast(using)).isPresent();
  }

  private static boolean isCast(Expression using) {
    Expression inner = using;
    while (inner instanceof Expression.Cast cast) {
      inner = cast.operand();
    }
    return inner instanceof Expression.ColumnRef;
  }

  private static void then(SortedMap<String, String> known, String from, String to) {
    known.replaceAll((first, last) -> last.equals(from) ? to : last);
    known.putIfAbsent(from, to);
  }

  private static Optional<Schema.Column> column(
      Deed deed, String schema, String table, String column) {
    return deed.before().tableNamed(Name.of(schema, table)).flatMap(found -> found.column(column));
  }

  private static boolean is(Name name, String schema, String table) {
    return name.name().equals(table) && name.schema().map(schema::equals).orElse(true);
  }

  private static Optional<String> label(Expression value) {
    return switch (value) {
      case Expression.Text text -> Optional.of(text.value());
      case Expression.Cast cast when cast.operand() instanceof Expression.Text text ->
          Optional.of(text.value());
      default -> Optional.empty();
    };
  }

  /** The labels, where a condition says nothing but that the column has one of them. */
  private static List<String> only(Expression where, String column) {
    return switch (where) {
      case Expression.Operator operator
          when operator.symbol().equals("=")
              && operator.operands().size() == 2
              && isColumn(operator.operands().getFirst(), column) ->
          label(operator.operands().getLast()).stream().toList();
      case Expression.In in when !in.negated() && isColumn(in.operand(), column) -> {
        List<String> labels = in.items().stream().flatMap(item -> label(item).stream()).toList();
        yield labels.size() == in.items().size() ? labels : List.of();
      }
      default -> List.of();
    };
  }

  private static boolean isColumn(Expression expression, String column) {
    Expression inner = expression;
    while (inner instanceof Expression.Cast cast) {
      inner = cast.operand();
    }
    return inner instanceof Expression.ColumnRef ref && ref.column().equals(column);
  }
}
