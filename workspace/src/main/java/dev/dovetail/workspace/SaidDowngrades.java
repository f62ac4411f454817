package dev.dovetail.workspace;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Tree;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.syntax.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Ways down that are empty and say so, in a comment or a docstring: nobody takes them for one. */
final class SaidDowngrades {

  private static final String RULE = "downgrade-does-nothing";

  /** Where the way down begins in a file that holds both. */
  private static final Pattern DOWN =
      Pattern.compile("(?im)^\\s*--\\s*(?:\\+goose\\s+Down|migrate:down)\\b.*$");

  /** A comment for people, not for the tool. */
  private static final Pattern SQL_COMMENT =
      Pattern.compile("--(?!\\s*(?:\\+goose|migrate:))\\s*\\w|/\\*");

  private static final Pattern PYTHON_COMMENT = Pattern.compile("#(?!\\s*#)\\s*\\w");

  /** What Alembic's template writes into every file. */
  private static final Pattern OF_TEMPLATE =
      Pattern.compile("#\\s*(?:###\\s*)?(?:commands auto generated|end Alembic commands|finds:).*");

  /** What newer templates write over every way down. */
  private static final Pattern TITLE =
      Pattern.compile("(?i)downgrade(?: (?:schema|database|db))?\\.?");

  private final Tree tree;
  private final Modules modules;

  SaidDowngrades(Tree tree, Modules modules) {
    this.tree = tree;
    this.modules = modules;
  }

  List<Finding> without(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> !finding.rule().equals(RULE) || !isSaid(finding.at()))
        .toList();
  }

  private boolean isSaid(Origin origin) {
    if (!(origin instanceof Origin.InFile at)) {
      return false;
    }
    if (at.path().endsWith(".py")) {
      return modules.parse(at.path()).stream()
          .flatMap(file -> file.body().stream())
          .filter(
              it -> it instanceof Node.FunctionDef function && function.name().equals("downgrade"))
          .anyMatch(it -> isSaid(at.path(), (Node.FunctionDef) it));
    }
    Optional<String> way =
        at.path().endsWith(".up.sql")
            ? text(at.path().replaceFirst("\\.up\\.sql$", ".down.sql"))
            : text(at.path()).flatMap(SaidDowngrades::behindMark);
    return way.filter(text -> SQL_COMMENT.matcher(text).find()).isPresent();
  }

  private boolean isSaid(String path, Node.FunctionDef downgrade) {
    boolean docstring =
        downgrade.body().stream()
            .findFirst()
            .filter(first ->
                first instanceof Node.ExprStmt it
                    && it.value() instanceof Node.Str text
                    && !TITLE.matcher(text.value().strip()).matches())
            .isPresent();
    List<String> lines = text(path).orElse("").lines().toList();
    int last = Math.min(lines.size(), downgrade.span().endLine());
    return docstring
        || lines.subList(Math.min(downgrade.span().line(), last), last).stream()
            .filter(line -> !OF_TEMPLATE.matcher(line.strip()).matches())
            .anyMatch(line -> PYTHON_COMMENT.matcher(line).find());
  }

  private static Optional<String> behindMark(String text) {
    var mark = DOWN.matcher(text);
    return mark.find() ? Optional.of(text.substring(mark.end())) : Optional.empty();
  }

  private Optional<String> text(String path) {
    return tree.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
