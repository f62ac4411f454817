package dev.dovetail.core.judge;

import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.statement.TableChange;
import java.util.List;
import java.util.Locale;

/** SET NOT NULL reads every row, unless a validated CHECK has said so before. */
final class NotNullScansTable extends Described {

  NotNullScansTable() {
    super(
        "not-null-scans-table",
        Severity.WARNING,
        Category.SAFETY,
        Start.OFF,
        "SET NOT NULL on a table that was there before");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return OnTables.changes(facts, TableChange.SetNotNull.class).stream()
        .filter(touch -> isNullable(touch) && !isChecked(touch))
        .map(touch ->
            FindingBuilder.of(this, facts, touch.deed().origin())
                .says(
                    touch.subject(touch.change().column()),
                    "SET NOT NULL reads all of %s under an ACCESS EXCLUSIVE lock, and fails with 23502 where a row has no %s"
                        .formatted(
                            Wording.code(touch.table()), Wording.code(touch.change().column())),
                    "add `CHECK (%s IS NOT NULL) NOT VALID`, validate it in a later transaction, then set NOT NULL: it reads nothing"
                        .formatted(touch.change().column())))
        .toList();
  }

  private static boolean isNullable(OnTables.Touch<TableChange.SetNotNull> touch) {
    return touch
        .deed()
        .before()
        .tableNamed(touch.table())
        .flatMap(table -> table.column(touch.change().column()))
        .filter(column -> !column.notNull())
        .isPresent();
  }

  private static boolean isChecked(OnTables.Touch<TableChange.SetNotNull> touch) {
    return touch
        .deed()
        .before()
        .tableNamed(touch.table())
        .filter(table ->
            table.constraints().values().stream()
                .filter(constraint -> constraint.kind() == Schema.ConstraintKind.CHECK)
                .map(constraint -> constraint.definition().toLowerCase(Locale.ROOT))
                .anyMatch(
                    text -> text.contains("is not null") && text.contains(touch.change().column())))
        .isPresent();
  }
}
