package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes a tree in the notation of {@code judge.py}. */
final class TreeText {

  private final StringBuilder out = new StringBuilder();
  private final boolean placedFields;
  private boolean placed = true;

  private TreeText(boolean placedFields) {
    this.placedFields = placedFields;
  }

  /**
   * @param placedFields whether nodes in the fields of f-strings are written with their places
   */
  static String of(PythonFile file, boolean placedFields) {
    TreeText text = new TreeText(placedFields);
    text.all(file.body());
    return text.out.toString();
  }

  private void node(Node node) {
    out.append('\n');
    switch (node) {
      case Node.FunctionDef n -> {
        open("FunctionDef", n);
        text(n.name());
        word(n.async() ? "async" : "sync");
        node(n.parameters());
        all(n.body());
        all(n.decorators());
        maybe(n.returns());
      }
      case Node.ClassDef n -> {
        open("ClassDef", n);
        text(n.name());
        all(n.bases());
        all(n.keywords());
        all(n.body());
        all(n.decorators());
      }
      case Node.Return n -> {
        open("Return", n);
        maybe(n.value());
      }
      case Node.Delete n -> {
        open("Delete", n);
        all(n.targets());
      }
      case Node.Assign n -> {
        open("Assign", n);
        all(n.targets());
        node(n.value());
      }
      case Node.AugAssign n -> {
        open("AugAssign", n);
        word(n.operator());
        node(n.target());
        node(n.value());
      }
      case Node.AnnAssign n -> {
        open("AnnAssign", n);
        node(n.target());
        node(n.annotation());
        maybe(n.value());
      }
      case Node.TypeAlias n -> {
        open("TypeAlias", n);
        node(n.name());
        node(n.value());
      }
      case Node.For n -> {
        open("For", n);
        word(n.async() ? "async" : "sync");
        node(n.target());
        node(n.iterable());
        all(n.body());
        all(n.orElse());
      }
      case Node.While n -> {
        open("While", n);
        node(n.test());
        all(n.body());
        all(n.orElse());
      }
      case Node.If n -> {
        open("If", n);
        node(n.test());
        all(n.body());
        all(n.orElse());
      }
      case Node.With n -> {
        open("With", n);
        word(n.async() ? "async" : "sync");
        all(n.items());
        all(n.body());
      }
      case Node.WithItem n -> {
        open("WithItem");
        node(n.context());
        maybe(n.target());
      }
      case Node.Match n -> {
        open("Match", n);
        node(n.subject());
        all(n.cases());
      }
      case Node.MatchCase n -> {
        open("MatchCase");
        maybe(n.guard());
        all(n.body());
      }
      case Node.Raise n -> {
        open("Raise", n);
        maybe(n.exception());
        maybe(n.cause());
      }
      case Node.Try n -> {
        open("Try", n);
        word(n.group() ? "group" : "single");
        all(n.body());
        all(n.handlers());
        all(n.orElse());
        all(n.finallyBody());
      }
      case Node.ExceptHandler n -> {
        open("ExceptHandler", n);
        text(n.name());
        maybe(n.type());
        all(n.body());
      }
      case Node.Assert n -> {
        open("Assert", n);
        node(n.test());
        maybe(n.message());
      }
      case Node.Import n -> {
        open("Import", n);
        all(n.names());
      }
      case Node.ImportFrom n -> {
        open("ImportFrom", n);
        text(n.module());
        word(Integer.toString(n.level()));
        all(n.names());
      }
      case Node.Alias n -> {
        open("Alias", n);
        text(n.name());
        text(n.asName());
      }
      case Node.Global n -> {
        open(n.nonlocal() ? "Nonlocal" : "Global", n);
        n.names().forEach(this::text);
      }
      case Node.ExprStmt n -> {
        open("ExprStmt", n);
        node(n.value());
      }
      case Node.Pass n -> open("Pass", n);
      case Node.Break n -> open("Break", n);
      case Node.Continue n -> open("Continue", n);
      case Node.Unparsed n -> open("Unparsed", n);
      case Node.Parameters n -> {
        open("Parameters");
        all(n.positionalOnly());
        all(n.positional());
        all(n.rest().stream().toList());
        all(n.keywordOnly());
        all(n.keywords().stream().toList());
      }
      case Node.Parameter n -> {
        open("Parameter", n);
        text(n.name());
        maybe(n.annotation());
        maybe(n.defaultValue());
      }
      case Node.Keyword n -> {
        open("Keyword", n);
        text(n.name());
        node(n.value());
      }
      case Node.Comprehension n -> {
        open("Comprehension");
        word(n.async() ? "async" : "sync");
        node(n.target());
        node(n.iterable());
        all(n.conditions());
      }
      case Node.Expr n -> expression(n);
    }
    out.append(')');
  }

  private void expression(Node.Expr node) {
    switch (node) {
      case Node.BoolOp n -> {
        open("BoolOp", n);
        word(n.and() ? "and" : "or");
        all(n.values());
      }
      case Node.NamedExpr n -> {
        open("NamedExpr", n);
        node(n.target());
        node(n.value());
      }
      case Node.BinOp n -> {
        open("BinOp", n);
        word(n.operator());
        node(n.left());
        node(n.right());
      }
      case Node.UnaryOp n -> {
        open("UnaryOp", n);
        word(n.operator());
        node(n.operand());
      }
      case Node.Lambda n -> {
        open("Lambda", n);
        node(n.parameters());
        node(n.body());
      }
      case Node.IfExp n -> {
        open("IfExp", n);
        node(n.test());
        node(n.body());
        node(n.orElse());
      }
      case Node.DictDisplay n -> {
        open("DictDisplay", n);
        out.append(" [");
        n.keys().forEach(this::maybe);
        out.append(']');
        all(n.values());
      }
      case Node.SetDisplay n -> {
        open("SetDisplay", n);
        all(n.elements());
      }
      case Node.ListComp n -> {
        open("ListComp", n);
        node(n.element());
        all(n.generators());
      }
      case Node.SetComp n -> {
        open("SetComp", n);
        node(n.element());
        all(n.generators());
      }
      case Node.DictComp n -> {
        open("DictComp", n);
        node(n.key());
        node(n.value());
        all(n.generators());
      }
      case Node.GeneratorExp n -> {
        open("GeneratorExp", n);
        node(n.element());
        all(n.generators());
      }
      case Node.Await n -> {
        open("Await", n);
        node(n.value());
      }
      case Node.Yield n -> {
        open(n.from() ? "YieldFrom" : "Yield", n);
        maybe(n.value());
      }
      case Node.Compare n -> {
        open("Compare", n);
        node(n.left());
        n.operators().forEach(this::text);
        all(n.comparators());
      }
      case Node.Call n -> {
        open("Call", n);
        node(n.function());
        all(n.arguments());
        all(n.keywords());
      }
      case Node.JoinedStr n -> joined(n);
      case Node.FormattedValue n -> {
        open("FormattedValue", n);
        word(n.conversion().map(String::valueOf).orElse("-"));
        node(n.value());
        maybe(n.spec());
      }
      case Node.Str n -> {
        open("Str", n);
        text(n.value());
      }
      case Node.Bytes n -> {
        open("Bytes", n);
        text(n.escaped());
      }
      case Node.Int n -> {
        open("Int", n);
        word("0x" + n.value().toString(16));
      }
      case Node.Decimal n -> {
        open("Decimal", n);
        String digits = n.digits().replace("_", "");
        boolean imaginary = digits.endsWith("j") || digits.endsWith("J");
        String real = imaginary ? digits.substring(0, digits.length() - 1) : digits;
        long bits = Double.doubleToLongBits(Double.parseDouble(real));
        word(HexFormat.of().toHexDigits(bits));
        word(imaginary ? "j" : "r");
      }
      case Node.Bool n -> {
        open("Bool", n);
        word(Boolean.toString(n.value()));
      }
      case Node.None n -> open("None", n);
      case Node.Ellipsis n -> open("Ellipsis", n);
      case Node.Attribute n -> {
        open("Attribute", n);
        text(n.name());
        node(n.value());
      }
      case Node.Subscript n -> {
        open("Subscript", n);
        node(n.value());
        node(n.index());
      }
      case Node.Starred n -> {
        open("Starred", n);
        node(n.value());
      }
      case Node.Name n -> {
        open("Name", n);
        text(n.id());
      }
      case Node.ListDisplay n -> {
        open("ListDisplay", n);
        all(n.elements());
      }
      case Node.Tuple n -> {
        open("Tuple", n);
        all(n.elements());
      }
      case Node.Slice n -> {
        open("Slice", n);
        maybe(n.lower());
        maybe(n.upper());
        maybe(n.step());
      }
      case Node.UnparsedExpr n -> open("UnparsedExpr", n);
    }
  }

  private void joined(Node.JoinedStr n) {
    open("JoinedStr", n);
    word(n.template() ? "t" : "f");
    boolean outside = placed;
    placed = placed && placedFields;
    out.append(" [");
    for (Node.Expr part : n.parts()) {
      if (part instanceof Node.Str str) {
        out.append("\n(Text");
        text(str.value());
        out.append(')');
      } else {
        node(part);
      }
    }
    out.append(']');
    placed = outside;
  }

  private void open(String kind) {
    out.append('(').append(kind);
  }

  private void open(String kind, Node node) {
    open(kind);
    if (placed) {
      Span s = node.span();
      out.append(' ').append(s.line()).append(':').append(s.column());
      out.append('-').append(s.endLine()).append(':').append(s.endColumn());
    }
  }

  private void word(String word) {
    out.append(' ').append(word);
  }

  private void text(Optional<String> text) {
    text.ifPresentOrElse(this::text, () -> word("-"));
  }

  private void text(String text) {
    out.append(" \"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 32 && c < 127 && c != '"' && c != '\\') {
        out.append(c);
      } else {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    out.append('"');
  }

  private void maybe(Optional<? extends Node> node) {
    node.ifPresentOrElse(this::node, () -> out.append("\n-"));
  }

  private void all(List<? extends Node> nodes) {
    out.append(" [");
    nodes.forEach(this::node);
    out.append(']');
  }
}
