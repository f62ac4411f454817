package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;

/** Without BEFORE or AFTER a label goes to the end. */
final class AddValueWithoutPosition extends Described {

  AddValueWithoutPosition() {
    super(
        "add-value-without-position",
        Severity.INFO,
        Category.MIGRATIONS,
        Start.OFF,
        "a label is added without saying where");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Deed deed : Steps.up(facts).all()) {
      for (Statement statement : deed.statements()) {
        if (statement instanceof Statement.AddValue add
            && add.position() instanceof Statement.Position.Last
            && !isFirst(deed, add)) {
          findings.add(
              FindingBuilder.of(this, facts, deed.origin())
                  .says(
                      deed.revision() + " " + add.type() + " " + add.label(),
                      "%s is added to %s without BEFORE or AFTER: it sorts after every other label"
                          .formatted(Wording.code(add.label()), Wording.code(add.type())),
                      "say where it belongs, `AFTER '...'`, if anything compares or sorts by it"));
        }
      }
    }
    return findings;
  }

  /** A type without labels has no place to name. */
  private static boolean isFirst(Deed deed, Statement.AddValue add) {
    return deed.before().enumNamed(add.type()).filter(type -> type.labels().isEmpty()).isPresent();
  }
}
