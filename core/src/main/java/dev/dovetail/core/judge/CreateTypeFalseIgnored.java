package dev.dovetail.core.judge;

import dev.dovetail.core.history.Remark;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * Only postgresql.ENUM looks at create_type; sa.Enum takes it and forgets it, until SQLAlchemy 2.1.
 */
final class CreateTypeFalseIgnored extends Described {

  CreateTypeFalseIgnored() {
    super(
        "create-type-false-ignored",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.ON,
        "sa.Enum(create_type=False) is not looked at by this SQLAlchemy");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.told().stream()
        .flatMap(told -> told.remarks().stream())
        .filter(Remark.CreateTypeIgnored.class::isInstance)
        .map(Remark.CreateTypeIgnored.class::cast)
        .map(remark ->
            FindingBuilder.of(this, facts, remark.origin())
                .suggests(
                    Optional.of(remark.origin())
                        .filter(Origin.InFile.class::isInstance)
                        .map(Origin.InFile.class::cast)
                        .map(place ->
                            Suggestion.unsafe(
                                "write `postgresql.ENUM`", new Edit.NotCreated(place))))
                .says(
                    remark.revision() + " " + remark.type(),
                    "`sa.Enum` does not look at `create_type=False` before SQLAlchemy 2.1: the table creates %s all the same"
                        .formatted(Wording.code(remark.type())),
                    "write `postgresql.ENUM(..., create_type=False)`"))
        .toList();
  }
}
