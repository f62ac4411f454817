package dev.dovetail.core.judge;

import dev.dovetail.core.history.Problem;
import java.util.List;

/** The migrations cannot be taken back. */
final class DowngradeFails implements Rule {

  @Override
  public String id() {
    return "downgrade-fails";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String summary() {
    return "the way down to base fails";
  }

  @Override
  public Category category() {
    return Category.MIGRATIONS;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.told().stream()
        .flatMap(told -> told.downgradeFails().stream())
        .filter(problem -> !Failures.isDeliberate(problem))
        .map(problem -> finding(facts, problem))
        .toList();
  }

  private Finding finding(ServiceFacts facts, Problem problem) {
    return FindingBuilder.of(this, facts, problem.origin())
        .says(
            Failures.subject(problem),
            "the way down to base fails: %s fails with %s"
                .formatted(Wording.revision(problem), Wording.refusal(problem)),
            "undo in reverse order: what uses a type goes before the type");
  }
}
