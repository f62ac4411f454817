package dev.dovetail.python.syntax;

/** Thrown and caught inside the parser where a statement turns out to be no Python. */
final class Mistake extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient SyntaxProblem problem;

  Mistake(SyntaxProblem problem) {
    super(problem.message(), null, false, false);
    this.problem = problem;
  }

  SyntaxProblem problem() {
    return problem;
  }
}
