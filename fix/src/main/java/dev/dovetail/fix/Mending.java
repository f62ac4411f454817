package dev.dovetail.fix;

import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.mended.FileChange;
import dev.dovetail.core.mended.Mended;
import dev.dovetail.core.mended.MendingReport;
import dev.dovetail.core.source.OverlayTree;
import dev.dovetail.core.source.Tree;
import dev.dovetail.migrations.Draft;
import dev.dovetail.migrations.MigrationTree;
import dev.dovetail.postgres.Cluster;
import dev.dovetail.postgres.Dependents;
import dev.dovetail.verify.Replay;
import dev.dovetail.verify.run.RunOptions;
import dev.dovetail.verify.run.WarmPythons;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.ConfigurationException;
import dev.dovetail.workspace.Mirror;
import dev.dovetail.workspace.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Mends a repository, one fault after the other: what is proven stands for those that come after
 * it, so that a history has one head before it is added to. Nothing is written here.
 */
public final class Mending {

  private final String name;
  private final Versions versions;
  private final Wanted wanted;
  private final Supplier<Cluster> cluster;
  private final RunOptions options;
  private final Consumer<String> say;
  private final List<Mended> mended = new ArrayList<>();
  private final Set<String> tried = new HashSet<>();
  private State state;

  private Mending(
      State state,
      String name,
      Versions versions,
      Wanted wanted,
      Supplier<Cluster> cluster,
      RunOptions options,
      Consumer<String> say) {
    this.state = state;
    this.name = name;
    this.versions = versions;
    this.wanted = wanted;
    this.cluster = cluster;
    this.options = options;
    this.say = say;
  }

  /**
   * Finds what can be mended, and proves it.
   *
   * @param name what the root is called
   * @param cluster is asked for a server once there is something to prove
   * @param say hears what is being tried
   */
  public static MendingReport of(
      Tree files,
      String name,
      Versions versions,
      Wanted wanted,
      Supplier<Cluster> cluster,
      RunOptions options,
      Consumer<String> say)
      throws ConfigurationException {
    State state = State.of(new OverlayTree(files, Map.of()), name, versions);
    return new Mending(state, name, versions, wanted, cluster, options, say).report();
  }

  private MendingReport report() throws ConfigurationException {
    Optional<Task> task = next();
    while (task.isPresent()) {
      tried.add(task.get().key());
      say.accept(task.get().service() + ": " + task.get().remedy().title());
      // A Python of the repository is another one in each mirror: none is kept for the next.
      try (WarmPythons pythons = WarmPythons.kept()) {
        mended.add(mend(task.get(), options.sharing(pythons)));
      }
      task = next();
    }
    List<String> services = state.report().services().stream().map(ServiceFacts::name).toList();
    return new MendingReport(
        mended,
        false,
        state.report().findings().stream()
            .filter(finding -> finding.severity() != Severity.INFO)
            .filter(finding -> wanted.includes(finding, services))
            .filter(finding -> mended.stream().noneMatch(one -> isTried(one, finding)))
            .toList());
  }

  /** What was not offered is said with its reason already. */
  private static boolean isTried(Mended one, Finding finding) {
    return !one.isProven()
        && one.service().equals(finding.service())
        && one.rules().contains(finding.rule());
  }

  /** Something to be mended for a service. */
  private record Task(String service, Remedy remedy) {
    String key() {
      return service + "\n" + remedy.title();
    }
  }

  private Optional<Task> next() {
    List<String> services = state.report().services().stream().map(ServiceFacts::name).toList();
    for (ServiceFacts facts : state.report().services()) {
      for (Remedy remedy : Remedies.of(facts, state, wanted.editDowngrades())) {
        Task task = new Task(facts.name(), remedy);
        if (!tried.contains(task.key()) && wanted.includes(facts.name(), remedy, services)) {
          return Optional.of(task);
        }
      }
    }
    return Optional.empty();
  }

  private Mended mend(Task task, RunOptions sharing) throws ConfigurationException {
    Optional<Desk> desk = desk(task.service());
    List<Draft> drafts = desk.map(it -> task.remedy().drafts(it)).orElse(List.of());
    if (drafts.isEmpty()) {
      String reason =
          desk.map(it -> task.remedy().unwritten(it)).orElseGet(task.remedy()::unwritten);
      return withheld(task, List.of(), reason, true);
    }
    Optional<Mended> refuted = Optional.empty();
    for (Draft draft : drafts) {
      State after = state.with(draft.files(), name, versions);
      List<FileChange> files = changes(draft);
      Proof proof = new Proof(task.remedy(), task.service(), desk.get(), state, after, draft);
      switch (proof.on(cluster, sharing)) {
        case Proof.Verdict.Proven(List<String> sentences) -> {
          state = after;
          return new Mended(
              task.service(),
              task.remedy().title(),
              task.remedy().rules(),
              files,
              sentences,
              Optional.empty(),
              true);
        }
        case Proof.Verdict.Refuted(String reason) ->
            refuted = refuted.or(() -> Optional.of(withheld(task, files, reason, true)));
        case Proof.Verdict.Untried(String reason) -> {
          return withheld(task, files, reason, false);
        }
      }
    }
    return refuted.orElseThrow();
  }

  private static Mended withheld(Task task, List<FileChange> files, String reason, boolean tried) {
    return new Mended(
        task.service(),
        task.remedy().title(),
        task.remedy().rules(),
        files,
        List.of(),
        Optional.of(reason),
        tried);
  }

  private Optional<Desk> desk(String name) {
    Optional<MigrationTree> history = state.service(name).flatMap(Service::migrations);
    return state
        .facts(name)
        .flatMap(ServiceFacts::told)
        .flatMap(told ->
            history.map(tree ->
                new Desk(tree, told, state.tree(), wanted.now(), new Once(() -> replayed(name)))));
  }

  /** Asked at most once: it takes a run of all migrations. */
  private static final class Once implements Supplier<Optional<Desk.Head>> {
    private final Supplier<Optional<Desk.Head>> source;
    private final List<Optional<Desk.Head>> known = new ArrayList<>();

    Once(Supplier<Optional<Desk.Head>> source) {
      this.source = source;
    }

    @Override
    public Optional<Desk.Head> get() {
      if (known.isEmpty()) {
        known.add(source.get());
      }
      return known.getFirst();
    }
  }

  /** As a server has it, to the letter. */
  private Optional<Desk.Head> replayed(String service) {
    List<Dependents> found = new ArrayList<>();
    try (Mirror mirror = Mirror.of(options.root(), state.tree().texts())) {
      Replay.Result result =
          Replay.of(
              state.workspace(),
              state.service(service).orElseThrow(),
              cluster.get(),
              options.at(mirror.root()),
              Optional.empty(),
              database -> found.add(Dependents.read(database)));
      return result instanceof Replay.Replayed replayed && replayed.failure().isEmpty()
          ? found.stream()
              .findFirst()
              .map(dependents -> new Desk.Head(replayed.schema(), dependents))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<FileChange> changes(Draft draft) {
    Map<String, String> files = new TreeMap<>(draft.files());
    List<FileChange> changes = new ArrayList<>();
    files.forEach((path, text) ->
        changes.add(
            new FileChange(
                path,
                state.tree().read(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                text)));
    return changes;
  }
}
