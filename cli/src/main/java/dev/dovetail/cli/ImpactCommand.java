package dev.dovetail.cli;

import dev.dovetail.audit.Asked;
import dev.dovetail.audit.Holdings;
import dev.dovetail.core.impact.Change;
import dev.dovetail.core.impact.Impact;
import dev.dovetail.core.impact.Live;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.postgres.Limits;
import dev.dovetail.report.ImpactFormat;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Nearest;
import dev.dovetail.workspace.Workspace;
import dev.dovetail.workspace.impact.ImpactOf;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dovetail impact}. */
@Command(
    name = "impact",
    mixinStandardHelpOptions = true,
    description = {
      "List everything that a change of an enum or label touches: services, columns, what hangs on"
          + " the type, migrations, code, SQL, tests.",
      "And say what each reader does with a label that it does not know."
    })
final class ImpactCommand implements Callable<Integer> {

  private final Streams streams;

  @Parameters(
      index = "0",
      paramLabel = "NAME[.LABEL]",
      description = "An enum of the code or a type, as in EssayStatus or EssayStatus.uploaded.")
  String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "The repository, or a service in it.")
  Path path = Path.of("");

  @Mixin StackOptions stack = new StackOptions();
  @Mixin Colour colour = new Colour();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; in small letters too.")
  ImpactFormat format = ImpactFormat.TEXT;

  @Mixin DatabaseOptions databases = new DatabaseOptions();

  @Option(
      names = "--count",
      description =
          "How the rows of each label are counted in live databases: exact reads them, estimate"
              + " asks the statistics, none only looks at what hangs on the type. Without"
              + " --database it asks those that `dovetail audit` would.")
  Optional<Asked.Counting> counting = Optional.empty();

  @ArgGroup(heading = "What is to be done:%n")
  If change = new If();

  /** One of them. */
  static final class If {
    @Option(names = "--if-added", description = "What comes of it if the label is added.")
    boolean added;

    @Option(
        names = "--if-renamed-to",
        paramLabel = "X",
        description = "What comes of it if the label is renamed.")
    Optional<String> renamedTo = Optional.empty();

    @Option(names = "--if-removed", description = "What comes of it if the label is removed.")
    boolean removed;

    Optional<Change> asked() {
      if (added) {
        return Optional.of(new Change.Added());
      }
      return removed ? Optional.of(new Change.Removed()) : renamedTo.map(Change.Renamed::new);
    }
  }

  ImpactCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Folder folder = new Folder();
    folder.path = path;
    FolderTree tree = folder.read(streams);
    Workspace workspace = folder.open(tree, stack.versions());
    try {
      List<ServiceFacts> services = workspace.facts();
      if (services.isEmpty()) {
        streams.err().println("dovetail: no service found in `" + path + "`");
        return Main.NOT_VERIFIED;
      }
      Impact impact =
          ImpactOf.of(name, workspace.tree(), services, change.asked())
              .orElseThrow(() -> new UsageException(unknown(services)));
      if (impact.change().isPresent() && impact.label().isEmpty()) {
        throw new UsageException("say which label, as in %s.LABEL".formatted(name));
      }
      streams.out().print(format.write(beside(impact, workspace), colour.isOn()));
      return 0;
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  /** Databases are asked where that is said, never for a variable that happens to be there. */
  private Impact beside(Impact impact, Workspace workspace) {
    if (!databases.isAsked() && counting.isEmpty()) {
      return impact;
    }
    Asked asked = new Asked(Set.of(), 1, Limits.usual(), counting.orElse(Asked.Counting.ESTIMATE));
    List<Live> live =
        Holdings.of(workspace, databases.whereabouts(workspace), impact.seats(), asked);
    if (live.isEmpty()) {
      streams
          .err()
          .println("dovetail: no database is named for a service that keeps it; see --database");
      return impact;
    }
    return impact.with(live);
  }

  private String unknown(List<ServiceFacts> services) {
    return "nothing is called `%s`; %s"
        .formatted(name, Nearest.hint(name, ImpactOf.names(name, services)));
  }
}
