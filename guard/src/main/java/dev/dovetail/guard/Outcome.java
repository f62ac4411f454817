package dev.dovetail.guard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a guard found.
 *
 * @param because why the mode is what it is
 * @param checks one for each enum and place, in the order in which they were expected
 * @param unasked why the database could not be asked; empty where it was, or needed not be
 * @param took from the first attempt to the answer
 */
public record Outcome(
    Mode mode, String because, List<Check> checks, Optional<String> unasked, Duration took) {

  public Outcome {
    checks = List.copyOf(checks);
  }

  /** Whether a start should be stopped, where the mode is {@link Mode#FAIL}. */
  public boolean isFatal() {
    for (Check check : checks) {
      if (check.isFatal()) {
        return true;
      }
    }
    return unasked.isPresent();
  }

  /** The labels that the database lacks, over all enums. */
  public int missing() {
    return checks.stream().mapToInt(check -> check.missing().size()).sum();
  }

  /** What is wrong and what to do about it, or that all is well; in lines. */
  public String message() {
    if (unasked.isPresent()) {
      return "the database could not be asked whether it knows the labels of the enums: %s\n%s"
          .formatted(unasked.get(), valve());
    }
    if (!isFatal()) {
      return mode == Mode.OFF
          ? "the guard is off: " + because
          : (checks.size() == 1 ? "1 enum was" : checks.size() + " enums were")
              + " held against the database, and it lacks none of their labels ("
              + took.toMillis()
              + " ms)";
    }
    return checks.stream()
        .filter(Check::isFatal)
        .map(Check::message)
        .collect(Collectors.joining("\n", "", "\n" + valve()));
  }

  private String valve() {
    return "  the mode is `%s`: %s; %s=warn or %s=off lets the application start all the same"
        .formatted(mode.word(), because, Setting.VARIABLE, Setting.VARIABLE);
  }
}
