package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import java.util.List;

/** Sorting by the column gives another order than the code has. */
final class LabelOrderDiffers implements Rule {

  @Override
  public String id() {
    return "label-order-differs";
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public String summary() {
    return "code and database have the same labels in another order";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.each(
        Drift.OrderDiffers.class, (comparison, drift) -> finding(facts, comparison, drift));
  }

  private Finding finding(ServiceFacts facts, Comparison comparison, Drift.OrderDiffers differs) {
    String type = Wording.type(differs.type());
    String told = Wording.code(differs.told().text());
    return FindingBuilder.of(this, facts, differs.declared().origin())
        .also(differs.told().origin(), "the migrations have " + told + " in its place")
        .says(
            comparison.name().orElse("") + " " + differs.type().name(),
            "%s and %s have their labels in another order, first where the code has %s and the database %s: ORDER BY, <, > and max() follow the database"
                .formatted(
                    Wording.enumOf(comparison),
                    type,
                    Wording.code(differs.declared().text()),
                    told),
            "nothing, unless the order is used; a type's order can only be changed by making it"
                + " anew");
  }
}
