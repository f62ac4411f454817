package dev.dovetail.core.judge;

import java.util.List;

/** PostgreSQL takes a type without labels, and no value for it. */
final class TypeWithoutLabels extends Described {

  TypeWithoutLabels() {
    super(
        "type-without-labels",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "an enum type has no label at the end of the history");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.told().stream()
        .flatMap(told -> told.schema().enums().values().stream())
        .filter(type -> type.labels().isEmpty())
        .map(type ->
            FindingBuilder.of(this, facts, type.origin())
                .says(
                    type.name().toString(),
                    "%s has no label: nothing but NULL can be stored in it"
                        .formatted(Wording.type(type)),
                    "create it with its labels; one that is added later cannot be used in the same"
                        + " transaction"))
        .toList();
  }
}
