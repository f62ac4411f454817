package dev.dovetail.verify;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.machine.Session;
import dev.dovetail.core.verified.VerificationReport;
import dev.dovetail.core.verified.Verified;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.ServerException;
import dev.dovetail.verify.convention.ConventionCheck;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.verify.run.Runner;
import dev.dovetail.verify.run.Runners;
import dev.dovetail.verify.run.WarmPythons;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The migrations of every service, run for real: each by its own tool, on databases of its own, as
 * many at a time as are asked for. What is reported does not depend on who was first.
 */
public final class Verification {

  private final Workspace workspace;
  private final Cluster cluster;
  private final Asked asked;
  private final Progress progress;
  private final AtomicBoolean enough = new AtomicBoolean();
  private final Map<String, String> kept = new ConcurrentSkipListMap<>();
  private final ConventionCheck conventions;
  private final References references;
  private final RunOptions options;

  private Verification(
      Workspace workspace, Cluster cluster, Asked asked, Progress progress, WarmPythons pythons) {
    this.workspace = workspace;
    this.cluster = cluster;
    this.asked = asked;
    this.progress = progress;
    this.conventions = new ConventionCheck(workspace.conventions());
    this.options =
        RunOptions.in(asked.root())
            .within(asked.timeout())
            .eachWithin(asked.statementTimeout())
            .sharing(pythons);
    this.references = new References(workspace, cluster, options);
  }

  /** Verifies what is asked for, on a server that the caller closes. */
  public static VerificationReport of(
      Workspace workspace, Cluster cluster, Asked asked, Progress progress)
      throws ConfigurationException {
    try (WarmPythons pythons = WarmPythons.kept()) {
      return new Verification(workspace, cluster, asked, progress, pythons).report();
    }
  }

  private VerificationReport report() throws ConfigurationException {
    List<Service> services =
        workspace.runnable().stream().filter(s -> asked.wants(s.name())).toList();
    // They get warm while the files are read.
    services.stream().limit(asked.jobs()).forEach(service -> Runners.warm(service, options));
    Map<String, ServiceFacts> facts = new HashMap<>();
    workspace.facts().forEach(service -> facts.put(service.name(), service));
    progress.starts(services.size());
    List<Verified> verified = verifyAll(services, facts);
    List<Finding> findings = verified.stream().flatMap(v -> v.findings().stream()).toList();
    List<ServiceFacts> theirs =
        services.stream()
            .filter(it -> verified.stream().anyMatch(v -> v.service().equals(it.name())))
            .map(it -> known(facts, it))
            .toList();
    // Said with the findings, whatever else is left out: somebody has to end that server.
    List<String> seen =
        kept.entrySet().stream().map(it -> it.getKey() + ": " + it.getValue()).toList();
    return new VerificationReport(new Report("verify", theirs, distinct(findings), seen), verified);
  }

  /**
   * What was found out of a service.
   *
   * @param fall what is known of the server's fall while it was under way: then nothing is proved
   */
  private record Tried(Service service, Verified verified, Optional<String> fall) {}

  /**
   * In the order of the services; those that were not begun, because it was enough, are left out.
   */
  private List<Verified> verifyAll(List<Service> services, Map<String, ServiceFacts> facts)
      throws ConfigurationException {
    List<Tried> tried = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, asked.jobs()))) {
      List<Future<Optional<Tried>>> all = new ArrayList<>();
      for (Service service : services) {
        ServiceFacts known = known(facts, service);
        all.add(workers.submit(() -> begin(service, known)));
      }
      for (Future<Optional<Tried>> one : all) {
        one.get().ifPresent(tried::add);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConfigurationException wrong) {
        throw wrong;
      }
      throw new IllegalStateException("verifying", e.getCause());
    }
    if (tried.stream().anyMatch(one -> one.fall().isPresent())) {
      references.forget();
    }
    List<Verified> verified = new ArrayList<>();
    for (Tried one : tried) {
      verified.add(one.fall().isEmpty() ? one.verified() : again(one, known(facts, one.service())));
    }
    return verified;
  }

  /** Where nothing is read of a service, nothing is known. */
  private static ServiceFacts known(Map<String, ServiceFacts> facts, Service service) {
    return Optional.ofNullable(facts.get(service.name()))
        .orElseGet(() ->
            new ServiceFacts(
                service.name(),
                service.folder(),
                Optional.empty(),
                List.of(),
                List.of(),
                service.critical(),
                List.of(),
                List.of()));
  }

  private Optional<Tried> begin(Service service, ServiceFacts facts) throws ConfigurationException {
    if (enough.get()) {
      return Optional.empty();
    }
    progress.begins(service.name());
    Tried tried = attempt(service, facts);
    if (tried.fall().isEmpty()) {
      end(tried.verified());
    }
    return Optional.of(tried);
  }

  private Tried attempt(Service service, ServiceFacts facts) throws ConfigurationException {
    int before = cluster.falls().size();
    Verified verified = settled(run(service, facts));
    List<String> falls = cluster.falls();
    return new Tried(
        service, verified, falls.size() > before ? Optional.of(falls.getLast()) : Optional.empty());
  }

  /** Once more, with nobody beside it: who falls again brought it down himself. */
  private Verified again(Tried first, ServiceFacts facts) throws ConfigurationException {
    Service service = first.service();
    kept.remove(service.name());
    Tried second = attempt(service, facts);
    String words = second.fall().or(first::fall).orElse("");
    Verified verified =
        second.fall().isPresent()
            ? settled(
                notVerified(service, facts, Words.FELL + " each time that they ran: " + words))
            : second
                .verified()
                .remarked(
                    "the server fell (%s); this was verified once more, alone".formatted(words));
    end(verified);
    return verified;
  }

  private void end(Verified verified) {
    if (asked.failFast() && isFailed(verified)) {
      enough.set(true);
    }
    progress.ends(verified);
  }

  private Verified run(Service service, ServiceFacts facts) throws ConfigurationException {
    return switch (Runners.of(workspace, service, options)) {
      case Runners.Refused refused -> notVerified(service, facts, refused.failure().message());
      case Runners.Ready ready -> {
        try (Runner runner = ready.runner()) {
          yield run(service, facts, runner);
        }
      }
    };
  }

  private Verified run(Service service, ServiceFacts facts, Runner runner)
      throws ConfigurationException {
    Session initial = workspace.initial(service, cluster.version());
    Unread unread = new Unread(service.folder());
    Site site =
        new Site(
            service.name(),
            service.migrations().orElse(unread),
            facts.told().orElseGet(() -> unread.told(initial)),
            workspace.tree(),
            runner,
            cluster,
            Requirements.of(service, workspace.tree()),
            progress);
    try {
      ServiceVerification verification =
          new ServiceVerification(
              site,
              facts,
              initial,
              runner.stack().orElse(service.versions().stack()),
              service.running().oneWay(),
              asked,
              atHead(service));
      Verified verified = verification.verify();
      if (asked.keep() && isFailed(verified)) {
        site.keep().ifPresent(place -> kept.put(service.name(), place));
      }
      site.clear();
      return verified;
    } catch (ServerException e) {
      return notVerified(service, facts, String.valueOf(e.getMessage()));
    }
  }

  private List<AtHead> atHead(Service service) throws ConfigurationException {
    return List.of(
        new Fitting(service, workspace.tables(service), workspace.enums(service)),
        new Agreed(conventions, references),
        new Trials(workspace.migrationTests(service)));
  }

  private Verified notVerified(Service service, ServiceFacts facts, String reason) {
    int revisions = service.migrations().map(tree -> tree.revisions().size()).orElse(0);
    return ServiceVerification.notVerified(service.name(), facts.path(), revisions, reason, asked);
  }

  private static boolean isFailed(Verified verified) {
    return verified.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR);
  }

  /** Weighs and leaves out what the configuration, and comments in the source, say. */
  private Verified settled(Verified verified) {
    return verified.with(
        verified.checks().stream()
            .map(checked -> checked.with(settled(checked.findings())))
            .toList());
  }

  private List<Finding> settled(List<Finding> findings) {
    return workspace.withoutAllowed(
        Judgement.of(findings, workspace.configuration(), new HashSet<>()));
  }

  /** What two checks have met is one fault. */
  private static List<Finding> distinct(List<Finding> findings) {
    Set<String> seen = new HashSet<>();
    return findings.stream().filter(finding -> seen.add(finding.fingerprint())).toList();
  }
}
