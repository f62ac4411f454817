package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.schema.Schema.Label;
import java.util.ArrayList;
import java.util.List;

/** The name of a type was passed as its first label. */
final class TypeNameAmongItsLabels implements Rule {

  @Override
  public String id() {
    return "type-name-among-its-labels";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String summary() {
    return "a type has its own name as a label";
  }

  @Override
  public Category category() {
    return Category.MIGRATIONS;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Told told : facts.told().stream().toList()) {
      for (EnumType type : told.schema().enums().values()) {
        for (Label label : type.labels()) {
          if (isNameOf(label, type)) {
            findings.add(finding(facts, type, label));
          }
        }
      }
    }
    return findings;
  }

  static boolean isNameOf(Label label, EnumType type) {
    return label.text().equals(type.name().name());
  }

  private Finding finding(ServiceFacts facts, EnumType type, Label label) {
    return FindingBuilder.of(this, facts, label.origin())
        .says(
            type.name().toString(),
            "%s has its own name as a label: it was probably meant as the name only"
                .formatted(Wording.type(type)),
            "take it out of the labels: the name is given as `name=`");
  }
}
