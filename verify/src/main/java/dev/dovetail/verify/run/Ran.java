package dev.dovetail.verify.run;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of one command of a migration tool.
 *
 * @param begun the revisions begun, the failing one last
 * @param output what migrations and tool printed, cut at a bound
 */
public record Ran(
    List<String> begun, Optional<Failure> failure, Duration took, List<String> output) {

  public Ran {
    begun = List.copyOf(begun);
    output = List.copyOf(output);
  }

  public boolean worked() {
    return failure.isEmpty();
  }
}
