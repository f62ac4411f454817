package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import java.util.List;

/** The database may hold a label that the code cannot read back. */
final class LabelOnlyInDatabase implements Rule {

  @Override
  public String id() {
    return "label-only-in-database";
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public String summary() {
    return "the database type has a label that the enum of the code does not know";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.each(
        Drift.Extra.class,
        extra -> !TypeNameAmongItsLabels.isNameOf(extra.label(), extra.type()),
        (comparison, drift) -> finding(facts, comparison, drift));
  }

  private Finding finding(ServiceFacts facts, Comparison comparison, Drift.Extra extra) {
    String type = Wording.type(extra.type());
    String shown = Wording.enumOf(comparison);
    FindingBuilder finding =
        FindingBuilder.of(this, facts, extra.label().origin())
            .topic(
                "labels of %s are unknown to %s: a row that holds one cannot be read"
                    .formatted(type, shown));
    comparison.declared().ifPresent(d -> finding.also(d.origin(), shown + " is declared here"));
    return finding.says(
        comparison.name().orElse("") + "." + extra.label().text() + " " + extra.type().name(),
        "%s has the label %s, which %s does not know: a row that holds it cannot be read"
            .formatted(type, Wording.code(extra.label().text()), shown),
        "add the member to %s, or make sure that no row holds the label".formatted(shown));
  }
}
