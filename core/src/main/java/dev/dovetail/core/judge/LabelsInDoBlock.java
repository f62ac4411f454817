package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tools that read migrations, and people who search them, do not look into a string. */
final class LabelsInDoBlock extends Described {

  LabelsInDoBlock() {
    super(
        "labels-in-do-block",
        Severity.INFO,
        Category.MIGRATIONS,
        Start.OFF,
        "labels are added or a type is created inside a DO block");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Deed deed : Steps.up(facts).all()) {
      if (deed.statement() instanceof Statement.DoBlock) {
        for (Statement statement : deed.statements()) {
          type(statement).ifPresent(type -> findings.add(finding(facts, deed, type)));
        }
      }
    }
    return findings;
  }

  private static Optional<Name> type(Statement statement) {
    return switch (statement) {
      case Statement.CreateEnum create -> Optional.of(create.type());
      case Statement.AddValue add -> Optional.of(add.type());
      default -> Optional.empty();
    };
  }

  private Finding finding(ServiceFacts facts, Deed deed, Name type) {
    return FindingBuilder.of(this, facts, deed.origin())
        .says(
            deed.revision() + " " + type,
            "the labels of %s stand inside a DO block, where most tools do not see them"
                .formatted(Wording.code(type)),
            "write the statement itself: ADD VALUE has an IF NOT EXISTS of its own, and a migration"
                + " runs once");
  }
}
