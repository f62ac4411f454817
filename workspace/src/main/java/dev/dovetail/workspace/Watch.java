package dev.dovetail.workspace;

import dev.dovetail.core.judge.ChangeFault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.timeline.Alarm;
import dev.dovetail.core.timeline.Checked;
import dev.dovetail.core.timeline.Contribution;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says of one state after another what {@code check} would have said of it, and {@code check
 * --since} its parent: states that nobody read are as the one before them was.
 */
final class Watch {

  private static final Set<String> OF_CHANGES =
      Arrays.stream(ChangeFault.values()).map(ChangeFault::id).collect(Collectors.toSet());

  private Optional<State> before = Optional.empty();
  private Set<String> known = Set.of();

  /** Takes a state for what was there before. */
  void begin(State state) throws ConfigurationException {
    remember(state, state.workspace().check(state.facts(), facts -> List.of()));
  }

  /**
   * @param contribution the commit that left the state
   */
  Checked check(Contribution contribution, State now) throws ConfigurationException {
    Report whole = now.workspace().check(now.facts(), facts -> brought(facts, now));
    List<Finding> said = now.workspace().known().without(whole).findings();
    Checked checked =
        new Checked(
            contribution,
            count(said, Severity.ERROR),
            count(said, Severity.WARNING),
            said.stream()
                .filter(finding -> !known.contains(finding.fingerprint()))
                .map(Watch::alarm)
                .toList());
    remember(now, whole);
    return checked;
  }

  private List<Finding> brought(List<ServiceFacts> facts, State now) throws ConfigurationException {
    return before.isPresent()
        ? Change.between(before.get(), now.workspace(), "the parent").judged(facts)
        : List.of();
  }

  private void remember(State state, Report report) {
    before = Optional.of(state);
    known =
        report.findings().stream()
            .filter(Watch::isOfState)
            .map(Finding::fingerprint)
            .collect(Collectors.toSet());
  }

  private static boolean isOfState(Finding finding) {
    return !OF_CHANGES.contains(finding.rule());
  }

  private static int count(List<Finding> findings, Severity severity) {
    return (int) findings.stream().filter(it -> isOfState(it) && it.severity() == severity).count();
  }

  private static Alarm alarm(Finding finding) {
    return new Alarm(
        finding.rule(),
        finding.severity(),
        finding.service(),
        finding.subject(),
        finding.message(),
        place(finding.at()));
  }

  private static String place(Origin origin) {
    return switch (origin) {
      case Origin.InFile file -> file.path() + ":" + file.span().line();
      case Origin.InCommit commit -> commit.place().path() + ":" + commit.place().span().line();
      case Origin.InDatabase database -> "";
      case Origin.Implied implied -> "";
    };
  }
}
