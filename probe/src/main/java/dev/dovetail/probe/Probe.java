package dev.dovetail.probe;

import dev.dovetail.audit.Whereabouts;
import dev.dovetail.core.compare.Comparison;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.probed.ProbeReport;
import dev.dovetail.core.probed.Probed;
import dev.dovetail.core.probed.Probed.NotDone;
import dev.dovetail.core.schema.Schema.EnumType;
import dev.dovetail.postgres.Address;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Database;
import dev.dovetail.verify.Replay;
import dev.dovetail.verify.run.Failure;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.verify.run.WarmPythons;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.KnownFindings;
import dev.dovetail.workspace.Service;
import dev.dovetail.workspace.Transitions;
import dev.dovetail.workspace.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * The enums of every service, tried out on its database: on one that is there, or on one that its
 * migrations make for it. What is reported does not depend on who was first.
 */
public final class Probe {

  private static final String REPLAY = "a database that its migrations made";

  private final Workspace workspace;
  private final Asked asked;
  private final Consumer<String> progress;
  private final Map<String, ServiceFacts> facts = new LinkedHashMap<>();

  private Probe(Workspace workspace, Asked asked, Consumer<String> progress)
      throws ConfigurationException {
    this.workspace = workspace;
    this.asked = asked;
    this.progress = progress;
    workspace.facts().forEach(service -> facts.put(service.name(), service));
    refuseStrangers();
  }

  /**
   * Probes the databases that services have.
   *
   * @param progress hears a line for each service, from several threads
   */
  public static ProbeReport of(
      Workspace workspace, Whereabouts whereabouts, Asked asked, Consumer<String> progress)
      throws ConfigurationException {
    Probe probe = new Probe(workspace, asked, progress);
    boolean alone = workspace.services().size() == 1;
    List<Probed> probed = new ArrayList<>();
    for (List<Probed> one :
        probe.each(workspace.services(), service -> probe.live(service, whereabouts, alone))) {
      probed.addAll(one);
    }
    return probe.settled(probed, probe.strayConfirmation(probed));
  }

  /** A name that was confirmed and that no database has was meant for something else. */
  private List<String> strayConfirmation(List<Probed> probed) {
    boolean meets =
        asked.database().isEmpty()
            || probed.stream()
                .anyMatch(one ->
                    one.reading() instanceof Probed.Done done
                        && done.database().endsWith("/" + asked.database().get()));
    return meets
        ? List.of()
        : List.of(
            "--yes-this-database: no database that was probed is called `%s`"
                .formatted(asked.database().get()));
  }

  /**
   * Probes databases that are made for it, on a server that the caller closes.
   *
   * @param progress hears a line for each service, from several threads
   */
  public static ProbeReport onReplay(
      Workspace workspace, Cluster cluster, Asked asked, Consumer<String> progress)
      throws ConfigurationException {
    Probe probe = new Probe(workspace, asked, progress);
    try (WarmPythons pythons = WarmPythons.kept()) {
      RunOptions options = RunOptions.in(asked.root()).within(asked.timeout()).sharing(pythons);
      return probe.settled(
          probe.each(workspace.runnable(), service -> probe.replayed(service, cluster, options)),
          List.of());
    }
  }

  /** What the configuration says of moves has to be about something. */
  private void refuseStrangers() throws ConfigurationException {
    for (Transitions transitions : workspace.configuration().transitions()) {
      Set<String> names = new TreeSet<>();
      Set<String> labels = new TreeSet<>();
      boolean found = false;
      for (ServiceFacts service : facts.values()) {
        for (Comparison comparison : service.comparisons()) {
          names.addAll(Transitions.names(comparison));
          if (transitions.concerns(comparison)) {
            found = true;
            comparison.labels().forEach(label -> labels.add(label.text()));
            comparison.told().map(EnumType::texts).ifPresent(labels::addAll);
          }
        }
      }
      if (!found) {
        throw transitions.stranger(names);
      }
      transitions.refuseStrangers(labels);
    }
  }

  private interface Way<T> {
    T of(Service service) throws ConfigurationException;
  }

  /** In the order of the services. */
  private <T> List<T> each(List<Service> services, Way<T> way) throws ConfigurationException {
    List<T> results = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, asked.jobs()))) {
      List<Future<T>> all = new ArrayList<>();
      for (Service service : services) {
        if (asked.wants(service.name())) {
          all.add(workers.submit(() -> way.of(service)));
        }
      }
      for (Future<T> one : all) {
        results.add(one.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConfigurationException wrong) {
        throw wrong;
      }
      throw new IllegalStateException("probing", e.getCause());
    }
    return results;
  }

  // ---- a service

  private List<Probed> live(Service service, Whereabouts whereabouts, boolean alone)
      throws ConfigurationException {
    ServiceProbe probe = probe(service, false);
    List<Probed> probed = new ArrayList<>();
    for (Whereabouts.Found found : whereabouts.of(service, alone)) {
      probed.add(new Probed(probe.facts(), live(service, probe, found)));
    }
    if (probed.isEmpty()) {
      probed.add(
          new Probed(
              probe.facts(),
              new NotDone(whereabouts.missing(service, alone), "`--on-replay` needs no database")));
    }
    return probed;
  }

  private Probed.Reading live(Service service, ServiceProbe probe, Whereabouts.Found found) {
    return switch (found) {
      case Whereabouts.Unreadable(String by, String reason) ->
          new NotDone("what names it cannot be read: " + reason, "look at " + by);
      case Whereabouts.At(Address address) -> {
        boolean configured = workspace.configuration().letsProbe(service.folder());
        yield switch (Development.of(address, configured, asked.database())) {
          case Development.Closed closed -> new NotDone(closed.reason(), closed.help());
          case Development.Open open -> {
            progress.accept("probing " + address + ": " + open.reason());
            yield probe.on(address, address.toString(), List.of("may be probed: " + open.reason()));
          }
        };
      }
    };
  }

  private Probed replayed(Service service, Cluster cluster, RunOptions options)
      throws ConfigurationException {
    ServiceProbe probe = probe(service, true);
    List<Probed.Reading> readings = new ArrayList<>();
    Replay.Visit visit =
        (Database database) -> readings.add(probe.on(database.address(), REPLAY, List.of()));
    switch (Replay.of(workspace, service, cluster, options, Optional.empty(), visit)) {
      case Replay.NotRun(String reason) ->
          readings.add(
              new NotDone(
                  "its migrations could not be run: " + reason,
                  "`dovetail doctor` says what is here"));
      case Replay.Replayed replayed -> replayed.failure().ifPresent(it -> readings.add(failed(it)));
    }
    Probed.Reading reading = readings.getFirst();
    progress.accept((reading instanceof NotDone ? "not probed: " : "probed ") + service.name());
    return new Probed(probe.facts(), reading);
  }

  private static NotDone failed(Failure failure) {
    return new NotDone(
        "its migrations fail%s, so there is no database to probe: %s%s"
            .formatted(
                failure.revision().map(it -> " at `" + it + "`").orElse(""),
                failure.message(),
                failure.sqlstate().map(it -> " (" + it + ")").orElse("")),
        "`dovetail verify` says more, `dovetail fix` what to do");
  }

  private ServiceProbe probe(Service service, boolean replayed) throws ConfigurationException {
    ServiceFacts known =
        Optional.ofNullable(facts.get(service.name())).orElseGet(() -> without(service));
    return new ServiceProbe(
        known,
        workspace.enums(service),
        new EnumProbe(
            known,
            workspace.tables(service),
            workspace.configuration().transitions(),
            workspace.configuration(),
            replayed),
        asked.limits());
  }

  /** Where nothing is read of a service, nothing is known. */
  private static ServiceFacts without(Service service) {
    return new ServiceFacts(
        service.name(),
        service.folder(),
        Optional.empty(),
        List.of(),
        List.of(),
        service.critical(),
        List.of(),
        List.of());
  }

  // ---- settling

  /** Weighs and leaves out what the configuration, comments and the list of known findings say. */
  private ProbeReport settled(List<Probed> probed, List<String> seen)
      throws ConfigurationException {
    KnownFindings known = workspace.known();
    List<Probed> weighed =
        probed.stream().map(service -> service.with(this::settledFindings)).toList();
    List<Probed> left = weighed.stream().map(service -> service.with(known::without)).toList();
    long passed = count(weighed) - count(left);
    List<String> said = new ArrayList<>(seen);
    if (passed > 0) {
      said.add(
          "%d known %s passed over".formatted(passed, passed == 1 ? "finding is" : "findings are"));
    }
    return new ProbeReport(left, said);
  }

  private static long count(List<Probed> probed) {
    return new ProbeReport(probed, List.of()).report().findings().size();
  }

  private List<Finding> settledFindings(List<Finding> findings) {
    return workspace.withoutAllowed(
        Judgement.of(findings, workspace.configuration(), new HashSet<>()));
  }
}
