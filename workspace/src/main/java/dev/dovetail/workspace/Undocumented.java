package dev.dovetail.workspace;

import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.judge.CodeFault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Stored enums and their labels of which no word says what they mean: a docstring, a comment beside
 * or above, also above the block of lines that a member stands in.
 */
final class Undocumented {

  /** Words for tools. */
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "#+\\s*(?:noqa|type:|pragma|pylint|ruff|fmt:|mypy|nosec|dovetail:|finds:|isort).*|#+\\s*");

  private static final Pattern BEHIND = Pattern.compile(":\\s*(#.*)$");

  private final Tree tree;
  private final Modules modules;

  Undocumented(Tree tree, Modules modules) {
    this.tree = tree;
    this.modules = modules;
  }

  List<Finding> judged(List<ServiceFacts> services, Judgement.Preferences preferences) {
    if (preferences.silences(CodeFault.ENUM_UNDOCUMENTED)
        && preferences.silences(CodeFault.LABEL_UNDOCUMENTED)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (ServiceFacts service : services) {
      for (DeclaredEnum declared : stored(service)) {
        if (declared.origin() instanceof Origin.InFile at && at.path().endsWith(".py")) {
          definition(modules, at).ifPresent(it -> judge(service, declared, at, it, findings));
        }
      }
    }
    return Judgement.weighed(findings, preferences);
  }

  private static Set<DeclaredEnum> stored(ServiceFacts service) {
    Set<DeclaredEnum> enums = new LinkedHashSet<>();
    for (Comparison comparison : service.comparisons()) {
      if (comparison.source().isPresent()) {
        comparison.declared().filter(it -> it.unknown().isEmpty()).ifPresent(enums::add);
      }
    }
    return enums;
  }

  /** The class at a place, wherever it is nested. */
  static Optional<Node.ClassDef> definition(Modules modules, Origin.InFile at) {
    List<Node.Stmt> left =
        new ArrayList<>(modules.parse(at.path()).map(file -> file.body()).orElse(List.of()));
    while (!left.isEmpty()) {
      switch (left.removeLast()) {
        case Node.ClassDef definition when definition.span().line() == at.span().line() -> {
          return Optional.of(definition);
        }
        case Node.ClassDef definition -> left.addAll(definition.body());
        case Node.FunctionDef function -> left.addAll(function.body());
        case Node.If choice -> {
          left.addAll(choice.body());
          left.addAll(choice.orElse());
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  private void judge(
      ServiceFacts service,
      DeclaredEnum declared,
      Origin.InFile at,
      Node.ClassDef definition,
      List<Finding> findings) {
    List<String> lines =
        tree.read(at.path())
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().toList())
            .orElse(List.of());
    String docstring = docstring(definition);
    if (docstring.isBlank() && !isCommented(lines, definition)) {
      findings.add(
          FindingBuilder.of(CodeFault.ENUM_UNDOCUMENTED, service.name(), at)
              .says(
                  declared.name(),
                  "no word says what `%s` is for".formatted(declared.name()),
                  "give it a docstring"));
    }
    for (DeclaredEnum.Member member : declared.members()) {
      if (!isDocumented(lines, definition, docstring, member)) {
        findings.add(
            FindingBuilder.of(CodeFault.LABEL_UNDOCUMENTED, service.name(), member.origin())
                .topic("labels of `%s` are not explained".formatted(declared.name()))
                .says(
                    declared.name() + "." + member.name(),
                    "no word says what `%s.%s` means".formatted(declared.name(), member.name()),
                    "put a comment beside it, or a line into the docstring of the class"));
      }
    }
  }

  private static String docstring(Node.ClassDef definition) {
    return definition.body().stream()
        .findFirst()
        .filter(first -> first instanceof Node.ExprStmt it && it.value() instanceof Node.Str)
        .map(first -> ((Node.Str) ((Node.ExprStmt) first).value()).value())
        .orElse("");
  }

  /** Above the class and what decorates it, or behind its name. */
  private static boolean isCommented(List<String> lines, Node.ClassDef definition) {
    int first =
        definition.decorators().stream()
            .mapToInt(decorator -> decorator.span().line())
            .reduce(definition.span().line(), Math::min);
    int body = definition.body().stream().findFirst().map(it -> it.span().line()).orElse(first + 1);
    for (int line = definition.span().line(); line < body && line <= lines.size(); line++) {
      var behind = BEHIND.matcher(lines.get(line - 1));
      if (behind.find() && says(behind.group(1))) {
        return true;
      }
    }
    return first > 1 && first - 1 <= lines.size() && says(lines.get(first - 2).strip());
  }

  private static boolean isDocumented(
      List<String> lines, Node.ClassDef definition, String docstring, DeclaredEnum.Member member) {
    if (holds(docstring, member.name())
        || member.value().filter(it -> holds(docstring, it)).isPresent()) {
      return true;
    }
    for (int i = 0; i < definition.body().size(); i++) {
      Node.Stmt statement = definition.body().get(i);
      if (statement instanceof Node.Assign assign
          && assign.targets().stream()
              .anyMatch(it -> it instanceof Node.Name name && name.id().equals(member.name()))) {
        boolean explained =
            i + 1 < definition.body().size()
                && definition.body().get(i + 1) instanceof Node.ExprStmt next
                && next.value() instanceof Node.Str;
        return explained || isBeside(lines, statement) || isAbove(lines, statement);
      }
    }
    // What is not written as an assignment may be explained where nobody looks.
    return true;
  }

  private static boolean holds(String text, String word) {
    return !word.isBlank()
        && Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)").matcher(text).find();
  }

  private static boolean isBeside(List<String> lines, Node.Stmt statement) {
    int line = statement.span().endLine();
    if (line > lines.size()) {
      return false;
    }
    String text = lines.get(line - 1);
    int end = Math.min(text.codePointCount(0, text.length()), statement.span().endColumn() - 1);
    return says(text.substring(text.offsetByCodePoints(0, end)).strip());
  }

  /** In the lines above it up to an empty one, which may hold other members. */
  private static boolean isAbove(List<String> lines, Node.Stmt statement) {
    for (int line = statement.span().line() - 1; line > 0; line--) {
      String text = lines.get(line - 1).strip();
      if (text.isEmpty() || text.startsWith("class ") || text.startsWith("\"\"\"")) {
        return false;
      }
      if (says(text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean says(String comment) {
    return comment.startsWith("#") && !DIRECTIVE.matcher(comment).matches();
  }
}
