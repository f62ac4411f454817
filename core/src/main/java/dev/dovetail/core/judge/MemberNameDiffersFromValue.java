package dev.dovetail.core.judge;

import java.util.List;

/** Where name and value differ, every reader has to know which of them is stored. */
final class MemberNameDiffersFromValue extends Described {

  MemberNameDiffersFromValue() {
    super(
        "member-name-differs-from-value",
        Severity.INFO,
        Category.DEFINITIONS,
        Start.OFF,
        "a member of a stored enum has another name than value");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Stored.members(facts).stream()
        .filter(stored -> stored.member().text())
        .filter(stored ->
            stored.member().value().filter(it -> !it.equals(stored.member().name())).isPresent())
        .map(stored ->
            stored
                .at(this, facts)
                .says(
                    stored.subject(),
                    "%s has the value %s: whoever writes SQL has to know which of the two is stored"
                        .formatted(
                            Wording.code(stored.shown()),
                            Wording.code(stored.member().value().orElseThrow())),
                    "give both the same word"))
        .toList();
  }
}
