package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.schema.Schema.EnumType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Two services that share a vocabulary have to change it together. */
final class ServicesDisagreeOnType extends Described {

  ServicesDisagreeOnType() {
    super(
        "services-disagree-on-type",
        Severity.WARNING,
        Category.DRIFT,
        Start.OFF,
        "two services have an enum type of one name with other labels");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Told told : facts.told().stream().toList()) {
      facts
          .neighbours()
          .forEach((service, other) -> {
            // Each pair is told once, by the service that comes first.
            if (facts.name().compareTo(service) < 0) {
              told.schema()
                  .enums()
                  .values()
                  .forEach(type ->
                      twin(type, other)
                          .ifPresent(twin -> findings.add(finding(facts, type, service, twin))));
            }
          });
    }
    return findings;
  }

  private static Optional<EnumType> twin(EnumType type, Told other) {
    return other.schema().enums().values().stream()
        .filter(candidate -> candidate.name().name().equals(type.name().name()))
        .filter(candidate -> {
          Set<String> one = new TreeSet<>(type.texts());
          Set<String> two = new TreeSet<>(candidate.texts());
          Set<String> both = new TreeSet<>(one);
          both.retainAll(two);
          return !one.equals(two) && both.size() * 2 >= Math.max(one.size(), two.size());
        })
        .findFirst();
  }

  private Finding finding(ServiceFacts facts, EnumType type, String service, EnumType twin) {
    List<String> missing = new ArrayList<>(twin.texts());
    missing.removeAll(type.texts());
    List<String> more = new ArrayList<>(type.texts());
    more.removeAll(twin.texts());
    List<String> parts = new ArrayList<>();
    if (!missing.isEmpty()) {
      parts.add("only %s has %s".formatted(Wording.code(service), Wording.list(missing)));
    }
    if (!more.isEmpty()) {
      parts.add("only %s has %s".formatted(Wording.code(facts.name()), Wording.list(more)));
    }
    return FindingBuilder.of(this, facts, type.origin())
        .also(twin.origin(), "the type of " + Wording.code(service) + " is created here")
        .says(
            type.name() + " " + service,
            "%s has other labels in the services %s and %s: %s"
                .formatted(
                    Wording.type(type),
                    Wording.code(facts.name()),
                    Wording.code(service),
                    String.join("; ", parts)),
            "bring both to the same labels, or give the types different names");
  }
}
