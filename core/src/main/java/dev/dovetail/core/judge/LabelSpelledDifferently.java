package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.schema.Identifiers;
import java.util.List;

/** Code and database mean the same label and write it in two ways. */
final class LabelSpelledDifferently implements Rule {

  @Override
  public String id() {
    return "label-spelled-differently";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "code and database write the same label in two ways";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.each(
        Drift.Respelled.class, (comparison, drift) -> finding(facts, comparison, drift));
  }

  private Finding finding(ServiceFacts facts, Comparison comparison, Drift.Respelled pair) {
    String type = Wording.type(pair.type());
    String how =
        switch (pair.difference()) {
          case CASE -> "only upper and lower case differ";
          case SEPARATOR -> "only the way of joining words differs";
          case ONE_EDIT -> "they are one letter apart";
        };
    return FindingBuilder.of(this, facts, pair.declared().origin())
        .topic(
            "labels of %s are spelled differently in %s: writing one fails with 22P02"
                .formatted(Wording.enumOf(comparison), type))
        .suggests(Stored.spelling(comparison, pair.declared(), pair.told().text()))
        .also(pair.told().origin(), "in the migrations it is " + Wording.code(pair.told().text()))
        .says(
            comparison.name().orElse("") + "." + pair.declared().text() + " " + pair.type().name(),
            "%s is %s in %s: %s, and writing it fails with 22P02%s"
                .formatted(
                    Wording.member(comparison, pair.declared()),
                    Wording.code(pair.told().text()),
                    type,
                    how,
                    Wording.persisted(comparison, pair.declared())),
            "spell it as the database does, or add a migration that runs `ALTER TYPE %s RENAME VALUE %s TO %s`"
                .formatted(
                    pair.type().name().quoted(),
                    Identifiers.literal(pair.told().text()),
                    Identifiers.literal(pair.declared().text())));
  }
}
