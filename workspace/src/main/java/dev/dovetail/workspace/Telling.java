package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Deed;
import dev.dovetail.core.history.Play;
import dev.dovetail.core.history.Play.Commands;
import dev.dovetail.core.history.Play.Direction;
import dev.dovetail.core.history.Play.Manner;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Remark;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.history.Trail;
import dev.dovetail.core.machine.Doubt;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.schema.ObjectName;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.statement.Touches;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.migrations.Stack;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Plays a history in every way that something can be said of: strictly in one command and one
 * revision at a time, down and up again, and as it was intended. What would say nothing new is not
 * played.
 */
final class Telling {

  private final MigrationTree history;
  private final Stack stack;
  private final Session initial;

  private Telling(MigrationTree history, Stack stack, Session initial) {
    this.history = history;
    this.stack = stack;
    this.initial = initial;
  }

  /** How much is told. */
  enum Extent {
    WHOLE,
    INTENDED;

    Told tell(MigrationTree history, Stack stack, Session initial) {
      return switch (this) {
        case WHOLE -> Telling.tell(history, stack, initial);
        case INTENDED -> intend(history, stack, initial);
      };
    }
  }

  static Told tell(MigrationTree history, Stack stack, Session initial) {
    return new Telling(history, stack, initial).tell();
  }

  /** Only what was intended: what of it fails, and what comes back down, is not asked. */
  static Told intend(MigrationTree history, Stack stack, Session initial) {
    Telling telling = new Telling(history, stack, initial);
    Play intended = telling.intended();
    return new Told(
        history.tool(),
        history.versions(),
        history.revisions(),
        history.heads(),
        history.faults(),
        intended.end().schema(),
        intended.end().doubts(),
        intended.passedOver(),
        intended.remarks(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        new Trail(intended.deeds(), List.of(), intended.end()),
        intended.steps(),
        intended.opaque());
  }

  private Told tell() {
    List<Revision> revisions = history.revisions();
    // Nothing of this one is needed for the others, so that a second processor can have it.
    CompletableFuture<Optional<Play>> eachAtATime =
        history.isForgetful()
            ? CompletableFuture.completedFuture(Optional.empty())
            : CompletableFuture.supplyAsync(this::each);
    // What fails a revision at a time fails in one command too, as a rule: that processor goes on.
    CompletableFuture<Optional<Play>> ahead =
        eachAtATime.thenApply(play -> play.filter(Telling::isUnclear).map(broken -> intended()));
    MigrationTree.RoundTrip trip = history.roundTrip(initial, stack);
    Play strict = trip.to(Direction.UP);
    boolean alike = trip.leftConnectionAsItWas();
    boolean broken = strict.problem().isPresent();
    boolean goesDown = history.oneWay().size() < revisions.size();
    Optional<Play> down =
        broken || !goesDown ? Optional.empty() : Optional.of(trip.to(Direction.DOWN));
    List<EnumType> leftover = down.map(this::leftover).orElse(List.of());
    Optional<Play> again =
        leftover.isEmpty() ? Optional.empty() : Optional.of(trip.to(Direction.AGAIN));
    Play intended = isUnclear(strict) ? ahead.join().orElseGet(this::intended) : strict;
    Optional<Play> each = history.isForgetful() ? each(strict, alike) : eachAtATime.join();
    Set<Remark> remarks = new LinkedHashSet<>(intended.remarks());
    remarks.addAll(strict.remarks());
    each.ifPresent(play -> remarks.addAll(play.remarks()));
    Certainty certainty = new Certainty(revisions);
    List<Doubt> doubts = intended.end().doubts();
    return new Told(
        history.tool(),
        history.versions(),
        revisions,
        history.heads(),
        history.faults(),
        intended.end().schema(),
        doubts,
        intended.passedOver().stream()
            .filter(p -> certainty.isSure(p, withAssumptions(intended)))
            .toList(),
        List.copyOf(remarks),
        certainty.sure(strict, doubts),
        each.flatMap(play -> certainty.sure(play, doubts)),
        down.flatMap(play -> certainty.sure(play, doubts)),
        leftover,
        again.flatMap(play -> certainty.sure(play, doubts)),
        new Trail(
            intended.deeds(),
            down.map(play -> wayDown(play, strict)).orElse(List.of()),
            intended.end()),
        intended.steps(),
        intended.opaque());
  }

  /** Whether it says nothing of the schema that was meant. */
  private static boolean isUnclear(Play strict) {
    return strict.problem().isPresent() || !strict.undecidedSchema().isEmpty();
  }

  /** A command for each revision, which is another way than one for all where there are several. */
  private Optional<Play> each() {
    return history.revisions().size() > 1
        ? Optional.of(play(Commands.EACH, Direction.UP, Manner.STRICT))
        : Optional.empty();
  }

  /**
   * The same, after all revisions were run by one command, which may have come to the very same.
   */
  private Optional<Play> each(Play strict, boolean alike) {
    return alike ? Optional.of(strict).filter(it -> history.revisions().size() > 1) : each();
  }

  private Play intended() {
    return play(Commands.ONE, Direction.UP, Manner.INTENDED);
  }

  /** What came after the way up, which is the same each time; nothing of a way that ends early. */
  private static List<Deed> wayDown(Play down, Play up) {
    if (down.problem().isPresent()) {
      return List.of();
    }
    int first = Math.min(up.deeds().size(), down.deeds().size());
    return down.deeds().subList(first, down.deeds().size());
  }

  /** What was assumed of an intended play may be otherwise. */
  private static List<Doubt> withAssumptions(Play intended) {
    List<Doubt> all = new ArrayList<>(intended.end().doubts());
    for (Remark remark : intended.remarks()) {
      if (remark instanceof Remark.GoesOn goesOn) {
        all.add(new Doubt(goesOn.reason(), goesOn.origin(), Touches.anything()));
      }
    }
    return all;
  }

  private Play play(Commands commands, Direction direction, Manner manner) {
    return history.play(initial, stack, commands, direction, manner, Optional.empty());
  }

  /** Types that stay after a way down of which nothing is in doubt. */
  private List<EnumType> leftover(Play down) {
    if (down.problem().isPresent() || !down.undecidedSchema().isEmpty()) {
      return List.of();
    }
    List<EnumType> left = new ArrayList<>(down.end().schema().enums().values());
    Set<ObjectName> before = initial.schema().enums().keySet();
    left.removeIf(type -> before.contains(type.name()));
    return left;
  }

  /** Foretells nothing that something not understood could have prevented. */
  private record Certainty(List<Revision> revisions) {

    Optional<Problem> sure(Play play, List<Doubt> intended) {
      List<Doubt> doubts = new ArrayList<>(intended);
      doubts.addAll(play.end().doubts());
      return play.problem().filter(problem -> isSure(problem, doubts));
    }

    boolean isSure(Problem problem, List<Doubt> doubts) {
      return doubts.stream().noneMatch(doubt -> mayPrevent(doubt, problem));
    }

    private boolean mayPrevent(Doubt doubt, Problem problem) {
      return mayConcern(doubt, problem.message())
          && place(doubt.origin()) <= problem.revision().map(this::place).orElse(-1);
    }

    private static boolean mayConcern(Doubt doubt, String message) {
      return switch (doubt.touches()) {
        case Touches.Anything anything -> true;
        case Touches.Named named ->
            named.names().stream()
                .anyMatch(name -> name.indexOf('*') >= 0 || message.contains(name));
        case Touches.Column column -> message.contains(column.table());
        case Touches.Rows rows -> false;
        case Touches.Acceptance acceptance -> false;
      };
    }

    private int place(String revision) {
      for (int i = 0; i < revisions.size(); i++) {
        if (revisions.get(i).id().equals(revision)) {
          return i;
        }
      }
      return revisions.size();
    }

    /** Of something that stands in no migration it is not known when it counts: always. */
    private int place(Origin origin) {
      if (origin instanceof Origin.InFile file) {
        for (int i = 0; i < revisions.size(); i++) {
          if (revisions.get(i).file().equals(file.path())) {
            return i;
          }
        }
      }
      return -1;
    }
  }
}
