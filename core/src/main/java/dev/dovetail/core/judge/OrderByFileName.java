package dev.dovetail.core.judge;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Revision;
import java.util.List;

/** Where nothing but a name says what comes first, who reads the names decides. */
final class OrderByFileName extends Described {

  OrderByFileName() {
    super(
        "order-by-file-name",
        Severity.WARNING,
        Category.HISTORY,
        Start.ON,
        "numbered SQL files have one order by their numbers and another one by their names");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.faults(HistoryFault.OrderUnclear.class).stream()
        .map(fault ->
            FindingBuilder.of(this, facts, fault.origin())
                .also(
                    fault.first().origin(),
                    "first by its number, after %s by its name".formatted(name(fault.second())))
                .says(
                    fault.first().id() + " " + fault.second().id(),
                    "%s comes after %s by its number, and before it by its name: tools that sort names as text (dbmate, a loop over `*.sql`) run it first"
                        .formatted(name(fault.second()), name(fault.first())),
                    "give all numbers of the folder the same width before it is run anywhere, as in"
                        + " `0009` and `0010`"))
        .toList();
  }

  private static String name(Revision revision) {
    return Wording.code(revision.file().substring(revision.file().lastIndexOf('/') + 1));
  }
}
