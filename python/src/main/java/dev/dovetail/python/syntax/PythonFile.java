package dev.dovetail.python.syntax;

import java.util.List;

/**
 * A module as it is written.
 *
 * @param path relative to the tree
 * @param body its statements; {@link Node.Unparsed} stands where one was not understood
 * @param errors syntax errors, in order; the rest of the file is there all the same
 */
public record PythonFile(String path, List<Node.Stmt> body, List<SyntaxProblem> errors) {
  public PythonFile {
    body = List.copyOf(body);
    errors = List.copyOf(errors);
  }
}
