package dev.dovetail.cli;

import dev.dovetail.core.judge.Fault;
import dev.dovetail.core.judge.Fixer;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.workspace.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dovetail explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Explain a rule; without a name, list them all.")
final class ExplainCommand implements Callable<Integer> {

  /** The widest of what a list says of fixes. */
  private static final int FIX = "edit!,fix".length();

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
                "%-" + width + "s  %-7s  %-" + FIX + "s  %s%n",
                known.id(),
                known.onByDefault() ? known.severity().word() : "off",
                words(known),
                known.summary());
      }
      streams
          .out()
          .printf(
              "%nedit: mended by `check --fix`; edit!: by `check --fix --unsafe-fixes`; fix: by"
                  + " `fix`%n");
      return 0;
    }
    String wanted = rule.get();
    Fault found =
        Rules.named(wanted)
            .orElseThrow(() ->
                new UsageException(
                    "no rule `%s`; %s".formatted(wanted, Nearest.hint(wanted, Rules.ids()))));
    streams.out().print(Rules.page(found));
    List<Fixer> fixers = Fixer.of(found);
    if (!fixers.isEmpty()) {
      streams
          .out()
          .printf(
              "%n## Mended by%n%n%s%n",
              fixers.stream()
                  .map(fixer -> "`dovetail " + fixer.command() + "`")
                  .collect(Collectors.joining(", or ")));
    }
    return 0;
  }

  /** In the list: {@code fix} for a migration, {@code edit} for a text, {@code edit!} unsafely. */
  private static String words(Fault fault) {
    return Fixer.of(fault).stream()
        .map(fixer ->
            switch (fixer) {
              case CHECK -> "edit";
              case CHECK_UNSAFE -> "edit!";
              case FIX -> "fix";
            })
        .collect(Collectors.joining(","));
  }
}
