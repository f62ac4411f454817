package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** To the database, two spellings of one word are two labels. */
final class LabelsNearlyAlike extends Described {

  LabelsNearlyAlike() {
    super(
        "labels-nearly-alike",
        Severity.WARNING,
        Category.DEFINITIONS,
        Start.ON,
        "two labels of a type differ only in case, space or punctuation");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Told told : facts.told().stream().toList()) {
      for (EnumType type : told.schema().enums().values()) {
        Map<String, Label> seen = new HashMap<>();
        for (Label label : type.labels()) {
          String plain = StoredLabels.folded(label.text()).replaceAll("[^\\p{L}\\p{N}]", "");
          Optional<Label> twin =
              plain.isEmpty()
                  ? Optional.empty()
                  : Optional.ofNullable(seen.putIfAbsent(plain, label));
          twin.ifPresent(first -> findings.add(finding(facts, type, first, label)));
        }
      }
    }
    return findings;
  }

  private Finding finding(ServiceFacts facts, EnumType type, Label first, Label second) {
    return FindingBuilder.of(this, facts, second.origin())
        .also(first.origin(), Wording.code(first.text()) + " is here")
        .says(
            type.name() + " " + second.text(),
            "%s has %s and %s, which differ only in case, space or punctuation: rows with one of them are not found by the other"
                .formatted(
                    Wording.type(type), Wording.code(first.text()), Wording.code(second.text())),
            "keep one of them: move the rows, and leave the other unused");
  }
}
