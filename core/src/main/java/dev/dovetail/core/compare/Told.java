package dev.dovetail.core.compare;

import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.history.Trail;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the migrations of a service come to: their schema as it was intended, and what became of
 * each way to run them.
 *
 * @param versions the folder of the migrations
 * @param schema as intended: refusals passed over, several heads taken together
 * @param doubts what could not be known of that schema
 * @param passedOver the refusals that the intended play went past
 * @param fails why one command to the head fails
 * @param failsEach why one command per revision fails
 * @param downgradeFails why the way down to base fails
 * @param leftover enum types that stay after a successful way down
 * @param failsAgain why the way up fails after the way down
 * @param trail what was done on the way, statement by statement
 */
public record Told(
    String tool,
    String versions,
    List<Revision> revisions,
    List<String> heads,
    List<HistoryFault> faults,
    Schema schema,
    List<Doubt> doubts,
    List<Problem> passedOver,
    List<Remark> remarks,
    Optional<Problem> fails,
    Optional<Problem> failsEach,
    Optional<Problem> downgradeFails,
    List<Schema.EnumType> leftover,
    Optional<Problem> failsAgain,
    Trail trail,
    int steps,
    int opaque) {

  /** More settings than these are counted, and not named. */
  private static final int SETTINGS = 5;

  public Told {
    revisions = List.copyOf(revisions);
    heads = List.copyOf(heads);
    faults = List.copyOf(faults);
    doubts = List.copyOf(doubts);
    passedOver = List.copyOf(passedOver);
    remarks = List.copyOf(remarks);
    leftover = List.copyOf(leftover);
  }

  /**
   * The same history, where the ways of running it came out as they really did: what was foretold
   * of them is forgotten.
   */
  public Told replayed(
      Optional<Problem> fails,
      Optional<Problem> failsEach,
      Optional<Problem> downgradeFails,
      List<Schema.EnumType> leftover,
      Optional<Problem> failsAgain) {
    return new Told(
        tool,
        versions,
        revisions,
        heads,
        faults,
        schema,
        doubts,
        List.of(),
        remarks,
        fails,
        failsEach,
        downgradeFails,
        leftover,
        failsAgain,
        trail,
        steps,
        opaque);
  }

  /** Whether it begins on a database that holds something already. */
  public Optional<Midway> midway() {
    return Midway.of(this);
  }

  /** Where a revision stands in the order of playing; after all others where it is not known. */
  int place(String revision) {
    return placeWhere(candidate -> candidate.id().equals(revision)).orElse(revisions.size());
  }

  /** The same for what a file says; before all others where it is no migration. */
  int placeOfFile(String path) {
    return placeWhere(candidate -> candidate.file().equals(path)).orElse(-1);
  }

  private Optional<Integer> placeWhere(Predicate<Revision> wanted) {
    for (int i = 0; i < revisions.size(); i++) {
      if (wanted.test(revisions.get(i))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** What had to be assumed for the intended schema, a sentence each. */
  public List<String> assumes() {
    var sentences = new java.util.ArrayList<String>();
    for (HistoryFault fault : faults) {
      if (fault instanceof HistoryFault.SeveralHeads several) {
        sentences.add(
            "all %d heads are applied: %s"
                .formatted(
                    several.heads().size(),
                    String.join(", ", several.heads().stream().map(Revision::id).toList())));
      }
    }
    for (Problem problem : passedOver) {
      sentences.add(
          "passed over%s: %s%s"
              .formatted(
                  problem.revision().map(revision -> " in " + revision).orElse(""),
                  problem.message(),
                  problem.sqlstate().map(state -> " (" + state + ")").orElse("")));
    }
    for (Remark remark : remarks) {
      if (remark instanceof Remark.GoesOn goesOn) {
        sentences.add(
            "%s neither fails nor ends early, which is not known because %s"
                .formatted(goesOn.revision(), goesOn.reason()));
      }
    }
    List<String> settings =
        remarks.stream()
            .filter(Remark.NotSet.class::isInstance)
            .map(remark -> ((Remark.NotSet) remark).setting())
            .distinct()
            .toList();
    if (!settings.isEmpty()) {
      sentences.add(
          "nobody sets %s%s, for which the code has a default"
              .formatted(
                  String.join(", ", settings.subList(0, Math.min(SETTINGS, settings.size()))),
                  settings.size() > SETTINGS
                      ? " and %d others".formatted(settings.size() - SETTINGS)
                      : ""));
    }
    return sentences.stream().distinct().toList();
  }
}
