package dev.dovetail.python.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of Python to its tree, for the syntax of 3.8 to 3.14 together. Never throws for what is in
 * the text: what is no Python is kept as a span.
 */
public final class PythonParser {

  private PythonParser() {}

  /** Reads a module. The text may begin with a byte order mark. */
  public static PythonFile parse(String path, String text) {
    Tokens tokens = Lexer.read(text);
    Statements statements = new Statements(tokens);
    List<Node.Stmt> body = statements.module();
    List<SyntaxProblem> problems = new ArrayList<>(statements.problems());
    nullCharacter(tokens, problems);
    problems.sort((a, b) -> a.span().compareTo(b.span()));
    return new PythonFile(path, body, problems);
  }

  /** CPython reads no text with a null character, wherever it is. */
  private static void nullCharacter(Tokens tokens, List<SyntaxProblem> problems) {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens.text[i] == 0) {
        problems.add(new SyntaxProblem("source code cannot contain null bytes", tokens.at(i)));
        return;
      }
    }
  }
}
