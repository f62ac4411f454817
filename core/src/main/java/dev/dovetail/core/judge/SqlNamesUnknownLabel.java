package dev.dovetail.core.judge;

import java.util.List;
import java.util.Set;

/** SQL sends what is stored: the label, not the member. */
final class SqlNamesUnknownLabel extends Described {

  SqlNamesUnknownLabel() {
    super(
        "sql-names-unknown-label",
        Severity.ERROR,
        Category.USES,
        Start.ON,
        "SQL in the code writes or compares a label that the type does not have");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Queries.refused(facts, Set.of("22P02")).stream()
        .filter(refusal -> refusal.message().startsWith("invalid input value for enum"))
        .map(refusal ->
            FindingBuilder.of(this, facts, refusal.origin())
                .says(
                    refusal.message(),
                    "this SQL fails with %s (22P02): the migrations make no such label"
                        .formatted(refusal.message()),
                    "write a label as it is stored: the name of the member, or its value where"
                        + " `values_callable` is given; labels are case-sensitive"))
        .toList();
  }
}
