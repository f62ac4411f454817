package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Changes of tables that were there before their migration, so that rows and readers may be: what
 * the rules on locks look at.
 */
final class OnTables {

  /** A change of a table, and what the same migration did before. */
  record Touch<C>(Deed deed, Name table, C change, List<Deed> sofar) {
    String subject(String name) {
      return "%s %s %s".formatted(deed.revision(), table, name);
    }
  }

  private OnTables() {}

  static <C extends TableChange> List<Touch<C>> changes(ServiceFacts facts, Class<C> kind) {
    List<Touch<C>> touches = new ArrayList<>();
    for (List<Deed> deeds : Steps.up(facts).byRevision().values()) {
      Set<String> made = new HashSet<>();
      for (int i = 0; i < deeds.size(); i++) {
        Deed deed = deeds.get(i);
        if (deed.statement() instanceof Statement.CreateTable create) {
          made.add(create.table().name());
        }
        if (deed.statement() instanceof Statement.AlterTable alter) {
          for (TableChange change : alter.changes()) {
            if (kind.isInstance(change) && isOlder(made, deed, alter.table())) {
              touches.add(new Touch<>(deed, alter.table(), kind.cast(change), deeds.subList(0, i)));
            }
          }
        }
      }
    }
    return touches;
  }

  static <S extends Statement> List<Touch<S>> statements(
      ServiceFacts facts, Class<S> kind, Function<S, Name> table) {
    List<Touch<S>> touches = new ArrayList<>();
    for (List<Deed> deeds : Steps.up(facts).byRevision().values()) {
      Set<String> made = new HashSet<>();
      for (int i = 0; i < deeds.size(); i++) {
        Deed deed = deeds.get(i);
        if (deed.statement() instanceof Statement.CreateTable create) {
          made.add(create.table().name());
        }
        if (kind.isInstance(deed.statement())) {
          S statement = kind.cast(deed.statement());
          Name on = table.apply(statement);
          if (isOlder(made, deed, on)) {
            touches.add(new Touch<>(deed, on, statement, deeds.subList(0, i)));
          }
        }
      }
    }
    return touches;
  }

  private static boolean isOlder(Set<String> made, Deed deed, Name table) {
    return !made.contains(table.name()) && deed.before().tableNamed(table).isPresent();
  }
}
