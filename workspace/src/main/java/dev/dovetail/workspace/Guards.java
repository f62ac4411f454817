package dev.dovetail.workspace;

import dev.dovetail.core.source.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what compares code and migrations in a repository: a hook, a step of CI, a test. */
final class Guards {

  private static final Pattern STEPS =
      Pattern.compile(
          "(.*/)?(\\.pre-commit-config\\.yaml|lefthook\\.ya?ml|\\.gitlab-ci\\.yml|Makefile|noxfile\\.py"
              + "|tox\\.ini|pyproject\\.toml|package\\.json|azure-pipelines\\.yml|Jenkinsfile)"
              + "|\\.github/workflows/[^/]+\\.ya?ml|\\.husky/[^/]+|\\.circleci/config\\.yml");

  private static final Pattern COMPARES =
      Pattern.compile(
          "dovetail (check|verify|audit|probe)|alembic["
              + " -]check|alembic-autogen-check|pytest[-_]alembic"
              + "|[-_\\w]*enum[-_]?(drift|check|valid|sync)[-_\\w]*|valid\\w*[-_]enum[-_\\w]*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TEST =
      Pattern.compile("(.*/)?(test_[^/]*|[^/]*_test|conftest)\\.py");

  private Guards() {}

  static List<String> in(Tree tree) {
    List<String> guards = new ArrayList<>();
    for (String path : tree.files()) {
      if (STEPS.matcher(path).matches()) {
        Matcher words = COMPARES.matcher(text(tree, path));
        if (words.find()) {
          guards.add("%s runs `%s`".formatted(path, words.group()));
        }
      } else if (TEST.matcher(path).matches() && text(tree, path).contains("pg_enum")) {
        guards.add("%s reads `pg_enum`".formatted(path));
      }
    }
    return guards;
  }

  private static String text(Tree tree, String path) {
    return tree.read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }
}
