package dev.dovetail.cli;

import picocli.CommandLine.Option;

/** Whether {@code check} mends what it finds. */
final class FixOptions {

  @Option(
      names = "--fix",
      description =
          "Edit the files where a finding says how, and check again; what does not help is taken"
              + " back.")
  boolean fix;

  @Option(names = "--diff", description = "Show what --fix would change, and change nothing.")
  boolean diff;

  @Option(
      names = "--unsafe-fixes",
      description = "With --fix and --diff: also what changes how the program runs.")
  boolean unsafe;

  /** Whether anything of it is asked for, and in a way that can be done. */
  boolean asked(ChangeOptions change) {
    if (fix && diff) {
      throw new UsageException("--diff changes nothing, and --fix does: take one");
    }
    if (unsafe && !fix && !diff) {
      throw new UsageException("--unsafe-fixes goes with --fix or --diff");
    }
    if ((fix || diff) && change.asked()) {
      throw new UsageException(
          "%s looks at the files as they are: leave --since, --staged and --merge-with out"
              .formatted(fix ? "--fix" : "--diff"));
    }
    return fix || diff;
  }
}
