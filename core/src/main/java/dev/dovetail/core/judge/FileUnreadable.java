package dev.dovetail.core.judge;

import dev.dovetail.core.history.HistoryFault;
import java.util.List;
import java.util.stream.Stream;

/** A migration or a source file could not be read. */
final class FileUnreadable implements Rule {

  @Override
  public String id() {
    return "file-unreadable";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String summary() {
    return "a file could not be read, so what it says is not known";
  }

  @Override
  public Category category() {
    return Category.HISTORY;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Stream.concat(
            facts.faults(HistoryFault.Unreadable.class).stream(), facts.unreadable().stream())
        .map(fault -> finding(facts, fault))
        .toList();
  }

  private Finding finding(ServiceFacts facts, HistoryFault.Unreadable fault) {
    return FindingBuilder.of(this, facts, fault.origin())
        .says(
            fault.file(),
            "%s could not be read: %s".formatted(Wording.code(fault.file()), fault.reason()),
            "mend the file, or leave it out with `exclude` in dovetail.toml");
  }
}
