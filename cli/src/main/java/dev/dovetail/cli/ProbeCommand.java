package dev.dovetail.cli;

import dev.dovetail.core.probed.ProbeReport;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Limits;
import dev.dovetail.probe.Asked;
import dev.dovetail.probe.Probe;
import dev.dovetail.report.Look;
import dev.dovetail.report.ProbeFormat;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail probe}. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description = {
      "Try the enums of the code out on databases: store and read back every label, wrong words,"
          + " defaults, and the moves that dovetail.toml declares.",
      "It all happens in one transaction that is rolled back: no row stays. Sequences may advance,"
          + " and triggers and functions run; the report names the sequences that did.",
      "Only databases that are there to be tried out: a local address, `probe = true` of the"
          + " service in dovetail.toml, or --yes-this-database; none that looks like production."
    })
final class ProbeCommand implements Callable<Integer> {

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();
  @Mixin Colour colour = new Colour();
  @Mixin ServerOptions server = new ServerOptions();
  @Mixin DatabaseOptions databases = new DatabaseOptions();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; in small letters too.")
  ProbeFormat format = ProbeFormat.TEXT;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Only this service; repeatable.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--on-replay",
      description =
          "On a database of each service that its migrations make, on a disposable server: no"
              + " database is needed.")
  boolean onReplay;

  @Option(
      names = "--yes-this-database",
      paramLabel = "NAME",
      description = "The database of this name may be probed, whatever its address looks like.")
  Optional<String> confirmed = Optional.empty();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many services at a time; by default one for each processor.")
  Optional<Integer> jobs = Optional.empty();

  @Option(
      names = "--statement-timeout",
      paramLabel = "DURATION",
      description = "How long one statement may take, with the triggers that it sets off.")
  String statementTimeout = "5s";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long the migrations of a service may take, with --on-replay.")
  String timeout = "120s";

  @Option(names = "--strict", description = "Warnings and infos count as errors for the exit code.")
  boolean strict;

  @Option(names = "--quiet", description = "Findings and the summary only.")
  boolean quiet;

  ProbeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (onReplay && confirmed.isPresent()) {
      throw new UsageException(
          "--yes-this-database is for databases that are there, not --on-replay");
    }
    FolderTree tree = folder.read(streams);
    Workspace workspace = folder.open(tree, stack.versions());
    List<Service> there = onReplay ? workspace.runnable() : workspace.services();
    if (there.isEmpty()) {
      streams.err().println("dovetail: no service with migrations in `" + folder.path + "`");
      return Main.NOT_VERIFIED;
    }
    List<String> services = there.stream().map(Service::name).toList();
    Only.refuseStrangers(only, Map.of("services", services));
    Asked asked = asked();
    ProbeReport report = onReplay ? onReplay(workspace, asked) : live(workspace, asked);
    Look look = new Look(tree, colour.isOn(), quiet, folder.fromHere(), Version.number());
    streams.out().print(format.write(report, look));
    return report.exitCode(strict);
  }

  private Asked asked() {
    int wanted = jobs.orElse(Math.max(1, Runtime.getRuntime().availableProcessors()));
    if (wanted < 1) {
      throw new UsageException("--jobs: at least 1, not " + wanted);
    }
    Limits usual = Limits.usual();
    return new Asked(
        folder.path.toAbsolutePath().normalize(),
        new HashSet<>(only),
        wanted,
        new Limits(
            usual.connecting(),
            Durations.of("--statement-timeout", statementTimeout),
            usual.lock()),
        Durations.of("--timeout", timeout),
        confirmed);
  }

  private ProbeReport live(Workspace workspace, Asked asked) {
    try {
      return Probe.of(workspace, databases.whereabouts(workspace), asked, this::say);
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private ProbeReport onReplay(Workspace workspace, Asked asked) {
    try (Cluster cluster = server.start(stack, this::say)) {
      return Probe.onReplay(workspace, cluster, asked, this::say);
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private synchronized void say(String line) {
    if (!quiet) {
      streams.err().println(line);
    }
  }
}
