package dev.dovetail.verify;

import dev.dovetail.core.compare.SchemaDifference;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Play.Commands;
import dev.dovetail.core.history.Play.Direction;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.ReplayFault;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.Schema;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.Verified;
import dev.dovetail.migrations.Stack;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.Ascent.Descent;
import dev.dovetail.verify.Staircase.Climbed;
import dev.dovetail.verify.Staircase.Grade;
import dev.dovetail.verify.run.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One service, verified: up in one command, idle at the head, down to base and up again, one
 * revision at a time with each stair back and forth; then what is known is judged. Ways of running
 * a history that came out badly are put before the same rules that judge what is foretold, so that
 * one fault reads alike wherever it is met.
 */
final class ServiceVerification {

  private static final String NO_WAY_DOWN = "no file says how to go down";
  private static final String HEAD_ALONE = "its command goes to the head, and nowhere else";
  private static final String UNREAD = "what its command runs is not read";

  private static final Set<String> OF_GRAPH =
      Set.of(
          "file-unreadable",
          "parent-missing",
          "revision-cycle",
          "revision-id-duplicated",
          "several-heads");
  private static final Set<String> OF_FRESH =
      Set.of(
          "column-unknown-to-table",
          "concurrently-in-transaction",
          "create-type-if-not-exists",
          "drop-value",
          "history-begins-midway",
          "history-fails",
          "history-fails-one-at-a-time",
          "label-unknown-to-type",
          "new-label-used-in-same-transaction",
          "recreation-forgets",
          "type-created-twice",
          "type-dropped-before-dependents",
          "type-used-before-it-exists");
  private static final Set<String> OF_LEFTOVERS =
      Set.of("downgrade-fails", "leftover-type-after-downgrade");

  private final Site site;
  private final ServiceFacts facts;
  private final Session initial;
  private final Stack stack;
  private final Map<String, String> oneWay;
  private final Asked asked;
  private final List<AtHead> atHead;
  private final Map<Check, Checked> checks = new EnumMap<>(Check.class);
  private final Map<Check, Long> nanos = new EnumMap<>(Check.class);
  private Optional<Schema> replayed = Optional.empty();

  ServiceVerification(
      Site site,
      ServiceFacts facts,
      Session initial,
      Stack stack,
      Map<String, String> oneWay,
      Asked asked,
      List<AtHead> atHead) {
    this.site = site;
    this.facts = facts;
    this.initial = initial;
    this.stack = stack;
    this.oneWay = oneWay;
    this.asked = asked;
    this.atHead = atHead;
  }

  /** The pipeline. */
  Verified verify() throws ServerException {
    long start = System.nanoTime();
    Ascent ascent = time(Check.FRESH, () -> Ascent.of(site));
    Optional<String> cannot = ascent.failure().flatMap(ServiceVerification::cannotRun);
    if (cannot.isPresent()) {
      return notVerified(
          site.service(), facts.path(), site.revisions().size(), cannot.get(), asked);
    }
    if (ascent.ran().worked()) {
      replayed = Optional.of(ascent.top());
    }
    atHead(ascent);
    List<Finding> idle = idle(ascent);
    Optional<Descent> descent = descent(ascent);
    Optional<Climbed> climbed = climb();
    judge(ascent, idle, descent, climbed);
    return new Verified(
        site.service(),
        facts.path(),
        site.revisions().size(),
        List.copyOf(checks.values()),
        site.remarks(),
        replayed,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private void atHead(Ascent ascent) throws ServerException {
    for (AtHead check : atHead) {
      if (!asked.wants(check.kind())) {
        continue;
      }
      if (!ascent.ran().worked()) {
        skip(check.kind(), "the head was not reached");
        continue;
      }
      Optional<Checked> checked = check.of(ascent);
      checked.ifPresent(done -> checks.put(check.kind(), done));
    }
  }

  private List<Finding> idle(Ascent ascent) throws ServerException {
    return asked.wants(Check.RERUN) && ascent.ran().worked()
        ? time(Check.RERUN, ascent::again)
        : List.of();
  }

  private Optional<Descent> descent(Ascent ascent) throws ServerException {
    boolean asks = asked.wants(Check.LEFTOVERS) || asked.wants(Check.TOLD);
    return asks && ascent.ran().worked() && oneWay.isEmpty() && site.goesDown() && stepByStep()
        ? Optional.of(time(Check.LEFTOVERS, ascent::descent))
        : Optional.empty();
  }

  private Optional<Climbed> climb() throws ServerException {
    boolean stairs = asked.wants(Check.STAIRS);
    boolean guards = asked.wants(Check.RERUN);
    boolean asks = stairs || guards || asked.wants(Check.FRESH) && site.revisions().size() > 1;
    return asks && stepByStep()
        ? Optional.of(time(Check.STAIRS, () -> Staircase.climb(site, oneWay, stairs, guards)))
        : Optional.empty();
  }

  private boolean stepByStep() {
    return site.runner().goesStepByStep();
  }

  // ---- judging

  private void judge(
      Ascent ascent, List<Finding> idle, Optional<Descent> descent, Optional<Climbed> climbed) {
    List<Finding> ruled = ruled(ascent, descent, climbed);
    if (site.isRead()) {
      put(Check.GRAPH, of(ruled, OF_GRAPH), List.of());
    } else {
      skip(Check.GRAPH, UNREAD);
    }
    put(Check.FRESH, of(ruled, OF_FRESH), List.of());
    stairs(climbed);
    leftovers(ruled, ascent, descent, climbed);
    rerun(ascent, idle, climbed);
    told(ascent, descent, climbed);
  }

  /** What the rules say, where the history came out as it really did. */
  private List<Finding> ruled(Ascent ascent, Optional<Descent> descent, Optional<Climbed> climbed) {
    Told really =
        site.told()
            .replayed(
                ascent.failure().map(site::problem),
                (stepByStep() ? climbed.flatMap(Climbed::failure) : ascent.failure())
                    .map(site::problem),
                descent.flatMap(d -> d.down().failure()).map(site::problem),
                descent.map(this::leftoverTypes).orElse(List.of()),
                descent.flatMap(Descent::again).flatMap(r -> r.failure()).map(site::problem));
    ServiceFacts replayedFacts =
        new ServiceFacts(
            facts.name(),
            facts.path(),
            Optional.of(really),
            List.of(),
            List.of(),
            facts.critical(),
            List.of(),
            List.of());
    return Judgement.of(List.of(replayedFacts), Indifferent.INSTANCE);
  }

  private static List<Finding> of(List<Finding> ruled, Set<String> rules) {
    return ruled.stream().filter(finding -> rules.contains(finding.rule())).toList();
  }

  private List<EnumType> leftoverTypes(Descent descent) {
    return descent.left().stream()
        .filter(d -> d.isNew() && d.part().kind().equals("type"))
        .flatMap(d ->
            descent.base().enums().values().stream()
                .filter(type -> type.name().toString().equals(d.part().name())))
        .map(
            type -> Optional.ofNullable(site.told().schema().enums().get(type.name())).orElse(type))
        .toList();
  }

  private void stairs(Optional<Climbed> climbed) {
    if (!stepByStep()) {
      skip(Check.STAIRS, HEAD_ALONE);
    }
    if (climbed.isEmpty() || !asked.wants(Check.STAIRS)) {
      return;
    }
    List<String> lines = new ArrayList<>();
    Collection<Grade> grades = climbed.get().grades().values();
    if (!grades.isEmpty()) {
      List<String> counts = new ArrayList<>();
      for (Grade grade : Grade.values()) {
        long count = grades.stream().filter(g -> g == grade).count();
        if (count > 0) {
          counts.add(count + " " + grade.word());
        }
      }
      lines.add("revisions: " + String.join(", ", counts));
    }
    lines.addAll(climbed.get().lines());
    if (!site.goesDown()) {
      lines.add(NO_WAY_DOWN);
    } else if (!site.history().oneWay().isEmpty()) {
      lines.add("no file takes these back: " + String.join(", ", site.history().oneWay()));
    }
    if (grades.isEmpty()) {
      skip(Check.STAIRS, "no revision could be applied");
    } else {
      put(Check.STAIRS, climbed.get().findings(), lines);
    }
  }

  private void leftovers(
      List<Finding> ruled, Ascent ascent, Optional<Descent> descent, Optional<Climbed> climbed) {
    if (!ascent.ran().worked()) {
      skip(Check.LEFTOVERS, "the head was not reached");
      return;
    }
    if (!stepByStep()) {
      skip(Check.LEFTOVERS, HEAD_ALONE);
      return;
    }
    if (!site.goesDown()) {
      skip(Check.LEFTOVERS, NO_WAY_DOWN);
      return;
    }
    if (descent.isEmpty()) {
      skip(
          Check.LEFTOVERS,
          "declared one-way: " + String.join(", ", new TreeSet<>(oneWay.keySet())));
      return;
    }
    Optional<Failure> deliberate = descent.get().down().failure().filter(Stair::isDeliberate);
    if (deliberate.isPresent()) {
      skip(
          Check.LEFTOVERS,
          "%s has no way back: %s"
              .formatted(
                  deliberate.get().revision().orElse("a revision"),
                  Words.cut(deliberate.get().message())));
      return;
    }
    List<Finding> findings = new ArrayList<>(of(ruled, OF_LEFTOVERS));
    for (SchemaDifference left : descent.get().left()) {
      if (!left.part().kind().equals("type") || !left.isNew()) {
        findings.add(leftover(left, climbed));
      }
    }
    put(Check.LEFTOVERS, findings, List.of());
  }

  private Finding leftover(SchemaDifference left, Optional<Climbed> climbed) {
    Optional<Revision> maker = climbed.map(Climbed::makers).map(makers -> makers.get(left.part()));
    Origin at = maker.map(revision -> revision.origin()).orElseGet(site::home);
    return FindingBuilder.of(ReplayFault.LEFTOVER_AFTER_DOWNGRADE, site.service(), at)
        .says(
            left.part().toString(),
            left.isNew()
                ? "%s is left behind by the way down to base%s"
                    .formatted(
                        left.part(),
                        maker.map(r -> "; revision `%s` makes it".formatted(r.id())).orElse(""))
                : "the way down to base changes what was there before: " + left.words(),
            "undo in the downgrade what the upgrade makes");
  }

  private void rerun(Ascent ascent, List<Finding> idle, Optional<Climbed> climbed) {
    if (!ascent.ran().worked()) {
      skip(Check.RERUN, "the head was not reached");
      return;
    }
    List<Finding> findings = new ArrayList<>(idle);
    climbed.ifPresent(walk -> findings.addAll(walk.reruns()));
    put(Check.RERUN, findings, List.of());
  }

  private void told(Ascent ascent, Optional<Descent> descent, Optional<Climbed> climbed) {
    if (!site.isRead()) {
      skip(Check.TOLD, UNREAD);
      return;
    }
    if (!asked.wants(Check.TOLD)) {
      return;
    }
    long start = System.nanoTime();
    Foretold foretold = new Foretold(site, initial, stack);
    foretold.compare("up", Commands.ONE, Direction.UP, ascent.failure(), ascent.top());
    climbed.ifPresent(walk ->
        foretold.compare(
            "one revision at a time", Commands.EACH, Direction.UP, walk.failure(), walk.top()));
    descent.ifPresent(way -> {
      foretold.compare("down", Commands.ONE, Direction.DOWN, way.down().failure(), way.base());
      way.again()
          .ifPresent(again ->
              foretold.compare(
                  "up again",
                  Commands.ONE,
                  Direction.AGAIN,
                  again.failure(),
                  way.top().orElseThrow()));
    });
    checks.put(Check.TOLD, foretold.checked(Duration.ofNanos(System.nanoTime() - start)));
  }

  // ---- what could not be run

  /** Failures that say nothing of the migrations, but of the place where they were to be run. */
  static Optional<String> cannotRun(Failure failure) {
    return switch (failure.kind()) {
      case MISSING, ASTRAY -> Optional.of(failure.message());
      case DATABASE -> Lacking.reason(failure);
      case COMMAND, PYTHON, TIMEOUT, ENDED -> Optional.empty();
    };
  }

  static Verified notVerified(
      String service, String folder, int revisions, String reason, Asked asked) {
    Finding finding =
        FindingBuilder.of(ReplayFault.MIGRATIONS_NOT_VERIFIED, service, new Origin.Implied(folder))
            .says("not run", "the migrations could not be run: " + reason, Words.install(reason));
    List<Checked> checks = new ArrayList<>();
    for (Check check : Check.values()) {
      if (asked.wants(check)) {
        checks.add(
            new Checked(
                check,
                new Outcome.Unverified(reason),
                Duration.ZERO,
                checks.isEmpty() ? List.of(finding) : List.of(),
                List.of()));
      }
    }
    return new Verified(
        service, folder, revisions, checks, List.of(), Optional.empty(), Duration.ZERO);
  }

  // ---- noting

  private void put(Check check, List<Finding> findings, List<String> lines) {
    if (asked.wants(check)) {
      checks.put(
          check,
          Checked.of(check, Duration.ofNanos(nanos.getOrDefault(check, 0L)), findings, lines));
    }
  }

  private void skip(Check check, String reason) {
    if (asked.wants(check)) {
      checks.put(check, Checked.skipped(check, reason));
    }
  }

  private interface Work<T> {
    T work() throws ServerException;
  }

  private <T> T time(Check check, Work<T> work) throws ServerException {
    long start = System.nanoTime();
    try {
      return work.work();
    } finally {
      nanos.merge(check, System.nanoTime() - start, Long::sum);
    }
  }
}
