package dev.dovetail.cli;

import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.mended.Mended;
import dev.dovetail.core.mended.MendingReport;
import dev.dovetail.fix.Mending;
import dev.dovetail.fix.Wanted;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.report.MendingFormat;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail fix}. */
@Command(
    name = "fix",
    mixinStandardHelpOptions = true,
    description = {
      "Write the missing migrations, merge heads, mend what cannot run.",
      "Each is run on a disposable PostgreSQL before it is offered."
    })
final class FixCommand implements Callable<Integer> {

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();
  @Mixin Colour colour = new Colour();
  @Mixin ServerOptions server = new ServerOptions();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; in small letters too.")
  MendingFormat format = MendingFormat.TEXT;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Only this service, or what this rule finds; repeatable.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--enum",
      paramLabel = "NAME",
      split = ",",
      description = "Only this enum, by its name in the code or in the database; repeatable.")
  List<String> enums = new ArrayList<>();

  @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
  boolean dryRun;

  @Option(names = "--yes", description = "Write what is proven, without asking.")
  boolean yes;

  @Option(
      names = "--edit-downgrades",
      description = {
        "Also edit the downgrades of migrations that may have run,",
        "where they leave enum types behind. Their upgrades stay."
      })
  boolean editDowngrades;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long one command of a migration tool may take, as in 90s or 5m.")
  String timeout = "120s";

  @Option(names = "--quiet", description = "The result only.")
  boolean quiet;

  FixCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (dryRun && yes) {
      throw new UsageException("--dry-run writes nothing, and --yes writes: take one");
    }
    FolderTree tree = folder.read(streams);
    Workspace workspace = folder.open(tree, stack.versions());
    Only.refuseStrangers(
        only,
        Only.known(
            workspace.services().stream().map(Service::name).toList(), "rules", Rules.ids()));
    MendingReport report = report(tree);
    boolean open = !report.proven().isEmpty() && !dryRun;
    if (open && yes) {
      write(report);
      report = report.asWritten();
    }
    streams.out().print(format.write(report, colour.isOn()));
    if (open && !yes) {
      report = asked(report);
    }
    boolean leftover =
        report.left().stream()
            .anyMatch(finding -> finding.rule().equals("leftover-type-after-downgrade"));
    if (leftover && !editDowngrades) {
      say(
          "dovetail: with `--edit-downgrades`, downgrades that leave types behind are ended with"
              + " DROP TYPE");
    }
    return report.exitCode();
  }

  /** Writes it where somebody is there who says so. */
  private MendingReport asked(MendingReport report) {
    streams.out().flush();
    if (!agreed()) {
      streams.err().println("dovetail: nothing is written; `--yes` writes it");
      return report;
    }
    write(report);
    streams.err().println("dovetail: it is written");
    return report.asWritten();
  }

  private MendingReport report(FolderTree tree) {
    Path root = folder.path.toAbsolutePath().normalize();
    try (Servers servers = new Servers()) {
      return Mending.of(
          tree,
          tree.name(),
          stack.versions(),
          new Wanted(only, enums, LocalDateTime.now(ZoneId.systemDefault()), editDowngrades),
          servers,
          RunOptions.in(root).within(Durations.of("--timeout", timeout)),
          this::say);
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private void say(String line) {
    if (!quiet) {
      streams.err().println(line);
    }
  }

  /** A server, started when it is first needed. */
  private final class Servers implements Supplier<Cluster>, AutoCloseable {
    private Optional<Cluster> started = Optional.empty();

    @Override
    public Cluster get() {
      Cluster cluster = started.orElseGet(() -> server.start(stack, FixCommand.this::say));
      started = Optional.of(cluster);
      return cluster;
    }

    @Override
    public void close() {
      started.ifPresent(Cluster::close);
    }
  }

  /** Asked on a terminal alone, and never where a machine runs it. */
  private boolean agreed() {
    if (format != MendingFormat.TEXT || System.getenv("CI") != null || !Colour.isTerminal()) {
      return false;
    }
    streams.err().print("write this? [y/N] ");
    streams.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8))
              .readLine();
      return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    } catch (IOException e) {
      return false;
    }
  }

  private void write(MendingReport report) {
    for (Mended mended : report.proven()) {
      Rewriting.of(folder.path, mended.files());
    }
  }
}
