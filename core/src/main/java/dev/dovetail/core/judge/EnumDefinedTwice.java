package dev.dovetail.core.judge;

import dev.dovetail.core.declared.DeclaredEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Two enums of one name begin as copies, and then one of them gets a member. */
final class EnumDefinedTwice extends Described {

  EnumDefinedTwice() {
    super(
        "enum-defined-twice",
        Severity.WARNING,
        Category.DEFINITIONS,
        Start.OFF,
        "an enum that is stored is defined a second time in the repository, with other members");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (DeclaredEnum declared : Stored.enums(facts)) {
      for (DeclaredEnum other : facts.namesakes()) {
        if (isNamesake(declared, other)) {
          Set<String> one = words(declared);
          Set<String> two = words(other);
          Set<String> both = new TreeSet<>(one);
          both.retainAll(two);
          boolean alike = both.size() * 2 >= Math.max(one.size(), two.size());
          if (alike && !one.equals(two)) {
            findings.add(finding(facts, declared, other, one, two));
          }
        }
      }
    }
    return findings;
  }

  private static boolean isNamesake(DeclaredEnum declared, DeclaredEnum other) {
    return declared.name().equals(other.name())
        && !declared.origin().equals(other.origin())
        && other.unknown().isEmpty()
        && !other.members().isEmpty();
  }

  /** What others see of it. */
  private static Set<String> words(DeclaredEnum declared) {
    Set<String> words = new TreeSet<>();
    declared
        .members()
        .forEach(member ->
            words.add(member.text() ? member.value().orElse(member.name()) : member.name()));
    return words;
  }

  private Finding finding(
      ServiceFacts facts,
      DeclaredEnum declared,
      DeclaredEnum other,
      Set<String> one,
      Set<String> two) {
    Set<String> missing = new TreeSet<>(two);
    missing.removeAll(one);
    Set<String> more = new TreeSet<>(one);
    more.removeAll(two);
    List<String> parts = new ArrayList<>();
    if (!missing.isEmpty()) {
      parts.add(
          "%s is only in %s"
              .formatted(Wording.list(List.copyOf(missing)), Wording.code(other.module())));
    }
    if (!more.isEmpty()) {
      parts.add(
          "%s is only in %s"
              .formatted(Wording.list(List.copyOf(more)), Wording.code(declared.module())));
    }
    return FindingBuilder.of(this, facts, declared.origin())
        .also(other.origin(), "the other is here")
        .says(
            declared.name() + " " + other.module(),
            "%s is defined in %s and in %s, with other members: %s"
                .formatted(
                    Wording.code(declared.name()),
                    Wording.code(declared.module()),
                    Wording.code(other.module()),
                    String.join("; ", parts)),
            "import one of them everywhere, or give them different names");
  }
}
