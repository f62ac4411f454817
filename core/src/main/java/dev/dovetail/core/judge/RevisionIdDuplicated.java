package dev.dovetail.core.judge;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Revision;
import java.util.List;

/** Two files define the same revision; only one of them ever runs. */
final class RevisionIdDuplicated implements Rule {

  @Override
  public String id() {
    return "revision-id-duplicated";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "two files have the same revision id";
  }

  @Override
  public Category category() {
    return Category.HISTORY;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.faults(HistoryFault.DuplicateId.class).stream()
        .map(fault -> finding(facts, fault))
        .toList();
  }

  private Finding finding(ServiceFacts facts, HistoryFault.DuplicateId fault) {
    FindingBuilder finding = FindingBuilder.of(this, facts, fault.origin());
    for (Revision revision : fault.revisions()) {
      finding.also(revision.origin(), "the same id");
    }
    int files = fault.revisions().size();
    if (Wording.ofSqlFiles(facts)) {
      return finding.says(
          fault.id(),
          "%d files have the number %s: most tools refuse that, and others differ in which of them they run"
              .formatted(files, Wording.code(fault.id())),
          "give one of them a number of its own");
    }
    return finding.says(
        fault.id(),
        "%d files define the revision %s: only the one that is read last runs, and `upgrade head` is refused"
            .formatted(files, Wording.code(fault.id())),
        "give one of them an id of its own, and a parent");
  }
}
