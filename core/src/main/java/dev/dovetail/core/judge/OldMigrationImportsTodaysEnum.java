package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Statement;
import java.util.List;
import java.util.Optional;

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

  /** What it makes today is what it makes then too, as long as nobody changes the class. */
  private static Optional<Suggestion> written(
      ServiceFacts facts, Remark.EnumFromApplication remark) {
    if (!(remark.origin() instanceof Origin.InFile place)) {
      return Optional.empty();
    }
    return facts.told().stream()
        .flatMap(told -> told.trail().up().stream())
        .filter(deed -> deed.revision().equals(remark.revision()) && !deed.refused())
        .map(Deed::statement)
        .filter(Statement.CreateEnum.class::isInstance)
        .map(Statement.CreateEnum.class::cast)
        .filter(create -> create.type().name().equals(lastName(remark.type())))
        .findFirst()
        .filter(create -> create.labels().stream().allMatch(Edit::isPlain))
        .flatMap(create ->
            Suggestion.safe(
                "write the labels of %s out".formatted(Wording.code(remark.type())),
                new Edit.WithLabels(place, create.labels())));
  }

  private static String lastName(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  private Finding finding(ServiceFacts facts, Remark.EnumFromApplication remark) {
    return FindingBuilder.of(this, facts, remark.origin())
        .suggests(written(facts, remark))
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
