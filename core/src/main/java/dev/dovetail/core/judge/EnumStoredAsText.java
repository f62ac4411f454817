package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import java.util.List;

/** Nothing in the database keeps a column to the labels of its enum. */
final class EnumStoredAsText implements Rule {

  @Override
  public String id() {
    return "enum-stored-as-text";
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public String summary() {
    return "an enum is kept in a text column, where nothing refuses a wrong label";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.each(
        Drift.StoredAsText.class, (comparison, drift) -> finding(facts, comparison, drift));
  }

  private Finding finding(ServiceFacts facts, Comparison comparison, Drift.StoredAsText text) {
    String column = comparison.column().map(Comparison.Column::toString).orElse("");
    String columnType = Wording.code(text.columnType());
    FindingBuilder finding =
        FindingBuilder.of(
                this, facts, comparison.source().map(s -> s.origin()).orElse(text.origin()))
            .also(text.origin(), "the migrations make it %s".formatted(columnType));
    String subject = comparison.name().orElse("") + " " + column;
    if (text.asDeclared()) {
      return finding
          .topic("enums are kept as text: nothing in the database refuses a wrong label")
          .says(
              subject,
              "%s is kept as text in %s: nothing in the database refuses a wrong label"
                  .formatted(Wording.enumOf(comparison), Wording.code(column)),
              "nothing, where that is meant; a CHECK constraint or an enum type would refuse wrong"
                  + " labels");
    }
    return finding
        .weighing(Severity.WARNING)
        .says(
            subject,
            "the code declares %s with an enum type, but the migrations made it %s"
                .formatted(Wording.code(column), columnType),
            "say `native_enum=False` in the model, or alter the column back in a migration");
  }
}
