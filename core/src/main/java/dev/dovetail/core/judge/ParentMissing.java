package dev.dovetail.core.judge;

import dev.dovetail.core.history.HistoryFault;
import java.util.List;

/** A revision follows one that no file defines. */
final class ParentMissing implements Rule {

  @Override
  public String id() {
    return "parent-missing";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "a revision names a parent that is not there";
  }

  @Override
  public Category category() {
    return Category.HISTORY;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.faults(HistoryFault.MissingParent.class).stream()
        .map(fault -> finding(facts, fault))
        .toList();
  }

  private Finding finding(ServiceFacts facts, HistoryFault.MissingParent fault) {
    return FindingBuilder.of(this, facts, fault.origin())
        .says(
            fault.revision().id() + " " + fault.parent(),
            "revision %s follows %s, which no migration defines: no command runs at all"
                .formatted(Wording.code(fault.revision().id()), Wording.code(fault.parent())),
            "restore the file of the parent, or name the revision that is really before this one");
  }
}
