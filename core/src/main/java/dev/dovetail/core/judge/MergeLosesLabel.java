package dev.dovetail.core.judge;

import dev.dovetail.core.schema.Schema.EnumType;
import java.util.ArrayList;
import java.util.List;

/** A branch that creates a type anew knows nothing of the label that another added. */
final class MergeLosesLabel extends Described {

  MergeLosesLabel() {
    super(
        "merge-loses-label",
        Severity.ERROR,
        Category.HISTORY,
        Start.ON,
        "a label that one branch adds is lost when another creates the type anew");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (EnumChanges.Pair pair : EnumChanges.onBranchesBesideEachOther(facts)) {
      if (pair.earlier() instanceof EnumChanges.Change.Added added
          && pair.later() instanceof EnumChanges.Change.Recreated anew
          && !anew.labels().contains(added.label())
          && isGone(facts, pair.type(), added.label())) {
        findings.add(finding(facts, pair.type(), added, anew));
      }
    }
    return findings;
  }

  private static boolean isGone(ServiceFacts facts, String type, String label) {
    List<EnumType> types =
        facts.told().stream()
            .flatMap(told -> told.schema().enums().values().stream())
            .filter(found -> found.name().name().equals(type))
            .toList();
    return !types.isEmpty() && types.stream().noneMatch(found -> found.texts().contains(label));
  }

  private Finding finding(
      ServiceFacts facts,
      String type,
      EnumChanges.Change.Added added,
      EnumChanges.Change.Recreated anew) {
    return FindingBuilder.of(this, facts, anew.deed().origin())
        .also(added.deed().origin(), "the label is added here, on another branch")
        .says(
            "%s %s %s".formatted(type, added.label(), anew.deed().revision()),
            "revision %s creates %s anew without %s, which revision %s added on a branch beside it: after the merge the label is gone"
                .formatted(
                    Wording.code(anew.deed().revision()),
                    Wording.code(type),
                    Wording.code(added.label()),
                    Wording.code(added.deed().revision())),
            "add the label again in a revision after the merge");
  }
}
