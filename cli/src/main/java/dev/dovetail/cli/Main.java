package dev.dovetail.cli;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The only way in: a function of its arguments and streams, and the exit code it comes to. */
@Command(name = "dovetail", mixinStandardHelpOptions = true, version = "dovetail 0.1.0-SNAPSHOT")
public final class Main implements Runnable {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    return new CommandLine(new Main())
        .setOut(new java.io.PrintWriter(out, true, java.nio.charset.StandardCharsets.UTF_8))
        .setErr(new java.io.PrintWriter(err, true, java.nio.charset.StandardCharsets.UTF_8))
        .execute(args);
  }

  @Override
  public void run() {}
}
