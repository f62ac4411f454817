package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Name;
import java.util.ArrayList;
import java.util.List;

/** Rows that hold what a new list leaves out are refused, all at once. */
final class CheckListNarrowed extends Described {

  CheckListNarrowed() {
    super(
        "check-list-narrowed",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "a CHECK list loses labels that rows may hold");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (CheckLists.Change change : CheckLists.of(facts).changes()) {
      List<String> lost = new ArrayList<>(change.before().values());
      lost.removeAll(change.after().values());
      Name table = Name.of(change.after().table());
      if (!lost.isEmpty()
          && !change.notValid()
          && !Steps.make(change.sofar(), table)
          && !Steps.changeRows(change.sofar(), table)) {
        findings.add(finding(facts, change, lost));
      }
    }
    return findings;
  }

  private Finding finding(ServiceFacts facts, CheckLists.Change change, List<String> lost) {
    Deed deed = change.after().deed();
    String column = change.after().table() + "." + change.after().column();
    return FindingBuilder.of(this, facts, deed.origin())
        .also(change.before().deed().origin(), "the list was longer here")
        .says(
            deed.revision() + " " + column,
            "the CHECK on %s no longer allows %s: the migration fails with 23514 where a row holds one of them"
                .formatted(Wording.code(column), Wording.list(lost)),
            "update those rows before, in the same migration; or add the constraint NOT VALID, and"
                + " validate it when the rows are gone");
  }
}
