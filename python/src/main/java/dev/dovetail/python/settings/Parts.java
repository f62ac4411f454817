package dev.dovetail.python.settings;

import dev.dovetail.python.syntax.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The nodes of a tree, each before its parts and in the order of the text. */
final class Parts {

  private final List<Node> parts = new ArrayList<>();

  private Parts() {}

  /** Shows every node below these; a tree may be nested as deep as it likes. */
  static void walk(List<? extends Node> roots, Consumer<Node> visitor) {
    Deque<Node> open = new ArrayDeque<>();
    push(roots, open);
    while (!open.isEmpty()) {
      Node node = open.pop();
      visitor.accept(node);
      Parts parts = new Parts();
      parts.of(node);
      push(parts.parts, open);
    }
  }

  private static void push(List<? extends Node> nodes, Deque<Node> open) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      open.push(nodes.get(i));
    }
  }

  private void of(Node node) {
    switch (node) {
      case Node.Stmt statement -> ofStatement(statement);
      case Node.Expr expression -> ofExpression(expression);
      case Node.Alias alias -> {}
      case Node.WithItem item -> add(item.context()).add(item.target());
      case Node.ExceptHandler handler -> add(handler.type()).all(handler.body());
      case Node.MatchCase match -> add(match.guard()).all(match.body());
      case Node.Keyword keyword -> add(keyword.value());
      case Node.Parameters parameters ->
          all(parameters.positionalOnly())
              .all(parameters.positional())
              .add(parameters.rest())
              .all(parameters.keywordOnly())
              .add(parameters.keywords());
      case Node.Parameter parameter -> add(parameter.annotation()).add(parameter.defaultValue());
      case Node.Comprehension part ->
          add(part.target()).add(part.iterable()).all(part.conditions());
    }
  }

  private void ofStatement(Node.Stmt statement) {
    switch (statement) {
      case Node.FunctionDef def ->
          all(def.decorators()).add(def.parameters()).add(def.returns()).all(def.body());
      case Node.ClassDef def ->
          all(def.decorators()).all(def.bases()).all(def.keywords()).all(def.body());
      case Node.Return it -> add(it.value());
      case Node.Delete it -> all(it.targets());
      case Node.Assign it -> all(it.targets()).add(it.value());
      case Node.AugAssign it -> add(it.target()).add(it.value());
      case Node.AnnAssign it -> add(it.target()).add(it.annotation()).add(it.value());
      case Node.TypeAlias it -> add(it.value());
      case Node.For it -> add(it.target()).add(it.iterable()).all(it.body()).all(it.orElse());
      case Node.While it -> add(it.test()).all(it.body()).all(it.orElse());
      case Node.If it -> add(it.test()).all(it.body()).all(it.orElse());
      case Node.With it -> all(it.items()).all(it.body());
      case Node.Match it -> add(it.subject()).all(it.cases());
      case Node.Raise it -> add(it.exception()).add(it.cause());
      case Node.Try it -> all(it.body()).all(it.handlers()).all(it.orElse()).all(it.finallyBody());
      case Node.Assert it -> add(it.test()).add(it.message());
      case Node.ExprStmt it -> add(it.value());
      case Node.Import it -> {}
      case Node.ImportFrom it -> {}
      case Node.Global it -> {}
      case Node.Pass it -> {}
      case Node.Break it -> {}
      case Node.Continue it -> {}
      case Node.Unparsed it -> {}
    }
  }

  private void ofExpression(Node.Expr expression) {
    switch (expression) {
      case Node.BoolOp it -> all(it.values());
      case Node.NamedExpr it -> add(it.target()).add(it.value());
      case Node.BinOp it -> add(it.left()).add(it.right());
      case Node.UnaryOp it -> add(it.operand());
      case Node.Lambda it -> add(it.parameters()).add(it.body());
      case Node.IfExp it -> add(it.body()).add(it.test()).add(it.orElse());
      case Node.DictDisplay it -> {
        it.keys().forEach(this::add);
        all(it.values());
      }
      case Node.SetDisplay it -> all(it.elements());
      case Node.ListComp it -> add(it.element()).all(it.generators());
      case Node.SetComp it -> add(it.element()).all(it.generators());
      case Node.DictComp it -> add(it.key()).add(it.value()).all(it.generators());
      case Node.GeneratorExp it -> add(it.element()).all(it.generators());
      case Node.Await it -> add(it.value());
      case Node.Yield it -> add(it.value());
      case Node.Compare it -> add(it.left()).all(it.comparators());
      case Node.Call it -> add(it.function()).all(it.arguments()).all(it.keywords());
      case Node.JoinedStr it -> all(it.parts());
      case Node.FormattedValue it -> add(it.value()).add(it.spec());
      case Node.Attribute it -> add(it.value());
      case Node.Subscript it -> add(it.value()).add(it.index());
      case Node.Starred it -> add(it.value());
      case Node.ListDisplay it -> all(it.elements());
      case Node.Tuple it -> all(it.elements());
      case Node.Slice it -> add(it.lower()).add(it.upper()).add(it.step());
      case Node.Str it -> {}
      case Node.Bytes it -> {}
      case Node.Int it -> {}
      case Node.Decimal it -> {}
      case Node.Bool it -> {}
      case Node.None it -> {}
      case Node.Ellipsis it -> {}
      case Node.Name it -> {}
      case Node.UnparsedExpr it -> {}
    }
  }

  private Parts add(Node node) {
    parts.add(node);
    return this;
  }

  private Parts add(Optional<? extends Node> node) {
    node.ifPresent(parts::add);
    return this;
  }

  private Parts all(List<? extends Node> nodes) {
    parts.addAll(nodes);
    return this;
  }
}
