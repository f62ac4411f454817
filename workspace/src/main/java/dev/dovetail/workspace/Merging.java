package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.ChangeFault;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Finding.Related;
import dev.dovetail.core.judge.FindingBuilder;
import dev.dovetail.core.judge.Judgement;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.source.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a merge brings that neither side has: heads that appear only then, and whatever else is
 * found in the merged tree alone.
 */
public final class Merging {

  private static final String MERGED = "merged";
  private static final String SEVERAL_HEADS = "several-heads";

  private final Workspace ours;
  private final Workspace theirs;
  private final Workspace merged;
  private final String name;

  /**
   * @param name what the other side is called
   */
  public Merging(Workspace ours, Workspace theirs, Workspace merged, String name) {
    this.ours = ours;
    this.theirs = theirs;
    this.merged = merged;
    this.name = name;
  }

  /**
   * The report with what appears by the merge.
   *
   * @param whole what is found on our side in all
   * @param conflicts files of which nobody knows what they will be
   */
  public Report onTop(Report report, Report whole, List<String> conflicts)
      throws ConfigurationException {
    Report after = merged.check();
    Report other = theirs.check();
    Set<String> unknown = merged.touchedBy(conflicts);
    List<Finding> appearing = new ArrayList<>();
    forks(after, heads(whole), heads(other)).stream()
        .filter(fork -> !unknown.contains(fork.service()))
        .forEach(appearing::add);
    low(after, heads(other)).stream()
        .filter(low -> !unknown.contains(low.service()))
        .forEach(appearing::add);
    appearing = new ArrayList<>(ours.withoutAllowed(weighed(appearing)));
    Set<String> shown = fingerprints(report);
    appearing.removeIf(finding -> shown.contains(finding.fingerprint()));
    Set<String> known = fingerprints(whole);
    known.addAll(fingerprints(other));
    for (Finding finding : after.findings()) {
      if (!finding.rule().equals(SEVERAL_HEADS)
          && !known.contains(finding.fingerprint())
          && !unknown.contains(finding.service())
          && (unknown.isEmpty() || !finding.service().isEmpty())) {
        appearing.add(after(finding));
      }
    }
    List<Finding> findings = new ArrayList<>(report.findings());
    findings.addAll(ours.known().without(appearing));
    List<String> seen = new ArrayList<>(report.seen());
    if (!unknown.isEmpty()) {
      seen.add(
          "git cannot merge %s by itself: of %s it is not known what a merge with %s brings"
              .formatted(String.join(", ", conflicts), String.join(", ", unknown), name));
    }
    return new Report(report.command(), services(report, whole, appearing), findings, seen);
  }

  private static List<ServiceFacts> services(Report report, Report whole, List<Finding> appearing) {
    Set<String> shown = new TreeSet<>();
    report.services().forEach(service -> shown.add(service.name()));
    appearing.forEach(finding -> shown.add(finding.service()));
    return whole.services().stream().filter(service -> shown.contains(service.name())).toList();
  }

  private static Set<String> fingerprints(Report report) {
    return report.findings().stream()
        .map(Finding::fingerprint)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private List<Finding> weighed(List<Finding> findings) {
    return Judgement.of(findings, ours.configuration(), new HashSet<>());
  }

  private static Map<String, Told> heads(Report report) {
    Map<String, Told> heads = new HashMap<>();
    report
        .services()
        .forEach(service -> service.told().ifPresent(told -> heads.put(service.name(), told)));
    return heads;
  }

  /** New files of ours that sort before what the other side has. */
  private List<Finding> low(Report after, Map<String, Told> theirs) {
    List<Finding> low = new ArrayList<>();
    for (ServiceFacts service : after.services()) {
      Optional<Told> other = Optional.ofNullable(theirs.get(service.name()));
      if (service.told().isPresent() && other.isPresent()) {
        low.addAll(
            LowNumbers.judged(service.name(), other.get().revisions(), service.told().get(), name));
      }
    }
    return low;
  }

  private List<Finding> forks(Report after, Map<String, Told> ours, Map<String, Told> theirs) {
    List<Finding> forks = new ArrayList<>();
    for (ServiceFacts service : after.services()) {
      Optional<Told> one = Optional.ofNullable(ours.get(service.name()));
      Optional<Told> other = Optional.ofNullable(theirs.get(service.name()));
      for (Told told : service.told().stream().toList()) {
        List<Revision> heads = fork(told);
        int most = Math.max(count(one), count(other));
        if (heads.size() > Math.max(1, most)) {
          forks.add(finding(service.name(), heads, other));
        }
      }
    }
    return forks;
  }

  private static int count(Optional<Told> told) {
    return told.map(history -> history.heads().size()).orElse(0);
  }

  /**
   * Its heads, where they are several; a parent that is lost, or an id that is twice, is another
   * fault.
   */
  private static List<Revision> fork(Told told) {
    boolean whole =
        told.faults().stream()
            .noneMatch(fault ->
                fault instanceof HistoryFault.MissingParent
                    || fault instanceof HistoryFault.DuplicateId);
    return told.faults().stream()
        .filter(fault -> whole && fault instanceof HistoryFault.SeveralHeads)
        .map(HistoryFault.SeveralHeads.class::cast)
        .findFirst()
        .map(HistoryFault.SeveralHeads::heads)
        .orElse(List.of());
  }

  private Finding finding(String service, List<Revision> heads, Optional<Told> theirs) {
    Set<String> known =
        theirs.map(Told::revisions).orElse(List.of()).stream()
            .map(Revision::id)
            .collect(Collectors.toSet());
    List<Revision> own = heads.stream().filter(head -> !known.contains(head.id())).toList();
    List<Revision> others = heads.stream().filter(head -> known.contains(head.id())).toList();
    Revision at = own.isEmpty() ? heads.getFirst() : own.getFirst();
    FindingBuilder finding =
        FindingBuilder.of(ChangeFault.FORK_IN_MERGED_TREE, service, located(at.origin()));
    heads.forEach(head -> finding.also(located(head.origin()), "head `" + head.id() + "`"));
    List<String> ids = heads.stream().map(Revision::id).sorted().toList();
    return finding.says(
        String.join(" ", ids),
        "merged with `%s`, the history has %d heads: %s; `upgrade head` is refused from then on"
            .formatted(
                name,
                ids.size(),
                ids.stream().map(id -> "`" + id + "`").collect(Collectors.joining(", "))),
        own.size() == 1 && others.size() == 1
            ? "take `%s` in, and let what follows here on the common part follow `%s`; or, once merged: `alembic merge -m \"merge heads\" %s`"
                .formatted(name, others.getFirst().id(), String.join(" ", ids))
            : "once merged: `alembic merge -m \"merge heads\" %s`"
                .formatted(String.join(" ", ids)));
  }

  private Finding after(Finding finding) {
    return new Finding(
        finding.rule(),
        finding.severity(),
        finding.service(),
        located(finding.at()),
        "merged with `%s`: %s".formatted(name, finding.message()),
        finding.help(),
        finding.also().stream()
            .map(also -> new Related(located(also.at()), also.message()))
            .toList(),
        finding.topic().map(topic -> topic + ", merged with `" + name + "`"),
        finding.subject());
  }

  /** A place in the merged tree: in our own file where that is the same there. */
  private Origin located(Origin origin) {
    if (!(origin instanceof Origin.InFile place)) {
      return origin;
    }
    byte[] there = merged.tree().read(place.path()).orElse(new byte[0]);
    if (isSame(ours, place.path(), there)) {
      return place;
    }
    return new Origin.InCommit(isSame(theirs, place.path(), there) ? name : MERGED, place);
  }

  private static boolean isSame(Workspace side, String path, byte[] there) {
    return side.tree().read(path).filter(bytes -> Arrays.equals(bytes, there)).isPresent();
  }
}
