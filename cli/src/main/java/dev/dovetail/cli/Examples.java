package dev.dovetail.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code --help} shows of each command below its options: lines that can be run as they are.
 */
final class Examples {

  /**
   * One line.
   *
   * @param command without {@code dovetail} before it
   */
  record Example(String command, String says) {}

  private static final Map<String, List<Example>> ALL =
      Map.ofEntries(
          of(
              "check",
              "check",
              "every service below this folder",
              "check services/orders --strict",
              "one of them; warnings count too",
              "check --since origin/main --format github",
              "what a pull request brings, as annotations",
              "check --staged",
              "what is about to be committed",
              "check --merge-with origin/main",
              "whether a merge would leave two heads"),
          of(
              "schema",
              "schema --service orders --format sql",
              "what its migrations add up to",
              "schema --at 0007 --format json",
              "the same, up to a revision",
              "schema --from code",
              "what the models believe in"),
          of(
              "verify",
              "verify",
              "every check, on a PostgreSQL of its own",
              "verify --since origin/main --fail-fast",
              "the services that a change touches",
              "verify --only fresh,stairs --format junit",
              "two checks, for a CI system"),
          of(
              "audit",
              "audit --format markdown",
              "the databases that the configuration names",
              "audit --database orders=postgresql://host/orders",
              "one that is named here",
              "audit --demo",
              "databases of its own, to see what it shows"),
          of(
              "history",
              "history",
              "every enum that ever parted from its type",
              "history --only OrderStatus --format markdown",
              "one of them, for an audit document",
              "history --replay-check",
              "also which commit a hook would have stopped"),
          of(
              "guard",
              "guard --service orders -- gunicorn app:app",
              "asks the database, then becomes the server",
              "guard emit json --service orders --output guard.json",
              "what it asks for, as a file"),
          of(
              "baseline",
              "baseline",
              "takes today's findings as known, or takes out what is mended",
              "baseline --verify",
              "those of `verify` too"),
          of("conventions", "conventions infer", "what the services agree on, for dovetail.toml"),
          of("init", "init", "writes dovetail.toml from what was found"),
          of(
              "explain",
              "explain",
              "every rule in a line",
              "explain label-missing-in-database",
              "one of them, with examples"),
          of(
              "hook",
              "hook install",
              "a pre-commit hook of plain git",
              "hook print",
              "the lines for pre-commit, husky and lefthook"),
          of("doctor", "doctor", "what is here: Pythons, PostgreSQL servers, caches"),
          of("demo", "demo", "from the first look to the page, in a copy of the bundled example"),
          of(
              "completion",
              "completion bash",
              "for `source <(dovetail completion bash)`",
              "completion zsh",
              "the same for zsh",
              "completion man",
              "the manual page, in troff"));

  private Examples() {}

  private static Map.Entry<String, List<Example>> of(String name, String... words) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      examples.add(new Example(words[i], words[i + 1]));
    }
    return Map.entry(name, List.copyOf(examples));
  }

  static List<Example> of(String name) {
    return ALL.getOrDefault(name, List.of());
  }

  /** As a footer of the help. */
  static String[] footer(String name) {
    List<Example> examples = of(name);
    if (examples.isEmpty()) {
      return new String[0];
    }
    List<String> lines = new ArrayList<>(List.of("", "Examples:"));
    for (Example example : examples) {
      lines.add("  dovetail " + example.command());
      lines.add("      " + example.says());
    }
    return lines.toArray(String[]::new);
  }
}
