package dev.dovetail.core.probed;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.verified.Outcome;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One service, and what came of probing its database. */
public record Probed(ServiceFacts facts, Reading reading) {

  /** What came of entering the database. */
  public sealed interface Reading {}

  /**
   * It was probed.
   *
   * @param database a name to show: it holds no password
   * @param release of the server
   * @param replayed whether it is what the migrations make, and nothing else
   * @param remarks on how it was done, a sentence each
   * @param advanced sequences that gave out numbers meanwhile
   */
  public record Done(
      String database,
      String release,
      boolean replayed,
      List<String> remarks,
      List<ProbedEnum> enums,
      List<String> advanced)
      implements Reading {
    public Done {
      remarks = List.copyOf(remarks);
      enums = List.copyOf(enums);
      advanced = List.copyOf(advanced);
    }
  }

  /** Nothing was tried. */
  public record NotDone(String reason, String help) implements Reading {}

  public List<ProbedEnum> enums() {
    return reading instanceof Done done ? done.enums() : List.of();
  }

  public List<Finding> findings() {
    return tried().flatMap(one -> one.findings().stream()).toList();
  }

  /** Whether all that could be tried was. */
  public boolean isWhole() {
    return reading instanceof Done
        && tried().noneMatch(one -> one.outcome() instanceof Outcome.Unverified);
  }

  private Stream<Tried> tried() {
    return enums().stream().flatMap(one -> one.tried().stream());
  }

  /** The same, with the findings that a configuration leaves of each trial. */
  public Probed with(UnaryOperator<List<Finding>> settle) {
    return switch (reading) {
      case NotDone not -> this;
      case Done done ->
          new Probed(
              facts,
              new Done(
                  done.database(),
                  done.release(),
                  done.replayed(),
                  done.remarks(),
                  done.enums().stream().map(one -> one.with(settle)).toList(),
                  done.advanced()));
    };
  }
}
