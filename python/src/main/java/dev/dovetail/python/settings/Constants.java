package dev.dovetail.python.settings;

import dev.dovetail.python.syntax.Node;
import dev.dovetail.python.syntax.PythonFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The texts that a file puts together from literals and from names that it gives to literals. */
final class Constants {

  private static final int DEEPEST = 8;

  private final Map<String, Node.Expr> named = new HashMap<>();

  Constants(PythonFile file) {
    for (Node.Stmt statement : file.body()) {
      if (statement instanceof Node.Assign it
          && it.targets().size() == 1
          && it.targets().get(0) instanceof Node.Name name) {
        named.put(name.id(), it.value());
      }
    }
  }

  /** Empty where it is not known from the file alone. */
  Optional<String> text(Node.Expr expression) {
    return text(expression, 0);
  }

  private Optional<String> text(Node.Expr expression, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    return switch (expression) {
      case Node.Str it -> Optional.of(it.value());
      case Node.Int it -> Optional.of(it.value().toString());
      case Node.Name it ->
          Optional.ofNullable(named.get(it.id())).flatMap(value -> text(value, depth + 1));
      case Node.BinOp it when it.operator().equals("+") ->
          text(it.left(), depth + 1).flatMap(left -> text(it.right(), depth + 1).map(left::concat));
      case Node.JoinedStr it -> joined(it, depth);
      case Node.FormattedValue it when it.conversion().isEmpty() && it.spec().isEmpty() ->
          text(it.value(), depth + 1);
      default -> Optional.empty();
    };
  }

  private Optional<String> joined(Node.JoinedStr joined, int depth) {
    StringBuilder text = new StringBuilder();
    for (Node.Expr part : joined.parts()) {
      Optional<String> one = text(part, depth + 1);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      text.append(one.get());
    }
    return Optional.of(text.toString());
  }

  /** As much as is known from its beginning: of a URL, the scheme. */
  Optional<String> beginning(Node.Expr expression) {
    if (expression instanceof Node.JoinedStr joined && !joined.parts().isEmpty()) {
      return text(joined.parts().get(0), 1);
    }
    return text(expression);
  }
}
