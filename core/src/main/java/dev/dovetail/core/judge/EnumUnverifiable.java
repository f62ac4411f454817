package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.Midway;
import java.util.List;

/** Nothing can be said of an enum, because something was not understood. */
final class EnumUnverifiable implements Rule {

  @Override
  public String id() {
    return "enum-unverifiable";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String summary() {
    return "an enum could not be compared, and why";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.each(
        Drift.Unverifiable.class,
        drift -> !facts.isUnreadable(drift.origin()) && !drift.reason().equals(Midway.REASON),
        (comparison, drift) -> finding(facts, comparison, drift));
  }

  private Finding finding(
      ServiceFacts facts, Comparison comparison, Drift.Unverifiable unverifiable) {
    String column = comparison.column().map(Comparison.Column::toString).orElse("");
    return FindingBuilder.of(
            this, facts, comparison.source().map(s -> s.origin()).orElse(unverifiable.origin()))
        .topic("enums could not be compared: " + unverifiable.reason())
        .also(unverifiable.origin(), "this was not understood")
        .says(
            comparison.name().orElse("") + " " + column,
            "%s in %s could not be compared: %s"
                .formatted(Wording.enumOf(comparison), Wording.code(column), unverifiable.reason()),
            "write it so that it can be read without running it, or bind the enum in"
                + " dovetail.toml");
  }
}
