package dev.dovetail.probe;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.ReplayFault;
import dev.dovetail.core.probed.Trial;
import dev.dovetail.core.probed.Tried;
import dev.dovetail.core.schema.Identifiers;
import dev.dovetail.core.source.Origin;
import dev.dovetail.postgres.Rehearsal;
import dev.dovetail.postgres.Rehearsal.Refused;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.postgres.rows.RowBuilder.Made;
import dev.dovetail.postgres.rows.RowBuilder.NoRow;
import dev.dovetail.postgres.rows.RowBuilder.Row;
import dev.dovetail.workspace.Transitions;
import dev.dovetail.workspace.Transitions.Moves;
import dev.dovetail.workspace.Transitions.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes every declared move, one row for each: the row is made in the state that the move begins
 * with, or is led there from an initial one where a trigger lets no row begin elsewhere.
 */
final class Walk {

  private final Subject subject;
  private final Transitions transitions;
  private final Rehearsal rehearsal;
  private final Vessel vessel;
  private final Map<String, List<String>> ways;
  private final List<String> lines = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private Optional<String> unknown = Optional.empty();
  private int walked;
  private int moves;

  Walk(Subject subject, Transitions transitions, Rehearsal rehearsal, Vessel vessel) {
    this.subject = subject;
    this.transitions = transitions;
    this.rehearsal = rehearsal;
    this.vessel = vessel;
    this.ways = transitions.ways(subject.texts());
  }

  /**
   * @param refused labels that the column does not take at all
   */
  Tried tried(Set<String> refused) throws ServerException {
    if (vessel.isArray()) {
      return Tried.skipped(Trial.TRANSITION, "a list of labels has no state");
    }
    int left = 0;
    for (Moves from : transitions.from()) {
      for (State to : from.to()) {
        moves++;
        boolean taken = !refused.contains(from.from().label()) && !refused.contains(to.label());
        if (!taken) {
          left++;
        } else if (!vessel.isTooLong() && unknown.isEmpty()) {
          walk(from.from().label(), to);
        }
      }
    }
    lines.add("%d of %d moves made in rows of `%s`".formatted(walked, moves, vessel.shownTable()));
    if (left > 0) {
      lines.add("%d moves were not tried, as the database refuses their labels".formatted(left));
    }
    if (vessel.isTooLong()) {
      unknown = Optional.of("storing a row in `%s` takes too long".formatted(vessel.shownTable()));
    }
    reach();
    return new Tried(Trial.TRANSITION, Optional.empty(), unknown, lines, findings);
  }

  private void walk(String from, State to) throws ServerException {
    rehearsal.mark();
    try {
      switch (in(from)) {
        case NoRow none -> unknown = Optional.of("no row in state " + from + ": " + none.reason());
        case Row row -> {
          switch (move(row, to.label())) {
            case Row moved -> arrived(from, to, moved);
            case NoRow none -> refused(from, to, none);
          }
        }
      }
    } finally {
      rehearsal.back();
    }
  }

  /** A row in a state: made so, or led there. */
  private Made in(String state) throws ServerException {
    Made made = vessel.row(state);
    List<String> way = ways.getOrDefault(state, List.of());
    if (made instanceof Row || way.size() < 2 || vessel.isTooLong()) {
      return made;
    }
    Made led = vessel.row(way.getFirst());
    for (String next : way.subList(1, way.size())) {
      if (!(led instanceof Row row)) {
        return made;
      }
      led = move(row, next);
    }
    return led;
  }

  private Made move(Row row, String to) throws ServerException {
    return vessel.change(row, to);
  }

  private void arrived(String from, State to, Row row) throws ServerException {
    Optional<String> now = vessel.held(row);
    if (now.equals(Optional.of(to.label()))) {
      walked++;
    } else {
      findings.add(
          finding(
              from,
              to,
              "it is in state %s then"
                  .formatted(now.map(Identifiers::literal).orElse("that cannot be read"))));
    }
  }

  private void refused(String from, State to, NoRow none) {
    Optional<Refused> last = none.last();
    if (last.filter(Refused::isTooLong).isPresent()) {
      unknown =
          Optional.of(
              "the move from %s to %s takes longer than is allowed; `--statement-timeout` gives it longer"
                  .formatted(Identifiers.literal(from), Identifiers.literal(to.label())));
    } else if (last.isPresent() && vessel.wantsMore(last.get())) {
      unknown =
          Optional.of(
              "the move from %s to %s changes other columns too: %s"
                  .formatted(
                      Identifiers.literal(from),
                      Identifiers.literal(to.label()),
                      last.get().message()));
    } else {
      findings.add(finding(from, to, none.reason()));
    }
  }

  private Finding finding(String from, State to, String why) {
    return subject
        .finding(ReplayFault.TRANSITION_REFUSED, to.at())
        .says(
            "%s %s %s".formatted(subject.place(), from, to.label()),
            "%s may not go from %s to %s: %s"
                .formatted(
                    subject.place(),
                    Identifiers.literal(from),
                    Identifiers.literal(to.label()),
                    why),
            "mend the trigger or constraint that refuses it, or take the move out of"
                + " [transitions.%s]".formatted(transitions.name()));
  }

  // ---- reaching

  private void reach() {
    List<String> starts = transitions.starts(subject.texts());
    List<String> apart =
        subject.texts().stream().filter(label -> !ways.containsKey(label)).toList();
    lines.add(
        apart.isEmpty()
            ? "all %d states are reached from %s"
                .formatted(subject.texts().size(), Subject.some(starts))
            : "%d of %d states are not reached from %s"
                .formatted(apart.size(), subject.texts().size(), Subject.some(starts)));
    for (String label : apart) {
      findings.add(
          subject
              .finding(ReplayFault.STATE_UNREACHABLE, at(label))
              .topic(
                  "states of %s are not reached from %s by the moves of [transitions.%s]"
                      .formatted(subject.name(), Subject.some(starts), transitions.name()))
              .says(
                  subject.place() + " " + label,
                  "no move leads to %s from %s"
                      .formatted(Identifiers.literal(label), Subject.some(starts)),
                  "add the move that leads there to [transitions.%s], or name it in `initial`"
                      .formatted(transitions.name())));
    }
  }

  private Origin at(String label) {
    return transitions.states().stream()
        .filter(state -> state.label().equals(label))
        .map(State::at)
        .findFirst()
        .orElse(transitions.at());
  }
}
