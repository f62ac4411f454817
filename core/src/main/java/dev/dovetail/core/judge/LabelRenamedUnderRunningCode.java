package dev.dovetail.core.judge;

import dev.dovetail.core.history.Deed;
import dev.dovetail.core.statement.Name;
import dev.dovetail.core.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** While a deployment rolls, the old code still writes the old word. */
final class LabelRenamedUnderRunningCode extends Described {

  LabelRenamedUnderRunningCode() {
    super(
        "label-renamed-under-running-code",
        Severity.WARNING,
        Category.MIGRATIONS,
        Start.OFF,
        "a label is renamed while code that uses it runs");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, List<Deed>> revision : Steps.up(facts).byRevision().entrySet()) {
      for (Deed deed : revision.getValue()) {
        for (Statement statement : deed.statements()) {
          if (statement instanceof Statement.RenameValue rename
              && !isOwn(revision.getValue(), rename.type())) {
            findings.add(finding(facts, deed, rename));
          }
        }
      }
    }
    return findings;
  }

  private static boolean isOwn(List<Deed> deeds, Name type) {
    return Steps.any(deeds, Statement.CreateEnum.class, create -> Steps.same(create.type(), type));
  }

  private Finding finding(ServiceFacts facts, Deed deed, Statement.RenameValue rename) {
    return FindingBuilder.of(this, facts, deed.origin())
        .says(
            "%s %s %s".formatted(deed.revision(), rename.type(), rename.from()),
            "%s of %s becomes %s at once: code that still runs writes %s and fails with 22P02, and reads a label that it does not know"
                .formatted(
                    Wording.code(rename.from()),
                    Wording.code(rename.type()),
                    Wording.code(rename.to()),
                    Wording.code(rename.from())),
            "add the new label, let the code read both and write the new one, move the rows, and"
                + " leave the old label unused");
  }
}
