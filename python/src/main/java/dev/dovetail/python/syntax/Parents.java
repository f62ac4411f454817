package dev.dovetail.python.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Every node of a file with the node that it stands in: for those who ask what becomes of an
 * expression. Unlike {@link Descent} it leaves nothing out: targets, annotations, defaults, keys
 * and patterns are there too.
 */
public final class Parents {

  private final IdentityHashMap<Node, Node> parents = new IdentityHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private Parents() {}

  public static Parents of(PythonFile file) {
    Parents all = new Parents();
    Deque<Node> todo = new ArrayDeque<>();
    pushed(file.body(), todo);
    while (!todo.isEmpty()) {
      Node node = todo.pop();
      all.nodes.add(node);
      List<Node> children = children(node);
      children.forEach(child -> all.parents.put(child, node));
      pushed(children, todo);
    }
    return all;
  }

  private static void pushed(List<? extends Node> children, Deque<Node> todo) {
    for (int i = children.size() - 1; i >= 0; i--) {
      todo.push(children.get(i));
    }
  }

  /**
   * Whether both are one node, and not only alike: to hold what is below against each other costs.
   */
  @SuppressWarnings("ReferenceEquality")
  public static boolean same(Node one, Node other) {
    return one == other;
  }

  /** All nodes, each before those in it. */
  public <T extends Node> List<T> all(Class<T> kind) {
    return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Empty for a statement of the module itself. */
  public Optional<Node> parent(Node node) {
    return Optional.ofNullable(parents.get(node));
  }

  /** The nearest of a kind around a node. */
  public <T extends Node> Optional<T> around(Node node, Class<T> kind) {
    Optional<Node> at = parent(node);
    while (at.isPresent() && !kind.isInstance(at.get())) {
      at = parent(at.get());
    }
    return at.map(kind::cast);
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
      case Node.ExceptHandler handler -> {
        handler.type().ifPresent(all::add);
        all.addAll(handler.body());
      }
      case Node.MatchCase matchCase -> {
        inPattern(matchCase.pattern(), all);
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
      case Node.Parameters parameters -> {
        all.addAll(parameters.positionalOnly());
        all.addAll(parameters.positional());
        parameters.rest().ifPresent(all::add);
        all.addAll(parameters.keywordOnly());
        parameters.keywords().ifPresent(all::add);
      }
      case Node.Parameter parameter -> {
        parameter.annotation().ifPresent(all::add);
        parameter.defaultValue().ifPresent(all::add);
      }
    }
    return all;
  }

  private static void inPattern(Pattern whole, List<Node> all) {
    Deque<Pattern> todo = new ArrayDeque<>(List.of(whole));
    while (!todo.isEmpty()) {
      switch (todo.pop()) {
        case Pattern.Exactly exactly -> all.add(exactly.value());
        case Pattern.Capture capture -> {}
        case Pattern.Star star -> {}
        case Pattern.Sequence sequence -> sequence.parts().forEach(todo::push);
        case Pattern.Mapping mapping -> {
          all.addAll(mapping.keys());
          mapping.values().forEach(todo::push);
        }
        case Pattern.OfClass type -> {
          all.add(type.type());
          type.positional().forEach(todo::push);
          type.named().forEach(todo::push);
        }
        case Pattern.Or or -> or.choices().forEach(todo::push);
        case Pattern.As as -> todo.push(as.pattern());
      }
    }
  }

  private static void inStatement(Node.Stmt statement, List<Node> all) {
    switch (statement) {
      case Node.FunctionDef function -> {
        all.addAll(function.decorators());
        all.add(function.parameters());
        function.returns().ifPresent(all::add);
        all.addAll(function.body());
      }
      case Node.ClassDef definition -> {
        all.addAll(definition.decorators());
        all.addAll(definition.bases());
        all.addAll(definition.keywords());
        all.addAll(definition.body());
      }
      case Node.Return returned -> returned.value().ifPresent(all::add);
      case Node.Delete delete -> all.addAll(delete.targets());
      case Node.Assign assign -> {
        all.addAll(assign.targets());
        all.add(assign.value());
      }
      case Node.AugAssign assign -> {
        all.add(assign.target());
        all.add(assign.value());
      }
      case Node.AnnAssign assign -> {
        all.add(assign.target());
        all.add(assign.annotation());
        assign.value().ifPresent(all::add);
      }
      case Node.TypeAlias alias -> {
        all.add(alias.name());
        all.add(alias.value());
      }
      case Node.For loop -> {
        all.add(loop.target());
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
      case Node.Raise raise -> {
        raise.exception().ifPresent(all::add);
        raise.cause().ifPresent(all::add);
      }
      case Node.Try attempt -> {
        all.addAll(attempt.body());
        all.addAll(attempt.handlers());
        all.addAll(attempt.orElse());
        all.addAll(attempt.finallyBody());
      }
      case Node.Assert assertion -> {
        all.add(assertion.test());
        assertion.message().ifPresent(all::add);
      }
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
      case Node.NamedExpr named -> {
        all.add(named.target());
        all.add(named.value());
      }
      case Node.BinOp operation -> {
        all.add(operation.left());
        all.add(operation.right());
      }
      case Node.UnaryOp operation -> all.add(operation.operand());
      case Node.Lambda lambda -> {
        all.add(lambda.parameters());
        all.add(lambda.body());
      }
      case Node.IfExp choice -> {
        all.add(choice.test());
        all.add(choice.body());
        all.add(choice.orElse());
      }
      case Node.DictDisplay display -> {
        display.keys().forEach(key -> key.ifPresent(all::add));
        all.addAll(display.values());
      }
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
        all.add(comprehension.key());
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
      case Node.FormattedValue formatted -> {
        all.add(formatted.value());
        formatted.spec().ifPresent(all::add);
      }
      case Node.Attribute attribute -> all.add(attribute.value());
      case Node.Subscript subscript -> {
        all.add(subscript.value());
        all.add(subscript.index());
      }
      case Node.Starred starred -> all.add(starred.value());
      case Node.Slice slice -> {
        slice.lower().ifPresent(all::add);
        slice.upper().ifPresent(all::add);
        slice.step().ifPresent(all::add);
      }
      case Node.Str text -> {}
      case Node.Bytes bytes -> {}
      case Node.Int number -> {}
      case Node.Decimal number -> {}
      case Node.Bool bool -> {}
      case Node.None none -> {}
      case Node.Ellipsis ellipsis -> {}
      case Node.Name name -> {}
      case Node.UnparsedExpr unparsed -> {}
    }
  }
}
