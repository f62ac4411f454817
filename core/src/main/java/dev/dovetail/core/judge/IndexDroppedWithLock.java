package dev.dovetail.core.judge;

import dev.dovetail.core.statement.Statement;
import java.util.List;

/** Dropping an index waits for every reader of the table, and all others wait behind it. */
final class IndexDroppedWithLock extends Described {

  IndexDroppedWithLock() {
    super(
        "index-dropped-with-lock",
        Severity.WARNING,
        Category.SAFETY,
        Start.OFF,
        "an index is dropped without CONCURRENTLY");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Steps.up(facts).all().stream()
        .filter(
            deed -> deed.statement() instanceof Statement.DropIndex drop && !drop.concurrently())
        .map(deed ->
            FindingBuilder.of(this, facts, deed.origin())
                .says(
                    deed.revision()
                        + " "
                        + ((Statement.DropIndex) deed.statement()).indexes().getFirst(),
                    "dropping an index takes an ACCESS EXCLUSIVE lock on its table: it waits for"
                        + " all who read, and all others wait behind it",
                    "drop it CONCURRENTLY, " + Wording.outsideTransaction(facts)))
        .toList();
  }
}
