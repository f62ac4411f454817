package dev.dovetail.audit;

import dev.dovetail.core.audited.AuditReport;
import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.AuditedDatabase.Unread;
import dev.dovetail.core.audited.Remedy;
import dev.dovetail.core.audited.Standing;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Every service of a repository beside its live databases: these are read, many at a time, and held
 * against what code and migrations say. What is reported does not depend on who answered first.
 */
public final class Audit {

  private final Workspace workspace;
  private final Whereabouts whereabouts;
  private final Commits commits;
  private final Asked asked;
  private final Consumer<String> progress;

  private Audit(
      Workspace workspace,
      Whereabouts whereabouts,
      Commits commits,
      Asked asked,
      Consumer<String> progress) {
    this.workspace = workspace;
    this.whereabouts = whereabouts;
    this.commits = commits;
    this.asked = asked;
    this.progress = progress;
  }

  /**
   * Audits what is asked for.
   *
   * @param progress hears a line for each database that was read, from several threads
   */
  public static AuditReport of(
      Workspace workspace,
      Whereabouts whereabouts,
      Commits commits,
      Asked asked,
      Consumer<String> progress)
      throws ConfigurationException {
    return new Audit(workspace, whereabouts, commits, asked, progress).report();
  }

  /** The ways out, best first, where no database could be asked: as if it had what is told. */
  public static List<Remedy> remedies(Comparison told) {
    return Triage.of(
        told,
        Optional.of(told),
        new Standing.Unknown("no database was read"),
        Optional.empty(),
        List.of());
  }

  /** A database that waits to be read, and of whom. */
  private record Task(ServiceAudit audit, Whereabouts.Found found) {}

  private AuditReport report() throws ConfigurationException {
    List<ServiceFacts> facts =
        workspace.facts().stream().filter(service -> asked.wants(service.name())).toList();
    Map<String, Service> services = new LinkedHashMap<>();
    workspace.services().forEach(service -> services.put(service.name(), service));
    boolean alone = facts.stream().filter(f -> services.containsKey(f.name())).count() == 1;
    Map<ServiceFacts, List<Task>> tasks = new LinkedHashMap<>();
    for (ServiceFacts service : facts) {
      tasks.put(service, tasks(service, Optional.ofNullable(services.get(service.name())), alone));
    }
    Map<Task, AuditedDatabase> read =
        readAll(tasks.values().stream().flatMap(List::stream).toList());
    List<Audited> audited = new ArrayList<>();
    for (Map.Entry<ServiceFacts, List<Task>> entry : tasks.entrySet()) {
      Optional<Service> service = Optional.ofNullable(services.get(entry.getKey().name()));
      ServiceAudit audit = audit(entry.getKey(), service);
      Optional<String> notAsked =
          entry.getValue().isEmpty()
              ? service.map(one -> whereabouts.missing(one, alone))
              : Optional.empty();
      audited.add(audit.with(entry.getValue().stream().map(read::get).toList(), notAsked));
    }
    return new AuditReport(audited, judged(audited), List.of());
  }

  /** What is neither allowed where it stands nor turned off. */
  private List<Finding> judged(List<Audited> audited) {
    List<Finding> left = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Audited service : audited) {
      List<Finding> found = new ArrayList<>(Opinions.unread(service));
      for (AuditedDatabase database : service.databases()) {
        if (database.reading() instanceof AuditedDatabase.Read read) {
          read.enums().forEach(one -> found.addAll(one.findings()));
        }
      }
      left.addAll(Judgement.of(found, workspace.configuration(), seen));
    }
    return workspace.withoutAllowed(left);
  }

  private List<Task> tasks(ServiceFacts facts, Optional<Service> service, boolean alone)
      throws ConfigurationException {
    List<Task> tasks = new ArrayList<>();
    if (service.isPresent()) {
      ServiceAudit audit = audit(facts, service);
      for (Whereabouts.Found found : whereabouts.of(service.get(), alone)) {
        tasks.add(new Task(audit, found));
      }
    }
    return tasks;
  }

  private ServiceAudit audit(ServiceFacts facts, Optional<Service> service)
      throws ConfigurationException {
    Service known = service.orElseGet(() -> without(facts));
    return new ServiceAudit(
        known,
        facts,
        service.isPresent() ? workspace.enums(known) : schema -> facts.comparisons(),
        service.isPresent() ? workspace.lookups(known) : List.of(),
        workspace.initial(known),
        new Provenance(facts.told(), workspace.tree(), commits),
        asked);
  }

  /** A service that keeps no database of its own. */
  private static Service without(ServiceFacts facts) {
    return new Service(
        facts.name(),
        facts.path(),
        List.of(),
        Optional.empty(),
        facts.critical(),
        Optional.empty(),
        dev.dovetail.workspace.Configuration.Versions.open(),
        dev.dovetail.workspace.Running.unsaid());
  }

  private Map<Task, AuditedDatabase> readAll(List<Task> tasks) {
    Map<Task, AuditedDatabase> read = new LinkedHashMap<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, asked.jobs()))) {
      Map<Task, Future<AuditedDatabase>> under = new LinkedHashMap<>();
      for (Task task : tasks) {
        under.put(task, workers.submit(() -> read(task)));
      }
      for (Map.Entry<Task, Future<AuditedDatabase>> one : under.entrySet()) {
        read.put(one.getKey(), one.getValue().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tasks.forEach(task ->
          read.putIfAbsent(
              task, new AuditedDatabase("?", new Unread("it was interrupted", "try again"))));
    } catch (ExecutionException e) {
      throw new IllegalStateException("auditing", e.getCause());
    }
    return read;
  }

  private AuditedDatabase read(Task task) {
    return switch (task.found()) {
      case Whereabouts.At(var address) -> {
        AuditedDatabase database =
            new AuditedDatabase(address.toString(), task.audit().read(address));
        progress.accept((database.isRead() ? "read " : "could not read ") + address);
        yield database;
      }
      case Whereabouts.Unreadable(String by, String reason) ->
          new AuditedDatabase(
              by, new Unread("what names it cannot be read: " + reason, "look at " + by));
    };
  }
}
