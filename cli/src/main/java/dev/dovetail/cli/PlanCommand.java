package dev.dovetail.cli;

import dev.dovetail.core.plan.Plan;
import dev.dovetail.report.PlanFormat;
import dev.dovetail.report.Planned;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail plan}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Find the safe order of a rolling deploy from one commit to another: migrations, releases and"
          + " rows, of all services,",
      "so that nothing that runs meanwhile writes what is refused or reads what it does not know;"
          + " or show how each order breaks.",
      "Exit code 0: there is a safe order as it stands. 1: there is none. 3: it is not known."
    })
final class PlanCommand implements Callable<Integer> {

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();
  @Mixin Colour colour = new Colour();
  @Mixin DatabaseOptions databases = new DatabaseOptions();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; in small letters too.")
  PlanFormat format = PlanFormat.TEXT;

  @Option(names = "--from", paramLabel = "COMMIT", description = "What runs now.")
  Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "COMMIT",
      defaultValue = "HEAD",
      description = "What is to run; else HEAD.")
  String to = "HEAD";

  @Option(
      names = "--emergency",
      paramLabel = "ENUM",
      description =
          "Instead: what to do about an enum or type that fails in production now, from assessing"
              + " to a post-mortem draft. A database is read, where one is named.")
  Optional<String> emergency = Optional.empty();

  PlanCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (emergency.isPresent()) {
      Emergencies all = new Emergencies(folder, stack, databases, streams);
      streams.out().print(format.write(all.of(emergency.get())));
      return 0;
    }
    String start =
        from.orElseThrow(() -> new UsageException("plan: --from COMMIT says what runs now"));
    Rollouts rollouts = new Rollouts(folder, stack.versions());
    Optional<Planned> planned = rollouts.read(start, to);
    if (planned.isEmpty()) {
      streams
          .err()
          .println("dovetail: neither commit has a service whose code or migrations can be read");
      return Main.NOT_VERIFIED;
    }
    Plan plan = planned.get().plan();
    streams.out().print(format.write(plan, planned.get().owners(), colour.isOn()));
    return switch (plan.verdict()) {
      case SAFE -> 0;
      case DETOUR, NONE -> 1;
      case UNKNOWN -> Main.NOT_VERIFIED;
    };
  }
}
