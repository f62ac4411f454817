package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import java.util.List;

/** The code may write a label that the database will refuse. */
final class LabelMissingInDatabase implements Rule {

  @Override
  public String id() {
    return "label-missing-in-database";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "an enum of the code has a label that the database type lacks";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.each(
        Drift.Missing.class, (comparison, drift) -> finding(facts, comparison, drift));
  }

  private Finding finding(ServiceFacts facts, Comparison comparison, Drift.Missing missing) {
    String type = Wording.type(missing.type());
    String shown = Wording.enumOf(comparison);
    return FindingBuilder.of(this, facts, missing.label().origin())
        .topic(
            "labels of %s are missing in %s: writing one fails with 22P02".formatted(shown, type))
        .also(missing.type().origin(), "the migrations create " + type + " here")
        .says(
            comparison.name().orElse("")
                + "."
                + missing.label().text()
                + " "
                + missing.type().name(),
            "%s is not a label of %s: writing it fails with 22P02%s"
                .formatted(
                    Wording.member(comparison, missing.label()),
                    type,
                    Wording.persisted(comparison, missing.label())),
            "add a migration that runs `%s`".formatted(comparison.adding(missing)));
  }
}
