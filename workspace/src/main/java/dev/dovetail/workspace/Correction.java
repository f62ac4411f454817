package dev.dovetail.workspace;

import dev.dovetail.core.judge.Edit;
import dev.dovetail.core.judge.Finding;
import dev.dovetail.core.judge.Report;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.judge.Suggestion;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.OverlayTree;
import dev.dovetail.core.source.Span;
import dev.dovetail.python.modules.Parses;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.edit.Settling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Applies what findings suggest, and checks again: what does not take its finding away, or brings
 * another one, is taken back. Nothing is written here.
 */
public final class Correction {

  /** A mended finding may uncover another of its kind; that ends, but for a fault of ours. */
  private static final int MOST_ROUNDS = 20;

  private final String name;
  private final Versions versions;
  private final Parses parses = new Parses();
  private final Predicate<Finding> wanted;
  private final List<Done> done = new ArrayList<>();
  private final Map<String, TakenBack> takenBack = new LinkedHashMap<>();
  private OverlayTree tree;
  private Workspace workspace;
  private Report report;

  private Correction(
      Workspace workspace,
      Report report,
      String name,
      Versions versions,
      Predicate<Finding> wanted) {
    this.name = name;
    this.versions = versions;
    this.wanted = wanted;
    this.tree = new OverlayTree(workspace.tree(), Map.of());
    this.workspace = workspace;
    this.report = report;
  }

  /** Something that was mended. */
  public record Done(Finding finding, Suggestion suggestion) {}

  /** Something that was tried, and why it does not stay. */
  public record TakenBack(Finding finding, Suggestion suggestion, String reason) {}

  /**
   * What came of it.
   *
   * @param texts what files hold then, by path
   * @param report what is found then
   */
  public record Outcome(
      SortedMap<String, String> texts,
      Workspace workspace,
      Report report,
      List<Done> done,
      List<TakenBack> takenBack) {}

  /**
   * Mends what can be.
   *
   * @param report what is found in the workspace
   * @param wanted findings with a suggestion that is to be tried
   */
  public static Outcome of(
      Workspace workspace, Report report, String name, Versions versions, Predicate<Finding> wanted)
      throws ConfigurationException {
    return new Correction(workspace, report, name, versions, wanted).outcome();
  }

  private Outcome outcome() throws ConfigurationException {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int before = done.size();
      Round found = new Round(tree, report);
      found.tryAll(groups());
      tree = found.tree;
      workspace = found.workspace.orElse(workspace);
      report = found.report;
      if (done.size() == before) {
        break;
      }
    }
    done.forEach(it -> takenBack.remove(it.finding().fingerprint()));
    return new Outcome(
        tree.texts(), workspace, report, List.copyOf(done), List.copyOf(takenBack.values()));
  }

  /** Findings that go away together, for they suggest the same. */
  private record Group(List<Edit.Replacement> edits, List<Finding> findings) {}

  private List<Group> groups() {
    Map<List<Edit.Replacement>, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : report.findings()) {
      if (finding.suggestion().isPresent()
          && wanted.test(finding)
          && !takenBack.containsKey(finding.fingerprint())) {
        groups
            .computeIfAbsent(finding.suggestion().get().replacements(), edits -> new ArrayList<>())
            .add(finding);
      }
    }
    return groups.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** What is tried on one state of the files, so that all places mean the same text. */
  private final class Round {
    private final OverlayTree from;
    private final List<Group> accepted = new ArrayList<>();
    private OverlayTree tree;
    private Optional<Workspace> workspace = Optional.empty();
    private Report report;

    Round(OverlayTree from, Report report) {
      this.from = from;
      this.tree = from;
      this.report = report;
    }

    /** All at once, and where that is not good, one half after the other. */
    void tryAll(List<Group> groups) throws ConfigurationException {
      List<Group> apart = apart(groups);
      if (apart.isEmpty()) {
        return;
      }
      Optional<String> objection = attempt(apart);
      if (objection.isEmpty()) {
        return;
      }
      if (apart.size() == 1) {
        for (Finding finding : apart.getFirst().findings()) {
          takenBack.put(
              finding.fingerprint(),
              new TakenBack(finding, finding.suggestion().orElseThrow(), objection.get()));
        }
        return;
      }
      tryAll(apart.subList(0, apart.size() / 2));
      tryAll(apart.subList(apart.size() / 2, apart.size()));
    }

    /**
     * Those that touch nothing that another one touches; the rest has its turn in a later round.
     */
    private List<Group> apart(List<Group> groups) {
      List<Edit.Replacement> taken =
          new ArrayList<>(accepted.stream().flatMap(it -> it.edits().stream()).toList());
      List<Group> apart = new ArrayList<>();
      for (Group group : groups) {
        if (group.edits().stream()
            .allMatch(edit -> taken.stream().noneMatch(other -> overlap(edit, other)))) {
          apart.add(group);
          taken.addAll(group.edits());
        }
      }
      return apart;
    }

    private Optional<String> attempt(List<Group> groups) throws ConfigurationException {
      List<Group> all = new ArrayList<>(accepted);
      all.addAll(groups);
      OverlayTree edited =
          from.with(
              Settling.applied(
                  from, all.stream().flatMap(group -> group.edits().stream()).toList()));
      Workspace opened = Workspace.open(edited, name, versions, parses);
      Report after = opened.check();
      Optional<String> objection = objection(groups, all, after);
      if (objection.isEmpty()) {
        accepted.addAll(groups);
        groups.forEach(group ->
            group.findings().forEach(it -> done.add(new Done(it, it.suggestion().orElseThrow()))));
        tree = edited;
        workspace = Optional.of(opened);
        report = after;
      }
      return objection;
    }

    private Optional<String> objection(List<Group> groups, List<Group> all, Report after) {
      Set<String> known =
          report.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
      Optional<String> brought =
          after.findings().stream()
              // What stood behind a failure comes to light: an info of it is no harm done.
              .filter(finding -> finding.severity() != Severity.INFO)
              .filter(finding -> !known.contains(finding.fingerprint()))
              .findFirst()
              .map(finding ->
                  "it would bring `%s`: %s".formatted(finding.rule(), finding.message()));
      return brought.or(() ->
          groups.stream()
              .flatMap(group -> group.findings().stream())
              .filter(finding -> isThere(finding, all, after))
              .findFirst()
              .map(finding -> "the finding would stay"));
    }

    private boolean isThere(Finding finding, List<Group> all, Report after) {
      Optional<Place> place = Place.of(finding.at());
      int moved =
          place
              .map(at ->
                  all.stream()
                      .flatMap(group -> group.edits().stream())
                      .distinct()
                      .filter(edit -> edit.at().path().equals(at.path()))
                      .filter(edit -> edit.at().span().endLine() < at.line())
                      .mapToInt(Round::linesMore)
                      .sum())
              .orElse(0);
      return after.findings().stream()
          .filter(other -> other.fingerprint().equals(finding.fingerprint()))
          .anyMatch(other ->
              Place.of(other.at())
                  .equals(place.map(at -> new Place(at.path(), at.line() + moved))));
    }

    private static int linesMore(Edit.Replacement edit) {
      int written = (int) edit.text().chars().filter(c -> c == '\n').count();
      return written - (edit.at().span().endLine() - edit.at().span().line());
    }
  }

  private record Place(String path, int line) {
    static Optional<Place> of(Origin origin) {
      return origin instanceof Origin.InFile file
          ? Optional.of(new Place(file.path(), file.span().line()))
          : Optional.empty();
    }
  }

  /** The same edit twice is one. */
  private static boolean overlap(Edit.Replacement one, Edit.Replacement other) {
    if (one.equals(other) || !one.at().path().equals(other.at().path())) {
      return false;
    }
    Span a = one.at().span();
    Span b = other.at().span();
    return a.equals(b)
        || before(a.line(), a.column(), b.endLine(), b.endColumn())
            && before(b.line(), b.column(), a.endLine(), a.endColumn());
  }

  private static boolean before(int line, int column, int otherLine, int otherColumn) {
    return line < otherLine || line == otherLine && column < otherColumn;
  }
}
