package dev.dovetail.core.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What mends the findings of a fault, where it can be mended at all. */
public enum Fixer {
  /** Nothing runs otherwise for it. */
  CHECK(
      "check --fix",
      Set.of("old-migration-imports-todays-enum", "suppression-unclear", "suppression-unused")),
  /** It means to change what runs, and edits text where it stands. */
  CHECK_UNSAFE(
      "check --fix --unsafe-fixes",
      Set.of(
          "code-default-is-no-label",
          "concurrently-in-transaction",
          "create-type-false-ignored",
          "create-type-if-not-exists",
          "enum-without-string-base",
          "label-spelled-differently",
          "member-without-value",
          "names-persisted-where-values-were-meant",
          "server-default-is-no-label",
          "sql-names-unknown-label",
          "value-not-snake-case",
          "word-is-no-label")),
  /** It writes migrations, and runs them before it offers them. */
  FIX(
      "fix",
      Set.of(
          "convention-broken",
          "label-missing-in-database",
          "label-only-in-database",
          "label-spelled-differently",
          "names-persisted-where-values-were-meant",
          "several-heads",
          "type-created-twice",
          "type-missing-in-database",
          "value-not-snake-case"));

  private final String command;
  private final Set<String> rules;

  Fixer(String command, Set<String> rules) {
    this.command = command;
    this.rules = rules;
  }

  /** As it is called: {@code check --fix}. */
  public String command() {
    return command;
  }

  /** The names of those whose findings it mends. */
  public Set<String> rules() {
    return rules;
  }

  /** Those who mend this one, at least where it is written as most write it. */
  public static List<Fixer> of(Fault fault) {
    return Arrays.stream(values()).filter(fixer -> fixer.rules.contains(fault.id())).toList();
  }
}
