package dev.dovetail.core.judge;

import dev.dovetail.core.history.Problem;
import java.util.List;

/**
 * The migrations run in one command and fail in several, which is how a deployed database grows.
 */
final class HistoryFailsOneAtATime implements Rule {

  @Override
  public String id() {
    return "history-fails-one-at-a-time";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "the migrations fail when revisions are applied one by one";
  }

  @Override
  public Category category() {
    return Category.MIGRATIONS;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return Failures.of(facts).unnamedOneAtATime().stream()
        .filter(problem -> facts.midway().isEmpty())
        .map(problem -> finding(facts, problem))
        .toList();
  }

  private Finding finding(ServiceFacts facts, Problem problem) {
    return FindingBuilder.of(this, facts, problem.origin())
        .says(
            Failures.subject(problem),
            "applied one revision at a time, as a deployed database is, the migrations fail: %s fails with %s"
                .formatted(Wording.revision(problem), Wording.refusal(problem)),
            "mend the migration so that it does not lean on what an earlier one did in the same"
                + " command");
  }
}
