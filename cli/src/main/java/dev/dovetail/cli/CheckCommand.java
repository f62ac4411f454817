package dev.dovetail.cli;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Rules;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.source.Tree;
import dev.dovetail.report.Format;
import dev.dovetail.report.Look;
import dev.dovetail.workspace.Configuration;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Correction;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.PastStates;
import dev.dovetail.workspace.Recollection;
import dev.dovetail.workspace.Recollection.Answer;
import dev.dovetail.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Compare the enums of the code with the schema that the migrations make, and judge both.")
final class CheckCommand implements Callable<Integer> {

  private final Streams streams;
  private final Keepsakes keepsakes;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();
  @Mixin Colour colour = new Colour();
  @Mixin ChangeOptions change = new ChangeOptions();
  @Mixin FixOptions fixes = new FixOptions();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; in small letters too.")
  Format format = Format.TEXT;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Only this service, or this rule; repeatable.")
  List<String> only = new ArrayList<>();

  @Option(names = "--fail-fast", description = "Print the first error, and nothing after it.")
  boolean failFast;

  @Option(names = "--strict", description = "Warnings and infos count as errors for the exit code.")
  boolean strict;

  @Option(names = "--quiet", description = "Findings and the summary only.")
  boolean quiet;

  @Option(
      names = "--no-cache",
      description = "Work out everything anew, and remember nothing of it.")
  boolean noCache;

  /** Whether this answer was given before. */
  private boolean recalled;

  CheckCommand(Streams streams) {
    this(streams, new Keepsakes(System.getenv()));
  }

  /**
   * @param keepsakes of checks before this one
   */
  CheckCommand(Streams streams, Keepsakes keepsakes) {
    this.streams = streams;
    this.keepsakes = keepsakes;
  }

  @Override
  public Integer call() {
    long start = System.nanoTime();
    boolean fixing = fixes.asked(change);
    int status = fixing ? ofFixing() : change.asked() ? ofChange() : ofWhole();
    if (format == Format.TEXT && !quiet) {
      double seconds = (System.nanoTime() - start) / 1e9;
      streams
          .err()
          .print(
              String.format(
                  Locale.ROOT,
                  "checked in %.2f s%s%n",
                  seconds,
                  recalled ? ": nothing has changed since the last time" : ""));
    }
    return status;
  }

  private int ofWhole() {
    Remembered memory = new Remembered(keepsakes.environment());
    long now = System.currentTimeMillis();
    FolderTree tree = folder.read(streams);
    Optional<Recollection> recollection =
        noCache || format == Format.GITHUB ? Optional.empty() : memory.about(tree, question(), now);
    Optional<Answer> known =
        memory.recalls() ? recollection.flatMap(Recollection::recall) : Optional.empty();
    recalled = known.isPresent();
    Answer answer =
        known.orElseGet(() -> {
          Answer anew = answer(recollection.map(Recollection::listening).orElse(tree), tree.name());
          recollection.ifPresent(it -> it.keep(anew));
          return anew;
        });
    folder.tell(tree, streams);
    streams.out().print(answer.text());
    return answer.exit();
  }

  /** What decides the answer, beside the files. */
  private List<String> question() {
    return List.of(
        "check",
        folder.whole(),
        folder.fromHere(),
        stack.versions().toString(),
        format.name(),
        only.toString(),
        Version.number(),
        "%b %b %b %b".formatted(failFast, strict, quiet, colour.isOn()));
  }

  private Answer answer(Tree tree, String name) {
    Workspace workspace = folder.open(tree, name, stack.versions());
    try {
      Report chosen = shown(workspace.check(), workspace);
      return new Answer(written(chosen, tree), chosen.exitCode(strict));
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private int ofFixing() {
    FolderTree tree = folder.read(streams);
    Workspace workspace = folder.open(tree, stack.versions());
    CheckFix fix = new CheckFix(fixes, streams);
    try {
      Report report = workspace.check();
      Correction.Outcome outcome =
          Correction.of(
              workspace,
              report,
              tree.name(),
              stack.versions(),
              finding ->
                  finding.suggestion().filter(fix::follows).isPresent()
                      && isShown(finding, report, workspace));
      Workspace after = outcome.workspace();
      Report left = shown(outcome.report(), after);
      folder.tell(tree, streams);
      fix.apply(folder.path, tree, outcome, left.findings());
      if (fixes.diff) {
        return outcome.done().isEmpty() ? 0 : 1;
      }
      streams.out().print(written(left, after.tree()));
      return left.exitCode(strict);
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  /** Without what is known, and of what was asked for. */
  private Report shown(Report report, Workspace workspace) throws ConfigurationException {
    return chosen(
        workspace.known().without(report),
        report.services().stream().map(ServiceFacts::name).toList(),
        workspace.configuration());
  }

  private boolean isShown(Finding finding, Report report, Workspace workspace) {
    try {
      Report alone = new Report(report.command(), report.services(), List.of(finding), List.of());
      return shown(alone, workspace).findings().contains(finding);
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private int ofChange() {
    Optional<PastStates> memory =
        noCache
            ? Optional.empty()
            : new Remembered(keepsakes.environment())
                .states(List.of("state", folder.name(), stack.versions().toString()));
    try {
      return ChangeCheck.run(
          change, folder, stack.versions(), memory, keepsakes, streams, this::ofChange);
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private int ofChange(ChangeCheck.Answer answer) {
    Report chosen = chosen(answer.report(), answer.services(), answer.configuration());
    streams.out().print(written(chosen, answer.tree()));
    return answer.exitCode(chosen, strict);
  }

  private Report chosen(Report report, List<String> services, Configuration configuration) {
    Report chosen = only.isEmpty() ? report : choose(report, services, configuration);
    return failFast ? upToFirstError(chosen) : chosen;
  }

  private String written(Report report, Tree tree) {
    Look look = new Look(tree, colour.isOn(), quiet, folder.fromHere(), Version.number());
    if (format == Format.GITHUB) {
      StepSummary.append(Format.MARKDOWN.write(report, look), streams);
    }
    return format.write(report, look);
  }

  /** Names of services choose services, names of rules choose rules. */
  private Report choose(Report report, List<String> services, Configuration configuration) {
    Only.refuseStrangers(only, Only.known(services, "rules", Rules.ids()));
    boolean anyService = only.stream().anyMatch(services::contains);
    boolean anyRule = only.stream().anyMatch(Rules.ids()::contains);
    return new Report(
        report.command(),
        report.services().stream().filter(s -> !anyService || only.contains(s.name())).toList(),
        report.findings().stream()
            .filter(finding -> !anyService || only.contains(finding.service()))
            .filter(finding -> !anyRule || only.contains(finding.rule()))
            .toList(),
        Stream.concat(report.seen().stream(), asleep(configuration)).toList());
  }

  /** Silence of a rule that was not asked is no praise. */
  private Stream<String> asleep(Configuration configuration) {
    return only.stream()
        .flatMap(name -> Rules.named(name).stream())
        .filter(configuration::silences)
        .map(rule -> "`%s` is off: `[rules]` in dovetail.toml turns it on".formatted(rule.id()));
  }

  private static Report upToFirstError(Report report) {
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : report.findings()) {
      findings.add(finding);
      if (finding.severity() == Severity.ERROR) {
        break;
      }
    }
    return new Report(report.command(), report.services(), findings, report.seen());
  }
}
