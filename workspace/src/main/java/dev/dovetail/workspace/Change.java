package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.Tree;
import dev.dovetail.git.CommitTree;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.Past.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A change of a repository: its state now beside the state before. Both are read in whole, so that
 * what a change does to files it does not touch is seen too; of the state before only as much as is
 * asked.
 */
public final class Change {

  private final Workspace now;
  private final Optional<Past> before;
  private final String commit;
  private final boolean merged;
  private final List<String> notes;
  private Optional<Map<Service, Told>> told = Optional.empty();
  private boolean showsMore;

  private Change(
      Workspace now, Optional<Past> before, String commit, boolean merged, List<String> notes) {
    this.now = now;
    this.before = before;
    this.commit = commit;
    this.merged = merged;
    this.notes = notes;
  }

  /** States of a repository, of which each is read as far as it differs from those before. */
  public static final class States {
    private final Earlier earlier = new Earlier();
    private final String name;
    private final Versions versions;

    /**
     * @param name what the root is called
     */
    public States(String name, Versions versions) {
      this.name = name;
      this.versions = versions;
    }

    public Workspace open(Tree tree) throws ConfigurationException {
      return Workspace.open(tree, name, versions, earlier);
    }
  }

  /**
   * @param commit what the state before is called
   * @param merged whether others may have run the migrations of the state before
   */
  public static Change of(
      Workspace now, Tree before, String commit, boolean merged, States states) {
    try {
      return new Change(
          now, Optional.of(new ReadPast(states.open(before))), commit, merged, List.of());
    } catch (ConfigurationException e) {
      return new Change(
          now,
          Optional.empty(),
          commit,
          merged,
          List.of(
              "what was there in %s is not known, and not passed over: %s"
                  .formatted(commit, e.reason())));
    }
  }

  /** A commit that is being made, where that before it may be known from when it was made. */
  public static Change staged(
      Workspace now, CommitTree before, String commit, States states, PastStates memory) {
    return memory
        .recall(before)
        .map(past -> new Change(now, Optional.of(past), commit, false, List.of()))
        .orElseGet(() -> of(now, before, commit, false, states));
  }

  /** A commit beside its parent, where both are read already. */
  static Change between(State before, Workspace now, String commit) {
    Change change =
        new Change(now, Optional.of(new ReadPast(before.workspace())), commit, true, List.of());
    change.told = Optional.of(before.told());
    return change;
  }

  /** All that {@code check} finds now, and what only the change shows. */
  public Report check() throws ConfigurationException {
    return now.check(this::judged);
  }

  /** What only the change shows. */
  List<Finding> judged(List<ServiceFacts> facts) throws ConfigurationException {
    if (before.isEmpty()) {
      return List.of();
    }
    Past then = before.get();
    ChangedEnums enums = new ChangedEnums(then.tree(), now.tree());
    List<Finding> findings = new ArrayList<>();
    for (ServiceFacts service : facts) {
      Optional<List<Stored>> old = then.stored(service.name());
      if (old.isPresent()) {
        findings.addAll(ofMigrations(service));
        findings.addAll(enums.judged(service, old.get()));
      }
    }
    showsMore = !findings.isEmpty();
    return findings;
  }

  private List<Finding> ofMigrations(ServiceFacts service) {
    if (!merged || service.told().isEmpty() || !(before.orElseThrow() instanceof ReadPast then)) {
      return List.of();
    }
    Service old = then.service(service.name()).orElseThrow();
    List<Revision> revisions = old.migrations().orElseThrow().revisions();
    Told told = service.told().get();
    List<Finding> findings =
        new ArrayList<>(LowNumbers.judged(service.name(), revisions, told, commit));
    findings.addAll(
        new EditedMigrations(then.tree(), now.tree(), commit)
            .judged(
                service.name(),
                revisions,
                told,
                () -> Optional.ofNullable(told(then.workspace()).get(old))));
    return findings;
  }

  /**
   * Keeps what was found of both states, so far as it was asked. Where the change shows more than
   * its state would by itself, that is not kept.
   *
   * @param whole what was checked
   */
  public void remember(PastStates memory, CommitTree then, CommitTree staged, Report whole)
      throws ConfigurationException {
    if (before.isPresent() && before.get() instanceof ReadPast read && read.isChecked()) {
      memory.keep(then, read.stored(), read.fingerprints());
    }
    if (!showsMore) {
      memory.keep(staged, new ReadPast(now).stored(), ReadPast.fingerprints(whole));
    }
  }

  private Map<Service, Told> told(Workspace then) {
    if (told.isEmpty()) {
      try {
        told = Optional.of(then.intended());
      } catch (ConfigurationException e) {
        told = Optional.of(Map.of());
      }
    }
    return told.get();
  }

  /**
   * The report with what the change brings alone: the services that it touches, and findings that
   * were not there before.
   *
   * @param files that the change touches
   */
  public Report brought(Report report, List<String> files) throws ConfigurationException {
    List<String> seen = new ArrayList<>(report.seen());
    seen.addAll(notes);
    List<Finding> fresh = report.findings();
    if (before.isPresent() && !fresh.isEmpty()) {
      Set<String> old = before.get().fingerprints();
      fresh = fresh.stream().filter(finding -> !old.contains(finding.fingerprint())).toList();
      int passed = report.findings().size() - fresh.size();
      if (passed > 0) {
        seen.add(
            "%d %s there in %s already and passed over"
                .formatted(passed, passed == 1 ? "finding was" : "findings were", commit));
      }
    }
    Set<String> touched = new TreeSet<>(now.touchedBy(files));
    fresh.forEach(finding -> touched.add(finding.service()));
    List<ServiceFacts> services =
        report.services().stream().filter(service -> touched.contains(service.name())).toList();
    if (services.isEmpty() && !report.services().isEmpty()) {
      seen.add("no service was touched since " + commit);
    }
    return new Report(report.command(), services, fresh, seen);
  }
}
