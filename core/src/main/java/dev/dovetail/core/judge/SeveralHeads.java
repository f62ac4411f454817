package dev.dovetail.core.judge;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Revision;
import java.util.HashSet;
import java.util.List;

/** The migration tool refuses {@code upgrade head}, because two branches were never merged. */
final class SeveralHeads implements Rule {

  @Override
  public String id() {
    return "several-heads";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "the history has several heads, so `upgrade head` is refused";
  }

  @Override
  public Category category() {
    return Category.HISTORY;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.faults(HistoryFault.SeveralHeads.class).stream()
        .filter(fault -> distinctIds(fault) > 1 && isWhole(facts))
        .map(fault -> finding(facts, fault))
        .toList();
  }

  /** A parent that is lost leaves its own parents as heads: that is the fault to report. */
  private static boolean isWhole(ServiceFacts facts) {
    return facts.faults(HistoryFault.MissingParent.class).isEmpty();
  }

  /** One id in two files is listed as two heads, and is another rule's fault. */
  private static int distinctIds(HistoryFault.SeveralHeads fault) {
    return new HashSet<>(fault.heads().stream().map(Revision::id).toList()).size();
  }

  private Finding finding(ServiceFacts facts, HistoryFault.SeveralHeads fault) {
    List<String> ids = fault.heads().stream().map(Revision::id).sorted().toList();
    FindingBuilder finding = FindingBuilder.of(this, facts, fault.origin());
    fault.heads().forEach(head -> finding.also(head.origin(), "head " + Wording.code(head.id())));
    return finding.says(
        String.join(" ", ids),
        "the history has %d heads: %s; `upgrade head` is refused before any work"
            .formatted(ids.size(), Wording.list(ids)),
        "merge them: `alembic merge -m \"merge heads\" %s`".formatted(String.join(" ", ids)));
  }
}
