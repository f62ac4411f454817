package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.compare.Drift;
import dev.dovetail.core.compare.Midway;
import dev.dovetail.core.history.Problem;
import java.util.List;

/**
 * The first migration changes what no migration makes. All that follows from it is told here, once.
 */
final class HistoryBeginsMidway implements Rule {

  private static final int SHOWN = 3;

  @Override
  public String id() {
    return "history-begins-midway";
  }

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public String summary() {
    return "the first migration takes for granted what no migration makes";
  }

  @Override
  public List<Finding> judge(ServiceFacts facts) {
    return facts.midway().stream().map(midway -> finding(facts, midway)).toList();
  }

  private Finding finding(ServiceFacts facts, Midway midway) {
    Problem problem = midway.problem();
    return FindingBuilder.of(this, facts, problem.origin())
        .says(
            Failures.subject(problem),
            "the history begins midway: on an empty database %s fails with %s, and no migration makes %s%s"
                .formatted(
                    Wording.revision(problem),
                    Wording.refusal(problem),
                    names(midway.missing()),
                    notCompared(facts)),
            "write what the database holds before %s into a file, and name it for the service in dovetail.toml: `baseline = \"before.sql\"`; or add the migration that makes it"
                .formatted(Wording.revision(problem)));
  }

  private static String names(List<String> missing) {
    int more = missing.size() - SHOWN;
    String shown = Wording.list(missing.subList(0, Math.min(SHOWN, missing.size())));
    return more > 0 ? shown + " and %d more".formatted(more) : shown;
  }

  private static String notCompared(ServiceFacts facts) {
    long enums =
        facts.comparisons().stream()
            .map(Comparison::drifts)
            .filter(drifts -> drifts.stream().anyMatch(HistoryBeginsMidway::isOfBefore))
            .count();
    return switch ((int) enums) {
      case 0 -> "";
      case 1 -> "; 1 enum of the code is not compared";
      default -> "; %d enums of the code are not compared".formatted(enums);
    };
  }

  private static boolean isOfBefore(Drift drift) {
    return drift instanceof Drift.Unverifiable unverifiable
        && unverifiable.reason().equals(Midway.REASON);
  }
}
