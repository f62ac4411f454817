package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Expression;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import dev.dovetail.core.statement.TableConstraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lists that CHECK constraints keep columns to, as migrations make and unmake them: {@code
 * CHECK (state IN ('open', 'done'))}.
 */
final class CheckLists {

  /** A list that a column is kept to. */
  record Listing(String table, String column, List<String> values, Deed deed) {
    Listing {
      values = List.copyOf(values);
    }
  }

  /** A list that took the place of another. */
  record Change(Listing before, Listing after, boolean notValid, List<Deed> sofar) {}

  private final Map<String, Listing> now = new LinkedHashMap<>();
  private final Map<String, Listing> last = new LinkedHashMap<>();
  private final Map<String, String> named = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();

  private CheckLists() {}

  static CheckLists of(ServiceFacts facts) {
    CheckLists lists = new CheckLists();
    for (List<Deed> deeds : Steps.up(facts).byRevision().values()) {
      for (int i = 0; i < deeds.size(); i++) {
        lists.take(deeds.get(i), deeds.subList(0, i));
      }
    }
    return lists;
  }

  /** What a column is kept to at the head. */
  Optional<Listing> at(String table, String column) {
    return Optional.ofNullable(now.get(key(table, column)));
  }

  List<Change> changes() {
    return changes;
  }

  private void take(Deed deed, List<Deed> sofar) {
    switch (deed.statement()) {
      case Statement.CreateTable create -> {
        String table = create.table().name();
        create.constraints().forEach(it -> add(deed, table, it, false, sofar));
        create
            .columns()
            .forEach(
                column -> column.constraints().forEach(it -> add(deed, table, it, false, sofar)));
      }
      case Statement.AlterTable alter ->
          alter.changes().forEach(change -> take(deed, alter.table().name(), change, sofar));
      case Statement.DropTable drop -> drop.tables().forEach(table -> forget(table.name()));
      case Statement.RenameRelation rename -> forget(rename.relation().name());
      case Statement.RenameColumn rename -> forget(rename.table().name());
      case Statement.RenameConstraint rename -> forget(rename.table().name());
      case Statement.DoBlock block -> clear();
      default -> {}
    }
  }

  private void take(Deed deed, String table, TableChange change, List<Deed> sofar) {
    switch (change) {
      case TableChange.AddConstraint add ->
          add(deed, table, add.constraint(), add.notValid(), sofar);
      case TableChange.AddColumn add ->
          add.column().constraints().forEach(it -> add(deed, table, it, false, sofar));
      case TableChange.DropConstraint drop ->
          Optional.ofNullable(named.remove(key(table, drop.constraint()))).ifPresent(now::remove);
      case TableChange.DropColumn drop -> {
        now.remove(key(table, drop.column()));
        last.remove(key(table, drop.column()));
      }
      case TableChange.ChangeType to -> now.remove(key(table, to.column()));
      default -> {}
    }
  }

  private void add(
      Deed deed, String table, TableConstraint constraint, boolean notValid, List<Deed> sofar) {
    if (constraint instanceof TableConstraint.Check check) {
      listing(check.expression())
          .ifPresent(list -> {
            String key = key(table, list.column());
            Listing listing = new Listing(table, list.column(), list.values(), deed);
            Optional.ofNullable(last.get(key))
                .ifPresent(before -> changes.add(new Change(before, listing, notValid, sofar)));
            now.put(key, listing);
            last.put(key, listing);
            named.put(key(table, check.name().orElse(table + "_" + list.column() + "_check")), key);
          });
    }
  }

  private void forget(String table) {
    String start = table + " ";
    now.keySet().removeIf(key -> key.startsWith(start));
    last.keySet().removeIf(key -> key.startsWith(start));
  }

  private void clear() {
    now.clear();
    last.clear();
  }

  private static String key(String table, String name) {
    return table + " " + name;
  }

  // ---- expressions

  private record Values(String column, List<String> values) {
    Values {
      values = List.copyOf(values);
    }
  }

  private static Optional<Values> listing(Expression check) {
    return switch (check) {
      case Expression.In in when !in.negated() -> values(in.operand(), in.items());
      case Expression.Quantified any
          when !any.all()
              && any.symbol().equals("=")
              && bare(any.array()) instanceof Expression.Array array ->
          values(any.operand(), array.items());
      default -> Optional.empty();
    };
  }

  private static Optional<Values> values(Expression operand, List<Expression> items) {
    if (!(bare(operand) instanceof Expression.ColumnRef column)) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (Expression item : items) {
      if (bare(item) instanceof Expression.Text text) {
        values.add(text.value());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new Values(column.column(), values));
  }

  private static Expression bare(Expression expression) {
    Expression at = expression;
    while (at instanceof Expression.Cast cast) {
      at = cast.operand();
    }
    return at;
  }
}
