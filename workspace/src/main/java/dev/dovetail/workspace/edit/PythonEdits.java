package dev.dovetail.workspace.edit;

import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.source.Span;
import dev.dovetail.python.syntax.Descent;
import dev.dovetail.python.syntax.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls and statements of a Python file, changed where they stand. */
final class PythonEdits {

  private static final String VALUES_CALLABLE = "values_callable";
  private static final String USUAL = "lambda enum: [member.value for member in enum]";
  private static final Pattern OWN = Pattern.compile(VALUES_CALLABLE + "=(\\w+)\\s*[,)\\n]");

  /** What says the same of an enum type, whether its labels come from a class or are written. */
  private static final Set<String> KEPT =
      Set.of(
          "name",
          "schema",
          "metadata",
          "inherit_schema",
          "create_type",
          "native_enum",
          "create_constraint",
          "length");

  private final FileText text;
  private final List<Node.Stmt> body;

  PythonEdits(FileText text, List<Node.Stmt> body) {
    this.text = text;
    this.body = body;
  }

  /** A keyword more for the call that makes a column's type, in the words that the file has. */
  List<Edit.Replacement> storingValues(Edit.StoringValues values) {
    String own = values.enumName().substring(values.enumName().lastIndexOf('.') + 1);
    Matcher usual = OWN.matcher(text.text());
    String keyword = VALUES_CALLABLE + "=" + (usual.find() ? usual.group(1) : USUAL);
    return Descent.calls(body).stream()
        .filter(call -> values.at().span().line() <= call.span().line())
        .filter(call -> call.span().endLine() <= lastLine(values.at().span()))
        .filter(call -> !call.arguments().isEmpty())
        .filter(call -> lastName(call.arguments().getFirst()).equals(own))
        .filter(call -> lastName(call.function()).toLowerCase(Locale.ROOT).endsWith("enum"))
        .filter(call -> keyword(call, VALUES_CALLABLE).isEmpty())
        .findFirst()
        .map(call -> List.of(withKeyword(call, keyword)))
        .orElse(List.of());
  }

  /** Where the statement ends that begins at a place. */
  private int lastLine(Span place) {
    return statement(place).map(found -> found.span().endLine()).orElse(place.endLine());
  }

  /** {@code postgresql.ENUM(..., create_type=False)}, and the import that it takes. */
  List<Edit.Replacement> notCreated(Span place) {
    Optional<Node.Call> found = enumCall(place);
    if (found.isEmpty()) {
      return List.of();
    }
    Node.Call call = found.get();
    List<Edit.Replacement> edits = new ArrayList<>();
    Span function = call.function().span();
    if (!lastName(call.function()).equals("ENUM")) {
      edits.add(text.replacing(text.start(function), text.end(function), "postgresql.ENUM"));
      importing().ifPresent(edits::add);
    }
    if (keyword(call, "create_type").isEmpty()) {
      edits.add(withKeyword(call, "create_type=False"));
    }
    return edits;
  }

  /**
   * Labels in place of a class. Only where nobody keeps what the statement makes: rows that are
   * written through it would no longer take members.
   */
  List<Edit.Replacement> withLabels(Edit.WithLabels labels) {
    Optional<Node.Call> found =
        enumCall(labels.at().span()).filter(call -> call.arguments().size() == 1);
    boolean named =
        found
            .filter(call -> keyword(call, "name").isPresent())
            .filter(call ->
                call.keywords().stream()
                    .allMatch(it ->
                        it.name().isPresent()
                            && (KEPT.contains(it.name().get())
                                || it.name().get().equals(VALUES_CALLABLE))))
            .isPresent();
    if (!named || !(statement(labels.at().span()).orElse(null) instanceof Node.ExprStmt)) {
      return List.of();
    }
    Node.Call call = found.get();
    Span name = keyword(call, "name").orElseThrow().value().span();
    char quote = text.text().charAt(text.start(name)) == '\'' ? '\'' : '"';
    List<Edit.Replacement> edits = new ArrayList<>();
    Span argument = call.arguments().getFirst().span();
    edits.add(
        text.replacing(
            text.start(argument),
            text.end(argument),
            labels.labels().stream()
                .map(label -> quote + label + quote)
                .collect(Collectors.joining(", "))));
    keyword(call, VALUES_CALLABLE).ifPresent(it -> edits.add(without(it)));
    return edits;
  }

  /** In a block of its own, indented under it. */
  List<Edit.Replacement> outsideTransaction(Span place) {
    Optional<Node.Stmt> found = statement(place).filter(Node.ExprStmt.class::isInstance);
    if (found.isEmpty()) {
      return List.of();
    }
    Span span = found.get().span();
    int start = text.start(span);
    int line = text.startOfLine(start);
    String indent = text.text().substring(line, start);
    String written = text.text().substring(start, text.end(span));
    if (!indent.isBlank() || indent.isEmpty()) {
      return List.of();
    }
    String deeper = indent.contains("\t") ? "\t" : "    ";
    boolean holdsLines = written.contains("\"\"\"") || written.contains("'''");
    String moved =
        holdsLines ? written : written.replaceAll("(\\r?\\n)(?=[^\\r\\n])", "$1" + deeper);
    return List.of(
        text.replacing(
            start,
            text.end(span),
            "with op.get_context().autocommit_block():\n"
                + indent
                + deeper
                + moved.replace("\r\n", "\n")));
  }

  Optional<Span> statementAt(Span place) {
    return statement(place).filter(it -> below(it).isEmpty()).map(Node.Stmt::span);
  }

  /** The smallest statement that holds a place and no other statement does. */
  private Optional<Node.Stmt> statement(Span place) {
    return statements(body).stream()
        .filter(it -> holds(it.span(), place))
        .max(Comparator.comparing((Node.Stmt it) -> it.span()));
  }

  private static List<Node.Stmt> statements(List<Node.Stmt> roots) {
    List<Node.Stmt> all = new ArrayList<>();
    List<Node.Stmt> left = new ArrayList<>(roots.reversed());
    while (!left.isEmpty()) {
      Node.Stmt next = left.removeLast();
      all.add(next);
      left.addAll(below(next).reversed());
    }
    return all;
  }

  private static List<Node.Stmt> below(Node.Stmt statement) {
    return switch (statement) {
      case Node.FunctionDef function -> function.body();
      case Node.ClassDef definition -> definition.body();
      case Node.If choice -> both(choice.body(), choice.orElse());
      case Node.With block -> block.body();
      case Node.For loop -> both(loop.body(), loop.orElse());
      case Node.While loop -> both(loop.body(), loop.orElse());
      case Node.Try attempt -> both(attempt.body(), both(attempt.orElse(), attempt.finallyBody()));
      default -> List.of();
    };
  }

  private static List<Node.Stmt> both(List<Node.Stmt> one, List<Node.Stmt> other) {
    List<Node.Stmt> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /** The enum type that is made at a place. */
  private Optional<Node.Call> enumCall(Span place) {
    return Descent.calls(body).stream()
        .filter(call -> holds(call.span(), place))
        .filter(call -> lastName(call.function()).equalsIgnoreCase("enum"))
        .max(Comparator.comparing((Node.Call call) -> call.span()));
  }

  private static boolean holds(Span outer, Span inner) {
    boolean before =
        outer.line() < inner.line()
            || outer.line() == inner.line() && outer.column() <= inner.column();
    boolean after =
        outer.endLine() > inner.endLine()
            || outer.endLine() == inner.endLine() && outer.endColumn() >= inner.endColumn();
    return before && after;
  }

  private static Optional<Node.Keyword> keyword(Node.Call call, String name) {
    return call.keywords().stream().filter(it -> it.name().equals(Optional.of(name))).findFirst();
  }

  /** Before the bracket that closes the call; on a line of its own where that is. */
  private Edit.Replacement withKeyword(Node.Call call, String keyword) {
    int close = text.end(call.span()) - 1;
    int line = text.startOfLine(close);
    String indent = text.text().substring(line, close);
    boolean apart = indent.isBlank() && line > text.start(call.span());
    String before = text.text().substring(0, apart ? line : close).stripTrailing();
    String comma = before.endsWith(",") || before.endsWith("(") ? "" : ",";
    return apart
        ? text.replacing(before.length(), line, comma + "\n" + indent + "    " + keyword + ",\n")
        : text.replacing(
            before.length(), close, comma + (before.endsWith("(") ? "" : " ") + keyword);
  }

  /** With the comma before it. */
  private Edit.Replacement without(Node.Keyword keyword) {
    int start = text.start(keyword.span());
    int comma = text.text().lastIndexOf(',', start);
    boolean bare = comma >= 0 && text.text().substring(comma + 1, start).isBlank();
    return text.replacing(bare ? comma : start, text.end(keyword.span()), "");
  }

  /** After the other imports; empty where it is there. */
  private Optional<Edit.Replacement> importing() {
    int last = 0;
    for (Node.Stmt statement : body) {
      if (statement instanceof Node.ImportFrom from
          && from.module().equals(Optional.of("sqlalchemy.dialects"))
          && from.names().stream()
              .anyMatch(it -> it.name().equals("postgresql") && it.asName().isEmpty())) {
        return Optional.empty();
      }
      if (statement instanceof Node.ImportFrom || statement instanceof Node.Import) {
        last = text.endOfLine(text.end(statement.span()));
      }
    }
    return Optional.of(text.replacing(last, last, "\nfrom sqlalchemy.dialects import postgresql"));
  }

  /** The last part of a dotted name; empty for anything else. */
  private static String lastName(Node.Expr expression) {
    return switch (expression) {
      case Node.Name plain -> plain.id();
      case Node.Attribute attribute -> attribute.name();
      default -> "";
    };
  }
}
