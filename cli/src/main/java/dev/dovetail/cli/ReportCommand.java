package dev.dovetail.cli;

import dev.dovetail.audit.Asked;
import dev.dovetail.audit.Audit;
import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.timeline.Contribution;
import dev.dovetail.core.timeline.Timeline;
import dev.dovetail.core.verified.Check;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.git.GitException;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Limits;
import dev.dovetail.report.Guide;
import dev.dovetail.report.Look;
import dev.dovetail.report.Planned;
import dev.dovetail.report.Reference;
import dev.dovetail.report.Survey;
import dev.dovetail.report.SurveyFormat;
import dev.dovetail.verify.Verification;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.OmittedKeys;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Put on one page what is known of every service and enum: code against migrations, findings,"
          + " history, migrations, conventions.",
      "The page needs nothing beside itself and asks nothing of any network."
    })
final class ReportCommand implements Callable<Integer> {

  /** A page says in its first lines what it is. */
  private static final int BEGINNING = 2_000;

  private static final int JOBS = 8;
  private static final Duration REPLAY = Duration.ofMinutes(2);

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();

  @Option(
      names = {"--output", "-o"},
      paramLabel = "FILE",
      description = "Where to write it; else it is printed. A page of before is written anew.")
  Optional<Path> output = Optional.empty();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; in small letters too.")
  SurveyFormat format = SurveyFormat.HTML;

  @Option(names = "--no-history", description = "Leave out what git knows.")
  boolean noHistory;

  @Option(
      names = "--replay",
      description =
          "Run the migrations on a disposable PostgreSQL to their head, and show what they make.")
  boolean replay;

  @Option(
      names = "--plan-from",
      paramLabel = "COMMIT",
      description = "Also the safe order of a deploy from this commit, or how each order breaks.")
  Optional<String> planFrom = Optional.empty();

  @Option(
      names = "--plan-to",
      paramLabel = "COMMIT",
      defaultValue = "HEAD",
      description = "What that deploy ends with; else HEAD.")
  String planTo = "HEAD";

  @ArgGroup(heading = "Instead of all of it, in markdown:%n")
  Instead instead = new Instead();

  /** One of them. */
  static final class Instead {
    @Option(
        names = "--reference",
        description =
            "Enum types with their values and tables; foreign keys, and those that are not there.")
    boolean reference;

    @Option(names = "--guide", description = "How enums are changed in this repository.")
    boolean guide;
  }

  @Mixin ServerOptions server = new ServerOptions();
  @Mixin DatabaseOptions databases = new DatabaseOptions();

  ReportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    FolderTree tree = folder.read(streams);
    output.ifPresent(this::refuseOthers);
    return instead.reference || instead.guide ? document(tree) : survey(tree);
  }

  private int document(FolderTree tree) {
    Workspace workspace = folder.open(tree, stack.versions());
    try {
      List<ServiceFacts> services = workspace.facts();
      put(
          instead.guide
              ? Guide.write(folder.name(), services)
              : Reference.write(folder.name(), services, OmittedKeys.read(workspace.tree())));
      return services.isEmpty() ? Main.NOT_VERIFIED : 0;
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private int survey(FolderTree tree) {
    Survey survey = read(tree);
    put(format.write(survey, new Look(tree, false, false, folder.fromHere(), Version.number())));
    return survey.report().services().isEmpty() ? Main.NOT_VERIFIED : 0;
  }

  private void put(String text) {
    if (output.isPresent()) {
      write(output.get(), text);
    } else {
      streams.out().print(text);
    }
  }

  private Survey read(FolderTree tree) {
    List<String> notes = new ArrayList<>();
    Workspace workspace = folder.open(tree, stack.versions());
    try {
      Report report = workspace.known().without(workspace.check());
      Optional<VerificationReport> replayed =
          replay ? Optional.of(replayed(workspace)) : Optional.empty();
      Optional<AuditReport> audited =
          databases.isAsked() ? Optional.of(audited(workspace)) : Optional.empty();
      Optional<Planned> plan =
          planFrom.flatMap(from -> new Rollouts(folder, stack.versions()).read(from, planTo));
      Optional<Contribution> commit = Optional.empty();
      Optional<Timeline> timeline = Optional.empty();
      try {
        FolderHistory history = new FolderHistory(folder, stack.versions(), streams);
        commit = Optional.of(history.last());
        timeline =
            noHistory ? timeline : Optional.of(history.timeline(Optional.empty(), "HEAD", false));
      } catch (GitException e) {
        notes.add("there is no history: " + e.reason());
      }
      if (noHistory) {
        notes.add("history was left out, as was asked: `--no-history`");
      }
      if (!replay) {
        notes.add(
            "the migrations were not run: `--replay` runs them, `dovetail verify` judges them");
      }
      audited.ifPresentOrElse(
          audit -> notes.addAll(unread(audit)),
          () -> notes.add("no live database was read: `--database` names one"));
      return new Survey(
          folder.name(),
          commit,
          merged(report, replayed),
          timeline,
          replayed,
          audited,
          plan,
          notes);
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  /** The findings of both, each once. */
  private static Report merged(Report report, Optional<VerificationReport> replayed) {
    List<Finding> findings = new ArrayList<>(report.findings());
    Set<String> known = new HashSet<>();
    findings.forEach(finding -> known.add(finding.fingerprint()));
    replayed.stream()
        .flatMap(run -> run.report().findings().stream())
        .filter(finding -> known.add(finding.fingerprint()))
        .forEach(findings::add);
    return new Report(report.command(), report.services(), findings, report.seen());
  }

  private VerificationReport replayed(Workspace workspace) throws ConfigurationException {
    dev.dovetail.verify.Asked asked =
        new dev.dovetail.verify.Asked(
            folder.path.toAbsolutePath().normalize(),
            Set.of(),
            EnumSet.of(Check.FRESH, Check.TOLD),
            false,
            Math.max(1, Runtime.getRuntime().availableProcessors()),
            REPLAY);
    ProgressLines progress = new ProgressLines(streams.err(), false, false, System.nanoTime());
    try (progress;
        Cluster cluster = server.start(stack, progress::say)) {
      return workspace.known().without(Verification.of(workspace, cluster, asked, progress));
    }
  }

  private AuditReport audited(Workspace workspace) throws ConfigurationException {
    return Audit.of(
        workspace,
        databases.whereabouts(workspace),
        new GitCommits(folder.path.toAbsolutePath().normalize()),
        new Asked(Set.of(), JOBS, Limits.usual(), Asked.Counting.ESTIMATE),
        this::say);
  }

  private synchronized void say(String line) {
    streams.err().println(line);
  }

  private static List<String> unread(AuditReport audit) {
    List<String> notes = new ArrayList<>();
    List<String> unnamed =
        audit.services().stream()
            .filter(service -> service.notAsked().isPresent())
            .map(service -> "`" + service.facts().name() + "`")
            .toList();
    if (!unnamed.isEmpty()) {
      notes.add("no database was named for " + String.join(", ", unnamed));
    }
    for (Audited service : audit.services()) {
      for (AuditedDatabase database : service.databases()) {
        if (database.reading() instanceof AuditedDatabase.Unread it) {
          notes.add("`%s` was not read: %s; %s".formatted(database.name(), it.reason(), it.help()));
        }
      }
    }
    return notes;
  }

  /** Whatever else stands there is somebody's work. */
  private void refuseOthers(Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(BEGINNING);
      if (first.length > 0 && !isOurs(new String(first, StandardCharsets.UTF_8))) {
        throw new UsageException(
            "--output: `%s` is there and was not written by `dovetail report`; it is left as it is"
                .formatted(file));
      }
    } catch (IOException e) {
      throw new UsageException("--output: `%s` cannot be read: %s".formatted(file, e));
    }
  }

  private boolean isOurs(String beginning) {
    if (instead.guide) {
      return beginning.startsWith(Guide.SIGNATURE);
    }
    return instead.reference ? beginning.startsWith(Reference.SIGNATURE) : format.wrote(beginning);
  }

  private void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
      streams.out().println("written: " + file);
    } catch (IOException e) {
      throw new UsageException("--output: `%s` cannot be written: %s".formatted(file, e));
    }
  }
}
