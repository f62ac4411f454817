package dev.dovetail.core.judge;

import dev.dovetail.core.statement.TableChange;
import dev.dovetail.core.statement.TableConstraint;
import java.util.List;
import java.util.Optional;

/** A constraint that is checked at once reads the whole table under its lock. */
final class ConstraintScansTable extends Described {

  ConstraintScansTable() {
    super(
        "constraint-scans-table",
        Severity.WARNING,
        Category.SAFETY,
        Start.OFF,
        "a foreign key or check is added without NOT VALID to a table that was there before");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return OnTables.changes(facts, TableChange.AddConstraint.class).stream()
        .filter(touch -> !touch.change().notValid())
        .flatMap(touch -> finding(facts, touch).stream())
        .toList();
  }

  private Optional<Finding> finding(
      ServiceFacts facts, OnTables.Touch<TableChange.AddConstraint> touch) {
    return lock(touch)
        .map(lock ->
            FindingBuilder.of(this, facts, touch.deed().origin())
                .says(
                    touch.subject(touch.change().constraint().name().orElse("")),
                    "the constraint is checked against every row while it holds " + lock,
                    "add it NOT VALID, which reads no row, and VALIDATE CONSTRAINT in a later"
                        + " transaction, which blocks no writer"));
  }

  private static Optional<String> lock(OnTables.Touch<TableChange.AddConstraint> touch) {
    return switch (touch.change().constraint()) {
      case TableConstraint.ForeignKey key ->
          Optional.of(
              "a SHARE ROW EXCLUSIVE lock on %s and on %s: nobody can write to either"
                  .formatted(Wording.code(touch.table()), Wording.code(key.table())));
      case TableConstraint.Check check ->
          Optional.of(
              "an ACCESS EXCLUSIVE lock on %s: nobody can read or write it"
                  .formatted(Wording.code(touch.table())));
      case TableConstraint.PrimaryKey other -> Optional.empty();
      case TableConstraint.Unique other -> Optional.empty();
      case TableConstraint.Exclusion other -> Optional.empty();
    };
  }
}
