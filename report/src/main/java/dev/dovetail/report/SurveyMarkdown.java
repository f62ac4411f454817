package dev.dovetail.report;

import dev.dovetail.core.compare.Verdict;
import dev.dovetail.core.judge.Criticality;
import dev.dovetail.core.judge.Severity;
import dev.dovetail.core.timeline.EnumTimeline;
import dev.dovetail.core.timeline.Parting;
import dev.dovetail.core.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A survey as the document of an audit: timeline, table, root cause, prevention, what is left. */
final class SurveyMarkdown {

  /** Stands in the first line. */
  static final String SIGNATURE = "<!-- dovetail report -->";

  private final Survey survey;
  private final Map<String, List<EnumRow>> rows;
  private final StringBuilder out = new StringBuilder();

  private SurveyMarkdown(Survey survey) {
    this.survey = survey;
    this.rows = EnumRow.of(survey);
  }

  static String write(Survey survey) {
    SurveyMarkdown document = new SurveyMarkdown(survey);
    document.head();
    document.timeline();
    document.table();
    document.cause();
    document.prevention();
    document.outstanding();
    return document.out.toString();
  }

  private void head() {
    line(SIGNATURE);
    String day = survey.commit().map(commit -> " \u2013 " + TimelineWords.day(commit)).orElse("");
    line("# Database enum audit of " + Markdown.prose(survey.name()) + day, "");
    long parted =
        rows.values().stream().flatMap(List::stream).filter(row -> isParted(row.verdict())).count();
    line(
        "%s, %s: %d apart, %s and %s."
            .formatted(
                PageWords.count(rows.size(), "service"),
                PageWords.count(rows.values().stream().mapToInt(List::size).sum(), "enum"),
                parted,
                PageWords.count(survey.report().count(Severity.ERROR), "error"),
                PageWords.count(survey.report().count(Severity.WARNING), "warning")));
  }

  private static boolean isParted(Verdict verdict) {
    return verdict == Verdict.DRIFT || verdict == Verdict.MISSING_TYPE;
  }

  private List<EnumTimeline> parted() {
    return survey.timeline().stream()
        .flatMap(timeline -> timeline.enums().stream())
        .filter(it -> !it.partings().isEmpty())
        .toList();
  }

  private void timeline() {
    Optional<Timeline> timeline = survey.timeline();
    line("");
    if (timeline.isEmpty()) {
      line("## Git history timeline", "", "Not told here: see the last section.");
    } else if (parted().isEmpty()) {
      line("## Git history timeline", "", "No enum was ever parted from its type.");
    } else {
      out.append(TimelineMarkdown.write(timeline.get().of(it -> !it.partings().isEmpty())));
    }
  }

  private void table() {
    List<String> sides = new ArrayList<>(List.of("Code", "Migrations"));
    if (survey.replayed().isPresent()) {
      sides.add("Replay");
    }
    if (survey.audited().isPresent()) {
      sides.add("Database");
    }
    line("", "## Service by service", "");
    line(
        "| Service | Enum of the code | Type of the database | "
            + String.join(" | ", sides)
            + " | Mismatch? | Critical? |");
    line("|---|---|---|" + "--:|".repeat(sides.size()) + "---|---|");
    survey
        .report()
        .services()
        .forEach(service -> {
          List<EnumRow> own = rows.getOrDefault(service.name(), List.of());
          String critical = service.critical().map(Criticality::word).orElse("-");
          String name = Markdown.prose(service.name());
          for (EnumRow row : own) {
            line(
                "| %s | %s | %s | %s | %s | %s |"
                    .formatted(
                        name,
                        row.comparison().name().map(Markdown::code).orElse("-"),
                        row.comparison().typeName().map(Markdown::code).orElse("-"),
                        String.join(" | ", counts(row, sides)),
                        isParted(row.verdict()) ? "**yes**: " + row.words() : "no: " + row.words(),
                        critical));
          }
          if (own.isEmpty()) {
            String uses =
                service.uses().isEmpty()
                    ? "-"
                    : "uses "
                        + String.join(", ", service.uses().stream().map(Markdown::code).toList());
            line(
                "| %s | %s | - | %s | no: stores none | %s |"
                    .formatted(name, uses, "- | ".repeat(sides.size() - 1) + "-", critical));
          }
        });
  }

  private static List<String> counts(EnumRow row, List<String> sides) {
    List<String> counts = new ArrayList<>();
    for (String side : sides) {
      List<String> found =
          row.accounts().stream()
              .filter(account ->
                  side.equals("Database")
                      ? !List.of("code", "migrations", "replay").contains(account.side())
                      : account.side().equalsIgnoreCase(side))
              .map(Account::count)
              .distinct()
              .toList();
      counts.add(found.isEmpty() ? "-" : String.join(", ", found));
    }
    return counts;
  }

  private void cause() {
    line("", "## Root cause", "");
    List<EnumTimeline> parted = parted();
    for (EnumTimeline timeline : parted) {
      Parting last = timeline.partings().getLast();
      line(
          "* %s: %s."
              .formatted(
                  Markdown.prose(TimelineWords.title(timeline)),
                  Markdown.prose(TimelineWords.span(last))));
      TimelineWords.causes(last).forEach(cause -> line("  * " + Markdown.prose(cause)));
      line("  * " + Markdown.prose(TimelineWords.guards(last)));
    }
    if (parted.isEmpty()) {
      line(
          survey.timeline().isPresent()
              ? "Nothing was ever apart."
              : "Not known without the history.");
    }
  }

  private void prevention() {
    line("", "## Prevention", "");
    line(
        "* run `dovetail check` in CI and before each commit: it fails while an enum can write what"
            + " the migrations do not admit",
        "* run `dovetail verify` in CI: each migration up, down and up again on a disposable"
            + " PostgreSQL",
        "* let each service ask its database when it starts: `dovetail guard`",
        "* hold the live databases against code and migrations at times: `dovetail audit`");
  }

  private void outstanding() {
    line("", "## Outstanding work", "");
    List<Group> groups = Group.of(survey.report().findings());
    for (Severity severity : List.of(Severity.ERROR, Severity.WARNING)) {
      for (Group group : groups) {
        if (group.first().severity() == severity) {
          finding(group);
        }
      }
    }
    for (List<EnumRow> own : rows.values()) {
      for (EnumRow row : own) {
        if (row.verdict() == Verdict.UNVERIFIABLE) {
          line(
              "- [ ] look at %s of %s by hand: it could not be verified"
                  .formatted(Markdown.code(row.name()), Markdown.code(row.service().name())));
        }
      }
    }
    survey.report().seen().forEach(seen -> line("- [ ] " + Markdown.prose(seen)));
    survey.notes().forEach(note -> line("- [ ] " + Markdown.prose(note)));
    line("- [ ] keep `dovetail check` in CI, so that no enum changes without its migration");
  }

  private void finding(Group group) {
    List<String> helps = group.helps();
    String more = helps.size() > 1 ? " (and %d more of the kind)".formatted(helps.size() - 1) : "";
    line(
        "- [ ] **%s**%s: %s (%s at %s)%s"
            .formatted(
                group.first().severity().word(),
                group.services().isEmpty() ? "" : " " + Markdown.code(group.services()),
                Markdown.prose(group.message()),
                Markdown.code(group.first().rule()),
                Markdown.code(Place.shown(group.first().at())),
                helps.isEmpty() ? "" : "<br>" + Markdown.prose(helps.getFirst()) + more));
  }

  private void line(String... lines) {
    for (String one : lines) {
      out.append(one).append('\n');
    }
  }
}
