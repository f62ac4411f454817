package dev.dovetail.core.judge;

import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Remark;
import java.util.List;

/**
 * A type is created that exists already: the explicit create beside {@code create_table} is the
 * classic.
 */
final class TypeCreatedTwice implements Rule {

  @Override
  public String id() {
    return "type-created-twice";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "a type is created that exists already";
  }

  @Override
  public Category category() {
    return Category.MIGRATIONS;
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    Failures failures = Failures.of(facts);
    return failures.createdTwice().stream()
        .map(problem -> finding(facts, failures, problem))
        .toList();
  }

  private Finding finding(ServiceFacts facts, Failures failures, Problem problem) {
    String type = Failures.typeThatExists(problem).orElse("");
    String shown = Wording.code(type);
    boolean onlyOneByOne = failures.onlyOneAtATime(problem);
    FindingBuilder finding =
        FindingBuilder.of(this, facts, problem.origin())
            .topic(
                onlyOneByOne
                    ? "types are created twice when revisions are applied one at a time (42710)"
                    : "types are created twice: the migrations fail with 42710");
    failures
        .remark(problem)
        .map(Remark.CreatedTwice::first)
        .ifPresent(first -> finding.also(first, shown + " is created here first"));
    return finding.says(
        type + problem.revision().map(id -> " " + id).orElse(""),
        onlyOneByOne
            ? "%s is created twice: applied one revision at a time, %s fails with %s"
                .formatted(shown, Wording.revision(problem), Wording.refusal(problem))
            : "%s is created twice: %s fails with %s"
                .formatted(shown, Wording.revision(problem), Wording.refusal(problem)),
        "create it once: leave out the explicit create, or give the column `postgresql.ENUM(...,"
            + " create_type=False)`");
  }
}
