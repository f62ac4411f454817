package dev.dovetail.core.judge;

import dev.dovetail.core.history.Problem;
import dev.dovetail.core.source.Origin;
import java.util.List;
import java.util.Optional;

/** A rule about migrations that PostgreSQL refuses for a reason that has a name. */
abstract class CertainFailure extends Described {

  private final Cause cause;
  private final Words words;
  private final Words inSql;

  /**
   * What is said of it.
   *
   * @param reason a sentence that follows the server's own words
   */
  record Words(String reason, String remedy) {}

  CertainFailure(String id, Category category, String summary, Cause cause, Words words) {
    this(id, category, summary, cause, words, words);
  }

  /**
   * @param inSql what is said where migrations are files of SQL
   */
  CertainFailure(
      String id, Category category, String summary, Cause cause, Words words, Words inSql) {
    super(id, Severity.ERROR, category, Start.ON, summary);
    this.cause = cause;
    this.words = words;
    this.inSql = inSql;
  }

  @Override
  public final List<Finding> judge(ServiceFacts facts) {
    Failures failures = Failures.of(facts);
    return failures.of(cause).stream()
        .map(problem -> finding(facts, problem, failures.onlyOneAtATime(problem)))
        .toList();
  }

  /** What could be written there instead: a migration that fails everywhere may be edited. */
  Optional<Suggestion> corrected(Origin.InFile place) {
    return Optional.empty();
  }

  private Finding finding(ServiceFacts facts, Problem problem, boolean onlyOneAtATime) {
    Words said = Wording.ofSqlFiles(facts) ? inSql : words;
    return FindingBuilder.of(this, facts, problem.origin())
        .suggests(
            problem.origin() instanceof Origin.InFile place ? corrected(place) : Optional.empty())
        .says(
            Failures.subject(problem),
            "%s%s fails with %s: %s"
                .formatted(
                    onlyOneAtATime ? "applied one revision at a time, " : "",
                    Wording.revision(problem),
                    Wording.refusal(problem),
                    said.reason()),
            said.remedy());
  }
}
