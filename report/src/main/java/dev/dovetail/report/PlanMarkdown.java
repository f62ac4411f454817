package dev.dovetail.report;

import dev.dovetail.core.plan.Ladder;
import dev.dovetail.core.plan.Outcome;
import dev.dovetail.core.plan.Part;
import dev.dovetail.core.plan.Party;
import dev.dovetail.core.plan.Place;
import dev.dovetail.core.plan.Plan;
import dev.dovetail.core.plan.Rollback;
import dev.dovetail.core.plan.Shape;
import dev.dovetail.core.plan.Step;
import dev.dovetail.core.plan.Story;
import dev.dovetail.core.plan.Version;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A plan as checklists for the people who carry it out. A box is ticked only for what was verified
 * here, with the evidence; who ticks the others, and by which command, stands beside them.
 */
final class PlanMarkdown {

  private final Plan plan;
  private final Map<String, List<String>> owners;
  private final StringBuilder out = new StringBuilder();

  private PlanMarkdown(Plan plan, Map<String, List<String>> owners) {
    this.plan = plan;
    this.owners = owners;
  }

  static String write(Plan plan, SortedMap<String, List<String>> owners) {
    PlanMarkdown document = new PlanMarkdown(plan, owners);
    document.write();
    return document.out.toString();
  }

  private void write() {
    line("# Rollout from %s to %s".formatted(prose(plan.from()), prose(plan.to())));
    line("");
    line("**%s.**".formatted(capital(PlanText.verdict(plan))));
    plan.doubts().forEach(doubt -> line("- not known: " + prose(doubt)));
    plan.notes().forEach(note -> line("- note: " + prose(note)));
    if (!plan.quiet().isEmpty()) {
      line(
          "- no enum changes in %s: deploy at any time after its migrations"
              .formatted(prose(String.join(", ", plan.quiet()))));
    }
    for (Part part : plan.parts()) {
      breaks(part);
      steps(part);
      rollbacks(part);
    }
    validation();
    review();
    migration();
  }

  private void breaks(Part part) {
    if (!(part.asItStands() instanceof Outcome.None none)) {
      return;
    }
    PlanWords words = PlanWords.ofGiven(part);
    title("Why it cannot go out as it stands");
    for (Story story : none.stories()) {
      line("- " + prose(String.join("; ", words.story(story))));
      line("  - **" + prose(words.sentence(story)) + "**");
    }
    line("");
    line(
        "All %d states that can be reached safely were looked at.%s"
            .formatted(
                none.states(),
                part.hopeless()
                    ? " More releases do not help, nor do migrations that only add."
                    : ""));
  }

  private void steps(Part part) {
    if (part.steps().isEmpty()) {
      return;
    }
    PlanWords words = PlanWords.ofGone(part);
    title("Steps");
    part.detour()
        .ifPresent(detour -> {
          line(capital(prose(PlanText.detour(detour))) + ".");
          line("");
        });
    int number = 1;
    for (Step step : part.steps().get()) {
      List<String> names = owners.getOrDefault(words.service(step), List.of());
      line(
          "- [ ] %d. %s%s"
              .formatted(
                  number++,
                  prose(words.title(step)),
                  names.isEmpty() ? "" : " (" + prose(String.join(", ", names)) + ")"));
      words.details(step).forEach(detail -> line("  - " + prose(detail)));
      words.command(step).ifPresent(command -> line("  - run: " + Markdown.code(command)));
      words.locks(step).forEach(lock -> line("  - locks: " + prose(lock)));
      words.afterwards(step).ifPresent(then -> line("  - then: " + prose(then)));
      line("  - watch: " + prose(words.watch(step)));
    }
  }

  private void rollbacks(Part part) {
    if (part.rollbacks().isEmpty()) {
      return;
    }
    PlanWords words = PlanWords.ofGone(part);
    title("Rollback");
    for (Rollback rollback : part.rollbacks()) {
      line("- " + prose(words.rollback(rollback)));
    }
    line("- a label that was added stays: PostgreSQL takes none out of a type");
  }

  // ---- the checklists

  private void validation() {
    title("Validation steps");
    line("**Before the migration:**");
    line("");
    values();
    identical();
    open("Enum checks pass", "`dovetail check`");
    open("Migrations tested on a disposable database", "`dovetail verify`");
    open("Enum values documented in the commits of the migrations", "a person reads them");
    line("");
    line("**After the migration:**");
    line("");
    open("The enums of the target database are those of the code", "`dovetail audit`");
    open("Every label can be stored and read back", "`dovetail probe`, or a test");
    open("Transitions between labels work", "a test");
    data();
  }

  private void review() {
    title("Code review");
    identical();
    open("Tests of the enums are up to date", "a person reads them");
    open("Purpose and values of the enums are documented", "a person reads them");
    open("Strings beside enum columns are labels", "`dovetail check`");
  }

  private void migration() {
    title("Enum migration checklist");
    line("**Pre-Migration:**");
    line("");
    values();
    identical();
    open("Local validation tests pass", "`dovetail check`");
    open("Development database migration tested", "`dovetail verify`");
    boolean told = plan.parts().stream().anyMatch(part -> !part.rollbacks().isEmpty());
    box(told, "Rollback plan documented", told ? "above, under Rollback" : "there is no order yet");
    line("");
    line("**Migration:**");
    line("");
    open("Staging database migration successful", "`dovetail audit` of staging");
    open("Production database migration successful", "`dovetail audit` of production");
    open("Post-migration enum tests pass", "`dovetail audit`, then your tests");
    open("Application functionality verified", "a person tries it");
    line("");
    line("**Post-Migration:**");
    line("");
    open("Monitoring shows no errors", "SQLSTATE 22P02 and LookupError in the logs");
    open("Enum operations working correctly", "`dovetail probe`, or a test");
    open("Documentation updated", "a person does it");
    open("Team notified of completion", owned());
  }

  private String owned() {
    Set<String> all = new LinkedHashSet<>();
    owners.values().forEach(all::addAll);
    return all.isEmpty() ? "a person does it" : String.join(", ", all);
  }

  /** Whether the labels that are stored in what changes are plain words. */
  private void values() {
    List<String> odd = new ArrayList<>();
    int count = 0;
    for (Part part : plan.parts()) {
      for (Party party : part.rollout().parties()) {
        for (Optional<Version.Knows> knows : party.versions().getLast().knows()) {
          for (String label : knows.map(Version.Knows::writes).orElse(List.of())) {
            count++;
            if (!label.matches("[a-z0-9_]+") && !odd.contains(label)) {
              odd.add(label);
            }
          }
        }
      }
    }
    box(
        odd.isEmpty() && count > 0,
        "Enum values are snake_case strings",
        odd.isEmpty()
            ? "of every column that changes, at " + plan.to()
            : "these are not: " + String.join(", ", odd));
  }

  /** Whether the migrations come to all that the code stores. */
  private void identical() {
    List<String> evidence = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Part part : plan.parts()) {
      List<Place> places = part.rollout().places();
      for (int i = 0; i < places.size(); i++) {
        if (places.get(i).ladder().isPresent()) {
          identical(part, places.get(i), i, evidence, missing);
        }
      }
    }
    box(
        missing.isEmpty() && !evidence.isEmpty() && plan.doubts().isEmpty(),
        "Migrations come to every label that the code stores",
        missing.isEmpty() ? String.join("; ", evidence) : String.join("; ", missing));
  }

  private static void identical(
      Part part, Place place, int index, List<String> evidence, List<String> missing) {
    Shape last = place.shapes().getLast();
    Set<String> written = new LinkedHashSet<>();
    for (Party party : part.rollout().parties()) {
      party.versions().getLast().knows().get(index).ifPresent(k -> written.addAll(k.writes()));
    }
    List<String> refused = written.stream().filter(label -> !last.takes(label)).toList();
    if (!refused.isEmpty()) {
      missing.add("%s lacks %s".formatted(place.name(), String.join(", ", refused)));
    } else if (last instanceof Shape.Labels labels) {
      evidence.add(
          "%s takes %s; the code writes %d of them"
              .formatted(place.name(), String.join(", ", labels.labels()), written.size()));
    }
  }

  /** Whether no row is changed. */
  private void data() {
    boolean untouched =
        plan.parts().stream()
            .allMatch(part ->
                part.rollout().places().stream()
                        .flatMap(place -> place.moves().stream())
                        .allMatch(moves -> moves.known().isEmpty() && !moves.unknown())
                    && part.steps().orElse(List.of()).stream()
                        .noneMatch(Step.Clear.class::isInstance));
    List<String> revisions = new ArrayList<>();
    for (Part part : plan.parts()) {
      for (Ladder ladder : part.rollout().ladders()) {
        ladder.rungs().forEach(rung -> revisions.addAll(rung.revisions()));
      }
    }
    box(
        untouched && plan.doubts().isEmpty() && !plan.parts().isEmpty(),
        "No existing data affected",
        untouched
            ? revisions.isEmpty()
                ? "there are no new migrations"
                : "no row with a label is changed by " + String.join(", ", revisions)
            : "rows are changed: see the steps");
  }

  private void open(String what, String how) {
    box(false, what, how);
  }

  private void box(boolean ticked, String what, String evidence) {
    line("- [%s] %s (%s)".formatted(ticked ? "x" : " ", prose(what), prose(evidence)));
  }

  private void title(String text) {
    line("");
    line("## " + text);
    line("");
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String prose(String text) {
    return Markdown.prose(text);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
