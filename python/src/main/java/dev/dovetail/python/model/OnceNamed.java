package dev.dovetail.python.model;

import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What names stand for that are given once in a function, and a file's own constants: enough to
 * follow {@code statement = text("...")} to the line that sends it.
 */
final class OnceNamed {

  private static final Pattern CONSTANT = Pattern.compile("_*[A-Z][A-Z0-9_]*");

  /** The function that holds a node, by its number; of several, the innermost. */
  private final IdentityHashMap<Node, Integer> around = new IdentityHashMap<>();

  private final Map<Place, Node.Assign> given = new HashMap<>();
  private final Set<Place> unsure = new HashSet<>();

  /** A name in a function; what is in none is in number 0, the file itself. */
  private record Place(int function, String name) {}

  private OnceNamed() {}

  static OnceNamed none() {
    return new OnceNamed();
  }

  static OnceNamed in(List<? extends Node> body) {
    OnceNamed names = new OnceNamed();
    int number = 0;
    for (Node.FunctionDef function : Descent.functions(body)) {
      number++;
      names.put(Descent.calls(function.body()), number);
      names.put(Descent.binding(function.body()), number);
    }
    Descent.binding(body).forEach(names::bind);
    return names;
  }

  private void put(List<? extends Node> nodes, int function) {
    nodes.forEach(node -> around.put(node, function));
  }

  /** What an expression stands for where a call holds it; itself, where that is not known. */
  Node.Expr behind(Node.Expr expression, Node.Call call) {
    if (!(expression instanceof Node.Name name)) {
      return expression;
    }
    Place here = place(call, name.id());
    Place outside = new Place(0, name.id());
    boolean constant = CONSTANT.matcher(name.id()).matches();
    Place place = constant && !given.containsKey(here) ? outside : here;
    return Optional.ofNullable(given.get(place))
        .filter(assign -> !unsure.contains(place))
        .filter(assign -> constant || assign.span().line() < call.span().line())
        .map(Node.Assign::value)
        .orElse(expression);
  }

  private Place place(Node node, String name) {
    return new Place(Optional.ofNullable(around.get(node)).orElse(0), name);
  }

  private void bind(Node.Stmt statement) {
    List<Node.Expr> targets =
        switch (statement) {
          case Node.Assign assign -> assign.targets();
          case Node.AugAssign assign -> List.of(assign.target());
          case Node.AnnAssign assign -> List.of(assign.target());
          case Node.For loop -> List.of(loop.target());
          default -> List.of();
        };
    for (Node.Expr target : targets) {
      switch (target) {
        case Node.Name name -> bind(statement, place(statement, name.id()));
        case Node.Subscript part when part.value() instanceof Node.Name name ->
            unsure.add(place(statement, name.id()));
        case Node.Tuple tuple ->
            tuple.elements().stream()
                .filter(Node.Name.class::isInstance)
                .forEach(it -> unsure.add(place(statement, ((Node.Name) it).id())));
        default -> {}
      }
    }
  }

  private void bind(Node.Stmt statement, Place place) {
    if (statement instanceof Node.Assign assign && given.putIfAbsent(place, assign) == null) {
      return;
    }
    unsure.add(place);
  }
}
