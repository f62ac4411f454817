package dev.dovetail.python.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Goes through a tree of Python, whatever stands where: for facts that need no evaluation. */
public final class Descent {

  private Descent() {}

  /** Every call below the nodes, in the order in which they are written. */
  public static List<Node.Call> calls(List<? extends Node> roots) {
    return all(roots, Node.Call.class);
  }

  /** Every function below the nodes, those around others before them. */
  public static List<Node.FunctionDef> functions(List<? extends Node> roots) {
    return all(roots, Node.FunctionDef.class);
  }

  /** Every statement below the nodes that gives something a name: assignments and loops. */
  public static List<Node.Stmt> binding(List<? extends Node> roots) {
    return all(roots, Node.Stmt.class).stream()
        .filter(statement ->
            statement instanceof Node.Assign
                || statement instanceof Node.AugAssign
                || statement instanceof Node.AnnAssign
                || statement instanceof Node.For)
        .toList();
  }

  /** Every comparison below the nodes, in the order in which they are written. */
  public static List<Node.Compare> comparisons(List<? extends Node> roots) {
    return all(roots, Node.Compare.class);
  }

  /** Every string below the nodes, in the order in which they are written. */
  public static List<Node.Str> strings(List<? extends Node> roots) {
    return all(roots, Node.Str.class);
  }

  /** Every name that is read below the nodes, in the order in which they are written. */
  public static List<Node.Name> names(List<? extends Node> roots) {
    return all(roots, Node.Name.class);
  }

  /** Every attribute that is asked for below the nodes, in the order in which they are written. */
  public static List<Node.Attribute> attributes(List<? extends Node> roots) {
    return all(roots, Node.Attribute.class);
  }

  /** Everything in square brackets below the nodes, in the order in which it is written. */
  public static List<Node.Subscript> subscripts(List<? extends Node> roots) {
    return all(roots, Node.Subscript.class);
  }

  /** Every class below the nodes, in the order in which they are written. */
  public static List<Node.ClassDef> classes(List<? extends Node> roots) {
    return all(roots, Node.ClassDef.class);
  }

  /** What names and parameters are said to be, below the nodes. */
  public static List<Node.Expr> annotations(List<? extends Node> roots) {
    List<Node.Expr> found = new ArrayList<>();
    all(roots, Node.AnnAssign.class).forEach(named -> found.add(named.annotation()));
    for (Node.FunctionDef function : all(roots, Node.FunctionDef.class)) {
      Node.Parameters parameters = function.parameters();
      List<Node.Parameter> each = new ArrayList<>(parameters.positionalOnly());
      each.addAll(parameters.positional());
      each.addAll(parameters.keywordOnly());
      parameters.rest().ifPresent(each::add);
      parameters.keywords().ifPresent(each::add);
      each.forEach(parameter -> parameter.annotation().ifPresent(found::add));
      function.returns().ifPresent(found::add);
    }
    return found;
  }

  /** Every import of names below the nodes, in the order in which they are written. */
  public static List<Node.ImportFrom> imported(List<? extends Node> roots) {
    return all(roots, Node.ImportFrom.class);
  }

  /** Whether anything is imported below the nodes. */
  public static boolean imports(List<? extends Node> roots) {
    return !all(roots, Node.Import.class).isEmpty() || !all(roots, Node.ImportFrom.class).isEmpty();
  }

  /** Every import below the nodes that runs, which those for type checkers alone do not. */
  public static List<Node.Stmt> importing(List<? extends Node> roots) {
    List<Node.Stmt> found = new ArrayList<>();
    Deque<Node> todo = new ArrayDeque<>(roots);
    while (!todo.isEmpty()) {
      Node node = todo.pop();
      switch (node) {
        case Node.Import whole -> found.add(whole);
        case Node.ImportFrom from -> found.add(from);
        case Node.If condition when isForTypeCheckers(condition.test()) ->
            todo.addAll(condition.orElse());
        case Node.Stmt statement -> todo.addAll(Children.read(statement));
        case Node.ExceptHandler handler -> todo.addAll(handler.body());
        case Node.MatchCase matchCase -> todo.addAll(matchCase.body());
        default -> {
          // No expression imports.
        }
      }
    }
    return found;
  }

  private static boolean isForTypeCheckers(Node.Expr test) {
    return switch (test) {
      case Node.Name name -> name.id().equals("TYPE_CHECKING");
      case Node.Attribute attribute -> attribute.name().equals("TYPE_CHECKING");
      default -> false;
    };
  }

  private static <T extends Node> List<T> all(List<? extends Node> roots, Class<T> kind) {
    List<T> found = new ArrayList<>();
    Deque<Node> todo = new ArrayDeque<>(roots);
    while (!todo.isEmpty()) {
      Node node = todo.pop();
      if (kind.isInstance(node)) {
        found.add(kind.cast(node));
      }
      List<Node> children = Children.read(node);
      for (int i = children.size() - 1; i >= 0; i--) {
        todo.push(children.get(i));
      }
    }
    return found;
  }
}
