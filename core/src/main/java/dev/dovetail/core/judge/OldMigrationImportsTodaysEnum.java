package dev.dovetail.core.judge;

import dev.dovetail.core.history.Remark;
import java.util.List;

/** What an old migration creates changes whenever the code changes. */
final class OldMigrationImportsTodaysEnum implements Rule {

  @Override
  public String id() {
    return "old-migration-imports-todays-enum";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String summary() {
    return "a migration takes its labels from a class of today's code";
  }

  @Override
  public Category category() {
    return Category.MIGRATIONS;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.told().stream()
        .flatMap(told -> told.remarks().stream())
        .filter(Remark.EnumFromApplication.class::isInstance)
        .map(Remark.EnumFromApplication.class::cast)
        .map(remark -> finding(facts, remark))
        .toList();
  }

  private Finding finding(ServiceFacts facts, Remark.EnumFromApplication remark) {
    return FindingBuilder.of(this, facts, remark.origin())
        .says(
            remark.revision() + " " + remark.type(),
            "revision %s creates %s from today's %s: a fresh database gets other labels than a deployed one, and the drift cannot be seen"
                .formatted(
                    Wording.code(remark.revision()),
                    Wording.code(remark.type()),
                    Wording.code(remark.enumName())),
            "write the labels out as they were when the migration was made");
  }
}
