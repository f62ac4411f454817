package dev.dovetail.core.judge;

import dev.dovetail.core.history.Problem;
import java.util.List;

/** The migrations cannot be run from an empty database to the head. */
final class HistoryFails implements Rule {

  @Override
  public String id() {
    return "history-fails";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "the migrations fail on an empty database";
  }

  @Override
  public Category category() {
    return Category.MIGRATIONS;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Failures.of(facts).unnamed().stream()
        .filter(problem -> facts.midway().isEmpty())
        .map(problem -> finding(facts, problem))
        .toList();
  }

  private Finding finding(ServiceFacts facts, Problem problem) {
    boolean eachWorks =
        !Wording.ofSqlFiles(facts)
            && facts
                .told()
                .map(told -> told.failsEach().isEmpty() && told.faults().isEmpty())
                .orElse(false);
    return FindingBuilder.of(this, facts, problem.origin())
        .says(
            Failures.subject(problem),
            "the migrations fail on an empty database: %s fails with %s"
                .formatted(Wording.revision(problem), Wording.refusal(problem)),
            eachWorks
                ? "one revision at a time succeeds; set `transaction_per_migration=True` in env.py,"
                    + " or mend the migration"
                : "mend the migration: a fresh database, a test or a restore cannot be built from"
                    + " this history");
  }
}
