package dev.dovetail.cli;

import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.plan.Plan;
import dev.dovetail.core.plan.RolloutReader;
import dev.dovetail.core.plan.Side;
import dev.dovetail.core.source.Tree;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.report.PlanFormat;
import dev.dovetail.workspace.AtCommit;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Owners;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
    try {
      Repository repository = Repository.holding(folder.path.toAbsolutePath());
      try (Blobs blobs = repository.blobs()) {
        return plan(repository, blobs, start);
      }
    } catch (GitException e) {
      throw new UsageException("plan: " + e.reason());
    }
  }

  private int plan(Repository repository, Blobs blobs, String start) throws GitException {
    String before = repository.commit(start);
    String after = repository.commit(to);
    if (before.equals(after)) {
      throw new UsageException("plan: `%s` and `%s` are the same commit".formatted(start, to));
    }
    Tree tree = AtCommit.tree(repository, blobs, after);
    Side old = side(AtCommit.tree(repository, blobs, before), shown(start, before));
    Side late = side(tree, shown(to, after));
    if (old.services().isEmpty() && late.services().isEmpty()) {
      streams
          .err()
          .println("dovetail: neither commit has a service whose code or migrations can be read");
      return Main.NOT_VERIFIED;
    }
    Plan plan = RolloutReader.plan(old, late);
    streams.out().print(format.write(plan, owners(tree, late.services()), colour.isOn()));
    return switch (plan.verdict()) {
      case SAFE -> 0;
      case DETOUR, NONE -> 1;
      case UNKNOWN -> Main.NOT_VERIFIED;
    };
  }

  private Side side(Tree tree, String name) {
    try {
      return AtCommit.side(tree, name, folder.name(), stack.versions());
    } catch (ConfigurationException e) {
      throw new UsageException("%s: %s".formatted(name, e.reason()));
    }
  }

  /** A name that says more than an id. */
  private static String shown(String said, String id) {
    return said.matches("[\\w./-]{1,24}") && !id.startsWith(said) && !said.equals("HEAD")
        ? said
        : id.substring(0, Math.min(8, id.length()));
  }

  private static SortedMap<String, List<String>> owners(Tree tree, List<ServiceFacts> services) {
    Owners all = Owners.in(tree);
    SortedMap<String, List<String>> owners = new TreeMap<>();
    services.forEach(facts -> owners.put(facts.name(), all.of(facts.path())));
    return owners;
  }
}
