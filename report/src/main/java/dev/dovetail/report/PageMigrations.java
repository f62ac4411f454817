package dev.dovetail.report;

import static dev.dovetail.report.Html.number;

import dev.dovetail.core.audited.Audited;
import dev.dovetail.core.audited.AuditedDatabase;
import dev.dovetail.core.audited.Standing;
import dev.dovetail.core.compare.Told;
import dev.dovetail.core.history.Deed;
import dev.dovetail.core.history.HistoryFault;
import dev.dovetail.core.history.Problem;
import dev.dovetail.core.history.Revision;
import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.verified.Checked;
import dev.dovetail.core.verified.Outcome;
import dev.dovetail.core.verified.Verified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The migrations of each service, drawn: heads, merges, what cannot be taken back, what fails. */
final class PageMigrations {

  private static final Map<String, String> MARKS =
      Map.of("agrees", "\u2713", "drift", "\u2715", "text", "\u00b7", "unverifiable", "?");

  private static final int ROW = 30;
  private static final int LANE = 16;

  /** What a drawing is for is lost beyond; the newest are shown. */
  private static final int MOST = 400;

  private final Html html;
  private final Map<String, Audited> audited = new HashMap<>();
  private final Map<String, Verified> verified = new HashMap<>();

  PageMigrations(Html html, Survey survey) {
    this.html = html;
    survey
        .audited()
        .ifPresent(audit -> audit.services().forEach(it -> audited.put(it.facts().name(), it)));
    survey
        .replayed()
        .ifPresent(run -> run.verified().forEach(it -> verified.put(it.service(), it)));
  }

  /** What came of running it. */
  private void checks(Verified one) {
    html.open("ul", "class", "pills");
    for (Checked checked : one.checks()) {
      String kind =
          switch (checked.outcome()) {
            case Outcome.Passed() -> "agrees";
            case Outcome.Failed() -> "drift";
            case Outcome.Skipped skipped -> "text";
            case Outcome.Unverified unverified -> "unverifiable";
          };
      html.open("li").open("span", "class", "pill v-" + kind, "title", checked.check().summary());
      html.element("span", MARKS.getOrDefault(kind, ""), "class", "mark", "aria-hidden", "true");
      html.text(checked.check().word()).element("span", ": " + said(checked), "class", "hidden");
      html.close(2);
    }
    html.close().line();
    for (Checked checked : one.checks()) {
      if (checked.outcome() instanceof Outcome.Unverified(String reason)) {
        html.open("p", "class", "none").text(checked.check().word() + ": ").prose(reason).close();
      }
    }
  }

  private static String said(Checked checked) {
    return switch (checked.outcome()) {
      case Outcome.Passed() -> "passed";
      case Outcome.Failed() -> "failed";
      case Outcome.Skipped(String reason) -> "skipped, " + reason;
      case Outcome.Unverified(String reason) -> "not verified, " + reason;
    };
  }

  /** A word on a revision, and how it weighs. */
  private record Badge(String text, String kind) {}

  void write(List<ServiceFacts> services) {
    for (ServiceFacts service : services) {
      service.told().ifPresent(told -> one(service, told));
    }
  }

  private void one(ServiceFacts service, Told told) {
    boolean troubled = told.heads().size() > 1 || told.fails().isPresent();
    html.open(
        "details",
        "class",
        troubled ? "graph parted" : "graph",
        "data-f",
        "",
        troubled ? "open" : "",
        "");
    html.open("summary").element("b", service.name()).text(" ");
    html.open("span", "class", "meta")
        .text(
            "%s, %s, %s"
                .formatted(
                    told.tool(),
                    PageWords.count(told.revisions().size(), "migration"),
                    PageWords.count(told.heads().size(), "head")))
        .close();
    told.fails().ifPresent(it -> html.element("span", "does not run to its head", "class", "bad"));
    html.close().open("div", "class", "body").line();
    Optional.ofNullable(verified.get(service.name())).ifPresent(this::checks);
    told.fails().ifPresent(problem -> problem("The way up fails", problem));
    told.downgradeFails().ifPresent(problem -> problem("The way down fails", problem));
    for (HistoryFault fault : told.faults()) {
      said(fault).ifPresent(text -> html.open("p", "class", "fault").prose(text).close());
    }
    String failure = told.fails().map(Problem::message).orElse("");
    told.assumes().stream()
        .filter(text -> failure.isEmpty() || !text.contains(failure))
        .forEach(text -> html.open("p", "class", "none").text("Assumed: ").prose(text).close());
    int hidden = Math.max(0, told.revisions().size() - MOST);
    RevisionLanes lanes =
        RevisionLanes.of(told.revisions().subList(hidden, told.revisions().size()));
    html.open("div", "class", "lanes");
    draw(lanes);
    Map<String, List<Badge>> badges = badges(service, told);
    html.open("ol", "class", "revisions");
    for (RevisionLanes.Row row : lanes.rows()) {
      revision(row.revision(), badges.getOrDefault(row.revision().id(), List.of()));
    }
    html.close(2);
    if (hidden > 0) {
      html.element("p", "and %d earlier ones".formatted(hidden), "class", "none");
    }
    html.close(2).line();
  }

  private void problem(String what, Problem problem) {
    html.open("p", "class", "fault").element("b", what).text(": ");
    problem.revision().ifPresent(id -> html.element("code", id).text(": "));
    html.prose(problem.message());
    problem.sqlstate().ifPresent(state -> html.text(" (" + state + ")"));
    html.close().line();
  }

  private static Optional<String> said(HistoryFault fault) {
    return switch (fault) {
      case HistoryFault.SeveralHeads heads -> Optional.empty();
      case HistoryFault.OrderUnclear unclear ->
          Optional.of(
              "the order of `%s` and `%s` depends on how file names are sorted"
                  .formatted(unclear.first().id(), unclear.second().id()));
      case HistoryFault.MissingParent missing ->
          Optional.of(
              "`%s` follows `%s`, which is not there"
                  .formatted(missing.revision().id(), missing.parent()));
      case HistoryFault.Cycle cycle -> Optional.of("revisions follow each other in a circle");
      case HistoryFault.DuplicateId duplicate ->
          Optional.of("several migrations call themselves `%s`".formatted(duplicate.id()));
      case HistoryFault.Unreadable file ->
          Optional.of("`%s` cannot be read: %s".formatted(file.file(), file.reason()));
    };
  }

  private void revision(Revision revision, List<Badge> badges) {
    html.open("li").element("code", revision.id(), "class", "id").text(" ");
    html.element("span", revision.title(), "class", "title", "title", revision.file());
    for (Badge badge : badges) {
      html.text(" ").element("span", badge.text(), "class", "badge " + badge.kind());
    }
    html.close().line();
  }

  private Map<String, List<Badge>> badges(ServiceFacts service, Told told) {
    Map<String, List<Badge>> badges = new HashMap<>();
    Set<String> oneWay = oneWay(told);
    for (Revision revision : told.revisions()) {
      List<Badge> own = new ArrayList<>();
      if (told.heads().contains(revision.id())) {
        own.add(new Badge("head", told.heads().size() > 1 ? "bad" : "head"));
      }
      if (revision.parents().size() > 1) {
        own.add(new Badge("merge", "plain"));
      }
      if (oneWay.contains(revision.id())) {
        own.add(new Badge("one-way", "warn"));
      }
      if (fails(told.fails(), revision)) {
        own.add(new Badge("fails", "bad"));
      }
      badges.put(revision.id(), own);
    }
    standing(service, badges);
    return badges;
  }

  private void standing(ServiceFacts service, Map<String, List<Badge>> badges) {
    List<AuditedDatabase> databases =
        Optional.ofNullable(audited.get(service.name())).map(Audited::databases).orElse(List.of());
    for (AuditedDatabase database : databases) {
      if (database.reading() instanceof AuditedDatabase.Read read) {
        for (String id : revisions(read.standing())) {
          badges
              .computeIfAbsent(id, any -> new ArrayList<>())
              .add(new Badge(database.name() + " is here", "here"));
        }
      }
    }
  }

  private static List<String> revisions(Standing standing) {
    return switch (standing) {
      case Standing.AtHead head -> head.revisions();
      case Standing.Behind behind -> behind.revisions();
      case Standing.Elsewhere elsewhere -> List.of();
      case Standing.Unknown unknown -> List.of();
    };
  }

  private static boolean fails(Optional<Problem> problem, Revision revision) {
    return problem.flatMap(Problem::revision).filter(revision.id()::equals).isPresent();
  }

  /**
   * Revisions that did something on the way up and nothing on the way down, where the way down is
   * known to its end; and the one that refuses to be taken back.
   */
  private static Set<String> oneWay(Told told) {
    Set<String> oneWay = new HashSet<>();
    told.downgradeFails().flatMap(Problem::revision).ifPresent(oneWay::add);
    List<Deed> down = told.trail().down();
    if (down.isEmpty() || told.downgradeFails().isPresent()) {
      return oneWay;
    }
    told.trail().up().forEach(deed -> oneWay.add(deed.revision()));
    down.forEach(deed -> oneWay.remove(deed.revision()));
    return oneWay;
  }

  private void draw(RevisionLanes lanes) {
    int width = lanes.width() * LANE + 6;
    int height = lanes.rows().size() * ROW;
    html.open(
        "svg",
        "class",
        "edges",
        "width",
        String.valueOf(width),
        "height",
        String.valueOf(height),
        "viewBox",
        "0 0 %d %d".formatted(width, height),
        "aria-hidden",
        "true");
    for (RevisionLanes.Edge edge : lanes.edges()) {
      html.empty("path", "class", "edge", "d", path(edge));
    }
    for (int i = 0; i < lanes.rows().size(); i++) {
      RevisionLanes.Row row = lanes.rows().get(i);
      boolean merge = row.revision().parents().size() > 1;
      html.empty(
          "circle",
          "class",
          merge ? "node merge" : "node",
          "cx",
          number(x(row.lane())),
          "cy",
          number(y(i)),
          "r",
          "4.5");
    }
    html.close();
  }

  /** Down from the child, over to the lane, along it, and over to the parent. */
  private static String path(RevisionLanes.Edge edge) {
    StringBuilder path = new StringBuilder();
    path.append('M').append(number(x(edge.fromLane()))).append(' ').append(number(y(edge.from())));
    if (edge.along() != edge.fromLane()) {
      bend(path, edge.fromLane(), edge.along(), y(edge.from()));
    }
    double end = y(edge.to());
    if (edge.along() == edge.toLane()) {
      path.append('V').append(number(end));
    } else {
      path.append('V').append(number(Math.max(end - ROW, y(edge.from()))));
      bend(path, edge.along(), edge.toLane(), Math.max(end - ROW, y(edge.from())));
    }
    return path.toString();
  }

  private static void bend(StringBuilder path, int from, int to, double y) {
    double middle = y + ROW / 2.0;
    path.append('C').append(number(x(from))).append(' ').append(number(middle)).append(' ');
    path.append(number(x(to))).append(' ').append(number(middle)).append(' ');
    path.append(number(x(to))).append(' ').append(number(y + ROW));
  }

  private static double x(int lane) {
    return lane * LANE + LANE / 2.0 + 3;
  }

  private static double y(int row) {
    return row * ROW + ROW / 2.0;
  }
}
