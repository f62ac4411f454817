package dev.dovetail.core.judge;

import dev.dovetail.core.statement.TableChange;
import dev.dovetail.core.statement.TableConstraint;
import java.util.List;

/** A unique constraint builds its index while nobody can read the table. */
final class KeyBuiltWithLock extends Described {

  KeyBuiltWithLock() {
    super(
        "key-built-with-lock",
        Severity.WARNING,
        Category.SAFETY,
        Start.OFF,
        "a unique constraint or primary key builds its index on a table that was there before");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return OnTables.changes(facts, TableChange.AddConstraint.class).stream()
        .filter(touch -> builds(touch.change().constraint()))
        .map(touch ->
            FindingBuilder.of(this, facts, touch.deed().origin())
                .says(
                    touch.subject(touch.change().constraint().name().orElse("")),
                    "the index of this constraint is built under an ACCESS EXCLUSIVE lock on %s: nobody can read or write it until the index is done"
                        .formatted(Wording.code(touch.table())),
                    "build a unique index CONCURRENTLY first, then `ADD CONSTRAINT ... USING"
                        + " INDEX`"))
        .toList();
  }

  private static boolean builds(TableConstraint constraint) {
    return switch (constraint) {
      case TableConstraint.Unique unique -> unique.usingIndex().isEmpty();
      case TableConstraint.PrimaryKey key -> key.usingIndex().isEmpty();
      case TableConstraint.Exclusion exclusion -> true;
      case TableConstraint.ForeignKey other -> false;
      case TableConstraint.Check other -> false;
    };
  }
}
