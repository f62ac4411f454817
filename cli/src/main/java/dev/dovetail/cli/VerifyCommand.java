package dev.dovetail.cli;

import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.report.Look;
import dev.dovetail.report.VerificationFormat;
import dev.dovetail.verify.Asked;
import dev.dovetail.verify.Verification;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Run the migrations of every service on a disposable PostgreSQL, and judge them.")
final class VerifyCommand implements Callable<Integer> {

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();
  @Mixin Colour colour = new Colour();
  @Mixin ServerOptions server = new ServerOptions();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; in small letters too.")
  VerificationFormat format = VerificationFormat.TEXT;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only this service, or this check: graph, fresh, stairs, leftovers, re-run, models, told,"
              + " conventions, tests; repeatable.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "COMMIT",
      description = "Only services with files that were touched since this commit of git.")
  Optional<String> since = Optional.empty();

  @Option(names = "--fail-fast", description = "Begin no further service after the first error.")
  boolean failFast;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many services at a time; by default one for each processor.")
  Optional<Integer> jobs = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long one command of a migration tool may take, as in 90s or 5m.")
  String timeout = "120s";

  @Option(
      names = "--keep",
      description = "Leave the database of a service that fails, and say how to enter it.")
  boolean keep;

  @Option(
      names = "--statement-timeout",
      paramLabel = "DURATION",
      description = "How long one statement may take; by default as long as its command.")
  Optional<String> statementTimeout = Optional.empty();

  @Option(names = "--strict", description = "Warnings and infos count as errors for the exit code.")
  boolean strict;

  @Option(names = "--quiet", description = "Findings and the summary only.")
  boolean quiet;

  VerifyCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    FolderTree tree = folder.read(streams);
    Workspace workspace = folder.open(tree, stack.versionsOnAny());
    if (workspace.runnable().isEmpty()) {
      streams.err().println("dovetail: no service with migrations in `" + folder.path + "`");
      return Main.NOT_VERIFIED;
    }
    Optional<Asked> asked = asked(workspace);
    if (asked.isEmpty()) {
      streams.err().println("dovetail: no service was touched since " + since.orElse(""));
      return 0;
    }
    Look look = new Look(tree, colour.isOn(), quiet, folder.fromHere(), Version.number());
    VerificationReport report =
        stack.everyMajor()
            ? onEach(workspace, asked.get(), start)
            : run(workspace, asked.get(), start);
    streams.out().print(format.write(report, look));
    return report.exitCode(strict);
  }

  /** The whole of it on each server that is here, one after the other. */
  private VerificationReport onEach(Workspace workspace, Asked asked, long start) {
    SortedMap<Integer, VerificationReport> reports = new TreeMap<>();
    for (int major : server.everyMajor()) {
      reports.put(major, run(workspace, asked, start, say -> server.start(major, say)));
    }
    return VerificationReport.onEach(reports);
  }

  private VerificationReport run(Workspace workspace, Asked asked, long start) {
    return run(workspace, asked, start, say -> server.start(stack, say));
  }

  private VerificationReport run(
      Workspace workspace, Asked asked, long start, Function<Consumer<String>, Cluster> servers) {
    ProgressLines progress = new ProgressLines(streams.err(), quiet, colour.isOn(), start);
    try (progress;
        Cluster cluster = servers.apply(progress::say)) {
      return workspace.known().without(Verification.of(workspace, cluster, asked, progress));
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  /** Empty where nothing of what is asked for was touched. */
  private Optional<Asked> asked(Workspace workspace) {
    List<String> services = workspace.runnable().stream().map(Service::name).toList();
    List<String> checks = Arrays.stream(Check.values()).map(Check::word).toList();
    Only.refuseStrangers(only, Only.known(services, "checks", checks));
    Set<String> chosen = new LinkedHashSet<>();
    Set<Check> wanted = EnumSet.noneOf(Check.class);
    for (String name : only) {
      if (services.contains(name)) {
        chosen.add(name);
      } else {
        Stream.of(Check.values()).filter(check -> check.word().equals(name)).forEach(wanted::add);
      }
    }
    Path root = folder.path.toAbsolutePath().normalize();
    if (since.isPresent()) {
      Set<String> touched = Touched.since(since.get(), root, workspace);
      if (!chosen.isEmpty()) {
        touched.retainAll(chosen);
      }
      if (touched.isEmpty()) {
        return Optional.empty();
      }
      chosen = touched;
    }
    return Optional.of(
        new Asked(
            root,
            chosen,
            wanted,
            failFast,
            jobs(),
            Durations.of("--timeout", timeout),
            statementTimeout.map(text -> Durations.of("--statement-timeout", text)),
            keep));
  }

  private int jobs() {
    if (jobs.isPresent() && jobs.get() < 1) {
      throw new UsageException("--jobs: at least 1, not " + jobs.get());
    }
    return jobs.orElse(Math.max(1, Runtime.getRuntime().availableProcessors()));
  }
}
