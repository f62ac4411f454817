package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.schema.Schema.EnumType;
import java.util.List;

/** The migrations make a type that no model is known to use. */
final class EnumUnbound implements Rule {

  @Override
  public String id() {
    return "enum-unbound";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String summary() {
    return "the migrations make an enum type that nothing in the code is bound to";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.each(Drift.Unbound.class, (comparison, drift) -> finding(facts, drift));
  }

  private Finding finding(ServiceFacts facts, Drift.Unbound unbound) {
    EnumType type = unbound.type();
    FindingBuilder finding = FindingBuilder.of(this, facts, type.origin());
    String shown = Wording.type(type);
    if (unbound.candidate().isEmpty()) {
      return finding
          .weighing(Severity.INFO)
          .topic("enum types are used by no model, so their labels are compared with nothing")
          .says(
              type.name().toString(),
              "no model uses %s, so its labels are compared with nothing".formatted(shown),
              "bind it in dovetail.toml, or drop it where nothing needs it");
    }
    DeclaredEnum candidate = unbound.candidate().get();
    return finding
        .also(candidate.origin(), "the likeliest enum of the code")
        .says(
            type.name().toString(),
            "no model uses %s, so its labels are compared with nothing; %s looks like it"
                .formatted(shown, Wording.code(candidate.name())),
            "bind them in dovetail.toml: `[[binding]]`, `enum = \"%s\"`, `type = \"%s\"`"
                .formatted(candidate.name(), type.name()));
  }
}
