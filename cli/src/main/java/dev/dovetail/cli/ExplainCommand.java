package dev.dovetail.cli;

import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.workspace.Nearest;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dovetail explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Explain a rule; without a name, list them all.")
final class ExplainCommand implements Callable<Integer> {

  private final Streams streams;

  @Parameters(arity = "0..1", paramLabel = "RULE")
  Optional<String> rule = Optional.empty();

  ExplainCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (rule.isEmpty()) {
      int width = Rules.ids().stream().mapToInt(String::length).max().orElse(0);
      for (Fault known : Rules.FAULTS) {
        streams
            .out()
            .printf(
                "%-" + width + "s  %-7s  %s%n",
                known.id(),
                known.onByDefault() ? known.severity().word() : "off",
                known.summary());
      }
      return 0;
    }
    String wanted = rule.get();
    Fault found =
        Rules.named(wanted)
            .orElseThrow(() ->
                new UsageException(
                    "no rule `%s`; %s".formatted(wanted, Nearest.hint(wanted, Rules.ids()))));
    streams.out().print(Rules.page(found));
    return 0;
  }
}
