package dev.dovetail.core.judge;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Problem.Kind;
import dev.dovetail.core.history.Remark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Shares the failures of a history out among the rules, so that one fault is one finding. */
final class Failures {

  private static final String TYPE_EXISTS = "42710";

  private final Optional<Told> told;

  private Failures(Optional<Told> told) {
    this.told = told;
  }

  static Failures of(ServiceFacts facts) {
    return new Failures(facts.told());
  }

  /** What stops one command to the head, apart from faults of the graph and types made twice. */
  List<Problem> history() {
    List<Problem> problems = new ArrayList<>();
    for (Problem problem : oneCommand()) {
      if (problems.isEmpty() && typeThatExists(problem).isEmpty()) {
        problems.add(problem);
      }
    }
    return problems;
  }

  /** The same, where no other rule has a name for it. */
  List<Problem> unnamed() {
    return history().stream().filter(problem -> cause(problem).isEmpty()).toList();
  }

  /** The same of what stops only those who go one revision at a time. */
  List<Problem> unnamedOneAtATime() {
    return oneAtATime().stream().filter(problem -> cause(problem).isEmpty()).toList();
  }

  /**
   * All of both that comes of this cause. A type that is not there where the history begins midway
   * was there before, or may have been.
   */
  List<Problem> of(Cause cause) {
    return Stream.concat(history().stream(), oneAtATime().stream())
        .filter(problem -> cause(problem).filter(cause::equals).isPresent())
        .filter(problem -> cause != Cause.TYPE_NOT_YET || told.flatMap(Told::midway).isEmpty())
        .toList();
  }

  private Optional<Cause> cause(Problem problem) {
    return told.flatMap(history -> Cause.of(problem, history));
  }

  /** What stops only those who go one revision at a time. */
  List<Problem> oneAtATime() {
    return told
        .flatMap(Told::failsEach)
        .filter(problem -> !isOfGraph(problem))
        .filter(problem -> typeThatExists(problem).isEmpty())
        .filter(problem -> oneCommand().stream().noneMatch(other -> same(other, problem)))
        .stream()
        .toList();
  }

  /** Every refusal to create a type that is there, however it was met; one for each place. */
  List<Problem> createdTwice() {
    Map<String, Problem> problems = new LinkedHashMap<>();
    List<Problem> all = new ArrayList<>(oneCommand());
    told.flatMap(Told::failsEach).ifPresent(all::add);
    for (Problem problem : all) {
      typeThatExists(problem)
          .ifPresent(type -> problems.putIfAbsent(type + " " + subject(problem), problem));
    }
    return List.copyOf(problems.values());
  }

  /** Whether the history fails for want of the type: then that is the fault to report. */
  boolean concerns(String type) {
    String last = type.substring(type.lastIndexOf('.') + 1);
    return history().stream()
        .anyMatch(problem -> problem.message().contains("\"" + last + "\" does not exist"));
  }

  boolean onlyOneAtATime(Problem problem) {
    return oneCommand().stream().noneMatch(other -> same(other, problem));
  }

  Optional<Remark.CreatedTwice> remark(Problem problem) {
    String type = typeThatExists(problem).orElse("");
    return told.stream()
        .flatMap(history -> history.remarks().stream())
        .filter(Remark.CreatedTwice.class::isInstance)
        .map(Remark.CreatedTwice.class::cast)
        .filter(remark -> remark.revision().equals(problem.revision().orElse("")))
        .filter(remark -> remark.type().equals(type) || remark.type().endsWith("." + type))
        .findFirst();
  }

  /** The type's name, where the problem is that it exists already. */
  static Optional<String> typeThatExists(Problem problem) {
    String before = "type \"";
    String after = "\" already exists";
    boolean exists =
        problem.sqlstate().equals(Optional.of(TYPE_EXISTS))
            && problem.message().startsWith(before)
            && problem.message().endsWith(after);
    return exists
        ? Optional.of(
            problem
                .message()
                .substring(before.length(), problem.message().length() - after.length()))
        : Optional.empty();
  }

  /** A downgrade that says it cannot be done. */
  static boolean isDeliberate(Problem problem) {
    return problem.kind() == Kind.PYTHON && problem.message().contains("NotImplementedError");
  }

  static String subject(Problem problem) {
    return problem.revision().orElse("") + " " + problem.sqlstate().orElse(problem.kind().name());
  }

  /** The strict failure first, then what an intended play had to pass over. */
  private List<Problem> oneCommand() {
    List<Problem> problems = new ArrayList<>();
    told.flatMap(Told::fails).filter(problem -> !isOfGraph(problem)).ifPresent(problems::add);
    told.map(Told::passedOver).orElse(List.of()).stream()
        .filter(problem -> !isOfGraph(problem))
        .filter(problem -> problems.stream().noneMatch(other -> other.equals(problem)))
        .forEach(problems::add);
    return problems;
  }

  /** The graph's own rules speak of it. */
  private boolean isOfGraph(Problem problem) {
    return told.map(history -> !history.faults().isEmpty()).orElse(false)
        && problem.revision().isEmpty();
  }

  private static boolean same(Problem one, Problem other) {
    return one.revision().equals(other.revision())
        && one.sqlstate().equals(other.sqlstate())
        && one.message().equals(other.message());
  }
}
