package dev.dovetail.core.judge;

import java.util.List;

/** A zone that a column cannot keep is dropped, or refused. */
final class AwareDatetimeInNaiveColumn extends Described {

  AwareDatetimeInNaiveColumn() {
    super(
        "aware-datetime-in-naive-column",
        Severity.WARNING,
        Category.USES,
        Start.OFF,
        "a time with a zone goes into a column without one");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Clocks.of(facts).stream()
        .filter(given -> given.aware() && given.isIn("timestamp without time zone"))
        .map(given ->
            FindingBuilder.of(this, facts, given.origin())
                .says(
                    given.shown(),
                    "%s is `timestamp without time zone` and gets a time with one: asyncpg refuses it, and with other drivers the zone is lost"
                        .formatted(Wording.code(given.shown())),
                    "declare the column `DateTime(timezone=True)`, and alter it in a migration"))
        .toList();
  }
}
