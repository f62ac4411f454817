package dev.dovetail.python.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What stands in a node, in the order in which it is written: all of it, or what is read alone. */
final class Children {

  private final boolean whole;
  private final List<Node> all = new ArrayList<>();

  private Children(boolean whole) {
    this.whole = whole;
  }

  /** Nothing is left out. */
  static List<Node> of(Node node) {
    return in(node, true);
  }

  /** Without targets, annotations, parameters, keys, patterns, and what stands beside classes. */
  static List<Node> read(Node node) {
    return in(node, false);
  }

  private static List<Node> in(Node node, boolean whole) {
    Children children = new Children(whole);
    children.in(node);
    return children.all;
  }

  private void aside(Node node) {
    if (whole) {
      all.add(node);
    }
  }

  private void aside(List<? extends Node> nodes) {
    nodes.forEach(this::aside);
  }

  private void aside(Optional<? extends Node> node) {
    node.ifPresent(this::aside);
  }

  private void in(Node node) {
    switch (node) {
      case Node.Stmt statement -> inStatement(statement);
      case Node.Expr expression -> inExpression(expression);
      case Node.WithItem item -> {
        all.add(item.context());
        item.target().ifPresent(all::add);
      }
      case Node.ExceptHandler handler -> {
        aside(handler.type());
        all.addAll(handler.body());
      }
      case Node.MatchCase matchCase -> {
        if (whole) {
          inPattern(matchCase.pattern());
        }
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
        aside(parameters.positionalOnly());
        aside(parameters.positional());
        aside(parameters.rest());
        aside(parameters.keywordOnly());
        aside(parameters.keywords());
      }
      case Node.Parameter parameter -> {
        aside(parameter.annotation());
        aside(parameter.defaultValue());
      }
    }
  }

  private void inPattern(Pattern pattern) {
    Deque<Pattern> todo = new ArrayDeque<>(List.of(pattern));
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

  private void inStatement(Node.Stmt statement) {
    switch (statement) {
      case Node.FunctionDef function -> {
        all.addAll(function.decorators());
        aside(function.parameters());
        aside(function.returns());
        all.addAll(function.body());
      }
      case Node.ClassDef definition -> {
        aside(definition.decorators());
        aside(definition.bases());
        aside(definition.keywords());
        all.addAll(definition.body());
      }
      case Node.Return returned -> returned.value().ifPresent(all::add);
      case Node.Delete delete -> all.addAll(delete.targets());
      case Node.Assign assign -> {
        aside(assign.targets());
        all.add(assign.value());
      }
      case Node.AugAssign assign -> {
        aside(assign.target());
        all.add(assign.value());
      }
      case Node.AnnAssign assign -> {
        aside(assign.target());
        aside(assign.annotation());
        assign.value().ifPresent(all::add);
      }
      case Node.TypeAlias alias -> {
        aside(alias.name());
        aside(alias.value());
      }
      case Node.For loop -> {
        aside(loop.target());
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
        aside(raise.cause());
      }
      case Node.Try attempt -> {
        all.addAll(attempt.body());
        all.addAll(attempt.handlers());
        all.addAll(attempt.orElse());
        all.addAll(attempt.finallyBody());
      }
      case Node.Assert assertion -> {
        all.add(assertion.test());
        aside(assertion.message());
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

  private void inExpression(Node.Expr expression) {
    switch (expression) {
      case Node.BoolOp operation -> all.addAll(operation.values());
      case Node.NamedExpr named -> {
        aside(named.target());
        all.add(named.value());
      }
      case Node.BinOp operation -> {
        all.add(operation.left());
        all.add(operation.right());
      }
      case Node.UnaryOp operation -> all.add(operation.operand());
      case Node.Lambda lambda -> {
        aside(lambda.parameters());
        all.add(lambda.body());
      }
      case Node.IfExp choice -> {
        all.add(choice.test());
        all.add(choice.body());
        all.add(choice.orElse());
      }
      case Node.DictDisplay display -> {
        display.keys().forEach(this::aside);
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
        aside(comprehension.key());
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
        aside(formatted.spec());
      }
      case Node.Attribute attribute -> all.add(attribute.value());
      case Node.Subscript subscript -> {
        all.add(subscript.value());
        all.add(subscript.index());
      }
      case Node.Starred starred -> all.add(starred.value());
      case Node.Slice slice -> {
        aside(slice.lower());
        aside(slice.upper());
        aside(slice.step());
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
