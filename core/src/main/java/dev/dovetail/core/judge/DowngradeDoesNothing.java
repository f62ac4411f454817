package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A way down that is empty says that there is one. */
final class DowngradeDoesNothing extends Described {

  DowngradeDoesNothing() {
    super(
        "downgrade-does-nothing",
        Severity.INFO,
        Category.MIGRATIONS,
        Start.OFF,
        "a downgrade is empty and does not say so, though the upgrade changes the schema");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    Map<String, List<Deed>> down = Steps.down(facts).byRevision();
    if (down.isEmpty() || facts.told().flatMap(Told::downgradeFails).isPresent()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, List<Deed>> up : Steps.up(facts).byRevision().entrySet()) {
      List<Deed> changes =
          up.getValue().stream().filter(deed -> Steps.changesSchema(deed.statement())).toList();
      if (!changes.isEmpty() && !down.containsKey(up.getKey())) {
        findings.add(
            FindingBuilder.of(this, facts, changes.getFirst().origin())
                .says(
                    up.getKey(),
                    "revision %s changes the schema, and its downgrade does nothing: taken back, the database is not what it was before, and the next upgrade meets it"
                        .formatted(Wording.code(up.getKey())),
                    "write the way back; where there is none, say so: `raise"
                        + " NotImplementedError(\"...\")`"));
      }
    }
    return findings;
  }
}
