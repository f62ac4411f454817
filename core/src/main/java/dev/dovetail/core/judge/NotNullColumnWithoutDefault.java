package dev.dovetail.core.judge;

import dev.dovetail.core.statement.ColumnDefinition;
import dev.dovetail.core.statement.Statement;
import dev.dovetail.core.statement.TableChange;
import java.util.List;

/** Rows that are there have nothing to put into the column. */
final class NotNullColumnWithoutDefault extends Described {

  NotNullColumnWithoutDefault() {
    super(
        "not-null-column-without-default",
        Severity.WARNING,
        Category.SAFETY,
        Start.OFF,
        "a column is added NOT NULL without a default to a table that was there before");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return OnTables.changes(facts, TableChange.AddColumn.class).stream()
        .filter(touch -> isRequired(touch.change().column()))
        .filter(touch -> !isEmptied(touch))
        .map(touch ->
            FindingBuilder.of(this, facts, touch.deed().origin())
                .says(
                    touch.subject(touch.change().column().name()),
                    "%s is added NOT NULL without a default: with any row in %s the migration fails with 23502"
                        .formatted(
                            Wording.code(touch.change().column().name()),
                            Wording.code(touch.table())),
                    "give it a default, which writes no row since PostgreSQL 11; or add it"
                        + " nullable, fill it, and set NOT NULL afterwards"))
        .toList();
  }

  private static boolean isRequired(ColumnDefinition column) {
    return column.notNull()
        && column.defaultValue().isEmpty()
        && column.generated().isEmpty()
        && column.identity().isEmpty()
        && !column.type().name().name().endsWith("serial");
  }

  private static boolean isEmptied(OnTables.Touch<TableChange.AddColumn> touch) {
    return Steps.any(
        touch.sofar(),
        Statement.Truncate.class,
        truncate -> truncate.tables().stream().anyMatch(it -> Steps.same(it, touch.table())));
  }
}
