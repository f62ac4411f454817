package dev.dovetail.core.judge;

import java.util.List;

/** Two names of one value are one member: the second is stored and read back as the first. */
final class MemberIsAlias extends Described {

  MemberIsAlias() {
    super(
        "member-is-alias",
        Severity.WARNING,
        Category.DEFINITIONS,
        Start.ON,
        "two members of a stored enum have one value");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Stored.members(facts).stream()
        .filter(stored -> stored.member().aliasOf().isPresent())
        .map(stored ->
            stored
                .at(this, facts)
                .says(
                    stored.subject(),
                    "%s has the value of %s, and is another name for it: what is stored as one is read back as the other"
                        .formatted(
                            Wording.code(stored.shown()),
                            Wording.code(stored.member().aliasOf().orElseThrow())),
                    "give it a value of its own, or remove it"))
        .toList();
  }
}
