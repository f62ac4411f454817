package dev.dovetail.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dovetail completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Print what completes words in a shell, or the manual page.")
final class CompletionCommand implements Callable<Integer> {

  enum Kind {
    BASH,
    ZSH,
    MAN
  }

  private final Streams streams;
  private final Supplier<CommandLine> all;

  @Parameters(index = "0", paramLabel = "KIND", description = "bash, zsh or man.")
  Kind kind = Kind.BASH;

  /**
   * @param all the whole command line
   */
  CompletionCommand(Streams streams, Supplier<CommandLine> all) {
    this.streams = streams;
    this.all = all;
  }

  @Override
  public Integer call() {
    CommandLine line = all.get();
    streams
        .out()
        .print(
            switch (kind) {
              case BASH -> Completions.bash(line);
              case ZSH -> Completions.zsh(line);
              case MAN -> ManualPage.of(line);
            });
    return 0;
  }
}
