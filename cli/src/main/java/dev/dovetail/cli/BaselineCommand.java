package dev.dovetail.cli;

import dev.dovetail.audit.Asked.Counting;
import dev.dovetail.audit.Audit;
import dev.dovetail.audit.Commits;
import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Limits;
import dev.dovetail.verify.Asked;
import dev.dovetail.verify.Verification;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.FolderTree;
import dev.dovetail.workspace.KnownFindings;
import dev.dovetail.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dovetail baseline}. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    description = {
      "Write down what is found today, so that check fails only on what is new.",
      "Run again, it takes out what has been mended since. It never adds."
    })
final class BaselineCommand implements Callable<Integer> {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Streams streams;
  @Mixin Folder folder = new Folder();
  @Mixin StackOptions stack = new StackOptions();
  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--verify",
      description =
          "Take what `dovetail verify` finds too: it runs the migrations. The first time these are"
              + " added to what is there; from then on nothing is.")
  boolean verify;

  @Option(
      names = "--audit",
      description =
          "Take what `dovetail audit` finds too: it reads the live databases. The first time these"
              + " are added to what is there; from then on nothing is.")
  boolean audit;

  @Mixin DatabaseOptions databases = new DatabaseOptions();

  BaselineCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    FolderTree tree = folder.read(streams);
    Workspace workspace = folder.open(tree, stack.versions());
    try {
      List<Finding> findings = workspace.check().findings();
      Optional<VerificationReport> verified =
          verify ? Optional.of(verified(workspace)) : Optional.empty();
      Optional<AuditReport> audited = audit ? Optional.of(audited(workspace)) : Optional.empty();
      if (tree.has(KnownFindings.FILE)) {
        shrink(workspace.known(), findings, verified, audited);
      } else {
        KnownFindings known = KnownFindings.of(findings);
        KnownFindings more = verified.map(known::withVerified).orElse(known);
        begin(audited.map(more::withAudited).orElse(more));
      }
      return Math.max(verified.map(this::exitCode).orElse(0), audited.map(this::unread).orElse(0));
    } catch (ConfigurationException e) {
      throw new UsageException(e.reason());
    }
  }

  private VerificationReport verified(Workspace workspace) throws ConfigurationException {
    Asked asked =
        new Asked(
            folder.path.toAbsolutePath().normalize(),
            Set.of(),
            Set.of(),
            false,
            Math.max(1, Runtime.getRuntime().availableProcessors()),
            LIMIT);
    ProgressLines progress = new ProgressLines(streams.err(), false, false, System.nanoTime());
    try (progress;
        Cluster cluster = server.start(stack, progress::say)) {
      return Verification.of(workspace, cluster, asked, progress);
    }
  }

  private AuditReport audited(Workspace workspace) throws ConfigurationException {
    return Audit.of(
        workspace,
        databases.whereabouts(workspace),
        Commits.unknown(),
        new dev.dovetail.audit.Asked(
            Set.of(), AuditCommand.USUAL_JOBS, Limits.usual(), Counting.NONE),
        line -> {});
  }

  /** What could not be read is not known. */
  private int unread(AuditReport report) {
    List<String> left =
        report.services().stream()
            .filter(service -> !service.isChecked())
            .map(service -> service.facts().name())
            .toList();
    if (left.isEmpty()) {
      return 0;
    }
    streams.err().println("dovetail: not checked, see `audit`: " + String.join(", ", left));
    return Main.NOT_VERIFIED;
  }

  /** What could not be looked at is not known. */
  private int exitCode(VerificationReport report) {
    List<String> left =
        report.verified().stream()
            .filter(Verified::isPartlyUnverified)
            .map(Verified::service)
            .toList();
    if (left.isEmpty()) {
      return 0;
    }
    streams
        .err()
        .println("dovetail: not verified in full, see `verify`: " + String.join(", ", left));
    return Main.NOT_VERIFIED;
  }

  private void begin(KnownFindings known) {
    write(known);
    streams
        .out()
        .printf(
            "%s written to %s: commit it, and %s only on what is new%n",
            counted(known.size(), "finding", "is", "are"), KnownFindings.FILE, commands());
  }

  private String commands() {
    String others = (verify ? ", verify" : "") + (audit ? ", audit" : "");
    return others.isEmpty()
        ? "check fails"
        : "check" + others.replaceFirst(", (\\w+)$", " and $1") + " fail";
  }

  private void shrink(
      KnownFindings known,
      List<Finding> findings,
      Optional<VerificationReport> verified,
      Optional<AuditReport> audited) {
    KnownFindings still =
        verified.map(report -> known.still(findings, report)).orElse(known.still(findings));
    int mended = known.size() - still.size();
    List<Finding> fresh = new ArrayList<>(findings);
    if (verified.isPresent() && known.hasVerified()) {
      fresh.addAll(verified.get().report().findings());
    } else if (verified.isPresent()) {
      // What check finds is not added by this way either.
      KnownFindings ofCheck = KnownFindings.of(findings);
      int before = still.size();
      still = still.withVerified(ofCheck.without(verified.get()));
      streams.out().printf("%s, once%n", added(still.size() - before, "verify"));
    }
    if (audited.isPresent() && known.hasAudited()) {
      int before = still.size();
      still = still.still(audited.get());
      mended += before - still.size();
      fresh.addAll(known.without(audited.get()).findings());
    } else if (audited.isPresent()) {
      int before = still.size();
      still = still.withAudited(audited.get());
      streams.out().printf("%s, once%n", added(still.size() - before, "audit"));
    }
    if (!still.text().equals(known.text())) {
      write(still);
    }
    streams
        .out()
        .printf(
            "%d mended and taken out, %d %s%n",
            mended, still.size(), still.size() == 1 ? "stays" : "stay");
    long added = known.without(fresh).stream().map(Finding::fingerprint).distinct().count();
    if (added > 0) {
      streams
          .out()
          .printf(
              "%s not added: mend %s in its place (`dovetail: allow RULE reason`)%n",
              counted(added, "new finding", "is", "are"),
              added == 1 ? "it, or allow it" : "them, or allow each");
    }
  }

  private static String counted(long count, String what, String one, String many) {
    return "%d %s %s".formatted(count, count == 1 ? what : what + "s", count == 1 ? one : many);
  }

  private static String added(int count, String command) {
    return counted(
        count,
        "finding",
        "that only %s has is added".formatted(command),
        "that only %s has are added".formatted(command));
  }

  private void write(KnownFindings known) {
    Path file = folder.path.resolve(KnownFindings.FILE);
    try {
      Files.writeString(file, known.text(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageException("`%s` cannot be written: %s".formatted(file, e.getMessage()));
    }
  }
}
