package dev.dovetail.core.judge;

import dev.dovetail.core.history.Problem;
import java.util.List;

/** A rule about migrations that PostgreSQL refuses for a reason that has a name. */
abstract class CertainFailure extends Described {

  private final Cause cause;
  private final String reason;
  private final String remedy;

  /**
   * @param reason a sentence that follows the server's own words
   */
  CertainFailure(
      String id, Category category, String summary, Cause cause, String reason, String remedy) {
    super(id, Severity.ERROR, category, Start.ON, summary);
    this.cause = cause;
    this.reason = reason;
    this.remedy = remedy;
  }

  @Override
  public final List<Finding> judge(ServiceFacts facts) {
    Failures failures = Failures.of(facts);
    return failures.of(cause).stream()
        .map(problem -> finding(facts, problem, failures.onlyOneAtATime(problem)))
        .toList();
  }

  private Finding finding(ServiceFacts facts, Problem problem, boolean onlyOneAtATime) {
    return FindingBuilder.of(this, facts, problem.origin())
        .says(
            Failures.subject(problem),
            "%s%s fails with %s: %s"
                .formatted(
                    onlyOneAtATime ? "applied one revision at a time, " : "",
                    Wording.revision(problem),
                    Wording.refusal(problem),
                    reason),
            remedy);
  }
}
