package dev.dovetail.core.judge;

import java.util.List;
import java.util.Set;

/** SQL in a string is not refactored along, and nothing reads it before it runs. */
final class SqlNamesUnknownColumn extends Described {

  SqlNamesUnknownColumn() {
    super(
        "sql-names-unknown-column",
        Severity.ERROR,
        Category.USES,
        Start.ON,
        "SQL in the code names a column that the table does not have");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Queries.refused(facts, Set.of("42703")).stream()
        .filter(refusal -> refusal.message().startsWith("column"))
        .map(refusal ->
            FindingBuilder.of(this, facts, refusal.origin())
                .says(
                    refusal.message(),
                    "this SQL fails with %s (42703): the migrations make no such column"
                        .formatted(refusal.message()),
                    "write the name that the column has at the head"))
        .toList();
  }
}
