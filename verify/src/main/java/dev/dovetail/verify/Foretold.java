package dev.dovetail.verify;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.SchemaDifference.Measure;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Play.Commands;
import dev.dovetail.core.history.Play.Direction;
import dev.dovetail.core.history.Play.Manner;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.ReplayFault;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.migrations.Bookkeeping;
import dev.dovetail.migrations.Stack;
import dev.dovetail.verify.run.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Told = replayed: what is read from the text of the migrations, against what they did. */
final class Foretold {

  private final Site site;
  private final Session initial;
  private final Stack stack;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<String> agreed = new ArrayList<>();

  Foretold(Site site, Session initial, Stack stack) {
    this.site = site;
    this.initial = initial;
    this.stack = stack;
  }

  /** Compares one way of running the history. */
  void compare(
      String way,
      Commands commands,
      Direction direction,
      Optional<Failure> failure,
      Schema really) {
    boolean several = site.history().heads().size() > 1;
    if (several && (direction != Direction.UP || failure.isPresent())) {
      return;
    }
    // Several heads are refused by a strict `upgrade head`; what ran was `upgrade heads`.
    Manner manner = several ? Manner.INTENDED : Manner.STRICT;
    Play play = site.history().play(initial, stack, commands, direction, manner, Optional.empty());
    // What really ran to its end was refused nothing.
    List<Doubt> undecided = failure.isEmpty() ? play.undecidedSchema() : play.undecided();
    if (!undecided.isEmpty()) {
      unknown.add(way + ": " + undecided.get(0).reason());
      return;
    }
    Optional<String> outcome = several ? Optional.empty() : outcome(failure, play.problem());
    List<SchemaDifference> differences =
        SchemaDifference.between(
            Bookkeeping.without(play.end().schema()), really, Measure.FORETOLD);
    if (outcome.isPresent() || !differences.isEmpty()) {
      findings.add(finding(way, outcome.orElseGet(() -> Words.some(differences)), play));
    } else {
      agreed.add(way);
    }
  }

  private static Optional<String> outcome(Optional<Failure> failure, Optional<Problem> told) {
    if (failure.isEmpty()) {
      return told.map(problem -> "read to fail with %s, really works".formatted(refusal(problem)));
    }
    if (told.isEmpty()) {
      return Optional.of("read to work, really fails with " + Words.refusal(failure.get()));
    }
    boolean sameState = told.get().sqlstate().equals(failure.get().sqlstate());
    boolean sameRevision =
        told.get().kind() == Problem.Kind.COMMAND
            || told.get().revision().equals(failure.get().revision());
    return sameState && sameRevision
        ? Optional.empty()
        : Optional.of(
            "read to fail in %s with %s, really fails in %s with %s"
                .formatted(
                    told.get().revision().orElse("the graph"),
                    refusal(told.get()),
                    failure.get().revision().orElse("the graph"),
                    Words.refusal(failure.get())));
  }

  private static String refusal(Problem problem) {
    return problem.message() + problem.sqlstate().map(state -> " (" + state + ")").orElse("");
  }

  private Finding finding(String way, String what, Play play) {
    Origin at = play.problem().map(Problem::origin).orElseGet(site::home);
    return FindingBuilder.of(ReplayFault.TOLD_DIFFERS_FROM_REPLAY, site.service(), at)
        .says(
            way,
            "Dovetail reads the migrations differently from what they do (%s): %s"
                .formatted(way, what),
            "this is a fault of Dovetail: please report it, with the migration if it can be shown");
  }

  Checked checked(Duration took) {
    if (findings.isEmpty() && agreed.isEmpty()) {
      return new Checked(
          Check.TOLD,
          new Outcome.Unverified(unknown.isEmpty() ? "nothing was run" : unknown.get(0)),
          took,
          List.of(),
          List.of());
    }
    List<String> lines = unknown.stream().map(reason -> "not foretold, " + reason).toList();
    return Checked.of(Check.TOLD, took, findings, lines);
  }
}
