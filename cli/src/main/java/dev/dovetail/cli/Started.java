package dev.dovetail.cli;

import java.io.IOException;
import java.util.List;

/**
 * A program that runs in our place, where no launcher can become it: with our streams, our signals
 * and its own exit code.
 */
final class Started {

  private Started() {}

  static int run(List<String> command, Streams streams, int cannotStart)
      throws InterruptedException {
    Process program;
    try {
      program = new ProcessBuilder(command).inheritIO().start();
    } catch (IOException e) {
      streams.err().println("dovetail: `%s` cannot be started".formatted(command.getFirst()));
      return cannotStart;
    }
    Thread end =
        new Thread(
            () -> {
              program.destroy();
              program.onExit().join();
            },
            "end the program");
    Runtime.getRuntime().addShutdownHook(end);
    int status = program.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    return status;
  }
}
