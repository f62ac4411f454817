package dev.dovetail.cli;

import dev.dovetail.audit.Asked;
import dev.dovetail.audit.Audit;
import dev.dovetail.audit.Commits;
import dev.dovetail.audit.Whereabouts;
import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Limits;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.report.AuditFormat;
import dev.dovetail.report.Look;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Hold live databases against the enums of the code and the migrations, and say what to do.",
      "A database is only read."
    })
final class AuditCommand implements Callable<Integer> {

  static final int USUAL_JOBS = 8;

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();
  @Mixin Colour colour = new Colour();
  @Mixin ServerOptions server = new ServerOptions();
  @Mixin DatabaseOptions databases = new DatabaseOptions();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; in small letters too.")
  AuditFormat format = AuditFormat.TEXT;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Only this service; repeatable.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--fail-on",
      description =
          "What makes the exit code 1: labels that are missing in a database, any difference"
              + " between code, migrations and database, or none.")
  AuditReport.FailOn failOn = AuditReport.FailOn.MISSING;

  @Option(
      names = "--count",
      description =
          "How the rows of a label are counted: exact reads them, estimate asks the statistics.")
  Asked.Counting counting = Asked.Counting.ESTIMATE;

  @Option(names = "--jobs", paramLabel = "N", description = "How many databases at a time.")
  int jobs = USUAL_JOBS;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long one question to a database may take, as in 5s.")
  String timeout = "15s";

  @Option(names = "--quiet", description = "What differs and the summary only.")
  boolean quiet;

  @Option(
      names = "--demo",
      description =
          "Audit databases that are made for it on a disposable server: as the migrations make"
              + " them, and after what is missing was added.")
  boolean demo;

  AuditCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (jobs < 1) {
      throw new UsageException("--jobs: at least 1, not " + jobs);
    }
    Duration statement = Durations.of("--timeout", timeout);
    FolderTree tree = folder.read(streams);
    Workspace workspace = folder.open(tree, stack.versions());
    List<String> services = workspace.services().stream().map(Service::name).toList();
    Only.refuseStrangers(only, Map.of("services", services));
    Limits usual = Limits.usual();
    Asked asked =
        new Asked(
            new HashSet<>(only),
            jobs,
            new Limits(usual.connecting(), statement, usual.lock()),
            counting);
    Look look = new Look(tree, colour.isOn(), quiet, folder.fromHere(), Version.number());
    if (demo) {
      return demonstrate(tree, asked, look);
    }
    AuditReport report = run(workspace, databases.whereabouts(workspace), asked);
    streams.out().print(format.write(report, look));
    return report.exitCode(failOn);
  }

  private AuditReport run(Workspace workspace, Whereabouts whereabouts, Asked asked) {
    Commits commits = new GitCommits(folder.path.toAbsolutePath().normalize());
    try {
      return workspace.known().without(Audit.of(workspace, whereabouts, commits, asked, this::say));
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private int demonstrate(FolderTree tree, Asked asked, Look look) {
    try (Cluster cluster = server.start(stack, this::say)) {
      List<AuditReport> reports =
          new AuditDemo(tree, tree.name(), stack.versions(), asked).on(cluster);
      if (!format.isProse()) {
        streams.out().print(format.write(reports.getFirst(), look));
        return 0;
      }
      streams.out().println("==== before: the databases are as the migrations make them ====\n");
      streams.out().print(format.write(reports.getFirst(), look));
      streams.out().println("\n==== after: migrations of one day added what was missing ====\n");
      streams.out().print(format.write(reports.getLast(), look));
      return 0;
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    } catch (ServerException e) {
      throw new ServerOptions.NoServer(String.valueOf(e.getMessage()));
    }
  }

  private synchronized void say(String line) {
    if (!quiet) {
      streams.err().println(line);
    }
  }
}
