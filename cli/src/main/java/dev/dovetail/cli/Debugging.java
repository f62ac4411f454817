package dev.dovetail.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** For those who mend Dovetail. */
@Command
final class Debugging {

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of Dovetail's own faults.")
  boolean debug;
}
