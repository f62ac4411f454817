package dev.dovetail.core.judge;

import dev.dovetail.core.statement.Statement;
import java.util.List;

/**
 * An index that is built without CONCURRENTLY keeps all who write from the table until it is done.
 */
final class IndexBuiltWithLock extends Described {

  IndexBuiltWithLock() {
    super(
        "index-built-with-lock",
        Severity.WARNING,
        Category.SAFETY,
        Start.OFF,
        "an index is built without CONCURRENTLY on a table that was there before");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return OnTables.statements(facts, Statement.CreateIndex.class, Statement.CreateIndex::table)
        .stream()
        .filter(touch -> !touch.change().concurrently())
        .map(touch ->
            FindingBuilder.of(this, facts, touch.deed().origin())
                .says(
                    touch.subject(touch.change().index().orElse("")),
                    "building this index takes a SHARE lock on %s: nobody can write to it until the index is done"
                        .formatted(Wording.code(touch.table())),
                    "build it CONCURRENTLY, " + Wording.outsideTransaction(facts)))
        .toList();
  }
}
