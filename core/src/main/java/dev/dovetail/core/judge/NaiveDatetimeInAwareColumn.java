package dev.dovetail.core.judge;

import java.util.List;

/** A time without a zone is taken to be in the zone of the session. */
final class NaiveDatetimeInAwareColumn extends Described {

  NaiveDatetimeInAwareColumn() {
    super(
        "naive-datetime-in-aware-column",
        Severity.WARNING,
        Category.USES,
        Start.OFF,
        "a time without a zone goes into a column with one");
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Clocks.of(facts).stream()
        .filter(given -> !given.aware() && given.isIn("timestamp with time zone"))
        .map(given ->
            FindingBuilder.of(this, facts, given.origin())
                .says(
                    given.shown(),
                    "%s is `timestamp with time zone` and gets a time without one: the database takes it to be in the zone of the session, whatever that is"
                        .formatted(Wording.code(given.shown())),
                    "use `datetime.now(timezone.utc)`, or leave it to the database:"
                        + " `server_default=func.now()`"))
        .toList();
  }
}
