package dev.dovetail.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether to colour: on a terminal only, unless it is said. */
@Command
final class Colour {

  enum When {
    AUTO,
    ALWAYS,
    NEVER
  }

  @Option(
      names = {"--color", "--colour"},
      paramLabel = "WHEN",
      description = "auto, always or never.")
  When when = When.AUTO;

  boolean isOn() {
    return switch (when) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO -> isWanted(System.getenv());
    };
  }

  /** Where nothing is said. */
  static boolean isWanted(Map<String, String> environment) {
    return !environment.containsKey("NO_COLOR") && isTerminal();
  }

  /**
   * The plain console is there only on a terminal; the editing one of newer JDKs always, and late.
   */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isTerminal() {
    System.setProperty("jdk.console", "java.base");
    return !"dumb".equals(System.getenv("TERM")) && System.console() != null;
  }
}
