package dev.dovetail.core.judge;

import dev.dovetail.core.history.Remark;
import dev.dovetail.core.schema.Identifiers;
import java.util.List;

/** PostgreSQL keeps 63 bytes of a name, and cuts the rest with a NOTICE. */
final class IdentifierTooLong extends Described {

  IdentifierTooLong() {
    super(
        "identifier-too-long",
        Severity.WARNING,
        Category.SAFETY,
        Start.ON,
        "a name in SQL has more than 63 bytes, and is cut");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.told().stream()
        .flatMap(told -> told.remarks().stream())
        .filter(Remark.NameCut.class::isInstance)
        .map(Remark.NameCut.class::cast)
        .map(remark ->
            FindingBuilder.of(this, facts, remark.origin())
                .says(
                    remark.name(),
                    "%s is longer than 63 bytes: PostgreSQL keeps %s, and says so in a NOTICE alone"
                        .formatted(
                            Wording.code(remark.name()),
                            Wording.code(Identifiers.cut(remark.name()))),
                    "write a shorter name; two that agree in their first 63 bytes are one"))
        .toList();
  }
}
