package dev.dovetail.core.judge;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Revision;
import java.util.List;

/** Revisions follow each other in a circle, so none of them can be first. */
final class RevisionCycle implements Rule {

  @Override
  public String id() {
    return "revision-cycle";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "revisions follow each other in a circle";
  }

  @Override
  public Category category() {
    return Category.HISTORY;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.faults(HistoryFault.Cycle.class).stream()
        .map(fault -> finding(facts, fault))
        .toList();
  }

  private Finding finding(ServiceFacts facts, HistoryFault.Cycle fault) {
    List<String> ids = fault.revisions().stream().map(Revision::id).sorted().toList();
    FindingBuilder finding = FindingBuilder.of(this, facts, fault.origin());
    fault
        .revisions()
        .forEach(
            revision -> finding.also(revision.origin(), "revision " + Wording.code(revision.id())));
    return finding.says(
        String.join(" ", ids),
        "the revisions %s follow each other in a circle: no command runs at all"
            .formatted(Wording.list(ids)),
        "give one of them the parent that it had when it was written");
  }
}
