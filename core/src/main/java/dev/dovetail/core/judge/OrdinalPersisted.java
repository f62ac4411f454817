package dev.dovetail.core.judge;

import dev.dovetail.core.declared.EnumColumn;
import java.util.List;

/** A number that stands for a place changes its meaning when a member is put before it. */
final class OrdinalPersisted extends Described {

  OrdinalPersisted() {
    super(
        "ordinal-persisted",
        Severity.INFO,
        Category.DEFINITIONS,
        Start.OFF,
        "an enum is stored as a number");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.columns().stream()
        .filter(column -> column.storage() == EnumColumn.Storage.NUMBER)
        .map(column ->
            FindingBuilder.of(this, facts, column.origin())
                .says(
                    column.table() + "." + column.column(),
                    "%s is stored as a number in %s: rows do not say what they mean, and nothing in the database refuses a wrong one"
                        .formatted(
                            column
                                .declared()
                                .map(declared -> Wording.code(declared.name()))
                                .orElse("an enum"),
                            Wording.code(column.table() + "." + column.column())),
                    "store its names or values; where numbers have to stay, give each member its"
                        + " own and never change it"))
        .toList();
  }
}
