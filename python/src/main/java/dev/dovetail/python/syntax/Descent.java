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
        case Node.Stmt statement -> todo.addAll(children(statement));
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
      List<Node> children = children(node);
      for (int i = children.size() - 1; i >= 0; i--) {
        todo.push(children.get(i));
      }
    }
    return found;
  }

  private static List<Node> children(Node node) {
    List<Node> all = new ArrayList<>();
    switch (node) {
      case Node.Stmt statement -> inStatement(statement, all);
      case Node.Expr expression -> inExpression(expression, all);
      case Node.WithItem item -> {
        all.add(item.context());
        item.target().ifPresent(all::add);
      }
      case Node.ExceptHandler handler -> all.addAll(handler.body());
      case Node.MatchCase matchCase -> {
        matchCase.guard().ifPresent(all::add);
        all.addAll(matchCase.body());
      }
      case Node.Keyword keyword -> all.add(keyword.value());
      case Node.Comprehension part -> {
        all.add(part.target());
        all.add(part.iterable());
        all.addAll(part.conditions());
      }
      case Node.Alias alias -> {}
      case Node.Parameters parameters -> {}
      case Node.Parameter parameter -> {}
    }
    return all;
  }

  private static void inStatement(Node.Stmt statement, List<Node> all) {
    switch (statement) {
      case Node.FunctionDef function -> {
        all.addAll(function.decorators());
        all.addAll(function.body());
      }
      case Node.ClassDef definition -> all.addAll(definition.body());
      case Node.Return returned -> returned.value().ifPresent(all::add);
      case Node.Delete delete -> all.addAll(delete.targets());
      case Node.Assign assign -> all.add(assign.value());
      case Node.AugAssign assign -> all.add(assign.value());
      case Node.AnnAssign assign -> assign.value().ifPresent(all::add);
      case Node.TypeAlias alias -> {}
      case Node.For loop -> {
        all.add(loop.iterable());
        all.addAll(loop.body());
        all.addAll(loop.orElse());
      }
      case Node.While loop -> {
        all.add(loop.test());
        all.addAll(loop.body());
        all.addAll(loop.orElse());
      }
      case Node.If condition -> {
        all.add(condition.test());
        all.addAll(condition.body());
        all.addAll(condition.orElse());
      }
      case Node.With with -> {
        all.addAll(with.items());
        all.addAll(with.body());
      }
      case Node.Match match -> {
        all.add(match.subject());
        all.addAll(match.cases());
      }
      case Node.Raise raise -> raise.exception().ifPresent(all::add);
      case Node.Try attempt -> {
        all.addAll(attempt.body());
        all.addAll(attempt.handlers());
        all.addAll(attempt.orElse());
        all.addAll(attempt.finallyBody());
      }
      case Node.Assert assertion -> all.add(assertion.test());
      case Node.ExprStmt expression -> all.add(expression.value());
      case Node.Import imported -> {}
      case Node.ImportFrom imported -> {}
      case Node.Global global -> {}
      case Node.Pass pass -> {}
      case Node.Break end -> {}
      case Node.Continue next -> {}
      case Node.Unparsed unparsed -> {}
    }
  }

  private static void inExpression(Node.Expr expression, List<Node> all) {
    switch (expression) {
      case Node.BoolOp operation -> all.addAll(operation.values());
      case Node.NamedExpr named -> all.add(named.value());
      case Node.BinOp operation -> {
        all.add(operation.left());
        all.add(operation.right());
      }
      case Node.UnaryOp operation -> all.add(operation.operand());
      case Node.Lambda lambda -> all.add(lambda.body());
      case Node.IfExp choice -> {
        all.add(choice.test());
        all.add(choice.body());
        all.add(choice.orElse());
      }
      case Node.DictDisplay display -> all.addAll(display.values());
      case Node.SetDisplay display -> all.addAll(display.elements());
      case Node.ListDisplay display -> all.addAll(display.elements());
      case Node.Tuple tuple -> all.addAll(tuple.elements());
      case Node.ListComp comprehension -> {
        all.add(comprehension.element());
        all.addAll(comprehension.generators());
      }
      case Node.SetComp comprehension -> {
        all.add(comprehension.element());
        all.addAll(comprehension.generators());
      }
      case Node.GeneratorExp comprehension -> {
        all.add(comprehension.element());
        all.addAll(comprehension.generators());
      }
      case Node.DictComp comprehension -> {
        all.add(comprehension.value());
        all.addAll(comprehension.generators());
      }
      case Node.Await await -> all.add(await.value());
      case Node.Yield yielded -> yielded.value().ifPresent(all::add);
      case Node.Compare comparison -> {
        all.add(comparison.left());
        all.addAll(comparison.comparators());
      }
      case Node.Call call -> {
        all.add(call.function());
        all.addAll(call.arguments());
        all.addAll(call.keywords());
      }
      case Node.JoinedStr joined -> all.addAll(joined.parts());
      case Node.FormattedValue formatted -> all.add(formatted.value());
      case Node.Attribute attribute -> all.add(attribute.value());
      case Node.Subscript subscript -> {
        all.add(subscript.value());
        all.add(subscript.index());
      }
      case Node.Starred starred -> all.add(starred.value());
      case Node.Str text -> {}
      case Node.Bytes bytes -> {}
      case Node.Int number -> {}
      case Node.Decimal number -> {}
      case Node.Bool bool -> {}
      case Node.None none -> {}
      case Node.Ellipsis ellipsis -> {}
      case Node.Name name -> {}
      case Node.Slice slice -> {}
      case Node.UnparsedExpr unparsed -> {}
    }
  }
}
