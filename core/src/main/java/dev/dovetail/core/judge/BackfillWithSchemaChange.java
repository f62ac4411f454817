package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.List;
import java.util.stream.Stream;

/** Rows are written while the lock of the schema change is held. */
final class BackfillWithSchemaChange extends Described {

  BackfillWithSchemaChange() {
    super(
        "backfill-with-schema-change",
        Severity.WARNING,
        Category.SAFETY,
        Start.OFF,
        "rows are filled in the transaction that changes their table");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Stream.concat(
            OnTables.statements(facts, Statement.Update.class, Statement.Update::table).stream()
                .filter(touch -> isAltered(touch.sofar(), touch.table()))
                .map(touch -> finding(facts, touch.deed(), touch.table())),
            OnTables.statements(facts, Statement.Delete.class, Statement.Delete::table).stream()
                .filter(touch -> isAltered(touch.sofar(), touch.table()))
                .map(touch -> finding(facts, touch.deed(), touch.table())))
        .toList();
  }

  private static boolean isAltered(List<Deed> sofar, Name table) {
    return Steps.any(sofar, Statement.AlterTable.class, alter -> Steps.same(alter.table(), table));
  }

  private Finding finding(ServiceFacts facts, Deed deed, Name table) {
    return FindingBuilder.of(this, facts, deed.origin())
        .says(
            deed.revision() + " " + table,
            "rows of %s are changed in the transaction that alters it: its ACCESS EXCLUSIVE lock is held until the last row is written"
                .formatted(Wording.code(table)),
            "fill the rows in a migration of its own, after the one that alters the table, in"
                + " batches");
  }
}
